"""Who calls, and whether they may: by bearer token or session, asked of the table of rights (`domain/permissions.py`).

A token that is sent along decides alone, so that no cookie gives a program more than its token does. A role that may
not make a call at all is 403; a case that a unit never had is 404, as if there were none.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from abhay.adapters.store.cases.locked import KnownCase, find_case
from abhay.adapters.store.directory.sessions import SignedIn, find_session
from abhay.adapters.store.directory.tokens import find_actor
from abhay.domain.accounts.factors import ASKS_AGAIN, needs_factor
from abhay.domain.accounts.lifetimes import is_fresh
from abhay.domain.permissions import Refusal, Refused, may, require
from abhay.domain.values import Ref
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.screens.cookies import session_of
from abhay.errors import ConfirmNeeded, FactorNeeded, UnknownAlert, UnknownToken
from models.actors import API, Act, Actor

_BEARER = HTTPBearer(auto_error=False, description="A token of `abhay token create`.")


async def signed_in(request: Request, context: InContext) -> SignedIn | None:
    """Returns the session that the request's cookie opens; None without one that lasts."""
    secret = session_of(request, context.runtime.settings)
    return None if secret is None else await find_session(context.database, secret)


InSession = Annotated[SignedIn | None, Depends(signed_in)]


async def _actor(
    request: Request,
    context: InContext,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Actor:
    if credentials is not None:
        return await find_actor(context.database, credentials.credentials)
    session = None if "authorization" in request.headers else await signed_in(request, context)
    if session is None:
        raise UnknownToken
    require_factor(session, context)
    request.state.session = session
    return session.actor.coming_by(API)


def require_factor(session: SignedIn, context: Context) -> None:
    """Raises `FactorNeeded` for an account that must have a second factor and has none yet."""
    if needs_factor(context.runtime.settings.totp, session.role) and not session.has_factor:
        raise FactorNeeded


def require_fresh(act: Act, session: SignedIn | None) -> None:
    """Raises `ConfirmNeeded` for an act that asks for the password again, if a session's was given too long ago."""
    if session is not None and act in ASKS_AGAIN and not is_fresh(session.authenticated_at, session.at):
        raise ConfirmNeeded


AnyActor = Annotated[Actor, Depends(_actor)]


async def _asked_again(
    request: Request,
    context: InContext,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> Callable[[], Awaitable[Actor]]:
    async def ask() -> Actor:
        return await _actor(request, context, credentials)

    return ask


StillThere = Annotated[Callable[[], Awaitable[Actor]], Depends(_asked_again)]
"""Finds the caller once more, for answers that take long: it raises `UnknownToken` once they are nobody any more."""


def allowed_to(act: Act) -> Callable[[Request, Actor], Awaitable[Actor]]:
    """Returns a dependency: whoever calls, if their role may do this at all.

    It raises `WrongRole`, and `ConfirmNeeded` where a person must give the password again.
    """

    async def check(request: Request, actor: AnyActor) -> Actor:
        require(actor, act)
        require_fresh(act, getattr(request.state, "session", None))
        return actor

    return check


@dataclass(frozen=True)
class CaseCall:
    """A call about a case: whoever calls, and the act that their role allows."""

    actor: Actor
    act: Act
    ref: str
    context: Context

    async def case(self) -> KnownCase:
        """Returns the case of the path. Raises `UnknownAlert`, also for a case of others.

        Whether the act is possible as the case stands now is asked by whoever changes it, under its lock.
        """
        case = await find_case(self.context.database, self.ref)
        if may(self.actor, self.act, case.facts) == Refused(Refusal.NOT_YOURS):
            raise UnknownAlert
        return case


def call_for(*acts: Act) -> Callable[..., Awaitable[CaseCall]]:
    """Returns a dependency: a call about the case of the path, for the first of these acts that the role allows.

    It raises `WrongRole`. The case is looked for later, so that a wrong body is refused first.
    """

    async def check(ref: Ref, context: InContext, actor: AnyActor) -> CaseCall:
        act = next((act for act in acts if may(actor, act).allowed), acts[0])
        require(actor, act)
        return CaseCall(actor, act, ref, context)

    return check
