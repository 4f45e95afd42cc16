"""Reads what people send back from a telephone: `1 CODE` acknowledges, `2 CODE` says that the case is not theirs.

What thumbs do at night is forgiven: Devanagari digits, missing or doubled blanks, full stops, brackets, the keyword of
the number or a word of courtesy in any case. Anything with other words in it is for a person to read.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from abhay.domain.text import ascii_digits, plain_words, without_invisible


class Said(StrEnum):
    """What a reply says; `CODE` is a code without the digit that tells which answer it is."""

    ACKNOWLEDGE = "acknowledge"
    NOT_OURS = "not_ours"
    STOP = "stop"
    CODE = "code"
    WORDS = "words"
    NOTHING = "nothing"


KEYS: Final = {"1": Said.ACKNOWLEDGE, "2": Said.NOT_OURS}
"""The digit of each answer: the first one of a text, and the key that is pressed in a call."""

VOICE: Final = "voice"
"""The channel of telephone calls, and the way of an answer by a key."""

SMS: Final = "sms"
"""The channel of text messages."""

TELEPHONES: Final = (SMS, VOICE, "whatsapp")
"""The channels whose addresses are telephone numbers, from which an answer can come."""

LONGEST: Final = 1000
"""Characters of a text that are read; answers have some ten."""

MOST_ANSWERS_A_DAY: Final = 10
"""Texts a day to one number that only say how to answer: two programs could else answer each other for ever."""

_ANSWER: Final = re.compile(r"([12])([0-9]{4,8})")
_CODE: Final = re.compile(r"[0-9]{4,8}")
_DIGITS: Final = re.compile(r"[0-9]+")
_COURTESY: Final = frozenset(
    (
        "abhay", "अभय", "ack", "received", "reply", "ok", "okay", "ओके", "code", "कोड", "yes", "haan", "ha", "han", "हाँ",
        "हां", "हा", "ji", "जी", "sir", "सर",
    )
)  # fmt: skip
_STOPS: Final = frozenset(
    (
        "stop", "stopall", "unsubscribe", "cancel", "quit", "end", "block", "band", "बंद", "रोको", "रुको", "रोकें",
        "स्टॉप", "स्टाप",
    )
)  # fmt: skip
_BESIDE_STOP: Final = frozenset(
    ("all", "sms", "message", "messages", "करो", "करें", "करे", "kar", "karo", "please", "plz", "कृपया", "सब")
)


@dataclass(frozen=True)
class Reply:
    """One reply as it was read; `code` only with an answer or `CODE`."""

    said: Said
    code: str | None = None


def read_reply(text: str) -> Reply:
    """Returns what a text says."""
    plain = ascii_digits(without_invisible(text[:LONGEST]))
    words = _words(plain)
    digits = "".join(_DIGITS.findall(plain))
    if words and not digits and words <= _STOPS | _BESIDE_STOP and words & _STOPS:
        return Reply(Said.STOP)
    if words - _COURTESY:
        return Reply(Said.WORDS)
    if answer := _ANSWER.fullmatch(digits):
        return Reply(KEYS[answer[1]], answer[2])
    if _CODE.fullmatch(digits):
        return Reply(Said.CODE, digits)
    return Reply(Said.WORDS if words or digits else Said.NOTHING)


def read_key(key: str) -> Said | None:
    """Returns the answer of a key that was pressed in a call, None for any other; quotes around it are forgiven."""
    return KEYS.get(ascii_digits(key).strip().strip("\"'").strip())


def _words(text: str) -> frozenset[str]:
    """Returns the words of a text in lower case: runs with a letter in them, so that a thumb is none."""
    spaced = _DIGITS.sub(" ", text)
    found = plain_words(spaced).split()
    return frozenset(stripped for each in found if (stripped := each.strip(".!?।")) and any(map(str.isalpha, stripped)))
