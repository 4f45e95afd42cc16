"""A case under its row lock: the row, its rules and what was done, ready for `decide`.

Every change of a case goes through `locked`: PostgreSQL's row lock makes the movers and the answers
wait for one another, and `settle` writes when the case must be looked at next.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import UnknownAlert
from abhay.policy.escalation import Case, History, MilestoneClock, Rules, next_look
from abhay.store.database import now
from abhay.store.policies import HELD, read_document, rules_of
from abhay.store.recipients import units_of
from models.enums import MilestoneKind, RouteState, Status, TimelineEvent
from models.policy import PolicyDocument
from models.tables import Acknowledgement, Alert, Milestone, Notification, TimelineEntry


@dataclass
class LockedCase:
    """An alert's row, locked, with the rules it runs under and the moment it was locked at."""

    session: AsyncSession
    alert: Alert
    rules: Rules
    document: PolicyDocument
    units: tuple[str, ...]
    at: datetime

    @property
    def held(self) -> bool:
        """Whether the sender could not be authenticated and no operator has routed it since."""
        return self.alert.trust in HELD and not self.units

    async def snapshot(self) -> Case:
        """The row as the rules see it."""
        alert = self.alert
        answer = await first_answer(self.session, alert.id) if alert.status == Status.ACKNOWLEDGED.value else None
        return Case(
            status=Status(alert.status),
            route_state=RouteState(alert.route_state) if alert.route_state else None,
            held=self.held,
            has_units=bool(self.units),
            rung=alert.rung,
            round=alert.round or 1,
            rung_entered_at=alert.rung_entered_at,
            due_at=alert.due_at,
            exhausted=alert.exhausted_at is not None,
            acknowledged_rung=answer.rung if answer else None,
            route_is_stale=await self._route_is_stale(),
        )

    async def _route_is_stale(self) -> bool:
        """Whether something came in after the case was routed; what a person decided is not decided again."""
        if self.alert.status != Status.AWAITING.value or self.held:
            return False
        query = select(col(TimelineEntry.event)).where(
            TimelineEntry.alert_id == self.alert.id,
            col(TimelineEntry.event).in_(
                [TimelineEvent.ATTACHED.value, TimelineEvent.ROUTED.value, TimelineEvent.REROUTED.value]
            ),
        )
        events = (await self.session.exec(query.order_by(col(TimelineEntry.id).desc()))).all()
        return events[:1] == [TimelineEvent.ATTACHED.value] and TimelineEvent.REROUTED.value not in events

    async def history(self) -> History:
        """What was done so far, as the rules see it."""
        return History(
            reminders=self.alert.reminders,
            milestones=await self._milestones(),
            resends=await self._resends(),
        )

    async def _milestones(self) -> tuple[MilestoneClock, ...]:
        rows = (await self.session.exec(select(Milestone).where(Milestone.alert_id == self.alert.id))).all()
        return tuple(
            MilestoneClock(MilestoneKind(r.kind), r.due_at, r.done_at is not None, r.nudges, r.nudged_at) for r in rows
        )

    async def _resends(self) -> tuple[tuple[UUID, datetime], ...]:
        query = select(Notification.id, Notification.again_after).where(
            Notification.alert_id == self.alert.id, col(Notification.again_after).is_not(None)
        )
        return tuple((id_, at) for id_, at in (await self.session.exec(query)).all() if at is not None)

    async def settle(self) -> None:
        """Write when this case must be looked at next, and count the change."""
        await self.session.flush()
        self.alert.next_at = next_look(await self.snapshot(), self.rules, await self.history(), self.at)
        self.alert.version += 1
        self.session.add(self.alert)


async def locked(session: AsyncSession, alert_id: UUID) -> LockedCase:
    """Lock a case until the transaction ends. Raises `UnknownAlert`."""
    alert = (
        await session.exec(select(Alert).where(Alert.id == alert_id).with_for_update(key_share=True))
    ).one_or_none()
    if alert is None:
        raise UnknownAlert
    units = await units_of(session, alert_id)
    rules = await rules_of(session, alert, units[0] if units else None)
    document = await read_document(session, alert.policy_version)
    return LockedCase(session, alert, rules, document, units, await now(session))


async def first_answer(session: AsyncSession, alert_id: UUID) -> Acknowledgement | None:
    """The acknowledgement that stopped the climb."""
    query = select(Acknowledgement).where(Acknowledgement.alert_id == alert_id, col(Acknowledgement.first))
    return (await session.exec(query)).one_or_none()
