"""What a partner says has happened: a new alert, an update, or that the alert needs nobody any more.

An end that is read where none was meant would keep a cry for help from being a case. So it counts only where every
word speaks of it: `alert.closed_by_platform`, but not `account closed, he is on the roof`.
"""

import re
from collections.abc import Mapping
from typing import Final

from abhay.adapters.sources.reading.values import read_scalar
from abhay.domain.text import plain_words
from models.enums import EventKind

_UPDATE_WORDS: Final = ("updat", "follow up", "अद्यतन", "अपडेट")
_ENDS: Final = {
    EventKind.RESOLVED: (
        "resolved", "resolution", "solved", "allclear", "समाधान", "हल", "सुलझा", "सुलझ", "सुलझी",
        "निराकरण", "निराकृत", "निस्तारण", "निस्तारित", "suljha", "suljh", "samadhan",
    ),
    EventKind.WITHDRAWN: (
        "withdrawn", "withdrew", "withdrawal", "withdrawl", "retracted", "retraction", "rescinded", "revoked",
        "dismissed", "वापस", "wapas", "vapas",
    ),
    EventKind.CANCELLED: (
        "cancelled", "canceled", "cancellation", "cancelation", "voided", "रद्द", "निरस्त", "radd", "nirast",
    ),
    EventKind.CLOSED: ("closed", "closure", "बंद", "बन्द", "समाप्त", "samapt"),
}  # fmt: skip
_VERBS: Final = {
    "resolve": EventKind.RESOLVED, "withdraw": EventKind.WITHDRAWN, "retract": EventKind.WITHDRAWN,
    "rescind": EventKind.WITHDRAWN, "revoke": EventKind.WITHDRAWN, "dismiss": EventKind.WITHDRAWN,
    "cancel": EventKind.CANCELLED, "void": EventKind.CANCELLED, "close": EventKind.CLOSED,
}  # fmt: skip
"""Names of events between programs, as in `alert.resolve`; in a sentence they ask for something."""

_KIND: Final = {plain_words(word): kind for kind, words in _ENDS.items() for word in words}
_BESIDE: Final = frozenset(
    map(
        plain_words,
        (
            "alert", "alerts", "case", "event", "incident", "notice", "notification", "report", "request", "escalation",
            "emergency", "disclosure", "ticket", "status", "state", "self", "harm", "suicide", "safety", "crisis", "id",
            "ref", "reference", "number", "re", "fw", "fwd", "has", "have", "had", "been", "is", "was", "now",
            "the", "this", "our", "your", "by", "of", "on", "for", "as", "at", "to", "a", "and", "all", "clear",
            "platform", "partner", "sender", "provider", "meta", "google", "facebook", "instagram", "youtube",
            "whatsapp", "team", "trust", "support", "system", "auto", "automatically", "user", "safe",
            "सूचना", "अलर्ट", "प्रकरण", "केस", "मामला", "घटना", "आपात", "आपातकालीन", "संदर्भ", "संख्या", "प्लेटफॉर्म", "मंच",
            "ली", "लिया", "ले", "गया", "गई", "गयी", "किया", "की", "का", "के", "को", "कर", "दिया", "दी", "द्वारा", "ने", "से",
            "है", "हो", "हुआ", "हुई", "यह", "liya", "li", "gaya", "gayi", "gai", "kiya", "kar", "diya", "ho", "hai",
        ),
    )
)  # fmt: skip
"""Words that may stand beside the word of an end without making it one of something else."""

_LONGEST: Final = 300
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GLUED: Final = re.compile(r"^(?:alert|case|event|incident|notice)(?=\w)")


def read_event(value: object) -> EventKind | None:
    """Returns `alert.updated` for words that speak of an update, the kind of end for those of one, else None."""
    said = read_scalar(value)[:_LONGEST].strip()
    words = plain_words(_CAMEL.sub(" ", said))
    if any(word in words for word in _UPDATE_WORDS):
        return EventKind.UPDATED
    if " " in said:
        without_reference = (word for word in said.split() if not any(map(str.isdecimal, word)))
        return _end(plain_words(" ".join(without_reference)).split(), _KIND)
    return _end([word for word in words.split() if not word.isdigit()], {**_KIND, **_VERBS})


def _end(words: list[str], kinds: Mapping[str, EventKind]) -> EventKind | None:
    """Returns the kind of end that the words speak of, if every one of them does, or may stand beside."""
    found: list[EventKind] = []
    for word in words:
        kind = kinds.get(word) or kinds.get(_GLUED.sub("", word))
        if kind is not None:
            found.append(kind)
        elif word not in _BESIDE and _GLUED.sub("", word) not in _BESIDE:
            return None
    if not found and {"all", "clear"} <= set(words):
        return EventKind.RESOLVED
    return found[0] if found else None
