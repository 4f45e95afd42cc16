"""A form in Prefect's UI: change one rung's waiting time or reminder."""

from prefect import flow
from pydantic import Field

from models.enums import Severity
from tasks.tune import tune


@flow(name="tune-policy", log_prints=False, persist_result=False)
async def tune_policy(
    severity: Severity = Field(title="Severity", description="Whose clock to change."),
    rung: str = Field(
        title="Rung",
        description="The rung's word in the policy: district, sp, dgp, or desk for cases without a place.",
        pattern=r"^[a-z][a-z0-9-]*$",
    ),
    wait: int | None = Field(
        default=None,
        title="Wait",
        description="Seconds without an acknowledgement until the next rung is paged (5 to 86400). Empty: as it is.",
        ge=5,
        le=86400,
    ),
    remind: int | None = Field(
        default=None,
        title="Remind",
        description="Seconds between reminders, at most the wait. Empty: as it is.",
        ge=1,
        le=86400,
    ),
    unit: str | None = Field(
        default=None,
        title="Police unit",
        description="A unit's id, such as kota-city, to change it for that unit alone. Empty: for all.",
        pattern=r"^[a-z][a-z-]*$",
    ),
    apply_to_open: bool = Field(
        default=False,
        title="Apply to open alerts",
        description="Alerts keep the policy they arrived under unless this is set. It is audited.",
    ),
) -> str:
    """Save the policy with one clock changed, as a new version; the artifact shows before and after."""
    return await tune(severity, rung, wait=wait, remind=remind, unit=unit, apply_to_open=apply_to_open)
