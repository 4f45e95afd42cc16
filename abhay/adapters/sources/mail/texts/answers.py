"""Whether a mail answers another one, and what it adds to the alert that it quotes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from abhay.adapters.sources.mail.headers import Headers
from abhay.adapters.sources.mail.texts.lines import SIGNED_WITH, Lines, read_lines
from abhay.adapters.sources.mail.texts.prose import phones_said
from abhay.adapters.sources.mail.texts.quotes import Parts, without_signature
from models.enums import Trust

_NAMED = "subject.display_name"
_ANSWER = re.compile(r"(?:re|aw|sv|antw|ref|res|उत्तर|जवाब|प्रति)[ \t]*(?:\[\d+\])?[ \t]*[:：]", re.IGNORECASE)
_PASSED_ON = re.compile(r"(?:fwd?|wg|tr|अग्रे|अग्रेषित)[ \t]*[:：]", re.IGNORECASE)
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True)
class Added:
    """What the writer adds: labelled values, and sentences; both empty where he only quotes."""

    lines: Lines = field(default_factory=Lines)
    words: str = ""
    phones: Sequence[str] = ()

    @property
    def says_anything(self) -> bool:
        """Whether there is a word or a labelled value."""
        return bool(self.words or self.lines.values or self.lines.posts)


def is_answer(headers: Headers) -> bool:
    """Whether a mail answers another one; one that is passed on is no answer."""
    subject = headers.text("subject").strip()
    if _PASSED_ON.match(subject):
        return False
    return bool(_ANSWER.match(subject)) or any(value.strip() for value in headers.all("in-reply-to"))


def added_by(parts: Iterable[Parts], trust: Trust, *, answers: bool) -> Added:
    """Returns what the writer of the texts adds to what they quote.

    Labelled values count in an answer alone: above a mail that is passed on stands a covering note with the name and
    number of whoever passes it on, which are not the person's. They are left out too in the answer of anybody but a
    partner if there is nothing else.
    """
    new = _each_once(without_signature(each.new) for each in parts)
    merged = Lines()
    for text in new:
        lines = read_lines(text)
        for name, values in lines.values.items():
            merged.values.setdefault(name, []).extend(each for each in values if each not in merged.values[name])
        merged.posts += lines.posts
        merged.rest += lines.rest
    words = "\n".join(merged.rest)
    if not answers or (trust is not Trust.VERIFIED and merged.values.keys() <= {*SIGNED_WITH, _NAMED}):
        merged.values = {}
    phones = tuple(dict.fromkeys(phones_said(words, of_partner=trust is Trust.VERIFIED))) if answers else ()
    return Added(lines=merged, words=words if _LETTERS.search(words) else "", phones=phones)


def _each_once(texts: Iterable[str]) -> list[str]:
    """Returns the texts without one that says no more than another: a mail brings the same words as HTML."""
    kept: list[str] = []
    seen: list[str] = []
    for text in texts:
        bare = "".join(char for char in text if char.isalnum())
        if bare and not any(bare in other for other in seen):
            kept.append(text)
            seen.append(bare)
    return kept
