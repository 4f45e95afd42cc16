"""Bearer tokens: shown once when they are made, stored as SHA-256."""

from datetime import timedelta
from typing import Final

from sqlalchemy import DateTime
from sqlmodel import col, func, select

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.log.timeline import audit
from abhay.domain.permissions import belongs_to_unit, brings_for_a_source, require
from abhay.errors import BadInput, UnknownToken, UnknownUnit
from abhay.security.bearers import kept, make_bearer
from models.actors import API, Act, Actor, ActorKind, ActorRole
from models.enums import Role
from models.tables import ApiToken, PoliceUnit

PREFIX: Final = "abhay_"
"""By it, scanners for secrets find a token that was published by mistake."""

LONGEST: Final = timedelta(days=365)
USED_EVERY: Final = timedelta(minutes=1)
"""Between two writings of when a token was last used."""


async def create_token(
    database: Database,
    *,
    role: Role,
    name: str,
    unit: str | None,
    actor: Actor,
    source: str | None = None,
    mail: bool = True,
    lasts: timedelta = LONGEST,
) -> str:
    """Makes a token and returns it in clear, this one time; it is good for as long as it `lasts`, at most a year.

    `source` and `mail` bind an integrator's token to one source, and to the mail road or away from it. Raises
    `WrongRole`, `BadInput` unless exactly the role `unit` names a unit and no other role than `integrator` a
    source, and `UnknownUnit`.
    """
    require(actor, Act.MAKE_TOKEN)
    if belongs_to_unit(role) != (unit is not None):
        raise BadInput("A unit belongs to the role `unit`, and to no other role.")
    if source is not None and not brings_for_a_source(role):
        raise BadInput("A source belongs to the role `integrator`, and to no other role.")
    if not name.strip():
        raise BadInput("A token needs a name: whose it is.")
    if not timedelta() < lasts <= LONGEST:
        raise BadInput("A token lasts from 1 to 365 days.")
    token = PREFIX + make_bearer()
    async with database.transaction() as session:
        if unit is not None and await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        at = await now(session)
        row = ApiToken(token_hash=kept(token), role=role, name=name, unit_id=unit, created_at=at, expires_at=at + lasts)
        row.source, row.mail = source, mail
        session.add(row)
        if source is None:
            audit(session, at, actor, Act.MAKE_TOKEN, name=name, token_role=role, unit=unit)
        else:
            audit(session, at, actor, Act.MAKE_TOKEN, name=name, token_role=role, source=source, mail=mail)
    return token


async def find_actor(database: Database, token: str) -> Actor:
    """Returns the actor that this token belongs to. Raises `UnknownToken`."""
    at = func.abhay_now(type_=DateTime(timezone=True))
    query = select(ApiToken, at).where(ApiToken.token_hash == kept(token), col(ApiToken.revoked_at).is_(None))
    async with database.transaction() as session:
        found = (await session.exec(query)).one_or_none()
        if found is None or found[0].expires_at <= found[1]:
            raise UnknownToken
        row, at = found
        if row.last_used_at is None or at - row.last_used_at >= USED_EVERY:
            row.last_used_at = at
    role = ActorRole(row.role)
    return Actor(ActorKind.TOKEN, row.name, row.name, role, API, row.unit_id, source=row.source, mail=row.mail)


async def list_tokens(database: Database, actor: Actor) -> list[ApiToken]:
    """Returns every token that was not revoked, by name, the ended ones too. Raises `WrongRole`."""
    require(actor, Act.LIST_TOKENS)
    query = select(ApiToken).where(col(ApiToken.revoked_at).is_(None)).order_by(ApiToken.name, col(ApiToken.created_at))
    async with database.transaction() as session:
        return list((await session.exec(query)).all())


async def unbound_integrators(database: Database) -> list[str]:
    """Returns the names of the valid integrator tokens that may bring mails of any source."""
    bound = [role for role in Role if brings_for_a_source(role)]
    query = select(ApiToken.name).where(
        col(ApiToken.role).in_(bound), col(ApiToken.source).is_(None), col(ApiToken.revoked_at).is_(None)
    )
    async with database.transaction() as session:
        return sorted(set((await session.exec(query)).all()))


async def revoke_tokens(database: Database, name: str, actor: Actor) -> int:
    """Revokes every token of this name, from the next call on; returns their number. Raises `WrongRole`."""
    require(actor, Act.REVOKE_TOKEN)
    query = select(ApiToken).where(ApiToken.name == name, col(ApiToken.revoked_at).is_(None)).with_for_update()
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
        at = await now(session)
        for row in rows:
            row.revoked_at = at
        audit(session, at, actor, Act.REVOKE_TOKEN, name=name, tokens=len(rows))
    return len(rows)
