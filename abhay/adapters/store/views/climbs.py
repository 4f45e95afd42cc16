"""Reads how past cases climbed, for a replay under another policy: ref, unit, rungs and times, no person."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.log.timeline import audit
from abhay.domain.intake.trust import is_believed
from abhay.domain.permissions import require
from abhay.domain.policy.replay import Paged, Past
from abhay.errors import BadInput
from models import timeline
from models.actors import Act, Actor
from models.enums import TimelineEvent
from models.policy import DESK
from models.tables import Acknowledgement, Alert, AlertUnit, TimelineEntry

_TOLD = (TimelineEvent.ROUTED, TimelineEvent.REROUTED, TimelineEvent.RUNG_ENTERED, TimelineEvent.EXHAUSTED)


@dataclass(frozen=True)
class PastCase:
    """A past case and who was paged in it; `is_open`: nobody has acknowledged it yet."""

    ref: str
    past: Past
    was: tuple[Paged, ...]
    is_open: bool


@dataclass(frozen=True)
class Climbs:
    """The newest cases from `since` until before `until`, oldest first; `left_out` older ones were too many."""

    since: datetime
    until: datetime
    cases: tuple[PastCase, ...]
    left_out: int


async def read_climbs(
    database: Database, actor: Actor, *, since: datetime | None, until: datetime | None, span: timedelta, most: int
) -> Climbs:
    """Returns real cases that were paged: no drills, no tests, none that went into another.

    Without `until` those up to now, without `since` those of the `span` before. That they were read is written to
    the audit log. Raises `WrongRole`, and `BadInput` for a time that ends before it begins.
    """
    require(actor, Act.PREVIEW_POLICY)
    async with database.transaction() as session:
        at = await now(session)
        end = until or at
        begin = since or end - span
        if begin >= end:
            raise BadInput("`since` is not before `until`: give a time that begins before it ends.")
        alerts, total = await _newest(session, begin, end, most)
        ids = [each.id for each in alerts]
        entries, units, rungs = await _entries(session, ids), await _units(session, ids), await _rungs(session, ids)
        found = [_case(each, entries[each.id], units.get(each.id), rungs.get(each.id), at) for each in reversed(alerts)]
        audit(session, at, actor, Act.PREVIEW_POLICY, since=begin, until=end, cases=len(alerts))
    return Climbs(begin, end, tuple(each for each in found if each is not None), total - len(alerts))


async def _newest(session: AsyncSession, since: datetime, until: datetime, most: int) -> tuple[Sequence[Alert], int]:
    """Returns the newest cases of a time, newest first, and how many there are in all."""
    real = (
        Alert.received_at >= since,
        Alert.received_at < until,
        col(Alert.drill).is_(False),
        col(Alert.is_test).is_(False),
        col(Alert.merged_into).is_(None),
        col(Alert.rung).is_not(None),
    )
    total = (await session.exec(select(func.count()).select_from(Alert).where(*real))).one()
    query = select(Alert).where(*real).order_by(col(Alert.received_at).desc()).limit(most)
    return (await session.exec(query)).all(), total


async def _entries(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, list[TimelineEntry]]:
    query = select(TimelineEntry).where(col(TimelineEntry.alert_id).in_(ids), col(TimelineEntry.event).in_(_TOLD))
    found: dict[UUID, list[TimelineEntry]] = defaultdict(list)
    for entry in (await session.exec(query.order_by(col(TimelineEntry.id)))).all():
        found[entry.alert_id].append(entry)
    return found


async def _units(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Returns the unit of each case whose policy holds: the first that has it."""
    query = select(AlertUnit).where(col(AlertUnit.alert_id).in_(ids), col(AlertUnit.stood_down_at).is_(None))
    found: dict[UUID, str] = {}
    for row in (await session.exec(query.order_by(col(AlertUnit.position)))).all():
        found.setdefault(row.alert_id, row.unit_id)
    return found


async def _rungs(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Returns the rung that answered first, of each case that a paged post acknowledged."""
    query = select(Acknowledgement).where(col(Acknowledgement.alert_id).in_(ids), col(Acknowledgement.first))
    return {row.alert_id: row.rung for row in (await session.exec(query)).all() if row.rung is not None}


def _case(
    alert: Alert, entries: Sequence[TimelineEntry], unit: str | None, answered_rung: str | None, at: datetime
) -> PastCase | None:
    """Returns the case; None if the timeline does not say when it was paged first."""
    was = tuple(page for entry in entries if (page := _page(entry)) is not None)
    if not was:
        return None
    answered_at = alert.acknowledged_at or alert.closed_at
    past = Past(
        severity=alert.severity,
        began_at=was[0].at,
        ended_at=answered_at or at,
        unit=unit,
        unit_at=next((entry.at for entry in entries if unit and _names_unit(entry)), None),
        held=not is_believed(alert.trust),
        answered_rung=answered_rung if alert.acknowledged_at else None,
    )
    return PastCase(alert.ref, past, tuple(each for each in was if each.at < past.ended_at), answered_at is None)


def _page(entry: TimelineEntry) -> Paged | None:
    match entry.facts:
        case timeline.RungEntered(round=number):
            return Paged(entry.rung or DESK, number, entry.at)
        case timeline.Exhausted():
            return Paged(DESK, 1, entry.at)
        case _:
            return None


def _names_unit(entry: TimelineEntry) -> bool:
    match entry.facts:
        case timeline.Routed(units=units) | timeline.Rerouted(to=units):
            return bool(units)
        case _:
            return False
