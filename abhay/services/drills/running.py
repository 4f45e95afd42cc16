"""Orders a drill, and shows drills with their scorecards."""

import hashlib
import json
from datetime import timedelta
from uuid import uuid4

from abhay.adapters.store.cases.drills import beginning
from abhay.adapters.store.cases.drills.reading import read_drills, read_ended, read_facts
from abhay.adapters.store.directory.readiness import read_reachability
from abhay.domain.drills.history import MOST, History, history_of
from abhay.domain.drills.order import DrillOrder
from abhay.domain.drills.scoring import score
from abhay.domain.permissions import require
from abhay.domain.rosters.readiness import readiness_of
from abhay.services.admin.readiness import facts_of
from abhay.services.runtime import Runtime
from abhay.wording.screens.drills import INVENTED
from models.actors import Act, Actor
from models.drills.views import DrillList, GapView, Scorecard, ScoredDrill
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload, PostContent, Subject

SOURCE = "drill"
"""The source of a drill's cases: no partner has this name."""


async def run_drill(runtime: Runtime, order: DrillOrder, actor: Actor) -> ScoredDrill:
    """Begins a drill. Raises `WrongRole`, `UnknownUnit`, `BadInput`, and `DrillNotNow` with the reason."""
    limits = runtime.settings.drills

    def invented(unit: str) -> AlertPayload:
        return _payload(unit, order)

    drill_id = await beginning.begin(
        runtime.database, order, invented, actor, most_open=limits.most_open, real_mark=limits.real_load
    )
    return await _shown(runtime, drill_id)


def _payload(unit: str, order: DrillOrder) -> AlertPayload:
    """Returns an alert about nobody: it says in both languages that it is a drill, and names no place and no person."""
    raw = json.dumps({"drill": True, "unit": unit, "severity": order.severity, "number": str(uuid4())}).encode()
    return AlertPayload(
        source=SOURCE,
        channel=IntakeChannel.PHONE,
        trust=Trust.VERIFIED,
        event_key=hashlib.sha256(raw).hexdigest(),
        raw=raw,
        media_type="application/json",
        severity=order.severity,
        drill=True,
        content=PostContent(text=INVENTED.both),
        subject=Subject(),
    )


async def drills(runtime: Runtime, actor: Actor) -> DrillList:
    """Returns the newest drills. Raises `WrongRole`."""
    require(actor, Act.READ_DRILLS)
    return DrillList(drills=tuple(view for _, view in await read_drills(runtime.database)))


async def drill(runtime: Runtime, drill_id: int, actor: Actor) -> ScoredDrill:
    """Returns a drill with its scorecard: as it was frozen, before that as it stands now. Raises `UnknownDrill`."""
    require(actor, Act.READ_DRILLS)
    return await _shown(runtime, drill_id)


async def history(runtime: Runtime, unit: str, actor: Actor) -> History:
    """Returns how a unit did in its last drills. Raises `WrongRole`."""
    require(actor, Act.READ_DRILLS)
    return history_of(unit, await read_ended(runtime.database, unit, MOST))


async def _shown(runtime: Runtime, drill_id: int) -> ScoredDrill:
    ((row, view),) = await read_drills(runtime.database, drill_id)
    card = Scorecard.model_validate(row.scorecard) if row.scorecard else await scorecard(runtime, drill_id)
    return ScoredDrill(**view.model_dump(), scorecard=card)


async def scorecard(runtime: Runtime, drill_id: int) -> Scorecard:
    """Returns the scorecard of a drill as it stands now."""
    at, facts = await read_facts(runtime.database, drill_id)
    return score(facts, await _gaps(runtime, {each.unit for each in facts}), at)


async def _gaps(runtime: Runtime, units: set[str]) -> dict[str, list[GapView]]:
    """Returns what the posts of these units lack: the list to put right."""
    found = await read_reachability(runtime.database)
    within = timedelta(days=runtime.settings.readiness.test_days)
    known = [unit for unit in units if unit in found.posts]
    ready = [readiness_of(unit, facts_of(found, unit), found.at, within=within) for unit in known]
    return {
        each.unit: [GapView(post=one.post, lack=one.lack, count=one.count) for one in each.shortcomings]
        for each in ready
    }
