"""Displays: screens on walls, each a session that shows one board and changes nothing, ended any time."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.log.timeline import audit
from abhay.domain.accounts.lifetimes import DISPLAY, LINK
from abhay.domain.accounts.names import shown_name
from abhay.domain.permissions import require
from abhay.errors import BadLink, UnknownAccount, UnknownUnit
from abhay.security.bearers import kept, make_bearer
from models import actors
from models.actors import Act, Actor
from models.tables import PoliceUnit, SignInSession


@dataclass(frozen=True)
class Display:
    """A display: its name, its unit (None for all cases), when it was last seen, and until when it lasts."""

    name: str
    unit: str | None
    seen_at: datetime
    expires_at: datetime


async def make_display(database: Database, *, name: str, unit: str | None, actor: Actor) -> str:
    """Returns the token of a link that makes one browser this display, once, within 48 hours.

    With a unit it shows that unit's cases alone. Raises `WrongRole`, `UnknownUnit`, `BadInput`.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    shown, token = shown_name(name), make_bearer()
    async with database.transaction() as session:
        if unit is not None and await session.get(PoliceUnit, unit) is None:
            raise UnknownUnit
        at = await now(session)
        row = SignInSession(
            id_hash=kept(token), display=shown, unit_id=unit, created_at=at, seen_at=at, authenticated_at=at,
            expires_at=at + LINK,
        )  # fmt: skip
        session.add(row)
        audit(session, at, actor, "display.create", name=shown, unit=unit)
    return token


async def start_display(database: Database, token: str) -> str:
    """Uses a display's link up. Returns the secret of its session. Raises `BadLink`."""
    async with database.transaction() as session:
        row, at, secret = await _of_link(session, token), await now(session), make_bearer()
        row.id_hash, row.seen_at, row.expires_at = kept(secret), at, at + DISPLAY
        audit(session, at, actors.display(row.display or "", row.unit_id), "display.start", name=row.display)
    return secret


async def read_display(database: Database, token: str) -> Display:
    """Returns the display that a link is for; nothing is used up. Raises `BadLink`."""
    async with database.transaction() as session:
        return _shown(await _of_link(session, token))


async def list_displays(database: Database, actor: Actor) -> list[Display]:
    """Returns every display that has not ended. Raises `WrongRole`."""
    require(actor, Act.LIST_ACCOUNTS)
    async with database.transaction() as session:
        query = select(SignInSession).where(
            col(SignInSession.display).is_not(None), SignInSession.expires_at > await now(session)
        )
        return [_shown(row) for row in (await session.exec(query.order_by(col(SignInSession.display)))).all()]


async def end_displays(database: Database, name: str, actor: Actor) -> int:
    """Ends every display of a name, from its next look on; returns their number.

    Raises `WrongRole`, `UnknownAccount`.
    """
    require(actor, Act.MANAGE_ACCOUNTS)
    async with database.transaction() as session:
        ended = await session.exec(delete(SignInSession).where(col(SignInSession.display) == name))
        if not ended.rowcount:
            raise UnknownAccount
        audit(session, await now(session), actor, "display.end", name=name, sessions=ended.rowcount)
    return ended.rowcount


def _shown(row: SignInSession) -> Display:
    return Display(row.display or "", row.unit_id, row.seen_at, row.expires_at)


async def _of_link(session: AsyncSession, token: str) -> SignInSession:
    query = select(SignInSession).where(
        SignInSession.id_hash == kept(token),
        col(SignInSession.display).is_not(None),
        SignInSession.expires_at > await now(session),
    )
    row = (await session.exec(query.with_for_update())).one_or_none()
    if row is None:
        raise BadLink
    return row
