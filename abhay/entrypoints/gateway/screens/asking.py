"""Who looks at a page: anybody (`InVisit`), or a signed-in person who may do what the page is for (`viewer_for`).

A page of a router that has `Depends(viewer_for(Act.…))` sends an unknown person to `/login?next=…` and answers 403
with a page to one whose role may not see it.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Request

from abhay.adapters.store.directory.sessions import SignedIn
from abhay.domain.accounts.factors import ASKS_AGAIN
from abhay.domain.accounts.lifetimes import is_fresh
from abhay.domain.permissions import require
from abhay.entrypoints.gateway.access import InSession, require_factor, require_fresh
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.screens.cookies import Lang, language_of
from abhay.errors import ConfirmNeeded, FactorNeeded, Refused, SignInNeeded
from models.actors import Act, Actor

LOGIN: Final = "/login"
CONFIRM: Final = "/confirm"
FACTOR: Final = "/account/factor"
PROVIDER: Final = "/login/provider"
_OWN_PATH: Final = re.compile(r"/(?![/\\])[^\x00-\x20\\\x7f]{0,500}")
"""An absolute path on this host: `//` and `/\\` would lead browsers to another one."""


@dataclass(frozen=True)
class Visit:
    """A look at a page: the request, its language, and the session if there is one."""

    request: Request
    context: Context
    lang: Lang
    session: SignedIn | None


@dataclass(frozen=True)
class View(Visit):
    """A look of a signed-in person (or a display) at a page that it may see."""

    session: SignedIn  # pyright: ignore[reportIncompatibleVariableOverride]  narrower, and both are frozen

    @property
    def actor(self) -> Actor:
        """Whoever looks."""
        return self.session.actor

    def is_fresh(self, act: Act) -> bool:
        """Returns whether this person may do an act now without giving the password again."""
        return act not in ASKS_AGAIN or is_fresh(self.session.authenticated_at, self.session.at)


async def visit(request: Request, context: InContext, session: InSession) -> Visit:
    """Returns anybody's look at a page; what goes wrong after it is told on a page, too."""
    request.state.visit = found = Visit(request, context, language_of(request), session)
    return found


InVisit = Annotated[Visit, Depends(visit)]


async def view(found: InVisit) -> View:
    """Returns a signed-in person's look at a page. Raises `SignInNeeded` and `FactorNeeded`, which lead to a page."""
    if found.session is None:
        raise SignInNeeded
    require_factor(found.session, found.context)
    return View(found.request, found.context, found.lang, found.session)


InView = Annotated[View, Depends(view)]


def viewer_for(act: Act, *, fresh: bool = False) -> Callable[[View], Awaitable[View]]:
    """Returns a dependency: a person's look at a page that needs this act, or what its form sends.

    `fresh` is for acts of `ASKS_AGAIN`, which want a password of the last five minutes; it raises `ValueError` for any
    other. It raises `SignInNeeded`, `FactorNeeded` and `ConfirmNeeded`, each of which leads to a page and back, and
    `WrongRole`:

        Looking = Annotated[View, Depends(viewer_for(Act.READ_POLICY))]
        Changing = Annotated[View, Depends(viewer_for(Act.SET_POLICY, fresh=True))]

        @router.get("/policy")   # a page: with `fresh` the password is asked for before the form is filled in
        async def page(view: Looking) -> Response: ...

        @router.post("/policy")  # its form: whoever must confirm comes back to the page, and what was typed is gone
        async def save(view: Changing, form: InForm) -> Response: ...

    A form that takes long to fill in uses `Looking` in its POST too, asks `view.is_fresh(Act.SET_POLICY)` and, if
    not, renders itself again with what was typed, 403, and a link to `CONFIRM` in a new tab: the cookie that is set
    there is the one with which the form is then sent.
    """
    if fresh and act not in ASKS_AGAIN:
        raise ValueError(f"{act} asks for no password again: see `ASKS_AGAIN`")

    async def check(found: InView) -> View:
        require(found.actor, act)
        if fresh:
            require_fresh(act, found.session)
        return found

    return check


async def fresh_person(found: InView) -> View:
    """Returns the look of a person who gave the password lately, for what is theirs. Raises `ConfirmNeeded`."""
    if not is_fresh(found.session.authenticated_at, found.session.at):
        raise ConfirmNeeded
    return found


def own_path(text: str) -> str | None:
    """Returns a path to go on to, if it is one of this host."""
    return text if _OWN_PATH.fullmatch(text) else None


async def half_signed_in(found: InVisit) -> View:
    """Returns the look of somebody who gave a password and may still lack a second factor. Raises `SignInNeeded`."""
    if found.session is None:
        raise SignInNeeded
    return View(found.request, found.context, found.lang, found.session)


InHalfView = Annotated[View, Depends(half_signed_in)]

_LEADS_TO: Final[Mapping[type[Refused], str]] = {
    SignInNeeded: LOGIN,
    ConfirmNeeded: CONFIRM,
    FactorNeeded: FACTOR,
}


def way_out(request: Request, error: Exception) -> str | None:
    """Returns the page on which a person mends what is missing, and which leads back; None for any other error.

    A form's own address is no page: what it was sent from is where the way back leads.
    """
    page = next((page for kind, page in _LEADS_TO.items() if isinstance(error, kind)), None)
    if page is None:
        return None
    path, query = request.url.path, request.url.query
    whence = f"{path}?{query}" if query else path
    if request.method not in {"GET", "HEAD"}:
        sent_from = urlsplit(request.headers.get("referer", ""))
        whence = sent_from.path if sent_from.netloc == request.headers.get("host") else ""
    back = own_path(whence)
    return f"{page}?{urlencode({'next': back})}" if back and not back.startswith(page) else page
