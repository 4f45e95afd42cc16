"""Keys by which an event that is sent again, and alerts about the same person, are recognised."""

import hashlib
import json
import re

from abhay.domain.intake.phones import phones_in
from abhay.domain.text import ascii_digits, comparable
from models.enums import EventKind, IntakeChannel
from models.payloads import AlertPayload

_FAMILIES = {
    "facebook": "meta", "instagram": "meta", "threads": "meta", "messenger": "meta", "whatsapp": "meta",
    "meta": "meta", "youtube": "google", "google": "google",
}  # fmt: skip


def event_key(source: str, external_id: str | None, event: EventKind, body: bytes, *, held: bool = False) -> str:
    """Returns the hex SHA-256 of source, the partner's id, event and the SHA-256 of the canonical body.

    `body` is canonical: a JSON document in sorted form, a mail's text, or the exact bytes of what
    cannot be read. `held` marks a message whose sender is not proven: its key differs, so that it
    can never take the place of the authentic one that says the same.
    """
    parts = [source, external_id, event.value, hashlib.sha256(body).hexdigest(), *(["held"] if held else [])]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def delivery_key(number: str, payload: AlertPayload) -> str | None:
    """Returns the hex SHA-256 of source, the sender's number of the message and everything that was read from it.

    Counters of tries and other fields that nobody reads may change when a message is sent again. None
    where not all could be read: what we do not understand is never taken for known.
    """
    if not payload.readable or payload.problems:
        return None
    said = payload.model_dump_json(exclude={"raw", "attachments", "event_key", "delivery_key", "media_type"})
    parts = [payload.source, number, hashlib.sha256(said.encode()).hexdigest()]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def identities(payload: AlertPayload) -> tuple[tuple[str, str], ...]:
    """Returns the normalised (kind, value) pairs of an alert, each once; equal pairs mean the same person.

    `event`: source and the partner's id. `account`: the platform family and user id (one company, one
    numbering), the platform and user name (names are given out per platform: the same name on another
    one may be somebody else). `phone`: the national digits of an Indian number, however it was written,
    and any other number in E.164, each of several in one value. `email`: case folded. The
    emergency contact's number is left out: a parent can be called for two children. Numbers and addresses
    of a mail that names neither case nor account are left out: they may be its writer's.
    """
    named = (*_events(payload), *_accounts(payload))
    if payload.channel is IntakeChannel.MAIL and not named:
        return ()
    return tuple(dict.fromkeys((*named, *_phones(payload), *_emails(payload))))


def _events(payload: AlertPayload) -> list[tuple[str, str]]:
    reference = comparable(payload.external_id or "")
    return [("event", f"{payload.source}:{reference}")] if reference else []


def _accounts(payload: AlertPayload) -> list[tuple[str, str]]:
    subject = payload.subject
    platform = comparable(payload.content.platform or payload.source)
    family = _FAMILIES.get(platform, platform)
    values = (
        (f"{family}:id", subject.user_id),
        (f"{family}:channel", subject.channel_id),
        (f"{platform}:name", (subject.username or "").lstrip("@")),
    )
    return [("account", f"{kind}:{name}") for kind, value in values if (name := _telling(value))]


def _phones(payload: AlertPayload) -> list[tuple[str, str]]:
    found = [phone for written in payload.subject.phones for phone in phones_in(written)]
    return [("phone", phone.national if phone.is_indian else phone.e164) for phone in found]


def _emails(payload: AlertPayload) -> list[tuple[str, str]]:
    return [("email", address) for email in payload.subject.emails if "@" in (address := comparable(email))]


def _telling(value: str | None) -> str | None:
    """Returns the comparable form of a name, unless it is only punctuation or zeros, which many share."""
    name = ascii_digits(comparable(value or ""))
    return name if re.search(r"[^\W_]", name) and name.strip("0") else None
