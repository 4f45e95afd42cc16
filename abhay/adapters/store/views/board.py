"""Reads what a board shows of the open cases: whether anything changed, what did, and those rows.

A case's stamp is PostgreSQL's number of the transaction that wrote its row last (`xmin`): every change of the row gives
it another one, in whichever process it was made, and reading takes no lock and costs no writer anything.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, any_, bindparam, literal_column
from sqlalchemy.orm import defer
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.cases.locked import facts_from
from abhay.adapters.store.db.database import UUIDS, Database, freeze
from abhay.adapters.store.db.statements import execute
from abhay.adapters.store.directory.names import Names, read_names
from abhay.adapters.store.directory.policies import document_of
from abhay.domain.cases.urgency import StepClock
from abhay.domain.permissions import CaseFacts
from models.enums import Status
from models.policy import PolicyDocument
from models.tables import Acknowledgement, Alert, AlertUnit, Milestone

_OPEN = col(Alert.status) != Status.CLOSED
_STAMP = literal_column("(alert.xmin::text)::bigint", BigInteger).label("stamp")
_MARK = literal_column("sum(hashtext(alert.id::text || ':' || alert.xmin::text)::bigint)", BigInteger)
_NOT_SHOWN = (defer(col(Alert.route)), defer(col(Alert.route_why)), defer(col(Alert.sealed_route)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Look:
    """A look at all open cases: the database's time, and a mark that differs once any of them changed."""

    at: datetime
    mark: tuple[int, int]


@dataclass(frozen=True)
class OpenCase:
    """An open case as the board needs it: its row, who has it, and its clocks.

    `units` have it now; `taken` is the answer that stopped the climb, None before.
    """

    alert: Alert
    stamp: int
    facts: CaseFacts
    units: tuple[str, ...]
    taken: Acknowledgement | None
    steps: tuple[StepClock, ...]
    document: PolicyDocument


@dataclass(frozen=True)
class OpenCases:
    """Open cases that were read together, and the names of posts, units and districts."""

    cases: tuple[OpenCase, ...]
    names: Names


async def look(database: Database) -> Look:
    """Returns whether anything changed, as a mark to compare with the last one."""
    at = func.abhay_now(type_=DateTime(timezone=True))
    query = select(at, func.count(), func.coalesce(_MARK, 0)).select_from(Alert).where(_OPEN)
    async with database.transaction() as session:
        ((now, count, mark),) = await execute(session, query)
        return Look(now, (count, int(mark)))


async def stamps(database: Database) -> Mapping[UUID, int]:
    """Returns the stamp of every open case."""
    async with database.transaction() as session:
        return {row.id: row.stamp for row in await execute(session, select(Alert.id, _STAMP).where(_OPEN))}


async def read(database: Database, ids: Collection[UUID]) -> OpenCases:
    """Returns those of these cases that are open, as they stood at one moment."""
    wanted = bindparam("ids", list(ids), type_=UUIDS)
    async with database.transaction() as session:
        await freeze(session)
        query = select(Alert, _STAMP).where(col(Alert.id) == any_(wanted), _OPEN).options(*_NOT_SHOWN)
        rows = await execute(session, query)
        units, taken, steps = await _units(session, ids), await _answers(session, ids), await _steps(session, ids)
        documents = {row.Alert.id: await document_of(session, row.Alert) for row in rows}
        names = await read_names(database, session, {unit.unit_id for known in units.values() for unit in known})
    return OpenCases(tuple(_case(row.Alert, row.stamp, units, taken, steps, documents) for row in rows), names)


def _case(
    alert: Alert,
    stamp: int,
    units: Mapping[UUID, Sequence[AlertUnit]],
    taken: Mapping[UUID, Acknowledgement],
    steps: Mapping[UUID, Sequence[StepClock]],
    documents: Mapping[UUID, PolicyDocument],
) -> OpenCase:
    given, answer = units.get(alert.id, ()), taken.get(alert.id)
    return OpenCase(
        alert=alert,
        stamp=stamp,
        facts=facts_from(alert.status, answer, given),
        units=tuple(unit.unit_id for unit in given if unit.stood_down_at is None),
        taken=answer,
        steps=tuple(steps.get(alert.id, ())),
        document=documents[alert.id],
    )


async def _units(session: AsyncSession, ids: Collection[UUID]) -> defaultdict[UUID, list[AlertUnit]]:
    wanted = bindparam("ids", list(ids), type_=UUIDS)
    query = select(AlertUnit).where(col(AlertUnit.alert_id) == any_(wanted)).order_by(col(AlertUnit.position))
    found: defaultdict[UUID, list[AlertUnit]] = defaultdict(list)
    for row in (await session.exec(query)).all():
        found[row.alert_id].append(row)
    return found


async def _answers(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, Acknowledgement]:
    wanted = bindparam("ids", list(ids), type_=UUIDS)
    first = select(Acknowledgement).where(col(Acknowledgement.alert_id) == any_(wanted), col(Acknowledgement.first))
    return {row.alert_id: row for row in (await session.exec(first)).all()}


async def _steps(session: AsyncSession, ids: Collection[UUID]) -> defaultdict[UUID, list[StepClock]]:
    wanted = bindparam("ids", list(ids), type_=UUIDS)
    found: defaultdict[UUID, list[StepClock]] = defaultdict(list)
    for row in (await session.exec(select(Milestone).where(col(Milestone.alert_id) == any_(wanted)))).all():
        found[row.alert_id].append(StepClock(row.kind, row.due_at, row.done_at is not None))
    return found
