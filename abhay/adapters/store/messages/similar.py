"""Cases that may be about one person: they share an account, a number, an address or a user name, and are two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import TEXTS, Database
from abhay.adapters.store.db.statements import execute
from models.enums import Reason, Severity, Status
from models.tables import Alert, Identity, Notification

_MOST_NAMED = 3
"""Refs in a notice to the desk; the page and the API name more."""

_MOST_SHOWN = 20
_MOST_KNOWN = 5


@dataclass(frozen=True)
class Similar:
    """Another case, its status, and the kinds of what it shares: `account`, `phone`, `email`, `handle`, `event`."""

    ref: str
    status: Status
    shared: tuple[str, ...]


async def similar_to(session: AsyncSession, alert: Alert) -> Sequence[Similar]:
    """Returns the cases that may be about the same person as this one, open ones first, then the newest.

    A case that was split from this one, or this one from it, is about somebody else: a person said so.
    """
    mine, theirs, other = aliased(Identity), aliased(Identity), aliased(Alert)
    query: Any = (
        select(other.ref, other.status)
        .add_columns(func.array_agg(func.distinct(theirs.kind)))
        .join(theirs, col(theirs.alert_id) == other.id)
        .join(mine, col(mine.digest) == theirs.digest)
        .where(col(mine.alert_id) == alert.id, *_another(other, alert.id, alert.drill))
        .where(col(other.split_from).is_distinct_from(alert.ref), col(other.ref) != (alert.split_from or ""))
        .group_by(col(other.ref), col(other.status), col(other.received_at))
        .order_by(col(other.status) == Status.CLOSED, col(other.received_at).desc())
        .limit(_MOST_SHOWN)
    )
    rows = await execute(session, query)
    return [Similar(ref, status, tuple(sorted(shared))) for ref, status, shared in rows]


@dataclass(frozen=True)
class Known:
    """A case that shares something with a message that has not come in yet, and what it shares."""

    ref: str
    status: Status
    severity: Severity
    received_at: datetime
    shared: tuple[str, ...]


async def known_about(database: Database, identities: Sequence[tuple[str, str]]) -> Sequence[Known]:
    """Returns the cases that share an identity with these (kind, value) pairs, open ones first, then the newest."""
    digests = [digest for kind, value in identities for digest in database.vault.digests(kind, value)]
    if not digests:
        return ()
    query: Any = (
        select(Alert.ref, Alert.status, Alert.severity, Alert.received_at)
        .add_columns(func.array_agg(func.distinct(Identity.kind)))
        .join(Identity, col(Identity.alert_id) == Alert.id)
        .where(col(Identity.digest).in_(digests), col(Alert.drill).is_(False), col(Alert.merged_into).is_(None))
        .group_by(col(Alert.ref), col(Alert.status), col(Alert.severity), col(Alert.received_at))
        .order_by(col(Alert.status) == Status.CLOSED, col(Alert.received_at).desc())
        .limit(_MOST_KNOWN)
    )
    async with database.transaction() as session:
        rows = await execute(session, query)
    return [Known(ref, status, severity, at, tuple(sorted(shared))) for ref, status, severity, at, shared in rows]


def named_in_notice() -> ColumnElement[Any]:
    """Returns the refs of open cases that a notice to the desk is about: those that may be about the same person."""
    mine, theirs, other = aliased(Identity), aliased(Identity), aliased(Alert)
    return func.array(
        select(other.ref)
        .join(theirs, col(theirs.alert_id) == other.id)
        .join(mine, col(mine.digest) == theirs.digest)
        .where(
            col(Notification.reason) == Reason.MAYBE_SAME,
            col(mine.alert_id) == Alert.id,
            col(other.status) != Status.CLOSED,
            *_another(other, col(Alert.id), col(Alert.drill)),
        )
        .group_by(col(other.ref))
        .order_by(func.min(other.received_at))
        .limit(_MOST_NAMED)
        .correlate(Notification, Alert)
        .scalar_subquery(),
        type_=TEXTS,
    )


def _another(other: Any, id_: UUID | Any, drill: bool | Any) -> tuple[ColumnElement[bool], ...]:  # noqa: FBT001  a column or its value
    return (col(other.id) != id_, col(other.drill) == drill, col(other.merged_into).is_(None))
