"""Hand-overs to another State's police: packets are numbered and audited, receipts are sealed and stop their clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.answers import Answer, reach
from abhay.adapters.store.cases.locked import facts_under_lock, locked
from abhay.adapters.store.db.database import Database, vault_of, wake
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain.permissions import require
from abhay.errors import UnknownAlert
from models import timeline
from models.actors import Act, Actor
from models.cases import stored_route
from models.enums import MilestoneKind, PacketFormat
from models.routes import Route
from models.tables import Alert, HandOver, HandOverReceipt, Milestone

_OF_NO_POST: Final = Answer()


@dataclass(frozen=True)
class GivenPacket:
    """A packet as it is numbered: the case, the State, the moment, and the machine-readable ones before it."""

    alert: Alert
    number: int
    state: str
    at: datetime
    earlier: tuple[tuple[int, datetime], ...]


async def route_of(database: Database, alert_id: UUID) -> Route | None:
    """Returns a case's route, None until it is decided. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        if alert is None:
            raise UnknownAlert
        return stored_route(alert)


async def give(
    database: Database, alert_id: UUID, packet_format: PacketFormat, state: str, actor: Actor
) -> GivenPacket:
    """Numbers a packet that is given out now, in the timeline and the audit log too.

    Raises `WrongRole`, `UnknownAlert`, and `NotPossibleNow` for the desk's link of a case that has ended.
    """
    require(actor, Act.HAND_OVER)
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        require(actor, Act.HAND_OVER, await facts_under_lock(case))
        before = await _given(session, alert_id)
        number, at = len(before) + 1, case.at
        row = HandOver(alert_id=alert_id, number=number, format=packet_format, state=state, at=at, by=actor.id)
        session.add(row)
        packet = timeline.HandedOver(number=number, format=packet_format, state=state)
        note(session, case.alert, packet, at, actor)
        audit(session, at, actor, Act.HAND_OVER, alert_id, **packet.as_json())
        return GivenPacket(case.alert, number, state, at, _machine_readable(before))


async def newest(database: Database, alert_id: UUID) -> GivenPacket | None:
    """Returns the packet that was given out last, None if none was. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        if alert is None:
            raise UnknownAlert
        *before, last = await _given(session, alert_id) or (None,)
        if last is None:
            return None
        return GivenPacket(alert, last.number, last.state, last.at, _machine_readable(before))


def _machine_readable(packets: Iterable[HandOver | None]) -> tuple[tuple[int, datetime], ...]:
    return tuple((one.number, one.at) for one in packets if one is not None and one.format == PacketFormat.CAP)


async def _given(session: AsyncSession, alert_id: UUID) -> Sequence[HandOver]:
    query = select(HandOver).where(HandOver.alert_id == alert_id).order_by(col(HandOver.number))
    return (await session.exec(query)).all()


async def note_receipt(
    database: Database,
    alert_id: UUID,
    received_by: str,
    remark: str | None,
    actor: Actor,
    answer: Answer = _OF_NO_POST,
) -> bool:
    """Notes who received the case; stops the receipt's clock, and acknowledges a case that nobody has acknowledged.

    Every receipt is kept and the first one counts. `answer` says for which post it is noted. Returns False if there
    was one before. Raises `WrongRole`, `UnknownAlert`, and `NotPossibleNow` for the desk's link of a case that has
    ended.
    """
    require(actor, Act.NOTE_RECEIPT)
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        require(actor, Act.NOTE_RECEIPT, await facts_under_lock(case))
        clock = await session.get(Milestone, (alert_id, MilestoneKind.HANDED_OVER))
        first = clock is None or clock.done_at is None
        sealed = vault_of(session).seal_json({"received_by": received_by, "note": remark})
        session.add(HandOverReceipt(alert_id=alert_id, at=case.at, noted_by=actor.id, sealed=sealed))
        await reach(case, MilestoneKind.HANDED_OVER, actor, answer)
        await wake(session, alert_id)
        return first
