"""What was tried before a message: of each earlier rung since when, how many messages, and how many of them calls."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ARRAY, ColumnElement, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from abhay.domain.messages.kinds import kinds_where
from abhay.domain.messages.replies import VOICE
from models.enums import MessageKind
from models.tables import AlertEvent, Notification

_JSONS: ARRAY[Any] = ARRAY(JSONB)
_PAGED = kinds_where(lambda meaning: meaning.paged)


class Tried(NamedTuple):
    """What was tried at one rung: since when, how many messages in all, and how many of them were calls."""

    rung: str
    since: datetime
    messages: int
    calls: int


def tried_before() -> ColumnElement[Any]:
    """Returns what `read_tried` reads: the other rungs paged before a `Notification`, the first one first."""
    earlier = aliased(Notification)
    is_page, is_call = col(earlier.kind) == MessageKind.PAGE, col(earlier.channel) == VOICE
    first = func.min(earlier.queued_at).filter(is_page)
    found = (
        select(func.jsonb_build_array(earlier.rung, first, func.count(), func.count().filter(is_call)))
        .where(
            earlier.alert_id == Notification.alert_id,
            col(earlier.kind).in_(_PAGED),
            earlier.rung != Notification.rung,
            earlier.queued_at < Notification.queued_at,
        )
        .group_by(col(earlier.rung))
        .having(func.count().filter(is_page) > 0)
        .order_by(first)
    )
    return func.array(found.scalar_subquery(), type_=_JSONS)


def read_tried(rows: Sequence[tuple[str, str, int, int]]) -> tuple[Tried, ...]:
    """Returns the rows of `tried_before` as values; times are aware."""
    return tuple(Tried(rung, datetime.fromisoformat(since), messages, calls) for rung, since, messages, calls in rows)


def about_a_minor() -> ColumnElement[bool]:
    """Returns whether a message of the case of a `Notification` says that the person is under 18."""
    return select(AlertEvent.id).where(AlertEvent.alert_id == Notification.alert_id, col(AlertEvent.minor)).exists()
