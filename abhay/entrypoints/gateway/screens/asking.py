"""Who looks at a page: anybody (`InVisit`), or a signed-in person who may do what the page is for (`viewer_for`).

A page of a router that has `Depends(viewer_for(Act.…))` sends an unknown person to `/login?next=…` and answers 403
with a page to one whose role may not see it.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlencode

from fastapi import Depends, Request

from abhay.adapters.store.directory.sessions import SignedIn
from abhay.domain.permissions import require
from abhay.entrypoints.gateway.access import InSession
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.screens.cookies import Lang, language_of
from abhay.errors import SignInNeeded
from models.actors import Act, Actor

LOGIN: Final = "/login"
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


async def visit(request: Request, context: InContext, session: InSession) -> Visit:
    """Returns anybody's look at a page; what goes wrong after it is told on a page, too."""
    request.state.visit = found = Visit(request, context, language_of(request), session)
    return found


InVisit = Annotated[Visit, Depends(visit)]


async def view(found: InVisit) -> View:
    """Returns a signed-in person's look at a page. Raises `SignInNeeded`, which leads to the sign-in and back."""
    if found.session is None:
        raise SignInNeeded
    return View(found.request, found.context, found.lang, found.session)


InView = Annotated[View, Depends(view)]


def viewer_for(act: Act) -> Callable[[View], Awaitable[View]]:
    """Returns a dependency: a person's look at a page that needs this act. It raises `SignInNeeded`, `WrongRole`."""

    async def check(found: InView) -> View:
        require(found.actor, act)
        return found

    return check


def own_path(text: str) -> str | None:
    """Returns a path to go on to, if it is one of this host."""
    return text if _OWN_PATH.fullmatch(text) else None


def sign_in_path(request: Request) -> str:
    """Returns the address of the sign-in that leads back to where this request was going."""
    path, query = request.url.path, request.url.query
    back = own_path(f"{path}?{query}" if query else path) if request.method == "GET" else None
    return f"{LOGIN}?{urlencode({'next': back})}" if back and path != LOGIN else LOGIN
