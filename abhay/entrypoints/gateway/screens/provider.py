"""`/login/provider` and the way back from it: signing in by an identity provider, and giving the password again there.

Both are plain links: a form that ended at another host would need that host in our pages' `form-action`.
"""

from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from abhay.adapters.store.directory.credentials.identities import ON_THE_WAY
from abhay.adapters.store.directory.sessions import find_session
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import LOGIN, PROVIDER, InVisit, Visit, own_path
from abhay.entrypoints.gateway.screens.cookies import cookie_name, is_secure, keep_session, session_of
from abhay.entrypoints.gateway.screens.navigation import home_of
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.errors import NotLetIn, ProviderRefused, ProviderUnavailable
from abhay.services.accounts.by_provider import RETURN, Back, come_back, go
from abhay.settings import Settings
from abhay.wording.screens import provider as words
from abhay.wording.words import Bilingual

router = APIRouter(include_in_schema=False)


@router.get(PROVIDER)
async def to_provider(visit: InVisit, next: Words = "", again: Words = "") -> Response:  # noqa: A002  the address says so
    """Lead to the provider; with `again` it asks whoever is signed in here once more."""
    runtime, provider = visit.context.runtime, visit.context.provider
    if provider is None:
        return _refused(visit, HTTPStatus.NOT_FOUND, words.NONE)
    session = visit.session if again else None
    try:
        gone = await go(runtime, provider, onward=own_path(next) or "", again=session, instead_of=_browser_of(visit))
    except ProviderUnavailable:
        return _refused(visit, HTTPStatus.SERVICE_UNAVAILABLE, words.DOWN)
    answer = RedirectResponse(gone.url, HTTPStatus.SEE_OTHER)
    _keep(answer, runtime.settings, gone.browser, ON_THE_WAY)
    return answer


@router.get(RETURN)
async def from_provider(visit: InVisit, code: Words = "", state: Words = "", iss: Words | None = None) -> Response:
    """Let whoever comes back in, or say why not."""
    runtime, provider = visit.context.runtime, visit.context.provider
    if provider is None:
        return _refused(visit, HTTPStatus.NOT_FOUND, words.NONE)
    back = Back(code, state, _browser_of(visit) or "", iss)
    try:
        entered = await come_back(runtime, provider, back, instead_of=session_of(visit.request, runtime.settings))
    except ProviderUnavailable:
        return _refused(visit, HTTPStatus.SERVICE_UNAVAILABLE, words.DOWN)
    except ProviderRefused:
        return _refused(visit, HTTPStatus.FORBIDDEN, words.DOES_NOT_HOLD)
    except NotLetIn as error:
        return _refused(visit, HTTPStatus.FORBIDDEN, words.DENIALS[error.why])
    session = await find_session(visit.context.database, entered.secret)
    answer = RedirectResponse(entered.onward or (home_of(session.actor) if session else LOGIN), HTTPStatus.SEE_OTHER)
    keep_session(answer, runtime.settings, entered.secret)
    _keep(answer, runtime.settings, "", timedelta())
    return answer


def _refused(visit: Visit, status: int, why: Bilingual) -> Response:
    answer = show(visit, "refused.html", status, w=words, why=why)
    _keep(answer, visit.context.runtime.settings, "", timedelta())
    return answer


def _name(settings: Settings) -> str:
    return f"{cookie_name(settings)}-provider"


def _browser_of(visit: Visit) -> str | None:
    return visit.request.cookies.get(_name(visit.context.runtime.settings)) or None


def _keep(answer: Response, settings: Settings, secret: str, lasts: timedelta) -> None:
    """Gives the browser the secret of its sign-in on the way; `lasts` nothing takes it away."""
    answer.set_cookie(
        _name(settings), secret, max_age=int(lasts.total_seconds()), path="/", secure=is_secure(settings),
        httponly=True, samesite="lax",
    )  # fmt: skip
