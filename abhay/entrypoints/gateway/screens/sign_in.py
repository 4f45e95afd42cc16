"""`/login`, `/logout` and the set-up links: how people come in and go out.

A wrong password is answered 403 with the form, a try that came too soon 429; whether the name exists shows nowhere.
"""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel, StringConstraints

from abhay.adapters.store.directory.accounts import read_link
from abhay.adapters.store.directory.sessions import end_session, find_session
from abhay.domain.values import Words
from abhay.entrypoints.gateway.screens.asking import LOGIN, InVisit, Visit, own_path
from abhay.entrypoints.gateway.screens.cookies import drop_session, keep_session, session_of
from abhay.entrypoints.gateway.screens.navigation import home_of
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.errors import BadInput, BadLink, SignInLater, WrongPassword
from abhay.services.accounts.passkeys import takes_passkeys
from abhay.services.accounts.signing_in import Given, set_up, sign_in
from abhay.wording.screens import frame
from abhay.wording.screens import passkeys as passkey_words
from abhay.wording.screens import provider as provider_words
from abhay.wording.words import Bilingual

router = APIRouter(include_in_schema=False)

SET_UP: Final = "/set-up/"
_ONLY_HERE: Final = {"Referrer-Policy": "no-referrer"}
"""The address of a set-up link is a key."""

LinkToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


class SignIn(BaseModel):
    """The fields of the form; `code` is that of a second factor."""

    name: Words = ""
    password: Words = ""
    code: Words = ""
    passkey: Words = ""
    next: Words = ""


class NewPassword(BaseModel):
    """The fields of the form behind a set-up link."""

    password: Words = ""
    again: Words = ""


@router.get(LOGIN)
async def login_page(visit: InVisit, next: Words = "", out: Words = "") -> Response:  # noqa: A002  the address says so
    """The form; whoever is signed in goes on."""
    if visit.session is not None and not out:
        return _on_to(own_path(next) or home_of(visit.session.actor))
    return await _form(visit, SignIn(next=next), told=frame.SIGNED_OUT if out else None)


@router.post(LOGIN)
async def log_in(visit: InVisit, form: Annotated[SignIn, Form()]) -> Response:
    """Sign in under a new session, whatever the browser had before."""
    runtime = visit.context.runtime
    given = Given(form.name, form.password, form.code, address_of(visit.request), form.passkey)
    try:
        secret = await sign_in(runtime, given, instead_of=session_of(visit.request, runtime.settings))
    except WrongPassword:
        return await _form(visit, form, HTTPStatus.FORBIDDEN, wrong=frame.WRONG)
    except SignInLater as later:
        wait = {"Retry-After": str(later.seconds)}
        return await _form(visit, form, HTTPStatus.TOO_MANY_REQUESTS, wait, wrong=frame.wait_words(later.seconds))
    return await _signed_in(visit, secret, own_path(form.next))


@router.post("/logout")
async def log_out(visit: InVisit) -> Response:
    """End the session; without one nothing happens."""
    settings = visit.context.runtime.settings
    if (secret := session_of(visit.request, settings)) is not None:
        await end_session(visit.context.database, secret)
    answer = _on_to(f"{LOGIN}?out=1")
    drop_session(answer, settings)
    return answer


@router.get(SET_UP + "{token}")
async def set_up_page(token: LinkToken, visit: InVisit) -> Response:
    """The form for a first or a new password; looking at it uses nothing up."""
    try:
        account = await read_link(visit.context.database, token)
    except BadLink:
        return _no_link(visit)
    return show(visit, "set_up.html", headers=_ONLY_HERE, name=account.name, wrong=None)


@router.post(SET_UP + "{token}")
async def choose_password(token: LinkToken, visit: InVisit, form: Annotated[NewPassword, Form()]) -> Response:
    """Set the password, use the link up, and sign in."""
    try:
        account = await read_link(visit.context.database, token)
        return await _chosen(visit, token, form, account.name)
    except BadLink:
        return _no_link(visit)


async def _chosen(visit: Visit, token: str, form: NewPassword, name: str) -> Response:
    runtime, wrong = visit.context.runtime, frame.NOT_THE_SAME
    if form.password == form.again:
        brought = session_of(visit.request, runtime.settings)
        try:
            return await _signed_in(visit, await set_up(runtime, token, form.password, name, instead_of=brought), None)
        except BadInput:
            wrong = frame.UNFIT
    return show(visit, "set_up.html", HTTPStatus.UNPROCESSABLE_ENTITY, _ONLY_HERE, name=name, wrong=wrong)


def address_of(request: Request) -> str:
    """Returns the address that a request comes from, as the proxy in front of us tells it if there is one."""
    return request.client.host if request.client else ""


async def _signed_in(visit: Visit, secret: str, onward: str | None) -> Response:
    session = await find_session(visit.context.database, secret)
    answer = _on_to(onward or (home_of(session.actor) if session else LOGIN))
    keep_session(answer, visit.context.runtime.settings, secret)
    return answer


def _on_to(path: str) -> RedirectResponse:
    return RedirectResponse(path, HTTPStatus.SEE_OTHER)


async def _form(
    visit: Visit,
    form: SignIn,
    status: int = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
    *,
    wrong: Bilingual | None = None,
    told: Bilingual | None = None,
) -> Response:
    onward = own_path(form.next) or ""
    own, provider = visit.context.runtime.settings.oidc, visit.context.provider
    return show(
        visit, "login.html", status, headers, name=form.name[:60], next=onward, wrong=wrong, told=told,
        p=provider_words, k=passkey_words, passkeys=takes_passkeys(visit.context.runtime),
        provider=provider_words.by_provider(Bilingual(hi=own.name_hi, en=own.name_en)) if provider else None,
        provider_down=provider is not None and not await provider.is_reachable(),
    )  # fmt: skip


def _no_link(visit: Visit) -> Response:
    return show(visit, "failed.html", HTTPStatus.NOT_FOUND, _ONLY_HERE, why=frame.LINK_OVER)
