"""Reads the cases of a period for a report: times, units and levels, nothing sealed and nothing that names anybody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, exists, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, freeze, now
from abhay.adapters.store.db.statements import execute
from abhay.adapters.store.directory.names import Names, read_names
from abhay.adapters.store.directory.policies import current_version, read_document
from abhay.domain.reports.cases import TELLING, Happened, ReportedCase, stays_of
from abhay.errors import TooManyCases
from models.enums import MilestoneKind, TimelineEvent
from models.policy import PolicyDocument
from models.tables import Alert, AlertUnit, Milestone, TimelineEntry

MOST_CASES = 20_000
"""Cases of one report: a year of the State at fifty a day, read and counted within some seconds."""


@dataclass(frozen=True)
class CasesOfPeriod:
    """The cases that came in within a period, at a moment of the database, and what their ids mean.

    `merged` counts those that went on as another case: that one is counted, they are not.
    """

    at: datetime
    cases: tuple[ReportedCase, ...]
    merged: int
    names: Names
    document: PolicyDocument


async def read_cases(database: Database, since: datetime, until: datetime, unit: str | None = None) -> CasesOfPeriod:
    """Returns the cases of a period, `until` excluded; with a unit, those that it has. Raises `TooManyCases`."""
    period = and_(col(Alert.received_at) >= since, col(Alert.received_at) < until)
    if unit is not None:
        own = aliased(AlertUnit)  # the statements name the table themselves
        has = select(own.unit_id).where(own.alert_id == Alert.id, own.unit_id == unit, col(own.stood_down_at).is_(None))
        period = and_(period, exists(has.correlate(Alert)))
    counted = and_(period, col(Alert.merged_into).is_(None))
    async with database.transaction() as session:
        await freeze(session)
        at = await now(session)
        alerts = await _alerts(session, counted)
        merged = select(func.count()).select_from(Alert).where(period, col(Alert.merged_into).is_not(None))
        return CasesOfPeriod(
            at=at,
            cases=_cases(alerts, await _units(session, counted), await _events(session, counted)),
            merged=(await session.exec(merged)).one(),
            names=await read_names(database, session),
            document=await read_document(session, await current_version(session)),
        )


async def _alerts(session: AsyncSession, counted: ColumnElement[bool]) -> Sequence[Any]:
    reached = and_(col(Milestone.alert_id) == Alert.id, col(Milestone.kind) == MilestoneKind.REACHED)
    query = (
        select(Alert.id, Alert.drill)
        .add_columns(
            col(Alert.is_test), col(Alert.severity), col(Alert.received_at), col(Alert.acknowledged_at),
            col(Alert.closed_at), col(Alert.outcome), col(Alert.exhausted_at), col(Milestone.done_at),
        )
        .outerjoin(Milestone, reached)
        .where(counted)
        .order_by(col(Alert.received_at))
        .limit(MOST_CASES + 1)
    )  # fmt: skip
    rows = await execute(session, query)
    if len(rows) > MOST_CASES:
        raise TooManyCases
    return rows


async def _units(session: AsyncSession, counted: ColumnElement[bool]) -> defaultdict[UUID, list[str]]:
    query = select(AlertUnit.alert_id, AlertUnit.unit_id).join(Alert, col(Alert.id) == AlertUnit.alert_id)
    has = query.where(counted, col(AlertUnit.stood_down_at).is_(None)).order_by(col(AlertUnit.position))
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for alert_id, unit in (await session.exec(has)).all():
        found[alert_id].append(unit)
    return found


async def _events(session: AsyncSession, counted: ColumnElement[bool]) -> defaultdict[UUID, list[Happened]]:
    late = col(TimelineEntry.detail)["late"].astext == "true"  # type: ignore[index]
    telling = and_(
        col(TimelineEntry.event).in_(TELLING),
        or_(col(TimelineEntry.event) != TimelineEvent.ACKNOWLEDGED, not_(func.coalesce(late, False))),
    )
    query = (
        select(TimelineEntry.alert_id, TimelineEntry.event)
        .add_columns(col(TimelineEntry.at), col(TimelineEntry.rung), col(TimelineEntry.detail))
        .join(Alert, col(Alert.id) == TimelineEntry.alert_id)
        .where(counted, telling)
        .order_by(col(TimelineEntry.id))
    )
    found: defaultdict[UUID, list[Happened]] = defaultdict(list)
    for row in await execute(session, query):
        found[row.alert_id].append(Happened(TimelineEvent(row.event), row.at, row.rung, row.detail.get("round", 1)))
    return found


def _cases(
    alerts: Sequence[Any], units: defaultdict[UUID, list[str]], events: defaultdict[UUID, list[Happened]]
) -> tuple[ReportedCase, ...]:
    return tuple(
        ReportedCase(
            apart=row.drill or row.is_test,
            severity=row.severity,
            received_at=row.received_at,
            acknowledged_at=row.acknowledged_at,
            closed_at=row.closed_at,
            outcome=row.outcome,
            reached_at=row.done_at,
            exhausted=row.exhausted_at is not None,
            units=tuple(units[row.id]),
            stays=stays_of(events[row.id]),
        )
        for row in alerts
    )
