"""Reads a case, lists of cases, and, for a stated reason, the person in distress.

Nothing here changes a case. Only `reveal` opens sealed values; it writes that to the audit log and to the
timeline.
"""

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, literal, tuple_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import Select

from abhay.adapters.store.cases.locked import facts_of, first_answer
from abhay.adapters.store.db.database import Database, freeze, now, vault_of
from abhay.adapters.store.db.sealed_routes import read_route
from abhay.adapters.store.log.timeline import audit, note
from abhay.adapters.store.views.notes import Receipt, notes_of, receipts_of
from abhay.adapters.store.views.similar import again_of, similar_views
from abhay.domain.permissions import require
from abhay.domain.values import Moment
from abhay.errors import BadInput, UnknownAlert
from abhay.security.vault import Vault
from models import timeline
from models.actors import Act, Actor
from models.cases import stored_route
from models.enums import (
    Severity,
    Status,
)
from models.routes import without_details
from models.tables import (
    Acknowledgement,
    Alert,
    AlertEvent,
    AlertUnit,
    ContactPoint,
    Content,
    Milestone,
    Notification,
    OriginalMessage,
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
    NotificationView,
    Revealed,
    RevealedEvent,
    TimelineView,
)

PAGE_SIZE = 50
_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


@dataclass(frozen=True)
class Filters:
    """The filter of a list of cases; empty or None: all. `unit` includes cases from which it was stood down."""

    statuses: Collection[Status] = ()
    severities: Collection[Severity] = ()
    unit: str | None = None
    since: datetime | None = None


async def find_alert(database: Database, ref: str) -> UUID:
    """Returns the id of a ref. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        return (await _by_ref(session, ref)).id


async def goes_on_as(database: Database, ref: str) -> str:
    """Returns the ref of the case that goes on: this one, or the one it was merged into. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        alert = await _by_ref(session, ref)
        while alert.merged_into is not None:
            alert = await _by_ref(session, alert.merged_into)
        return alert.ref


async def alert_view(database: Database, ref: str) -> AlertView:
    """Returns the case in the contract's shape, without `flow_run_state`. Raises `UnknownAlert`."""
    async with database.transaction() as session:
        await freeze(session)
        alert = await _by_ref(session, ref)
        line = _line(alert, await first_answer(session, alert.id))
        clocks = (await session.exec(select(Milestone).where(Milestone.alert_id == alert.id))).all()
        history = await _timeline(session, alert.id)
        return AlertView(
            **dict(line),
            milestones=MilestonesView(**{c.kind: c.done_at for c in clocks if c.kind in MilestonesView.model_fields}),
            deadlines=DeadlinesView(**{c.kind: c.due_at for c in clocks}),
            flow_run_id=alert.flow_run_id,
            notifications=await _notifications(session, alert.id),
            timeline=history,
            events=await _events(session, alert.id),
            merged_into=alert.merged_into,
            merged=await _refs(session, col(Alert.merged_into) == alert.ref),
            split_from=alert.split_from,
            split=await _refs(session, col(Alert.split_from) == alert.ref),
            again_of=again_of(history),
            maybe_same=await similar_views(session, alert),
        )


async def _by_ref(session: AsyncSession, ref: str) -> Alert:
    alert = (await session.exec(select(Alert).where(Alert.ref == ref))).one_or_none()
    if alert is None:
        raise UnknownAlert
    return alert


def _line(alert: Alert, answer: Acknowledgement | None) -> AlertLine:
    return AlertLine(
        ref=alert.ref,
        id=alert.id,
        status=alert.status,
        severity=alert.severity,
        source=alert.source,
        channel=alert.channel,
        drill=alert.drill,
        is_test=alert.is_test,
        trust=alert.trust,
        received_at=alert.received_at,
        posted_at=alert.posted_at,
        route=without_details(route) if (route := stored_route(alert)) else None,
        rung=alert.rung,
        due_at=alert.due_at,
        acknowledgement=_acknowledgement(answer, alert.unit_answered_at),
        outcome=alert.outcome,
        policy_version=alert.policy_version,
    )


def _acknowledgement(row: Acknowledgement | None, unit_answered_at: datetime | None) -> AcknowledgementView | None:
    if row is None:
        return None
    view = AcknowledgementView(by=row.by, post=row.post_id, via=row.via, at=row.at, rung=row.rung, unit=row.unit_id)
    return view.model_copy(update={"unit_answered_at": unit_answered_at})


async def _notifications(session: AsyncSession, alert_id: UUID) -> tuple[NotificationView, ...]:
    query = (
        select(Notification, ContactPoint.preference)
        .join(ContactPoint, col(ContactPoint.id) == Notification.contact_id)
        .where(Notification.alert_id == alert_id)
    )
    rows = (await session.exec(query.order_by(col(Notification.queued_at), col(Notification.id)))).all()
    return tuple(
        NotificationView(
            id=row.id,
            kind=row.kind,
            rung=row.rung,
            round=row.round,
            attempt=row.attempt,
            unit=row.unit_id,
            post=row.post_id,
            channel=row.channel,
            status=row.status,
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            delivered_at=row.delivered_at,
            reason=row.reason,
            order=order,
            gateway=row.gateway,
            resend_of=row.resend_of,
            in_place_of=row.in_place_of,
            because=row.because,
        )
        for row, order in rows
    )


async def _timeline(session: AsyncSession, alert_id: UUID) -> tuple[TimelineView, ...]:
    query = select(TimelineEntry).where(TimelineEntry.alert_id == alert_id)
    rows = (await session.exec(query.order_by(col(TimelineEntry.at), col(TimelineEntry.id)))).all()
    return tuple(TimelineView(at=r.at, event=r.event, rung=r.rung, actor=r.actor, detail=r.detail) for r in rows)


async def _events(session: AsyncSession, alert_id: UUID) -> tuple[EventView, ...]:
    query = select(AlertEvent).where(AlertEvent.alert_id == alert_id)
    rows = (await session.exec(query.order_by(col(AlertEvent.received_at), col(AlertEvent.id)))).all()
    return tuple(EventView.model_validate(row.model_dump(include=set(EventView.model_fields))) for row in rows)


async def _refs(session: AsyncSession, which: ColumnElement[bool]) -> tuple[str, ...]:
    return tuple((await session.exec(select(Alert.ref).where(which).order_by(col(Alert.ref)))).all())


async def list_alerts(
    database: Database, filters: Filters, *, cursor: str | None = None, limit: int = PAGE_SIZE
) -> AlertPage:
    """Returns a page of cases by time of receipt, newest first; a new case shifts no page.

    `cursor` is the `next_cursor` of the previous page. Raises `BadInput` for any other text.
    """
    query = _fitting(filters).order_by(col(Alert.received_at).desc(), col(Alert.id).desc()).limit(limit + 1)
    if cursor is not None:
        last = tuple_(*(literal(part) for part in _read_cursor(cursor)))
        query = query.where(tuple_(col(Alert.received_at), col(Alert.id)) < last)
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
    lines = tuple(_line(alert, answer) for alert, answer in rows[:limit])
    return AlertPage(alerts=lines, next_cursor=_cursor(lines[-1]) if len(rows) > limit else None)


async def list_open(database: Database, filters: Filters, *, limit: int) -> tuple[datetime, tuple[AlertLine, ...]]:
    """Returns the open cases by deadline, those without one last, and the database's time, by which they are due."""
    query = _fitting(filters).where(Alert.status != Status.CLOSED)
    query = query.order_by(col(Alert.due_at).asc().nulls_last(), col(Alert.received_at)).limit(limit)
    async with database.transaction() as session:
        rows = (await session.exec(query)).all()
        return await now(session), tuple(_line(alert, answer) for alert, answer in rows)


def _fitting(filters: Filters) -> Select[Alert, Acknowledgement]:
    """Returns the query for the cases that fit, each with the answer that stopped its climb."""
    first = (col(Acknowledgement.alert_id) == Alert.id) & col(Acknowledgement.first)
    query = select(Alert, Acknowledgement).join(Acknowledgement, first, isouter=True)
    if filters.statuses:
        query = query.where(col(Alert.status).in_(filters.statuses))
    if filters.severities:
        query = query.where(col(Alert.severity).in_(filters.severities))
    if filters.since is not None:
        query = query.where(Alert.received_at >= filters.since)
    if filters.unit is not None:
        query = query.where(col(Alert.id).in_(select(AlertUnit.alert_id).where(AlertUnit.unit_id == filters.unit)))
    return query


def _cursor(line: AlertLine) -> str:
    return base64.urlsafe_b64encode(f"{line.received_at.isoformat()}|{line.id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, UUID]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, _, last = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition("|")
        moment, last_id = _MOMENT.validate_python(at), UUID(last)
    except (ValueError, binascii.Error) as error:
        raise BadInput("The cursor is not one that a list of alerts gave.") from error
    return moment, last_id


@dataclass(frozen=True)
class Opened:
    """A revealed case: the parsed messages, their media types and exact bytes in the same order, and receipts."""

    revealed: Revealed
    originals: tuple[tuple[str, bytes], ...]
    receipts: tuple[Receipt, ...]


async def reveal(database: Database, alert_id: UUID, actor: Actor, reason: str) -> Opened:
    """Returns the person, the technical details and the content of every message, newest first.

    The audit entry with actor and reason is committed before the answer. Raises `WrongRole`, `UnknownAlert`,
    `NotPossibleNow` for a unit that the case was taken from, and `SetupError` if no key opens a sealed value.
    """
    require(actor, Act.REVEAL)
    async with database.transaction() as session:
        require(actor, Act.REVEAL, await facts_of(session, alert_id))
        alert = await session.get(Alert, alert_id)
        if alert is None:
            raise UnknownAlert
        rows, vault = await _sealed(session, alert_id), vault_of(session)
        events = tuple(_open(vault, event, subject, content) for event, subject, content, _ in rows)
        originals = tuple((original.media_type, vault.open(original.raw)) for *_, original in rows)
        revealed = Revealed(
            ref=alert.ref, events=events, notes=await notes_of(session, alert_id), route=read_route(vault, alert)
        )
        at = await now(session)
        audit(session, at, actor, Act.REVEAL, alert_id, typed=reason)
        note(session, alert, timeline.Revealed(role=actor.role), at, actor)
        return Opened(revealed, originals, await receipts_of(session, alert_id))


async def _sealed(
    session: AsyncSession, alert_id: UUID
) -> Sequence[tuple[AlertEvent, Subject, Content, OriginalMessage]]:
    query = (
        select(AlertEvent, Subject, Content, OriginalMessage)
        .join(Subject, col(Subject.event_id) == AlertEvent.id)
        .join(Content, col(Content.event_id) == AlertEvent.id)
        .join(OriginalMessage, col(OriginalMessage.event_id) == AlertEvent.id)
        .where(AlertEvent.alert_id == alert_id)
        .order_by(col(AlertEvent.received_at).desc(), col(AlertEvent.id))
    )
    return (await session.exec(query)).all()


def _open(vault: Vault, event: AlertEvent, subject: Subject, content: Content) -> RevealedEvent:
    person, post = vault.open_json(subject.sealed), vault.open_json(content.sealed)
    attachments = post.pop("attachments", [])
    return RevealedEvent.model_validate(
        {
            **event.model_dump(include={"received_at", "posted_at", "source", "channel", "kind", "trust", "problems"}),
            **person,
            "content": post,
            "attachments": [{**each, "id": f"{event.id}.{place}"} for place, each in enumerate(attachments)],
        }
    )
