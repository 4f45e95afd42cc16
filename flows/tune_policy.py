"""A form in Prefect's UI: changes one rung's waiting time or reminder."""

from prefect import flow
from prefect.client.schemas.objects import State

from abhay.domain.policy.tuning import Tuning
from tasks.fields import ApplyToOpen, Danger, Remind, Rung, Unit, Version, Wait
from tasks.forms import carried_out
from tasks.tune import tune


@flow(name="tune-policy", log_prints=False, persist_result=False)
async def tune_policy(
    severity: Danger,
    rung: Rung,
    wait: Wait = 0,
    remind: Remind = 0,
    unit: Unit = "",
    *,
    apply_to_open: ApplyToOpen = False,
    version: Version = 0,
) -> State[None]:
    """Saves the policy with one clock changed, as a new version; the artifact shows the values before and after.

    Args:
        severity: The severity whose clock to change.
        rung: The rung's name in the policy, such as district, or desk for cases without a place.
        wait: Seconds without an acknowledgement until the next rung is paged, 5 or more. 0: no change. What
            is in force stands at /policy, and in the output of abhay policy show.
        remind: Seconds between reminders, at most the wait. 0: no change.
        unit: A police unit's id, such as kota-city, to change the clock for that unit only. Empty: for all.
        apply_to_open: Whether open alerts get the new policy too, instead of the one they arrived under. It
            is audited.
        version: The version that you looked at, such as at /policy. If another one is in force by now, nothing
            changes and the run names who changed what. 0: the version in force when the run begins.
    """
    tuning = Tuning(severity, rung, wait=wait or None, remind=remind or None, unit=unit or None)
    return await carried_out(tune(tuning, seen=version or None, apply_to_open=apply_to_open))
