"""A form in Prefect's UI: take an alert on a post's behalf, for example after a phone call."""

from enum import StrEnum
from typing import Annotated

from prefect import flow
from pydantic import Field

from tasks.acknowledge import acknowledge_by_form

Ref = Annotated[str, Field(pattern=r"^RJ-[0-9]{4}-[0-9]{6,}$")]
UnitId = Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]


class AnsweringPost(StrEnum):
    """The duty post that takes the case. A post, never a name: what is typed here stays in Prefect."""

    CONTROL_ROOM = "control-room"
    SP_OFFICE = "sp-office"
    DGP_CONTROL = "dgp-control"
    ABHAY_DESK = "abhay-desk"


@flow(name="acknowledge-alert", log_prints=False, persist_result=False)
async def acknowledge_alert(ref: Ref, post: AnsweringPost, unit: UnitId | None = None) -> str:
    """Acknowledge an alert for a duty post that answered by phone: the climb stops, everybody paged is told.

    Args:
        ref: The case's ref, such as RJ-2026-000042. Never write a person's data here.
        post: The duty post that takes the case.
        unit: The police unit's id, such as kota-city; empty for a post of the whole State.
    """
    return await acknowledge_by_form(ref, post.value, unit)
