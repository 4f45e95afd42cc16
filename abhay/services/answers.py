"""A post answers, through the API, the terminal or its link: stored first, then everybody concerned hears of it."""

from uuid import UUID

from abhay.services.afterwards import Afterwards
from abhay.services.nudging import nudge
from abhay.services.runtime import Runtime
from abhay.store import answers, rerouting
from abhay.store.answers import Answer, Taken
from abhay.store.rerouting import Correction
from models.enums import MilestoneKind, Outcome


async def acknowledge(runtime: Runtime, later: Afterwards, alert_id: UUID, answer: Answer) -> Taken:
    """Take the case, or learn who has it."""
    taken = await answers.acknowledge(runtime.database, alert_id, answer)
    later.do(nudge(runtime, alert_id), "waking a case that was acknowledged")
    return taken


async def reach_milestone(
    runtime: Runtime, later: Afterwards, alert_id: UUID, kind: MilestoneKind, answer: Answer
) -> None:
    """Note that a milestone is reached."""
    await answers.reach_milestone(runtime.database, alert_id, kind, answer)
    later.do(nudge(runtime, alert_id), "waking a case with a new milestone")


async def close(runtime: Runtime, later: Afterwards, alert_id: UUID, outcome: Outcome, answer: Answer) -> bool:
    """End the case; False if it had ended before."""
    ended = await answers.close(runtime.database, alert_id, outcome, answer)
    later.do(nudge(runtime, alert_id), "waking a case that was closed")
    return ended


async def route_to(runtime: Runtime, later: Afterwards, alert_id: UUID, unit: str, correction: Correction) -> bool:
    """Give the case to a unit; False if it is theirs already."""
    changed = await rerouting.route_to(runtime.database, alert_id, unit, correction)
    later.do(nudge(runtime, alert_id), "waking a case that was routed")
    return changed


async def not_ours(
    runtime: Runtime, later: Afterwards, alert_id: UUID, unit: str, suggest: str | None, correction: Correction
) -> bool:
    """Note that a case is not this unit's; False if it has not got it."""
    changed = await rerouting.not_ours(runtime.database, alert_id, unit, suggest, correction)
    later.do(nudge(runtime, alert_id), "waking a case that a unit gave back")
    return changed
