"""A form in Prefect's UI: runs a drill in some police units."""

from prefect import flow
from prefect.client.schemas.objects import State

from models.drills.words import USUAL_WINDOW
from tasks.drills.begin import begin_drill
from tasks.fields import Announced, Danger, TopRung, Units, Why, Window
from tasks.forms import carried_out


@flow(name="run-drill", log_prints=False, persist_result=False)
async def run_drill(
    units: Units,
    severity: Danger,
    reason: Why,
    *,
    announced: Announced = True,
    window_minutes: Window = USUAL_WINDOW,
    top_rung: TopRung = "",
) -> State[None]:
    """Raises an invented case in each unit and pages its posts; every message says that it is a drill.

    Args:
        units: Ids of police units, such as kota-city; at most 10 drill cases are open at once in the State.
        severity: The severity whose waiting times are drilled.
        reason: Why the drill is run.
        announced: Whether the units know of it beforehand. It is written down with the drill.
        window_minutes: Minutes after which the drill ends by itself, 5 to 240.
        top_rung: The highest rung that may be paged, such as district. Empty: the highest one of the unit
            itself, never the State's.
    """
    choices = {
        "units": units,
        "severity": severity,
        "reason": reason,
        "announced": announced,
        "window_minutes": window_minutes,
        "top_rung": top_rung,
    }
    return await carried_out(begin_drill(choices))
