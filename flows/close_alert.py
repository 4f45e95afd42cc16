"""A form in Prefect's UI: ends a case with an outcome, for a duty post that told it by phone."""

from prefect import flow
from prefect.client.schemas.objects import State

from abhay.domain.refs import as_written
from tasks.close import close_by_form
from tasks.fields import Ended, Post, Ref, Unit
from tasks.forms import carried_out


@flow(name="close-alert", log_prints=False, persist_result=False)
async def close_alert(ref: Ref, outcome: Ended, post: Post, unit: Unit = "") -> State[None]:
    """Ends a case with an outcome that a duty post told by phone: all who were told of it hear that it is closed.

    Args:
        ref: The case's ref, such as RJ-2026-000042. Never write a person's data here.
        outcome: How the welfare check ended. What else is to be said of it belongs on the case's page, never here.
        post: The duty post that tells it, such as control-room. Never write a person's name. An unknown post is
            refused with the list of known ones.
        unit: The police unit's id, such as kota-city; empty for a post of the whole State.
    """
    return await carried_out(close_by_form(as_written(ref), outcome, post, unit or None))
