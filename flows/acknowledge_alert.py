"""A form in Prefect's UI: acknowledges an alert for a duty post, for example after a phone call."""

from typing import Annotated

from prefect import flow
from pydantic import Field

from abhay.domain.refs import as_written
from models.policy import Word
from tasks.acknowledge import acknowledge_by_form

Ref = Annotated[str, Field(pattern=r"^RJ-?[0-9]{4}-?[0-9]{6,}$")]
UnitId = Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]


@flow(name="acknowledge-alert", log_prints=False, persist_result=False)
async def acknowledge_alert(ref: Ref, post: Word, unit: UnitId | None = None) -> str:
    """Acknowledges an alert for a duty post that answered by phone: the climb stops, and all paged posts are told.

    Args:
        ref: The case's ref, such as RJ-2026-000042. Never write a person's data here.
        post: The duty post that takes the case, such as control-room or abhay-desk. Never write a person's name:
            Prefect keeps what is typed here. An unknown post is refused with the list of known ones.
        unit: The police unit's id, such as kota-city; empty for a post of the whole State.
    """
    return await acknowledge_by_form(as_written(ref), post, unit)
