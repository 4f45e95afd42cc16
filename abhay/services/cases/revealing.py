"""Opening a case for somebody who may see it: the fields that were read, and the original words."""

import logging
from typing import Any
from uuid import UUID

from abhay.adapters.sources.by_hand import claim_of, plain_words_of, words_of
from abhay.adapters.sources.mail.message import RFC822
from abhay.adapters.store.views import reading
from abhay.adapters.store.views.reading import Opened
from abhay.errors import MailNotRead
from abhay.services.runtime import Runtime
from abhay.wording.words import receipt_words
from models.actors import Actor
from models.views import NoteView, Revealed

_LOG = logging.getLogger(__name__)


async def reveal(runtime: Runtime, alert_id: UUID, actor: Actor, reason: str) -> Revealed:
    """Returns the person, the technical details, the content and the original words, newest message first.

    The reveal is written to the audit log before this returns. Raises `WrongRole`, `UnknownAlert`.
    """
    opened = await reading.reveal(runtime.database, alert_id, actor, reason)
    read = [await _as_it_came(runtime, *each) for each in opened.originals]
    events = zip(opened.revealed.events, read, strict=True)
    whole = tuple(event.model_copy(update=more) for event, more in events)
    return opened.revealed.model_copy(update={"events": whole, "notes": _notes(opened)})


def _notes(opened: Opened) -> tuple[NoteView, ...]:
    """Returns the notes of the answers, and the receivers in another State, newest first."""
    receipts = [
        NoteView(at=each.at, by=each.noted_by, note=receipt_words(each.received_by, each.remark))
        for each in opened.receipts
    ]
    return tuple(sorted((*opened.revealed.notes, *receipts), key=lambda each: each.at, reverse=True))


async def _as_it_came(runtime: Runtime, media_type: str, raw: bytes) -> dict[str, Any]:
    """Returns the words of a message and its stated sender; neither if even these cannot be read."""
    authserv_id = runtime.settings.mail.authserv_id
    try:
        words = await _words_of_mail(runtime, raw) if media_type == RFC822 else words_of(raw, media_type)
        return {"as_received": words, "sender": claim_of(raw, media_type, authserv_id)}
    except Exception:  # noqa: BLE001  the fields that were read must be shown all the same
        _LOG.exception("the words of a message of %d bytes cannot be shown", len(raw))
        return {}


async def _words_of_mail(runtime: Runtime, raw: bytes) -> str:
    """Returns the words of a mail as a process of its own reads them; else its bytes as text, encodings and all."""
    try:
        return await runtime.mail_readers.words(raw)
    except (MailNotRead, OSError):
        _LOG.exception("a mail of %d bytes is shown as it is", len(raw))
        return plain_words_of(raw)
