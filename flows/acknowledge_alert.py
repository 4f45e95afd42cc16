"""A form in Prefect's UI: acknowledges an alert for a duty post, for example after a phone call."""

from prefect import flow
from prefect.client.schemas.objects import State

from abhay.domain.refs import as_written
from tasks.acknowledge import acknowledge_by_form
from tasks.fields import Post, Ref, Unit
from tasks.forms import carried_out


@flow(name="acknowledge-alert", log_prints=False, persist_result=False)
async def acknowledge_alert(ref: Ref, post: Post, unit: Unit = "") -> State[None]:
    """Acknowledges an alert for a duty post that answered by phone: the climb stops, and all paged posts are told.

    Args:
        ref: The case's ref, such as RJ-2026-000042. Never write a person's data here.
        post: The duty post that takes the case, such as control-room or abhay-desk. Never write a person's name:
            Prefect keeps what is typed here. An unknown post is refused with the list of known ones.
        unit: The police unit's id, such as kota-city; empty for a post of the whole State.
    """
    return await carried_out(acknowledge_by_form(as_written(ref), post, unit or None))
