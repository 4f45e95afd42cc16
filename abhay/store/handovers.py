"""Hand-overs to another State's police: packets are numbered and audited, receipts are sealed and stop their clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import UnknownAlert
from abhay.store.answers import Answer, reach
from abhay.store.cases import locked
from abhay.store.database import Database, wake
from abhay.store.timeline import audit, note
from models.enums import MilestoneKind, PacketFormat, TimelineEvent
from models.routes import Route
from models.tables import Alert, HandOver, HandOverReceipt, Milestone


@dataclass(frozen=True)
class GivenPacket:
    """A packet as it is numbered: the case, the State, the moment, and the machine-readable ones before it."""

    alert: Alert
    number: int
    state: str
    at: datetime
    earlier: tuple[tuple[int, datetime], ...]


async def route_of(database: Database, alert_id: UUID) -> Route | None:
    """A case's route, None until it is decided. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        if alert is None:
            raise UnknownAlert
        return Route.model_validate(alert.route) if alert.route else None


async def give(
    database: Database, alert_id: UUID, *, packet_format: PacketFormat, state: str, actor: str, role: str
) -> GivenPacket:
    """Number a packet that is given out now, in the timeline and the audit log too. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        before = await _given(session, alert_id)
        number, at = len(before) + 1, case.at
        row = HandOver(alert_id=alert_id, number=number, format=packet_format.value, state=state, at=at, by=actor)
        session.add(row)
        packet: dict[str, Any] = {"number": number, "format": packet_format.value, "state": state}
        note(session, case.alert, TimelineEvent.HANDED_OVER, at, actor, **packet)
        audit(session, at, actor, role, "alert.hand_over", alert_id, **packet)
        earlier = tuple((one.number, one.at) for one in before if one.format == PacketFormat.CAP.value)
        return GivenPacket(case.alert, number, state, at, earlier)


async def _given(session: AsyncSession, alert_id: UUID) -> Sequence[HandOver]:
    query = select(HandOver).where(HandOver.alert_id == alert_id).order_by(col(HandOver.number))
    return (await session.exec(query)).all()


async def note_receipt(
    database: Database, alert_id: UUID, received_by: str, remark: str | None, answer: Answer
) -> bool:
    """Note who received the case; stops the receipt's clock, and is an acknowledgement where there was none.

    Every receipt is kept, the first one counts: False if there was one before. Raises `UnknownAlert`.
    """
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        clock = await session.get(Milestone, (alert_id, MilestoneKind.HANDED_OVER.value))
        first = clock is None or clock.done_at is None
        sealed = database.vault.seal_json({"received_by": received_by, "note": remark})
        session.add(HandOverReceipt(alert_id=alert_id, at=case.at, noted_by=answer.actor or answer.by, sealed=sealed))
        await reach(case, MilestoneKind.HANDED_OVER, answer)
        await wake(session, alert_id)
        return first
