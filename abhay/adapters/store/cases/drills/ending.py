"""Ends drills: why is written first, then each case is stood down and told, at last the scorecard is frozen.

Whoever dies in between leaves a drill that says why it ends: the next look goes on with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import col, select

from abhay.adapters.store.cases.answers import end_case
from abhay.adapters.store.cases.drills.beginning import real_unanswered
from abhay.adapters.store.cases.locked import locked
from abhay.adapters.store.db.database import Database, now, wake
from abhay.adapters.store.log.timeline import audit, note
from abhay.domain.permissions import require
from abhay.errors import DrillOver, UnknownDrill
from models import timeline
from models.actors import WITHIN, Act, Actor, system
from models.drills.rows import Drill, DrillUnit
from models.drills.words import DrillEnd
from models.enums import MessageKind, Outcome, Status
from models.tables import Alert

KEEPER: Final = system("drills")

OUTCOME: Final = Outcome.FALSE_ALARM
"""How a drill's case ends by itself: nobody was in danger, and the mark of a drill says the rest."""


_UNHEARD: Final = and_(col(Alert.exhausted_at).is_not(None), col(Alert.acknowledged_at).is_(None))


@dataclass(frozen=True)
class OpenDrill:
    """A drill that has not ended; of its open cases, `exhausted` are those that nobody answered on any rung."""

    id: int
    ends_at: datetime
    ending: DrillEnd | None
    cases: tuple[UUID, ...]
    exhausted: tuple[UUID, ...]


@dataclass(frozen=True)
class Standing:
    """How drills stand at a moment: those that are open, how many real cases wait, and cases that nobody keeps.

    `strays` belong to no drill, or to one that has ended: somebody took an outcome back, or split a case.
    """

    at: datetime
    real: int
    drills: tuple[OpenDrill, ...]
    strays: tuple[UUID, ...]


async def read_open(database: Database) -> Standing:
    """Returns how drills stand now; where there is none it costs two looks at small indexes."""
    async with database.transaction() as session:
        drills = (await session.exec(select(Drill).where(col(Drill.ended_at).is_(None)).order_by(col(Drill.id)))).all()
        open_ = (col(Alert.top_rung).is_not(None), col(Alert.status) != Status.CLOSED)
        query = select(Alert.id, _UNHEARD, DrillUnit.drill_id).outerjoin(DrillUnit, col(DrillUnit.alert_id) == Alert.id)
        cases = (await session.exec(query.where(*open_).order_by(col(Alert.id)))).all()
        real = await real_unanswered(session) if drills else 0
        at = await now(session)
    known = {each.id for each in drills}
    strays = tuple(case[0] for case in cases if case[2] not in known)
    return Standing(at, real, tuple(_open(each, cases) for each in drills), strays)


def _open(drill: Drill, cases: Sequence[Any]) -> OpenDrill:
    own = [case for case in cases if case[2] == drill.id]
    exhausted = tuple(case[0] for case in own if case[1])
    return OpenDrill(drill.id or 0, drill.ends_at, drill.ending, tuple(case[0] for case in own), exhausted)


async def decide_end(database: Database, drill_id: int, why: DrillEnd) -> None:
    """Writes why a drill ends, unless that is decided already."""
    async with database.transaction() as session:
        drill = await session.get_one(Drill, drill_id, with_for_update=True)
        if drill.ending is None:
            drill.ending = why
            session.add(drill)
            audit(session, await now(session), KEEPER, "drill.end", drill=drill_id, why=why)


async def stop(database: Database, drill_id: int, actor: Actor, reason: str) -> None:
    """Decides that a drill ends now, for a reason that is sealed. Raises `WrongRole`, `UnknownDrill`, `DrillOver`."""
    require(actor, Act.STOP_DRILL)
    async with database.transaction() as session:
        drill = await session.get(Drill, drill_id, with_for_update=True)
        if drill is None:
            raise UnknownDrill
        if drill.ending is not None:
            raise DrillOver
        drill.ending = DrillEnd.STOPPED
        session.add(drill)
        audit(session, await now(session), actor, Act.STOP_DRILL, typed=reason, drill=drill_id)


async def stand_down(database: Database, alert_id: UUID) -> bool:
    """Ends a drill's case, and tells everybody who was paged for it; returns False if it is none, or ended."""
    async with database.transaction() as session:
        case = await locked(session, alert_id)
        if case.alert.top_rung is None or case.alert.status == Status.CLOSED:
            return False
        await end_case(case, OUTCOME, KEEPER)
        await case.tell(MessageKind.CLOSED, await case.paged())
        note(session, case.alert, timeline.Closed(via=WITHIN, outcome=OUTCOME), case.at, KEEPER)
        audit(session, case.at, KEEPER, Act.CLOSE, alert_id, outcome=OUTCOME)
        await case.reschedule()
        await wake(session, alert_id)
        return True


async def freeze(database: Database, drill_id: int, scorecard: dict[str, Any]) -> bool:
    """Freezes the scorecard of a drill whose cases have all ended. Returns False if it is frozen already."""
    async with database.transaction() as session:
        drill = await session.get_one(Drill, drill_id, with_for_update=True)
        if drill.ended_at is not None:
            return False
        drill.ended_at, drill.scorecard = await now(session), scorecard
        session.add(drill)
        audit(session, drill.ended_at, KEEPER, "drill.ended", drill=drill_id, why=drill.ending)
        return True
