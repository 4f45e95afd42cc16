"""What people look at: a case, lists of cases, and, against a reason, the person behind one.

Nothing here changes a case. Only `reveal` opens what is sealed, and it says so in the audit log and
in the timeline.
"""

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, literal, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.errors import BadInput, UnknownAlert
from abhay.store.cases import first_answer
from abhay.store.database import Database, now
from abhay.store.timeline import audit, note
from abhay.store.vault import Vault
from abhay.words import MILESTONE
from models.enums import (
    IntakeChannel,
    MessageKind,
    MessageStatus,
    MilestoneKind,
    Outcome,
    Severity,
    Status,
    TimelineEvent,
    Trust,
)
from models.routes import Route
from models.tables import (
    Acknowledgement,
    Alert,
    AlertEvent,
    AlertUnit,
    Content,
    Evidence,
    HandOverReceipt,
    Milestone,
    Notification,
    Subject,
    TimelineEntry,
)
from models.views import (
    AcknowledgementView,
    AlertLine,
    AlertPage,
    AlertView,
    DeadlinesView,
    EventView,
    MilestonesView,
    NoteView,
    NotificationView,
    Revealed,
    RevealedEvent,
    TimelineView,
)

PAGE_SIZE = 50


@dataclass(frozen=True)
class Filters:
    """Which cases a list holds; empty or None: all. `unit` includes cases that it was stood down from."""

    statuses: Collection[Status] = ()
    severities: Collection[Severity] = ()
    unit: str | None = None
    since: datetime | None = None


async def find_alert(database: Database, ref: str, *, unit: str | None = None) -> UUID:
    """The id behind a ref. Raises `UnknownAlert`, also for a case that was never `unit`'s."""
    async with database.transaction() as session:
        return (await _by_ref(session, ref, unit)).id


async def goes_on_as(database: Database, ref: str) -> str:
    """The ref of the case that goes on: this one's, or of what it was merged into. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        alert = await _by_ref(session, ref, None)
        while alert.merged_into is not None:
            alert = await _by_ref(session, alert.merged_into, None)
        return alert.ref


async def alert_view(database: Database, ref: str, *, unit: str | None = None) -> AlertView:
    """The case in the contract's shape, all but `flow_run_state`. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})  # all of it from one moment
        alert = await _by_ref(session, ref, unit)
        line = _line(alert, await first_answer(session, alert.id))
        clocks = (await session.exec(select(Milestone).where(Milestone.alert_id == alert.id))).all()
        return AlertView(
            **dict(line),
            milestones=MilestonesView(**{c.kind: c.done_at for c in clocks if c.kind in MilestonesView.model_fields}),
            deadlines=DeadlinesView(**{c.kind: c.due_at for c in clocks}),
            flow_run_id=alert.flow_run_id,
            notifications=await _notifications(session, alert.id),
            timeline=await _timeline(session, alert.id),
            events=await _events(session, alert.id),
            merged_into=alert.merged_into,
            merged=await _refs(session, col(Alert.merged_into) == alert.ref),
            split_from=alert.split_from,
            split=await _refs(session, col(Alert.split_from) == alert.ref),
        )


async def _by_ref(session: AsyncSession, ref: str, unit: str | None) -> Alert:
    query = select(Alert).where(Alert.ref == ref)
    if unit is not None:
        query = query.where(col(Alert.id).in_(select(AlertUnit.alert_id).where(AlertUnit.unit_id == unit)))
    alert = (await session.exec(query)).one_or_none()
    if alert is None:
        raise UnknownAlert
    return alert


def _line(alert: Alert, answer: Acknowledgement | None) -> AlertLine:
    return AlertLine(
        ref=alert.ref,
        id=alert.id,
        status=Status(alert.status),
        severity=Severity(alert.severity),
        source=alert.source,
        channel=IntakeChannel(alert.channel),
        drill=alert.drill,
        trust=Trust(alert.trust),
        received_at=alert.received_at,
        posted_at=alert.posted_at,
        route=Route.model_validate(alert.route) if alert.route else None,
        rung=alert.rung,
        due_at=alert.due_at,
        acknowledgement=_acknowledgement(answer),
        outcome=Outcome(alert.outcome) if alert.outcome else None,
        policy_version=alert.policy_version,
    )


def _acknowledgement(row: Acknowledgement | None) -> AcknowledgementView | None:
    if row is None:
        return None
    return AcknowledgementView(by=row.by, post=row.post_id, via=row.via, at=row.at, rung=row.rung, unit=row.unit_id)


async def _notifications(session: AsyncSession, alert_id: UUID) -> tuple[NotificationView, ...]:
    query = select(Notification).where(Notification.alert_id == alert_id)
    rows = (await session.exec(query.order_by(col(Notification.queued_at), col(Notification.id)))).all()
    return tuple(
        NotificationView(
            id=row.id,
            kind=MessageKind(row.kind),
            rung=row.rung,
            round=row.round,
            attempt=row.attempt,
            unit=row.unit_id,
            post=row.post_id,
            channel=row.channel,
            status=MessageStatus(row.status),
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            delivered_at=row.delivered_at,
            reason=row.reason,
        )
        for row in rows
    )


async def _timeline(session: AsyncSession, alert_id: UUID) -> tuple[TimelineView, ...]:
    query = select(TimelineEntry).where(TimelineEntry.alert_id == alert_id)
    rows = (await session.exec(query.order_by(col(TimelineEntry.at), col(TimelineEntry.id)))).all()
    return tuple(
        TimelineView(at=r.at, event=TimelineEvent(r.event), rung=r.rung, actor=r.actor, detail=r.detail) for r in rows
    )


async def _events(session: AsyncSession, alert_id: UUID) -> tuple[EventView, ...]:
    query = select(AlertEvent).where(AlertEvent.alert_id == alert_id)
    rows = (await session.exec(query.order_by(col(AlertEvent.received_at), col(AlertEvent.id)))).all()
    return tuple(EventView.model_validate(row.model_dump(include=set(EventView.model_fields))) for row in rows)


async def _refs(session: AsyncSession, which: ColumnElement[bool]) -> tuple[str, ...]:
    return tuple((await session.exec(select(Alert.ref).where(which).order_by(col(Alert.ref)))).all())


async def list_alerts(
    database: Database, filters: Filters, *, cursor: str | None = None, limit: int = PAGE_SIZE
) -> AlertPage:
    """Cases by the time they were received, newest first; a case that comes in shifts no page.

    `cursor` is the `next_cursor` of the page before. Raises `BadInput` for any other text.
    """
    query = (
        select(Alert, Acknowledgement)
        .join(
            Acknowledgement,
            (col(Acknowledgement.alert_id) == Alert.id) & col(Acknowledgement.first),
            isouter=True,
        )
        .order_by(col(Alert.received_at).desc(), col(Alert.id).desc())
        .limit(limit + 1)
    )
    if filters.statuses:
        query = query.where(col(Alert.status).in_([status.value for status in filters.statuses]))
    if filters.severities:
        query = query.where(col(Alert.severity).in_([severity.value for severity in filters.severities]))
    if filters.since is not None:
        query = query.where(Alert.received_at >= filters.since)
    if filters.unit is not None:
        query = query.where(col(Alert.id).in_(select(AlertUnit.alert_id).where(AlertUnit.unit_id == filters.unit)))
    if cursor is not None:
        last = tuple_(*(literal(part) for part in _read_cursor(cursor)))
        query = query.where(tuple_(col(Alert.received_at), col(Alert.id)) < last)
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    lines = tuple(_line(alert, answer) for alert, answer in rows[:limit])
    return AlertPage(alerts=lines, next_cursor=_cursor(lines[-1]) if len(rows) > limit else None)


def _cursor(line: AlertLine) -> str:
    return base64.urlsafe_b64encode(f"{line.received_at.isoformat()}|{line.id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, _, last = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition("|")
        moment, last_id = datetime.fromisoformat(at), UUID(last)
    except (ValueError, binascii.Error) as error:
        raise BadInput("The cursor is not one that a list of alerts gave.") from error
    if moment.tzinfo is None:
        raise BadInput("The cursor is not one that a list of alerts gave.")
    return moment, last_id


@dataclass(frozen=True)
class Opened:
    """A case opened: what was read, and each event's media type and exact bytes, in the same order."""

    revealed: Revealed
    originals: tuple[tuple[str, bytes], ...]


async def reveal(database: Database, alert_id: UUID, *, reason: str, actor: str, role: str) -> Opened:
    """The person, the technical details and the content of every message, newest first.

    That it was looked at, by whom and why, is committed before anything is answered. Raises
    `UnknownAlert`, and `SetupError` if no key opens what is sealed.
    """
    async with database.transaction() as session:
        alert = await session.get(Alert, alert_id)
        if alert is None:
            raise UnknownAlert
        rows = await _sealed(session, alert_id)
        events = tuple(_open(database, event, subject, content) for event, subject, content, _ in rows)
        originals = tuple((evidence.media_type, database.vault.open(evidence.raw)) for *_, evidence in rows)
        revealed = Revealed(ref=alert.ref, events=events, notes=await _notes(session, database.vault, alert_id))
        at = await now(session)
        audit(session, at, actor, role, "alert.reveal", alert_id, typed=reason)
        note(session, alert, TimelineEvent.REVEALED, at, actor, role=role)
    return Opened(revealed, originals)


async def _sealed(session: AsyncSession, alert_id: UUID) -> Sequence[tuple[AlertEvent, Subject, Content, Evidence]]:
    query = (
        select(AlertEvent, Subject, Content, Evidence)
        .join(Subject, col(Subject.event_id) == AlertEvent.id)
        .join(Content, col(Content.event_id) == AlertEvent.id)
        .join(Evidence, col(Evidence.event_id) == AlertEvent.id)
        .where(AlertEvent.alert_id == alert_id)
        .order_by(col(AlertEvent.received_at).desc(), col(AlertEvent.id))
    )
    return (await session.exec(query)).all()


def _open(database: Database, event: AlertEvent, subject: Subject, content: Content) -> RevealedEvent:
    person, post = database.vault.open_json(subject.sealed), database.vault.open_json(content.sealed)
    attachments = post.pop("attachments", [])
    return RevealedEvent.model_validate(
        {
            **event.model_dump(include={"received_at", "posted_at", "source", "channel", "kind", "trust", "problems"}),
            **person,
            "content": post,
            "attachments": attachments,
        }
    )


async def _notes(session: AsyncSession, vault: Vault, alert_id: UUID) -> tuple[NoteView, ...]:
    """What was written with the answers, and who of another State received the case, newest first."""
    answers = (await session.exec(select(Acknowledgement).where(Acknowledgement.alert_id == alert_id))).all()
    steps = (await session.exec(select(Milestone).where(Milestone.alert_id == alert_id))).all()
    found = [(row.at, row.by, vault.open_text(row.sealed_note) or row.note) for row in answers]
    found += [(row.done_at, row.done_by, vault.open_text(row.sealed_note) or row.note) for row in steps]
    receipts = (await session.exec(select(HandOverReceipt).where(HandOverReceipt.alert_id == alert_id))).all()
    found += [(row.at, row.noted_by, _receipt(vault.open_json(row.sealed))) for row in receipts]
    notes = [NoteView(at=at, by=by, note=text) for at, by, text in found if at and by and text]
    return tuple(sorted(notes, key=lambda each: each.at, reverse=True))


def _receipt(told: dict[str, str | None]) -> str:
    remark = f": {told['note']}" if told["note"] else ""
    return f"{MILESTONE[MilestoneKind.HANDED_OVER].both}: {told['received_by']}{remark}"
