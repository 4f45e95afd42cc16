"""A form in Prefect's UI: changes one rung's waiting time or reminder."""

from typing import Annotated

from prefect import flow
from pydantic import Field

from abhay.domain.policy.tuning import Tuning
from models.enums import Severity
from models.policy import Remind, Wait, Word
from tasks.tune import tune

UnitId = Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
Version = Annotated[int, Field(ge=1)]


@flow(name="tune-policy", log_prints=False, persist_result=False)
async def tune_policy(
    severity: Severity,
    rung: Word,
    wait: Wait | None = None,
    remind: Remind | None = None,
    unit: UnitId | None = None,
    *,
    apply_to_open: bool = False,
    version: Version | None = None,
) -> str:
    """Saves the policy with one clock changed, as a new version; the artifact shows the values before and after.

    Args:
        severity: The severity whose clock to change.
        rung: The rung's name in the policy, such as district, or desk for cases without a place.
        wait: Seconds without an acknowledgement until the next rung is paged. Empty: no change.
        remind: Seconds between reminders, at most the wait. Empty: no change.
        unit: A police unit's id, such as kota-city, to change the clock for that unit only. Empty: for all.
        apply_to_open: Whether open alerts get the new policy too, instead of the one they arrived under. It
            is audited.
        version: The version that you looked at. If another one is in force by now, nothing changes and the
            run names who changed what. Empty: the version in force when the run begins.
    """
    tuning = Tuning(severity, rung, wait=wait, remind=remind, unit=unit)
    return await tune(tuning, seen=version, apply_to_open=apply_to_open)
