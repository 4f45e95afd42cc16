"""A case as the rules see it: under its row lock, ready for `decide`, and as it stands for who may do what.

Every change of a case goes through `locked`: PostgreSQL's row lock makes the movers and the answers
wait for one another, and `reschedule` writes when the case must be looked at next. Who may do what is asked
without the lock first, and again under it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, any_, bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import UUIDS, Database
from abhay.adapters.store.db.statements import execute, named
from abhay.adapters.store.directory.policies import document_of, rules_of
from abhay.adapters.store.messages.quiet import by_quieter_ways
from abhay.adapters.store.messages.recipients import Recipient, RecipientIndex, tell_desk
from abhay.domain.actions import Decision
from abhay.domain.cases.answers import Answering, waits_for_unit
from abhay.domain.cases.reassignment import must_route_again
from abhay.domain.escalation import Case, History, MilestoneClock, decide, is_left_at_once, next_look
from abhay.domain.intake.trust import is_held
from abhay.domain.messages.paging import PLAIN, About, Why, page_reason
from abhay.domain.messages.quiet import QUIET
from abhay.domain.permissions import CaseFacts
from abhay.domain.policy.rules import Rules
from abhay.errors import BadLink, UnknownAlert
from models.cases import stored_route
from models.enums import MessageKind, Reason, Status
from models.policy import PolicyDocument
from models.tables import Acknowledgement, Alert, AlertUnit, Milestone, Notification

_FACTS = named("facts")


@dataclass(frozen=True)
class Facts:
    """What other tables say about a case, and the moment of reading.

    `resends` is what is to be sent again, `undelivered` what goes on to the next contact point, and when.
    `unsent`: messages wait to be claimed; `unfinished`: somebody has claimed one and not marked it.
    """

    at: datetime
    units: tuple[str, ...]
    resends: tuple[tuple[UUID, datetime], ...]
    undelivered: tuple[tuple[UUID, datetime], ...]
    unsent: bool
    unfinished: bool


async def read_facts(session: AsyncSession, alert_ids: Sequence[UUID]) -> dict[UUID, Facts]:
    """Returns what is known now; called under the cases' locks."""
    rows = await execute(session, _FACTS, ids=list(alert_ids))
    return {row.id: _facts(row) for row in rows}


def _facts(row: Any) -> Facts:
    resends = tuple(zip(row.again, row.again_at, strict=True))
    undelivered = tuple(zip(row.on_from, row.on_at, strict=True))
    return Facts(row.at, tuple(row.units), resends, undelivered, row.unsent, row.unfinished)


@dataclass
class LockedCase:
    """An alert's row, locked, with the rules it runs under and the moment it was locked at.

    `recipients` knows who can be told and who was, as it stood when it was first asked in this transaction.
    """

    session: AsyncSession
    alert: Alert
    rules: Rules
    document: PolicyDocument
    units: tuple[str, ...]
    at: datetime
    facts: Facts
    recipients: RecipientIndex

    @property
    def held(self) -> bool:
        """Whether the sender could not be authenticated and no operator has routed it since."""
        return is_held(self.alert.trust, has_units=bool(self.units))

    @property
    def page_reason(self) -> Reason:
        """Why a rung is paged."""
        alert, route = self.alert, stored_route(self.alert)
        return page_reason(
            held=self.held,
            readable=alert.readable and not (route and route.unreadable),
            has_units=bool(self.units),
            route_state=alert.route_state,
        )

    async def reached(self, rung: str, round_: int = 1, *, units: Collection[str] | None = None) -> list[Recipient]:
        """Returns who is paged for a rung now: of the posts of the case's units, or of these, or the State's.

        These are the first contact points of each post, and those that were paged for this case before.
        """
        everybody = await self.everybody(rung, round_, units=units)
        return await self.recipients.in_order(self.alert, everybody, urgent=True)

    async def everybody(self, rung: str, round_: int = 1, *, units: Collection[str] | None = None) -> list[Recipient]:
        """Returns all contact points of a rung that may be paged now, whatever their order."""
        there = self.units if units is None else units
        higher = [self.rules.rungs[each] for each in self.rules.above(rung) if each in self.rules.rungs]
        return await self.recipients.reached(rung, self.rules.rungs[rung], there, round_, higher)

    async def tell_of_gaps(self, rung: str, *, units: Collection[str] | None = None) -> list[Notification]:
        """Tells the desk of each post of a rung at which nobody is on duty now, as its roster says."""
        gaps = await self.recipients.gaps(self.rules.rungs[rung], self.units if units is None else units)
        return [row for gap in gaps for row in await self.tell_desk(Why(Reason.ROSTER_GAP, about=gap))]

    async def paged(self) -> list[Recipient]:
        """Returns every contact point that was paged for this case, once each, in the rung of its first page."""
        return (await self.recipients.told(self.alert.id)).paged

    async def tell(
        self,
        kind: MessageKind,
        recipients: Collection[Recipient],
        why: Why = PLAIN,
        *,
        answered: About | None = None,
    ) -> list[Notification]:
        """Writes one message per recipient, each with its next free attempt number; returns the new rows.

        In place of a contact point switched off, or whose duty ended, the first present ones of its post get it. A
        notice that asks nobody to act goes by quieter ways than a call, and never rings the post that `answered`.
        """
        if not recipients:
            return []
        told = await self.recipients.told(self.alert.id)
        present = await self.recipients.present(self.alert, recipients, kind)
        if kind in QUIET:
            present = await by_quieter_ways(self.recipients, present, answered)
        rows = told.queue(self.alert, kind, present, self.at, why)
        await self.recipients.set_bounds(self.alert, rows, self.at)
        return rows

    async def tell_desk(self, why: Why) -> list[Notification]:
        """Writes a notice to the desk about this case."""
        return await tell_desk(self.recipients, self.alert, self.document.rung, self.at, why)

    async def snapshot(self) -> Case:
        """The row as the rules see it."""
        alert = self.alert
        answer = await first_answer(self.session, alert.id) if alert.status == Status.ACKNOWLEDGED else None
        return Case(
            status=alert.status,
            route_state=alert.route_state,
            held=self.held,
            has_units=bool(self.units),
            rung=alert.rung,
            round=alert.round or 1,
            rung_entered_at=alert.rung_entered_at,
            due_at=alert.due_at,
            exhausted=alert.exhausted_at is not None,
            acknowledged_rung=answer.rung if answer else None,
            route_is_stale=must_route_again(alert.status, stale=alert.route_stale, held=self.held),
            ordered_since=answer.at if answer and self._is_ordered(answer) else None,
        )

    def _is_ordered(self, answer: Acknowledgement) -> bool:
        """Whether the unit still has to answer, since the case was acknowledged from outside."""
        return waits_for_unit(Answering(answer.post_id, answer.unit_id), self.units, self.alert.unit_answered_at)

    async def history(self) -> History:
        """What was done so far, as the rules see it."""
        return History(
            reminders=self.alert.reminders,
            milestones=await self._milestones() if self.alert.status == Status.ACKNOWLEDGED else (),
            resends=self.facts.resends,
            undelivered=self.facts.undelivered,
        )

    async def _milestones(self) -> tuple[MilestoneClock, ...]:
        rows = (await self.session.exec(select(Milestone).where(Milestone.alert_id == self.alert.id))).all()
        return tuple(MilestoneClock(r.kind, r.due_at, r.done_at is not None, r.nudges, r.nudged_at) for r in rows)

    async def read_again(self) -> None:
        """Reads again what other tables say, after it was changed there."""
        await self.session.flush()
        self.facts = (await read_facts(self.session, [self.alert.id]))[self.alert.id]

    async def leave_at_once(self) -> None:
        """Lets the rung, which reaches nobody, run out now if another one is above it."""
        if is_left_at_once(await self.snapshot(), self.rules):
            self.alert.due_at = self.at

    async def reschedule(self, *, read_again: bool = True) -> Decision:
        """Writes when this case must be looked at next, and counts the change. Returns what there will be to do.

        `read_again`: whether messages to be resent were written since the lock.
        """
        if read_again:
            await self.read_again()
        case, history = await self.snapshot(), await self.history()
        self.alert.next_at = next_look(case, self.rules, history, self.at)
        self.alert.version += 1
        self.session.add(self.alert)
        return decide(case, self.rules, history, self.at)


async def reschedule_all(cases: Sequence[LockedCase]) -> None:
    """Writes when each of these cases must be looked at next: their facts are read again in one round trip."""
    if not cases:
        return
    session = cases[0].session
    await session.flush()
    facts = await read_facts(session, [case.alert.id for case in cases])
    for case in cases:
        case.facts = facts[case.alert.id]
        await case.reschedule(read_again=False)


async def locked(session: AsyncSession, alert_id: UUID) -> LockedCase:
    """Locks a case until the transaction ends. Raises `UnknownAlert`."""
    alert = (
        await session.exec(select(Alert).where(Alert.id == alert_id).with_for_update(key_share=True))
    ).one_or_none()
    if alert is None:
        raise UnknownAlert
    (case,) = await _known(session, [alert])
    return case


async def locked_all(session: AsyncSession, alert_ids: Sequence[UUID]) -> list[LockedCase]:
    """Locks several cases; one that is locked already is passed over, so that holders of several never deadlock."""
    wanted = col(Alert.id) == any_(bindparam("ids", list(alert_ids), type_=UUIDS))
    query = select(Alert).where(wanted).with_for_update(key_share=True, skip_locked=True)
    return await _known(session, (await session.exec(query)).all())


async def _known(session: AsyncSession, alerts: Sequence[Alert]) -> list[LockedCase]:
    """Returns locked rows with everything that belongs to them."""
    facts = await read_facts(session, [alert.id for alert in alerts]) if alerts else {}
    recipients = RecipientIndex(session, {alert_id: known.units for alert_id, known in facts.items()})
    cases: list[LockedCase] = []
    for alert in alerts:
        known = facts[alert.id]
        rules = await rules_of(session, alert, known.units[0] if known.units else None)
        document = await document_of(session, alert)
        cases.append(LockedCase(session, alert, rules, document, known.units, known.at, known, recipients))
    return cases


async def first_answer(session: AsyncSession, alert_id: UUID) -> Acknowledgement | None:
    """Returns the acknowledgement that stopped the climb."""
    query = select(Acknowledgement).where(Acknowledgement.alert_id == alert_id, col(Acknowledgement.first))
    return (await session.exec(query)).one_or_none()


@dataclass(frozen=True)
class KnownCase:
    """A case by its ref, with what decides who may do what to it."""

    id: UUID
    ref: str
    facts: CaseFacts


@dataclass(frozen=True)
class LinkState:
    """How a link stands: whether this very link was used with its PIN before, and how its case stands.

    `ended` is whether the case has ended, or the one that it was merged into.
    """

    answered: bool
    facts: CaseFacts
    ended: bool


async def find_case(database: Database, ref: str) -> KnownCase:
    """Returns the case that a ref names. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        return await _standing(session, col(Alert.ref) == ref)


async def facts_of(session: AsyncSession, alert_id: UUID) -> CaseFacts:
    """Returns how a case stands at this moment of a transaction. Raises `UnknownAlert`."""
    return (await _standing(session, col(Alert.id) == alert_id)).facts


async def facts_under_lock(case: LockedCase) -> CaseFacts:
    """Returns how a locked case stands: nobody changes it until the transaction ends."""
    return await facts_of(case.session, case.alert.id)


async def messages_of(database: Database, ref: str) -> list[UUID]:
    """Returns the messages of the case that a ref names, none if there is no such case."""
    query = select(Notification.id).join(Alert, col(Alert.id) == Notification.alert_id).where(Alert.ref == ref)
    async with database.transaction() as session:
        return list((await session.exec(query)).all())


async def link_state(database: Database, message_id: UUID) -> LinkState:
    """Returns how the link of a message stands. Raises `BadLink` when the message is not in this database."""
    async with database.transaction() as session:
        message = await session.get(Notification, message_id)
        if message is None:
            raise BadLink
        answers = select(Acknowledgement.id).where(Acknowledgement.notification_id == message_id)
        answered = (await session.exec(answers)).first() is not None
        facts = (await _standing(session, col(Alert.id) == message.alert_id)).facts
        return LinkState(answered, facts, await _has_ended(session, message.alert_id))


async def _has_ended(session: AsyncSession, alert_id: UUID) -> bool:
    """Returns whether the case that goes on for this one, if it was merged, or else it itself has ended."""
    query = select(Alert.status, Alert.merged_into)
    status, into = (await session.exec(query.where(Alert.id == alert_id))).one()
    while into is not None:
        status, into = (await session.exec(query.where(Alert.ref == into))).one()
    return status == Status.CLOSED


async def _standing(session: AsyncSession, which: ColumnElement[bool]) -> KnownCase:
    first = (col(Acknowledgement.alert_id) == Alert.id) & col(Acknowledgement.first)
    query = select(Alert.id, Alert.ref, Alert.status, Acknowledgement).outerjoin(Acknowledgement, first).where(which)
    found = (await session.exec(query)).one_or_none()
    if found is None:
        raise UnknownAlert
    id_, ref, status, answer = found
    rows = (await session.exec(select(AlertUnit).where(AlertUnit.alert_id == id_))).all()
    return KnownCase(id_, ref, facts_from(status, answer, rows))


def facts_from(status: str, answer: Acknowledgement | None, units: Iterable[AlertUnit]) -> CaseFacts:
    """Returns how a case stands by its status, the answer that stopped its climb, and the units that it was given."""
    rows = tuple(units)
    has = frozenset(row.unit_id for row in rows if row.stood_down_at is None)
    gone = frozenset(row.unit_id for row in rows if row.stood_down_at is not None)
    taken_by, post = (answer.unit_id, answer.post_id) if answer else (None, None)
    return CaseFacts(status == Status.CLOSED, has, gone, taken_by, None if taken_by else post)
