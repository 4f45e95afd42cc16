"""A form in Prefect's UI: change one rung's waiting time or reminder."""

from typing import Annotated

from prefect import flow
from pydantic import Field

from models.enums import Severity
from tasks.tune import tune

Rung = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
UnitId = Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
WaitSeconds = Annotated[int, Field(ge=5, le=86400)]
RemindSeconds = Annotated[int, Field(ge=1, le=86400)]


@flow(name="tune-policy", log_prints=False, persist_result=False)
async def tune_policy(
    severity: Severity,
    rung: Rung,
    wait: WaitSeconds | None = None,
    remind: RemindSeconds | None = None,
    unit: UnitId | None = None,
    apply_to_open: bool = False,  # noqa: FBT001, FBT002  a check box
) -> str:
    """Save the policy with one clock changed, as a new version; the artifact shows before and after.

    Args:
        severity: Whose clock to change.
        rung: The rung's word in the policy: district, sp, dgp, or desk for cases without a place.
        wait: Seconds without an acknowledgement until the next rung is paged (5 to 86400). Empty: as it is.
        remind: Seconds between reminders, at most the wait. Empty: as it is.
        unit: A police unit's id, such as kota-city, to change it for that unit alone. Empty: for all.
        apply_to_open: Alerts keep the policy they arrived under unless this is set. It is audited.
    """
    return await tune(severity, rung, wait=wait, remind=remind, unit=unit, apply_to_open=apply_to_open)
