"""Opening a case for somebody who may see it: what was read, and the words as they came."""

import asyncio
import logging
from typing import Any
from uuid import UUID

from abhay.services.runtime import Runtime
from abhay.sources.by_hand import claim_of, words_of
from abhay.store import reading
from models.views import Revealed

_LOG = logging.getLogger(__name__)


async def reveal(runtime: Runtime, alert_id: UUID, *, reason: str, actor: str, role: str) -> Revealed:
    """The person, the technical details, the content and the original words, newest message first.

    Written to the audit log before it is answered. Raises `UnknownAlert`.
    """
    opened = await reading.reveal(runtime.database, alert_id, reason=reason, actor=actor, role=role)
    authserv_id = runtime.settings.mail.authserv_id
    read = await asyncio.to_thread(lambda: [_as_it_came(*each, authserv_id) for each in opened.originals])
    events = zip(opened.revealed.events, read, strict=True)
    return opened.revealed.model_copy(update={"events": tuple(event.model_copy(update=more) for event, more in events)})


def _as_it_came(media_type: str, raw: bytes, authserv_id: str) -> dict[str, Any]:
    """The words of a message and who it says it is from; neither for one that even this cannot be made of."""
    try:
        return {"as_received": words_of(raw, media_type), "sender": claim_of(raw, media_type, authserv_id)}
    except Exception:  # noqa: BLE001  what was read must be shown all the same
        _LOG.exception("the words of a message of %d bytes cannot be shown", len(raw))
        return {}
