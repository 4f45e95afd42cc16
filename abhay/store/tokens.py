"""Bearer tokens: shown once when they are made, kept as SHA-256.

A token has 256 random bits, so its plain hash gives nothing away, and looking it up by that hash
takes the same time whatever part of a guess is right.
"""

import hashlib
import secrets
from dataclasses import dataclass

from sqlmodel import col, select

from abhay.errors import BadInput, UnknownToken, UnknownUnit
from abhay.store.database import Database, now
from abhay.store.timeline import audit
from models.enums import Role
from models.tables import ApiToken, PoliceUnit

_TOKEN_BYTES = 32


@dataclass(frozen=True)
class Caller:
    """Who calls: the token's name and role, and its police unit if it is a unit's."""

    name: str
    role: Role
    unit: str | None = None


async def create_token(database: Database, *, role: Role, name: str, unit: str | None, by: str) -> str:
    """Make a token and answer it in clear, this once.

    Raises `BadInput` unless exactly the role `unit` names a unit, and `UnknownUnit`.
    """
    if (role is Role.UNIT) != (unit is not None):
        raise BadInput("A unit belongs to the role `unit`, and to no other role.")
    if not name.strip():
        raise BadInput("A token needs a name: whose it is.")
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    async with database.transaction() as session:
        if unit is not None and await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        at = await now(session)
        session.add(ApiToken(token_hash=_hash(token), role=role.value, name=name, unit_id=unit, created_at=at))
        audit(session, at, by, "cli", "token.create", name=name, token_role=role.value, unit=unit)
    return token


async def find_caller(database: Database, token: str) -> Caller:
    """Whose token this is. Raises `UnknownToken`."""
    query = select(ApiToken).where(ApiToken.token_hash == _hash(token), col(ApiToken.revoked_at).is_(None))
    async with database.transaction() as session:
        row = (await session.exec(query)).one_or_none()
    if row is None:
        raise UnknownToken
    return Caller(name=row.name, role=Role(row.role), unit=row.unit_id)


async def revoke_tokens(database: Database, name: str, *, by: str) -> int:
    """Revoke every token of this name, from the next call on; answers how many there were."""
    query = select(ApiToken).where(ApiToken.name == name, col(ApiToken.revoked_at).is_(None)).with_for_update()
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
        at = await now(session)
        for row in rows:
            row.revoked_at = at
        audit(session, at, by, "cli", "token.revoke", name=name, tokens=len(rows))
    return len(rows)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
