"""Marks of a drill and of a test, in the forms in which systems and people write them.

Only a drill changes what a message asks for, so it has to say so in so many words. A test, and a drill in any other
form, is said to be one and handled all the same: an alert that a system marks by mistake is still about a person.
"""

import re
from typing import Final

from abhay.adapters.sources.reading.document import Fields, spelling
from abhay.domain.text import plain_words

_DRILL_KEYS: Final = ("drill", "isdrill")
_PLAINLY_YES: Final = frozenset({"true", "yes", "1"})
_TEST_KEYS: Final = tuple(
    map(
        spelling,
        ("test", "is_test", "testing", "test_mode", "test_alert", "is_test_alert", "test_event", "test_message",
         "test_data", "is_test_data", "dry_run", "is_dry_run", "sandbox", "is_sandbox", "drill", "is_drill",
         "drill_mode", "drill_alert", "exercise", "is_exercise", "अभ्यास", "परीक्षण", "टेस्ट"),
    )
)  # fmt: skip
_MODE_KEYS: Final = ("mode", "environment", "env", "event", "eventtype", "type", "eventname")
_WORDS: Final = frozenset(
    map(
        plain_words,
        ("test", "testing", "sandbox", "staging", "dryrun", "drill", "exercise", "परीक्षण", "टेस्ट", "अभ्यास"),
    )
)
_YES: Final = frozenset(
    map(plain_words, ("true", "yes", "y", "1", "on", "t", "हाँ", "हां", "ha", "haan", "drill", "test", "अभ्यास", "टेस्ट"))
)
_LONGEST: Final = 200
_IN_SUBJECT: Final = re.compile(
    r"[\[(【{<*]\s*(?:test(?:ing)?|drill|exercise|परीक्षण|टेस्ट|अभ्यास)\b[^\[\](){}]{0,20}[\])】}>*]"
    r"|^(?:(?:re|fwd?)\s*:\s*)*(?:test(?:ing)?|drill|exercise|परीक्षण|टेस्ट|अभ्यास)\s*(?:[:：|–—-]|alert\b|message\b)",
    re.IGNORECASE,
)


def is_drill(root: Fields) -> bool:
    """Returns whether the sender plainly calls the alert a drill."""
    return any(
        value is True or (isinstance(value, str) and value.strip().casefold() in _PLAINLY_YES)
        for value in root.values(*_DRILL_KEYS)
    )


def is_test(root: Fields) -> bool:
    """Returns whether the sender marks the alert as a test, or in any form as a drill."""
    return any(map(_is_yes, root.values(*_TEST_KEYS))) or any(map(_names_a_test, root.values(*_MODE_KEYS)))


def marks_test(subject: str) -> bool:
    """Returns whether a mail's subject is marked, as in `[TEST] Alert` or `Drill: alert`."""
    return bool(_IN_SUBJECT.search(subject[:_LONGEST].strip()))


def _is_yes(value: object) -> bool:
    if isinstance(value, bool | int | float):
        return value == 1
    return isinstance(value, str) and plain_words(value[:_LONGEST]) in _YES


def _names_a_test(value: object) -> bool:
    """Returns whether a value that is one word of a program, such as `alert.test`, names a test."""
    if not isinstance(value, str) or len(value) > _LONGEST or " " in value.strip():
        return False
    return bool(_WORDS & set(plain_words(value).split()))
