"""What is written where a value was asked for and nobody was named: placeholders, generic names, robots' addresses.

Forms, exports and test systems fill their fields with such values. They stand in alerts about different people, so
none of them is an identity.
"""

import re
from typing import Final

from abhay.domain.text import ascii_digits, comparable, plain_words

_ABSENT: Final = frozenset(
    {"na", "nil", "null", "none", "nan", "undefined", "unknown", "unspecified", "anonymous", "anon", "private",
     "hidden", "redacted", "withheld", "removed", "deleted", "suspended", "deactivated", "placeholder", "dummy",
     "sample", "example", "test", "tester", "testing", "demo", "default", "blank", "empty", "tbd", "xxx", "xxxx", "abc",
     "xyz", "asdf", "qwerty", "foo", "bar", "someone", "somebody", "nobody", "noname", "अज्ञात", "गुमनाम", "अनाम",
     "परीक्षण", "टेस्ट", "नमूना"}
)  # fmt: skip
_GENERIC: Final = frozenset(
    {"user", "users", "username", "name", "admin", "administrator", "root", "guest", "member", "account", "profile",
     "person", "people", "customer", "client", "owner", "operator", "moderator", "support", "help", "info", "system",
     "official", "page", "channel", "subscriber", "viewer", "handle", "login", "id", "not", "no", "available",
     "applicable", "given", "provided", "known", "new", "my", "the", "a", "an", "of", "facebook", "fb", "instagram",
     "insta", "ig", "meta", "messenger", "whatsapp", "threads", "youtube", "yt", "google", "gmail", "telegram",
     "snapchat", "twitter", "tiktok", "यूजर", "उपयोगकर्ता", "प्रयोक्ता", "खाता", "सदस्य", "नाम", "एडमिन", "फेसबुक",
     "इंस्टाग्राम", "व्हाट्सएप", "यूट्यूब", "गूगल"}
)  # fmt: skip
"""Words that say of whom nothing: what everybody on a platform is called, and the platforms themselves."""

_ROBOTS: Final = re.compile(
    r"(?:no|non|do[\W_]*not|don[\W_]*t|never)[\W_]*(?:reply|response|respond)|mailer[\W_]*daemon|postmaster|bounces?"
    r"|notifications?|notify|alerts?|auto[\W_]*(?:mailer|reply|matic)|unsubscribe|webmaster|hostmaster"
)
_WORD_END: Final = re.compile(r"(?<=[^\W\d])\d{1,4}$")
"""A number of a few digits behind a word: `user1` and `test_02` are as generic as `user` and `test`."""

_SHORTEST_RUN: Final = 4
_RUNS: Final = ("01234567890123456789", "98765432109876543210")


def names_nobody(name: str) -> bool:
    """Returns whether a user name or an id is punctuation, a placeholder, or what everybody could be called."""
    plain = ascii_digits(comparable(name))
    if not re.search(r"[^\W_]", plain):
        return True
    if plain.isdigit():
        return is_placeholder_number(plain)
    return all(map(_says_nothing, _words(plain)))


def is_no_reference(text: str) -> bool:
    """Returns whether a case reference is none: punctuation, zeros, or a word for its absence.

    One with a number in it counts even where its words say nothing: `TEST-0001` is a case in a partner's books.
    """
    plain = ascii_digits(comparable(text))
    if not re.search(r"[^\W_]", plain) or not plain.strip("0"):
        return True
    return not re.search(r"\d", plain) and all(map(_says_nothing, _words(plain)))


def _words(plain: str) -> list[str]:
    return [word for word in plain_words(plain.replace("@", " ").replace("#", " ")).split() if word]


def _says_nothing(word: str) -> bool:
    """Returns whether a word is a placeholder, one for everybody, a single letter, or a number of a few digits."""
    bare = _WORD_END.sub("", word)
    return len(bare) == 1 or bare in _ABSENT or bare in _GENERIC or (word.isdigit() and len(word) < _SHORTEST_RUN)


def is_placeholder_number(digits: str) -> bool:
    """Returns whether digits, of an id or a telephone number, are one or two over and over, or a run."""
    if len(set(digits)) == 1 or _repeats(digits, 2):
        return True
    return len(digits) >= _SHORTEST_RUN and any(digits in run or _repeats_run(digits, run) for run in _RUNS)


def is_nobodys_address(email: str) -> bool:
    """Returns whether a mail address belongs to a program, to a form's example or to everybody."""
    local = comparable(email).partition("@")[0]
    return bool(_ROBOTS.search(local)) or names_nobody(local.partition("+")[0])


def _repeats(digits: str, period: int) -> bool:
    block = digits[:period]
    return len(digits) > 2 * period and (block * len(digits))[: len(digits)] == digits


def _repeats_run(digits: str, run: str) -> bool:
    """Returns whether five digits of a run stand there twice, as in 12345 12345."""
    half = len(digits) // 2
    return half >= _SHORTEST_RUN and digits[:half] == digits[half:] and digits[:half] in run
