"""Opening a case for somebody who may see it: what was read, and the words as they came."""

import asyncio
import logging
from uuid import UUID

from abhay.services.runtime import Runtime
from abhay.sources.by_hand import words_of
from abhay.store import reading
from models.views import Revealed

_LOG = logging.getLogger(__name__)


async def reveal(runtime: Runtime, alert_id: UUID, *, reason: str, actor: str, role: str) -> Revealed:
    """The person, the technical details, the content and the original words, newest message first.

    Written to the audit log before it is answered. Raises `UnknownAlert`.
    """
    opened = await reading.reveal(runtime.database, alert_id, reason=reason, actor=actor, role=role)
    words = await asyncio.to_thread(lambda: [_words(raw, media_type) for media_type, raw in opened.originals])
    events = zip(opened.revealed.events, words, strict=True)
    return opened.revealed.model_copy(
        update={"events": tuple(event.model_copy(update={"as_received": text}) for event, text in events)}
    )


def _words(raw: bytes, media_type: str) -> str | None:
    """The words of a message; None for one that even this cannot be made of."""
    try:
        return words_of(raw, media_type)
    except Exception:  # noqa: BLE001  what was read must be shown all the same
        _LOG.exception("the words of a message of %d bytes cannot be shown", len(raw))
        return None
