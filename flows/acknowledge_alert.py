"""A form in Prefect's UI: take an alert on a post's behalf, for example after a phone call."""

from enum import StrEnum

from prefect import flow
from pydantic import Field

from tasks.acknowledge import acknowledge_by_form


class AnsweringPost(StrEnum):
    """The duty post that takes the case. A post, never a name: what is typed here stays in Prefect."""

    CONTROL_ROOM = "control-room"
    SP_OFFICE = "sp-office"
    DGP_CONTROL = "dgp-control"
    ABHAY_DESK = "abhay-desk"


@flow(name="acknowledge-alert", log_prints=False, persist_result=False)
async def acknowledge_alert(
    ref: str = Field(
        title="Case",
        description="The case's ref, such as RJ-2026-000042. Never write a person's data here.",
        pattern=r"^RJ-[0-9]{4}-[0-9]{6,}$",
    ),
    post: AnsweringPost = Field(title="Post", description="The duty post that takes the case."),
    unit: str | None = Field(
        default=None,
        title="Police unit",
        description="The unit's id, such as kota-city; empty for a post of the whole State.",
        pattern=r"^[a-z][a-z-]*$",
    ),
) -> str:
    """Acknowledge an alert for a duty post that answered by phone: the climb stops, everybody paged is told."""
    return await acknowledge_by_form(ref, post.value, unit)
