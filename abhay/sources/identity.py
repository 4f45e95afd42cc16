"""By what two alerts about the same person are recognised."""

import re

from abhay.sources.text import ascii_digits, comparable
from models.enums import IntakeChannel
from models.payloads import AlertPayload

_FAMILIES = {
    "facebook": "meta", "instagram": "meta", "threads": "meta", "messenger": "meta", "whatsapp": "meta",
    "meta": "meta", "youtube": "google", "google": "google",
}  # fmt: skip
_EXTENSION = re.compile(r"(?:extension|extn|ext|x|एक्सटेंशन)\.?\s*\d*\s*$", re.IGNORECASE)
_NATIONAL_DIGITS = 10


def identities(payload: AlertPayload) -> tuple[tuple[str, str], ...]:
    """The normalised (kind, value) pairs of an alert, each once; equal pairs mean the same person.

    `event`: source and the partner's id. `account`: the platform family and user id (one company, one
    numbering), the platform and user name (names are given out per platform: the same name on another
    one may be somebody else). `phone`: the last ten digits, however it was written. `email`: case
    folded. The emergency contact's number is left out: a parent can be called for two children. Numbers
    and addresses of a mail that names neither case nor account are left out: they may be its writer's.
    """
    named = (*_events(payload), *_accounts(payload))
    if payload.channel is IntakeChannel.MAIL and not named:
        return ()
    return tuple(dict.fromkeys((*named, *_phones(payload), *_emails(payload))))


def national_number(phone: str) -> str | None:
    """The ten national digits of an Indian number written with 0, 91, +91, blanks or ०–९; None if fewer.

    Placeholders of one repeated digit are nobody's number.
    """
    digits = re.sub(r"\D", "", ascii_digits(_EXTENSION.sub("", phone)))[-_NATIONAL_DIGITS:]
    return digits if len(digits) == _NATIONAL_DIGITS and len(set(digits)) > 1 else None


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
    return [("phone", number) for phone in payload.subject.phones if (number := national_number(phone))]


def _emails(payload: AlertPayload) -> list[tuple[str, str]]:
    return [("email", address) for email in payload.subject.emails if "@" in (address := comparable(email))]


def _telling(value: str | None) -> str | None:
    """The comparable form of a name, unless it is only punctuation or zeros, which many share."""
    name = ascii_digits(comparable(value or ""))
    return name if re.search(r"[^\W_]", name) and name.strip("0") else None
