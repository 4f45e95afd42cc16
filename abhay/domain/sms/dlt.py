"""DLT templates: a registered text with typed variables, filled and checked before it is sent.

The operators in India compare each text with its template letter by letter and drop what differs, often without a
word. Rules: TRAI's Direction of 18-11-2025 and TCCCPR 2018, as the operators' pages state them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import Field

from models.enums import Language, MessageKind, OutsideKind, Severity
from models.payloads import Payload

LONGEST_OLD, LONGEST_VALUE = 30, 40
REPLY_NUMBER: Final = "{reply_number}"
"""Stands for the number of the settings; what is registered holds the number itself."""


class Tag(StrEnum):
    """The type of a variable, as its tag in the text names it; `var` is the untyped one of older templates."""

    VAR = "var"
    NUMERIC = "numeric"
    ALPHANUMERIC = "alphanumeric"
    URL = "url"
    CALL_BACK = "cbn"


class Slot(StrEnum):
    """What we put into a variable: the short link, the digits of the reply, the ref without hyphens, whole minutes."""

    LINK = "link"
    CODE = "code"
    REF = "ref"
    MINUTES = "minutes"


class TextTemplate(Payload):
    """One registered template and when it is used.

    `id` is the operators' number of it, `gateway_ids` what single gateways call it. `variables` says what fills the
    tags of `text`, in their order; `names` what a gateway that sends variables alone calls them. Without `severities`
    it fits all. `again` marks a message that the post may have received before, `climbed` one to a level above the one
    that acts.
    """

    id: str
    language: Language
    kinds: tuple[MessageKind | OutsideKind, ...]
    text: str
    variables: tuple[Slot, ...] = ()
    severities: tuple[Severity, ...] = tuple(Severity)
    drill: bool = False
    again: bool = False
    climbed: bool = False
    gateway_ids: Mapping[str, str] = Field(default_factory=dict)
    names: tuple[str, ...] = ()

    @property
    def asks_reply(self) -> bool:
        """Whether the text asks for an answer by text message."""
        return REPLY_NUMBER in self.text or Slot.CODE in self.variables

    def with_number(self, number: str | None) -> "TextTemplate":
        """Returns the template with the number for replies in its text."""
        return self.model_copy(update={"text": self.text.replace(REPLY_NUMBER, number)}) if number else self


@dataclass(frozen=True)
class Tagged:
    """One tag in a text: its type as written, and where it stands."""

    word: str
    start: int
    end: int

    @property
    def tag(self) -> Tag | None:
        """The type, None for one that is not used here."""
        word = {"number": "numeric"}.get(self.word, self.word)
        return Tag(word) if word in set(Tag) else None


_TAG: Final = re.compile(r"\{#([a-z]*)#\}")
_SHAPES: Final[Mapping[Tag, re.Pattern[str]]] = {
    Tag.VAR: re.compile(r"\S(?:.*\S)?"),
    Tag.NUMERIC: re.compile(r"[0-9]+"),
    Tag.ALPHANUMERIC: re.compile(r"[A-Za-z0-9]+"),
    Tag.URL: re.compile(r"https?://[A-Za-z0-9.:-]+/[!-~]*"),
    Tag.CALL_BACK: re.compile(r"\+?[0-9]{3,14}"),
}
_WHAT: Final[Mapping[Tag, str]] = {
    Tag.VAR: "one line",
    Tag.NUMERIC: "digits",
    Tag.ALPHANUMERIC: "Latin letters and digits",
    Tag.URL: "a web address",
    Tag.CALL_BACK: "a telephone number",
}


def tags_of(text: str) -> list[Tagged]:
    """Returns the tags of a text in their order."""
    return [Tagged(found[1], found.start(), found.end()) for found in _TAG.finditer(text)]


def value_problem(tag: Tag, value: str) -> str | None:
    """Returns why a value may not stand for this tag, None if it may; the value itself is not repeated."""
    if not _SHAPES[tag].fullmatch(value):
        return f"a {tag} variable takes {_WHAT[tag]} alone"
    longest = LONGEST_OLD if tag is Tag.VAR else None if tag is Tag.URL else LONGEST_VALUE
    if longest is not None and len(value) > longest:
        return f"a {tag} variable takes {longest} characters at most"
    return None


def fill(template: TextTemplate, values: Mapping[Slot, str]) -> str:
    """Returns the text with its values; the caller has checked that there is one for each tag."""
    filled = iter([values[slot] for slot in template.variables])
    return _TAG.sub(lambda _: next(filled), template.text)


def value_problems(template: TextTemplate, values: Mapping[Slot, str]) -> Iterator[str]:
    """Returns what is wrong with the values of one message."""
    for tagged, slot in zip(tags_of(template.text), template.variables, strict=False):
        problem = value_problem(tagged.tag, values[slot]) if tagged.tag else None
        if problem:
            yield f"{slot}: {problem}"


def choose(templates: Mapping[str, TextTemplate], wanted: "Wanted") -> str | None:
    """Returns the name of the template for a message, None if none fits.

    The contact's language comes first; among its templates the one with the most ways to answer.
    """
    fitting = [name for name, template in templates.items() if wanted.fits(template)]
    return max(fitting, key=lambda name: wanted.merit(templates[name]), default=None)


@dataclass(frozen=True)
class Wanted:
    """What a message needs of a template, and which values there are to fill it."""

    kind: MessageKind | OutsideKind
    severity: Severity
    language: Language
    available: frozenset[Slot]
    drill: bool = False
    again: bool = False
    takes_replies: bool = False
    climbed: bool = False

    def fits(self, template: TextTemplate) -> bool:
        """Returns whether the template says what this message is, and nothing is missing for it."""
        return (
            self.kind in template.kinds
            and self.severity in template.severities
            and (self.drill, self.again) == (template.drill, template.again)
            and (self.climbed or not template.climbed)
            and self.available >= set(template.variables)
            and (self.takes_replies or not template.asks_reply)
        )

    def merit(self, template: TextTemplate) -> tuple[bool, bool, bool, bool, int]:
        """Returns what to prefer one fitting template for: language, reply, climb, link, the narrower meaning."""
        used = template.variables
        narrow = -len(template.severities) - len(template.kinds)
        return (template.language is self.language, Slot.CODE in used, template.climbed, Slot.LINK in used, narrow)
