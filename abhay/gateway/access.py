"""Who calls: bearer tokens, and which roles may make a call (the contract's table, section 3)."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from abhay.errors import UnknownToken, WrongRole
from abhay.gateway.context import InContext
from abhay.store.tokens import Caller, find_caller
from models.enums import Role

_BEARER = HTTPBearer(auto_error=False, description="A token of `abhay token create`.")


async def _caller(
    context: InContext, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
) -> Caller:
    if credentials is None:
        raise UnknownToken
    return await find_caller(context.database, credentials.credentials)


AnyCaller = Annotated[Caller, Depends(_caller)]


def _only(*roles: Role) -> Callable[[Caller], Awaitable[Caller]]:
    async def check(caller: AnyCaller) -> Caller:
        if caller.role not in roles:
            raise WrongRole(f"This call is for the role {' or '.join(roles)}; this token's is {caller.role}.")
        return caller

    return check


Integrator = Annotated[Caller, Depends(_only(Role.INTEGRATOR))]
Operator = Annotated[Caller, Depends(_only(Role.OPERATOR))]
Admin = Annotated[Caller, Depends(_only(Role.ADMIN))]
Answerer = Annotated[Caller, Depends(_only(Role.OPERATOR, Role.UNIT))]
Reader = Annotated[Caller, Depends(_only(Role.OPERATOR, Role.UNIT, Role.AUDITOR))]
