"""A case under its row lock: the row, its rules and what was done, ready for `decide`.

Every change of a case goes through `locked`: PostgreSQL's row lock makes the movers and the answers
wait for one another, and `settle` writes when the case must be looked at next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import any_, bindparam, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import UnknownAlert
from abhay.policy.escalation import Case, Decision, History, MilestoneClock, Rules, decide, next_look
from abhay.store.database import UUIDS
from abhay.store.policies import HELD, read_document, rules_of
from abhay.store.recipients import People
from models.enums import MilestoneKind, RouteState, Status, TimelineEvent
from models.policy import PolicyDocument
from models.tables import Acknowledgement, Alert, Milestone

_FACTS = text(
    """
    SELECT asked.id, abhay_now() AS at,
        ARRAY(SELECT unit_id FROM alert_unit WHERE alert_id = asked.id AND stood_down_at IS NULL
              ORDER BY position) AS units,
        ARRAY(SELECT event FROM timeline WHERE alert_id = asked.id AND event IN ('attached', 'routed', 'rerouted')
              ORDER BY timeline.id DESC) AS events,
        ARRAY(SELECT id FROM notification WHERE alert_id = asked.id AND again_after IS NOT NULL
              ORDER BY again_after, notification.id) AS again,
        ARRAY(SELECT again_after FROM notification WHERE alert_id = asked.id AND again_after IS NOT NULL
              ORDER BY again_after, notification.id) AS again_at,
        EXISTS (SELECT FROM notification WHERE alert_id = asked.id AND status = 'queued'
                AND (try_after IS NULL OR try_after <= abhay_now())) AS unsent,
        EXISTS (SELECT FROM notification WHERE alert_id = asked.id AND status = 'sending') AS unfinished
    FROM unnest(:ids) AS asked (id)
    """
).bindparams(bindparam("ids", type_=UUIDS))
"""One round trip for what `decide` must know beside the row. Not joined to the lock: a statement sees what was
committed when it began, and whoever held the lock before may have committed since."""


@dataclass(frozen=True)
class Facts:
    """What stands in other tables about a case, and the moment of reading.

    `events` are those about its place, newest first; `resends` what is to be sent again, and when.
    `unsent`: messages wait to be claimed; `unfinished`: somebody has claimed one and not marked it.
    """

    at: datetime
    units: tuple[str, ...]
    events: tuple[str, ...]
    resends: tuple[tuple[UUID, datetime], ...]
    unsent: bool
    unfinished: bool


async def read_facts(session: AsyncSession, alert_ids: Sequence[UUID]) -> dict[UUID, Facts]:
    """What is known now; to be asked under the cases' locks."""
    rows = (await (await session.connection()).execute(_FACTS, {"ids": list(alert_ids)})).all()
    return {row.id: _facts(row) for row in rows}


def _facts(row: Any) -> Facts:
    resends = tuple(zip(row.again, row.again_at, strict=True))
    return Facts(row.at, tuple(row.units), tuple(row.events), resends, row.unsent, row.unfinished)


@dataclass
class LockedCase:
    """An alert's row, locked, with the rules it runs under and the moment it was locked at.

    `people` knows who can be told and who was, as it stood when it was first asked in this transaction.
    """

    session: AsyncSession
    alert: Alert
    rules: Rules
    document: PolicyDocument
    units: tuple[str, ...]
    at: datetime
    facts: Facts
    people: People

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
            route_is_stale=self._route_is_stale(),
        )

    def _route_is_stale(self) -> bool:
        """Whether something came in after the case was routed; what a person decided is not decided again."""
        if self.alert.status != Status.AWAITING.value or self.held:
            return False
        events = self.facts.events
        return events[:1] == (TimelineEvent.ATTACHED.value,) and TimelineEvent.REROUTED.value not in events

    async def history(self) -> History:
        """What was done so far, as the rules see it."""
        return History(
            reminders=self.alert.reminders,
            milestones=await self._milestones() if self.alert.status == Status.ACKNOWLEDGED.value else (),
            resends=self.facts.resends,
        )

    async def _milestones(self) -> tuple[MilestoneClock, ...]:
        rows = (await self.session.exec(select(Milestone).where(Milestone.alert_id == self.alert.id))).all()
        return tuple(
            MilestoneClock(MilestoneKind(r.kind), r.due_at, r.done_at is not None, r.nudges, r.nudged_at) for r in rows
        )

    async def read_again(self) -> None:
        """Look again at what stands in other tables, after it was changed there."""
        await self.session.flush()
        self.facts = (await read_facts(self.session, [self.alert.id]))[self.alert.id]

    async def settle(self, *, read_again: bool = True) -> Decision:
        """Write when this case must be looked at next, and count the change; answers what there will be to do.

        `read_again`: whether messages to be resent or events about the place were written since the lock.
        """
        if read_again:
            await self.read_again()
        case, history = await self.snapshot(), await self.history()
        self.alert.next_at = next_look(case, self.rules, history, self.at)
        self.alert.version += 1
        self.session.add(self.alert)
        return decide(case, self.rules, history, self.at)


async def locked(session: AsyncSession, alert_id: UUID) -> LockedCase:
    """Lock a case until the transaction ends. Raises `UnknownAlert`."""
    alert = (
        await session.exec(select(Alert).where(Alert.id == alert_id).with_for_update(key_share=True))
    ).one_or_none()
    if alert is None:
        raise UnknownAlert
    (case,) = await _known(session, [alert])
    return case


async def locked_together(session: AsyncSession, alert_ids: Sequence[UUID]) -> list[LockedCase]:
    """Lock several cases; one that is locked already is passed over: whoever holds others waits for nobody."""
    wanted = col(Alert.id) == any_(bindparam("ids", list(alert_ids), type_=UUIDS))
    query = select(Alert).where(wanted).with_for_update(key_share=True, skip_locked=True)
    return await _known(session, (await session.exec(query)).all())


async def _known(session: AsyncSession, alerts: Sequence[Alert]) -> list[LockedCase]:
    """Locked rows with everything that belongs to them."""
    facts = await read_facts(session, [alert.id for alert in alerts]) if alerts else {}
    people = People(session, {alert_id: known.units for alert_id, known in facts.items()})
    cases: list[LockedCase] = []
    for alert in alerts:
        known = facts[alert.id]
        rules = await rules_of(session, alert, known.units[0] if known.units else None)
        document = await read_document(session, alert.policy_version)
        cases.append(LockedCase(session, alert, rules, document, known.units, known.at, known, people))
    return cases


async def first_answer(session: AsyncSession, alert_id: UUID) -> Acknowledgement | None:
    """The acknowledgement that stopped the climb."""
    query = select(Acknowledgement).where(Acknowledgement.alert_id == alert_id, col(Acknowledgement.first))
    return (await session.exec(query)).one_or_none()
