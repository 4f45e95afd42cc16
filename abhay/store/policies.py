"""Policy versions: saved whole, never changed, read from memory once seen."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.policy.document import effective
from abhay.policy.escalation import Rules
from abhay.store.database import Database, now, wake
from abhay.store.recipients import units_of
from abhay.store.timeline import audit
from models.enums import Severity, Status, Trust
from models.policy import PolicyDocument
from models.tables import Alert, PolicyVersion

HELD = (Trust.FAILED.value, Trust.NONE.value)
"""Senders that were not believed: such a case stays at the desk until an operator routes it."""

_documents: dict[tuple[str, int], PolicyDocument] = {}


async def current_version(session: AsyncSession) -> int:
    """The newest version's number."""
    return (await session.exec(select(func.max(PolicyVersion.version)))).one() or 0


async def read_document(session: AsyncSession, version: int) -> PolicyDocument:
    """A version's policy; parsed once per process, since a version never changes."""
    key = (str(session.get_bind().engine.url), version)
    if key not in _documents:
        row = await session.get_one(PolicyVersion, version)
        _documents[key] = PolicyDocument.model_validate(row.body)
    return _documents[key]


async def rules_of(session: AsyncSession, alert: Alert, unit: str | None) -> Rules:
    """The rules that a case runs under: its frozen version, its severity, its unit's overrides."""
    document = await read_document(session, alert.policy_version)
    return Rules(effective(document, Severity(alert.severity), unit), document.rung)


async def read_current(database: Database) -> tuple[int, PolicyDocument]:
    """The newest version and its policy."""
    async with database.transaction() as session:
        version = await current_version(session)
        return version, await read_document(session, version)


async def save(database: Database, document: PolicyDocument, *, by: str, role: str, apply_to_open: bool = False) -> int:
    """Save a policy as a new version and answer its number; open cases keep theirs unless told otherwise."""
    async with database.transaction() as session:
        at = await now(session)
        row = PolicyVersion(body=document.model_dump(mode="json"), created_at=at, created_by=by)
        session.add(row)
        await session.flush()
        version = row.version or 0
        moved = await _apply_to_open(session, version) if apply_to_open else 0
        audit(session, at, by, role, "policy.set", version=version, applied_to_open_cases=moved)
        return version


async def _apply_to_open(session: AsyncSession, version: int) -> int:
    # In the order in which whoever locks several cases does: nobody waits in a ring.
    query = select(Alert).where(Alert.status != Status.CLOSED.value).order_by(col(Alert.id)).with_for_update()
    alerts = (await session.exec(query)).all()
    at = await now(session)
    for alert in alerts:
        alert.policy_version = version
        alert.version += 1
        units = await units_of(session, alert.id)
        paged_by_the_minute = alert.exhausted_at is not None or (alert.trust in HELD and not units)
        if alert.status == Status.AWAITING.value and alert.rung_entered_at and alert.rung and not paged_by_the_minute:
            rules = await rules_of(session, alert, next(iter(units), None))
            alert.due_at = alert.rung_entered_at + timedelta(seconds=rules.clock(alert.rung)[0])
        alert.next_at = at
        await wake(session, alert.id)
    return len(alerts)


async def versions(database: Database) -> list[dict[str, Any]]:
    """Every version, newest first: number, when and by whom."""
    async with database.transaction() as session:
        rows = (await session.exec(select(PolicyVersion).order_by(col(PolicyVersion.version).desc()))).all()
    return [{"version": r.version, "created_at": r.created_at, "created_by": r.created_by} for r in rows]
