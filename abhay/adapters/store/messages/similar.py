"""Cases that may be about one person: they share an account, a number, an address or a user name, and are two."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import TEXTS
from abhay.adapters.store.db.statements import execute
from models.enums import Reason, Status
from models.tables import Alert, Identity, Notification

_MOST_NAMED = 3
"""Refs in a notice to the desk; the page and the API name more."""

_MOST_SHOWN = 20


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
