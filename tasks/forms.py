"""Ends a form of Prefect's UI: carried out, or refused with the reason."""

from collections.abc import Awaitable

from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed

from abhay.errors import BadInput, Refused

REFUSED = "Refused"
"""The name of the state in which a form ends that did nothing."""


async def carried_out(work: Awaitable[str]) -> State[None]:
    """Returns Completed with the form's one sentence, or `Refused` with why nothing was done.

    `Refused` is of the type Cancelled: what was typed can be mended by who typed it, so it is neither done nor a
    failure of the system, and stands among neither in the UI. Everything else that is raised fails the run.
    """
    try:
        return Completed(message=await work)
    except (BadInput, Refused) as refusal:
        return Cancelled(name=REFUSED, message=f"NOTHING WAS DONE · कुछ दर्ज नहीं हुआ: {refusal.detail}")
