"""The keys of an event: the same event sent again has the same key, anything new has another."""

import hashlib
import json

from models.enums import EventKind
from models.payloads import AlertPayload


def event_key(source: str, external_id: str | None, event: EventKind, body: bytes, *, held: bool = False) -> str:
    """The hex SHA-256 of source, the partner's id, event and the SHA-256 of the canonical body.

    `body` is canonical: a JSON document in sorted form, a mail's text, or the exact bytes of what
    cannot be read. `held` marks a message whose sender is not proven: its key differs, so that it
    can never take the place of the authentic one that says the same.
    """
    parts = [source, external_id, event.value, hashlib.sha256(body).hexdigest(), *(["held"] if held else [])]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def delivery_key(number: str, payload: AlertPayload) -> str | None:
    """The hex SHA-256 of source, the sender's number of the message and everything that was read from it.

    Counters of tries and other fields that nobody reads may change when a message is sent again. None
    where not all could be read: what we do not understand is never taken for known.
    """
    if not payload.readable or payload.problems:
        return None
    said = payload.model_dump_json(exclude={"raw", "attachments", "event_key", "delivery_key", "media_type"})
    parts = [payload.source, number, hashlib.sha256(said.encode()).hexdigest()]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()
