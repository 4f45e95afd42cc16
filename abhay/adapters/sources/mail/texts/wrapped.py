"""Values that were broken into lines by hand or at a fixed width."""

import re
from collections.abc import Iterable

from abhay.domain.text import ascii_digits

_PLACES = frozenset({"subject.address.line", "subject.self_reported_location", "technical.place_tag",
                     "technical.locations", "subject.emergency_contact", "subject.hometown"})  # fmt: skip
_NEVER = frozenset({"alert_id", "severity", "platform", "event", "subject.user_id", "content.text"})
_UNBROKEN = frozenset({"content.permalink", "subject.profile_url"})
_LONGEST = 1_000
"""Characters of a value that may go on."""

_NARROWEST = 62
"""Columns from which a line that the next word does not fit into was broken by a program; most break at 72 to 78."""
_GOES_ON = (",", "，", "-", "–", "/", "(", "&", "और", "and")
_ENDS_IN_PIN = re.compile(r"(?<!\d)[1-9]\d{2} ?\d{3}[.।]?$")
_ANY_PIN = re.compile(r"(?<!\d)[1-9]\d{2} ?\d{3}(?!\d)")
_ADDRESS = "subject.address.line"
_BLANKS = re.compile(r"[ \t\xa0]*")
_DIGITS_OF_A_PHONE = 10


def goes_on(name: str, line: str, value: str, following: str) -> bool:
    """Whether the line behind that of a value, which has no label, still belongs to it.

    It does if it stands further in than the value's line, and, of a place, also where that ends in the middle or is so
    long that the next word did not fit.
    """
    if name in _NEVER or not 0 < len(value) <= _LONGEST:
        return False
    if _indent(following) > _indent(line):
        return True
    if name not in _PLACES:
        return False
    if value.rstrip().endswith(_GOES_ON):
        return True
    first_word = following.split(maxsplit=1)[0]
    full = len(line.rstrip()) + 1 + len(first_word) > _NARROWEST
    return full and not _ENDS_IN_PIN.search(ascii_digits(value.rstrip()))


def ends_in_pin(name: str, value: str, block: Iterable[str]) -> bool:
    """Whether an address goes on in the lines of this block because it lacks its PIN, with which one of them ends."""
    if name != _ADDRESS or _ANY_PIN.search(ascii_digits(value)):
        return False
    return any(_ENDS_IN_PIN.search(ascii_digits(line.rstrip())) for line in block)


def joined(name: str, value: str, following: str, *, apart: bool = False) -> str:
    """Returns the value with the line that goes on with it, with a comma between if they are parts that stand `apart`.

    A second telephone number is one of its own.
    """
    more = following.strip()
    if name in _UNBROKEN:
        return value + more
    if apart and not value.rstrip().endswith(_GOES_ON):
        return f"{value}, {more}"
    complete = name == "subject.phones" and sum(char.isdigit() for char in value) >= _DIGITS_OF_A_PHONE
    return f"{value}, {more}" if complete else f"{value} {more}"


def _indent(line: str) -> int:
    found = _BLANKS.match(line)
    return len(found[0].expandtabs(8)) if found else 0
