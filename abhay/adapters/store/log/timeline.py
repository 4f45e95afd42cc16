"""Writes the timeline and the audit log: rows that are only ever added."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import vault_of
from models.actors import Actor
from models.tables import Alert, AuditEntry, AuditText, Notification, TimelineEntry
from models.timeline import Detail, Rerouted, rfc3339


def note(session: AsyncSession, alert: Alert, detail: Detail, at: datetime, actor: Actor) -> None:
    """Adds an event to the case's timeline, with the case's present rung."""
    kept, who = detail.as_json(), _shown(actor, detail)
    session.add(TimelineEntry(alert_id=alert.id, at=at, event=detail.event, rung=alert.rung, actor=who, detail=kept))


def _shown(actor: Actor, detail: Detail) -> str:
    """Returns the name in an entry: of a reassignment the id, as a name that was typed is sealed with the reason."""
    return actor.id if isinstance(detail, Rerouted) else actor.name


def posts_in(messages: Iterable[Notification]) -> tuple[str, ...]:
    """Returns the recipients of messages, as the timeline names them: `unit/post/channel`, each once."""
    return tuple(sorted({f"{row.unit_id or 'state'}/{row.post_id}/{row.channel}" for row in messages}))


def audit(
    session: AsyncSession,
    at: datetime,
    actor: Actor,
    action: str,
    alert_id: UUID | None = None,
    *,
    typed: str | None = None,
    **detail: Any,
) -> None:
    """Adds to the audit log who did what, never the content of personal data.

    `typed` is the typed reason: it may name a person, and is sealed in a row of its own.
    """
    kept = jsonable(detail)
    entry = AuditEntry(at=at, actor=actor.id, role=actor.role, action=action, alert_id=alert_id, detail=kept)
    session.add(entry)
    if typed:
        reason = vault_of(session).commit(typed)
        entry.reason_commitment = reason.commitment
        session.add(AuditText(entry=entry, sealed=reason.sealed, sealed_salt=reason.sealed_salt))


def jsonable(detail: dict[str, Any]) -> dict[str, Any]:
    """Returns the detail with times as RFC 3339 UTC and ids as text, without absent values."""
    return {key: _plain(value) for key, value in detail.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return rfc3339(value)
    return str(value) if isinstance(value, UUID) else value
