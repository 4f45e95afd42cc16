"""A partner says that nobody is needed any more, about a person of whom there is no case: the desk is told.

It opens no case, so nothing climbs; but somebody may have missed the alert itself, so a person hears of it at once.
"""

import logging
import re
from typing import Final

from abhay.adapters.store.intake.ends import note_end_without_case
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.notices import end_without_case, render
from models.actors import Actor
from models.payloads import AlertPayload

_LOG = logging.getLogger(__name__)

NOTICE: Final = "alert.end_without_case"
"""The notice's name in the audit log."""

_REFERENCE: Final = re.compile(r"[\w./#-]{1,60}", re.ASCII)
"""What a partner's case number looks like; anything else is not repeated in a message."""


async def tell_of_end(runtime: Runtime, payload: AlertPayload, actor: Actor) -> None:
    """Writes the word down and tells the desk on every channel."""
    await note_end_without_case(runtime.database, payload, actor)
    reference = payload.external_id or ""
    cases = (reference,) if _REFERENCE.fullmatch(reference) else ()
    title, sentence = end_without_case(payload.source)
    desk = DeskNotifier(runtime)
    await desk.refresh()
    at = utc_now()
    if not await desk.page(NOTICE, lambda post: render(title, sentence, post=post, since=at, cases=cases)):
        _LOG.critical("the desk could not be told of a word of %s without a case", payload.source)
