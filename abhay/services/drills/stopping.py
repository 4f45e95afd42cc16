"""Stops a drill by hand: from then on it ends as with its window, its cases stood down and its scorecard frozen."""

import logging

from abhay.adapters.store.cases.drills import ending
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.services.drills import running
from abhay.services.drills.keeping import end_now
from abhay.services.runtime import Runtime
from models.actors import Actor
from models.drills.views import ScoredDrill

_LOG = logging.getLogger(__name__)


async def stop_drill(runtime: Runtime, drill_id: int, actor: Actor, reason: str) -> ScoredDrill:
    """Stops a drill and shows it. Raises `WrongRole`, `UnknownDrill`, and `DrillOver` for one that ends already.

    Once it is written down the drill ends whatever happens: what cannot be done here and now, the keeper does.
    """
    await ending.stop(runtime.database, drill_id, actor, reason)
    try:
        await end_now(runtime, drill_id)
    except UNREACHABLE as error:
        _LOG.warning("drill %d was stopped, and is ended in a moment: %s", drill_id, type(error).__name__)
    return await running.drill(runtime, drill_id, actor)
