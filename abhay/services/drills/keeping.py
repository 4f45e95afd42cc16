"""Keeps drills within their bounds: each ends with its window, and at once where real cases need the people.

Watcher and worker both keep them, whichever lives: every act is one transaction that the second finds done.
"""

import asyncio
import logging
from typing import Final

from abhay.adapters.store.cases.drills.ending import OpenDrill, Standing, decide_end, freeze, read_open, stand_down
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.domain.drills.safety import why_end
from abhay.errors import AbhayError
from abhay.repeated import Repeated
from abhay.services.drills.running import scorecard
from abhay.services.runtime import Runtime
from models.drills.words import DrillEnd

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

EVERY: Final = 3.0
"""Seconds between two looks; so late at most a drill makes way for real cases."""


async def keep_drills(runtime: Runtime, *, every: float = EVERY) -> None:
    """Keeps drills until cancelled; what cannot be done now is done at the next look."""
    while True:
        try:
            await keep_once(runtime)
        except (AbhayError, *UNREACHABLE) as error:
            _REPEATED.warn("drills could not be kept; again in a moment", type(error).__name__)
        await asyncio.sleep(every)


async def keep_once(runtime: Runtime) -> None:
    """Looks once: ends what must end, and frees the desk of cases that nobody answered on any rung."""
    standing = await read_open(runtime.database)
    for stray in standing.strays:
        await stand_down(runtime.database, stray)
    for drill in standing.drills:
        await _keep(runtime, drill, standing)


async def _keep(runtime: Runtime, drill: OpenDrill, standing: Standing) -> None:
    why = drill.ending or why_end(
        drill.ends_at,
        standing.at,
        open_cases=len(drill.cases),
        real=standing.real,
        real_mark=runtime.settings.drills.real_load,
    )
    if why is None:
        for case in drill.exhausted:
            await stand_down(runtime.database, case)
        return
    await _end(runtime, drill, why)


async def end_now(runtime: Runtime, drill_id: int) -> None:
    """Ends a drill of which it is decided that it ends; whatever fails is done at the keeper's next look."""
    for drill in (await read_open(runtime.database)).drills:
        if drill.id == drill_id and drill.ending is not None:
            await _end(runtime, drill, drill.ending)


async def _end(runtime: Runtime, drill: OpenDrill, why: DrillEnd) -> None:
    await decide_end(runtime.database, drill.id, why)
    for case in drill.cases:
        await stand_down(runtime.database, case)
    card = await scorecard(runtime, drill.id)
    if await freeze(runtime.database, drill.id, card.model_dump(mode="json")):
        _LOG.info("drill %d has ended: %s", drill.id, why)
