"""What a message says of whom it is about: accounts that prove who it is, and a number that many may share.

One account is one person. A telephone is a family's, an address is a school's, a name is a thousand people's: they
join nothing by themselves, but show that two cases may be about one person (docs/adr/0030-an-account-is-a-person.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from abhay.domain.intake.placeholders import names_nobody
from abhay.domain.text import ascii_digits, comparable, plain_words
from models.enums import IntakeChannel
from models.payloads import AlertPayload

EVENT, ACCOUNT, NUMBER, MAIL, HANDLE = "event", "account", "phone", "email", "handle"
"""The kinds of identities."""

PROOFS: Final = (EVENT, ACCOUNT)
"""What joins by itself: the partner's own case reference, and an account."""

_FAMILIES: Final = {
    "facebook": "meta", "instagram": "meta", "threads": "meta", "messenger": "meta", "whatsapp": "meta",
    "meta": "meta", "youtube": "google", "google": "google",
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What one message tells: whether it is a noted call, the accounts, their user names, the words of the name."""

    is_note: bool
    accounts: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    name: frozenset[str] = frozenset()


def told_by(payload: AlertPayload) -> Told:
    """Returns what a message tells of whom it is about."""
    handle = handle_of(payload)
    return Told(
        is_note=payload.channel is IntakeChannel.PHONE,
        accounts=frozenset(accounts_of(payload)),
        handles=frozenset({handle} if handle else ()),
        name=frozenset(plain_words(payload.subject.display_name or "").split()),
    )


def accounts_of(payload: AlertPayload) -> tuple[str, ...]:
    """Returns the accounts that a message names, each with its numbering.

    Ids count for a platform family (one company, one numbering); user names are given out per platform.
    """
    subject = payload.subject
    platform = comparable(payload.content.platform or payload.source)
    family = _FAMILIES.get(platform, platform)
    values = (
        (f"{family}:id", telling(subject.user_id)),
        (f"{family}:channel", telling(subject.channel_id)),
        (f"{platform}:name", handle_of(payload)),
    )
    return tuple(f"{kind}:{name}" for kind, name in values if name)


def handle_of(payload: AlertPayload) -> str | None:
    """Returns the comparable user name, None for one that names nobody."""
    return telling((payload.subject.username or "").lstrip("@"))


def telling(value: str | None) -> str | None:
    """Returns the comparable form of a name or id, None for one that names nobody."""
    return None if value is None or names_nobody(value) else ascii_digits(comparable(value))


def joins_by_number(message: Told, case: Sequence[Told]) -> bool:
    """Returns whether a message joins a case by a telephone number that they share.

    One of the two must be noted calls alone, and nothing may speak against it: two accounts with different user
    names are two people, and so are two callers' words of two people whose names have nothing in common.
    """
    if not (message.is_note or all(each.is_note for each in case)):
        return False
    accounts, handles = _all(each.accounts for each in case), _all(each.handles for each in case)
    if message.accounts and accounts:
        return bool(message.accounts & accounts or message.handles & handles)
    if message.accounts or accounts:
        return True
    return not any(_are_two(message.name, each.name) for each in case)


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset[str]().union(*sets)


def _are_two(one: frozenset[str], other: frozenset[str]) -> bool:
    """Returns whether two names have no word in common; names in two scripts cannot be compared so."""
    comparable_names = bool(one and other) and _is_latin(one) == _is_latin(other)
    return comparable_names and not one & other


def _is_latin(name: frozenset[str]) -> bool:
    return all(word.isascii() for word in name)
