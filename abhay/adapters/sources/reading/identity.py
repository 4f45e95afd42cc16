"""Keys by which an event that is sent again, and alerts about the same person, are recognised."""

import hashlib
import json

from abhay.domain.intake.persons import ACCOUNT, EVENT, HANDLE, MAIL, NUMBER, accounts_of, handle_of
from abhay.domain.intake.phones import phones_in
from abhay.domain.intake.placeholders import is_no_reference, is_nobodys_address, is_placeholder_number
from abhay.domain.text import comparable
from models.enums import EventKind, IntakeChannel
from models.payloads import AlertPayload


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
    said = payload.model_dump_json(exclude={"raw", "attachments", "event_key", "delivery_key", "media_type", "test"})
    files = [hashlib.sha256(file.data).hexdigest() for file in payload.attachments]
    parts = [payload.source, number, hashlib.sha256(said.encode()).hexdigest(), *files]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def identities(payload: AlertPayload) -> tuple[tuple[str, str], ...]:
    """Returns the normalised (kind, value) pairs of an alert, each once; what names nobody is none of them.

    `event` (source and the partner's id) and `account` (docs: `accounts_of`) prove who it is. `phone` is the national
    digits of an Indian number, however it was written, and any other number in E.164, each of several in one
    value. `email` is case folded, `handle` a user name whatever its platform: these only show that two cases
    may be about one person (`abhay.domain.intake.persons`). The emergency contact's number is left out: a parent can
    be called for two children. Numbers and addresses of a mail that names neither case nor account are left out:
    they may be its writer's.
    """
    named = (*_events(payload), *((ACCOUNT, each) for each in accounts_of(payload)))
    if payload.channel is IntakeChannel.MAIL and not named:
        return ()
    handle = handle_of(payload)
    handles = [(HANDLE, handle)] if handle else []
    return tuple(dict.fromkeys((*named, *_phones(payload), *_emails(payload), *handles)))


def _events(payload: AlertPayload) -> list[tuple[str, str]]:
    reference = payload.external_id or ""
    return [] if is_no_reference(reference) else [(EVENT, f"{payload.source}:{comparable(reference)}")]


def _phones(payload: AlertPayload) -> list[tuple[str, str]]:
    found = [phone for written in payload.subject.phones for phone in phones_in(written)]
    return [
        (NUMBER, phone.national if phone.is_indian else phone.e164)
        for phone in found
        if not is_placeholder_number(phone.national)
    ]


def _emails(payload: AlertPayload) -> list[tuple[str, str]]:
    found = [comparable(email) for email in payload.subject.emails]
    return [(MAIL, address) for address in found if "@" in address and not is_nobodys_address(address)]
