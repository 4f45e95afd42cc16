"""Who calls, and whether they may: bearer tokens, asked of the one table of rights (`abhay/domain/permissions.py`).

A role that may not make a call at all is 403; a case that a unit never had is 404, as if there were none.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from abhay.adapters.store.cases.locked import KnownCase, find_case
from abhay.adapters.store.directory.tokens import find_actor
from abhay.domain.permissions import Refusal, Refused, may, require
from abhay.domain.values import Ref
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.errors import UnknownAlert, UnknownToken
from models.actors import Act, Actor

_BEARER = HTTPBearer(auto_error=False, description="A token of `abhay token create`.")


async def _actor(
    context: InContext, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Actor:
    if credentials is None:
        raise UnknownToken
    return await find_actor(context.database, credentials.credentials)


AnyActor = Annotated[Actor, Depends(_actor)]


async def _asked_again(
    context: InContext, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Callable[[], Awaitable[Actor]]:
    async def ask() -> Actor:
        return await _actor(context, credentials)

    return ask


StillThere = Annotated[Callable[[], Awaitable[Actor]], Depends(_asked_again)]
"""Finds the caller once more, for answers that take long: it raises `UnknownToken` once they are nobody any more."""


def allowed_to(act: Act) -> Callable[[Actor], Awaitable[Actor]]:
    """Returns a dependency: whoever calls, if their role may do this at all. It raises `WrongRole`."""

    async def check(actor: AnyActor) -> Actor:
        require(actor, act)
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
