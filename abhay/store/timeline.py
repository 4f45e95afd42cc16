"""What happened to a case, and who did what: rows that are only ever added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.store.database import vault_of
from models.enums import TimelineEvent
from models.tables import Alert, AuditEntry, TimelineEntry


def note(
    session: AsyncSession,
    alert: Alert,
    event: TimelineEvent,
    at: datetime,
    actor: str,
    **detail: Any,
) -> None:
    """Add to the case's timeline; `detail` holds no personal data, times as RFC 3339."""
    session.add(
        TimelineEntry(
            alert_id=alert.id, at=at, event=event.value, rung=alert.rung, actor=actor, detail=jsonable(detail)
        )
    )


def audit(
    session: AsyncSession,
    at: datetime,
    actor: str,
    role: str,
    action: str,
    alert_id: UUID | None = None,
    *,
    typed: str | None = None,
    **detail: Any,
) -> None:
    """Add to the audit log: who (a token's name or a post) did what; never what the personal data said.

    `typed` is what somebody wrote about why: it may name a person, and is sealed.
    """
    entry = AuditEntry(at=at, actor=actor, role=role, action=action, alert_id=alert_id, detail=jsonable(detail))
    entry.sealed_reason = vault_of(session).seal_text(typed)
    session.add(entry)


def jsonable(detail: dict[str, Any]) -> dict[str, Any]:
    """The same detail with times as RFC 3339 UTC and ids as text; absent values left out."""
    return {key: _plain(value) for key, value in detail.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return rfc3339(value)
    return str(value) if isinstance(value, UUID) else value


def rfc3339(moment: datetime) -> str:
    """UTC with microseconds and a Z."""
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")
