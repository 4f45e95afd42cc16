"""Checks DLT templates: each for itself, and whether every message has one."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise, product
from typing import Final

from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.sms.dlt import REPLY_NUMBER, Slot, TextTemplate, Wanted, choose, fill, tags_of, value_problems
from abhay.domain.sms.parts import MOST_PARTS, not_in_gsm, parts
from models.enums import Language, MessageKind, OutsideKind, Severity

MOST_VARIABLES: Final = 2
LEAST_FIXED: Final = 0.3
"""Share of the filled text that must be fixed words (TRAI, 2023)."""

_ID: Final = re.compile(r"[0-9]{12}|[0-9]{19}")
_ALLOWED_CONTROLS: Final = ("\n", "\u200c", "\u200d")
_LOOK_ALIKES: Final[Mapping[str, str]] = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u00a0": "a blank",
    "\u2026": "...",
}

Problem = tuple[str, str]
"""The name of a template, and what is wrong with it."""


def template_problems(template: TextTemplate, values: Mapping[Slot, str]) -> list[str]:
    """Returns everything that keeps a template from being sent; `values` are as long as they ever get."""
    found = [problem for check in _CHECKS for problem in check(template)]
    if found:
        return found
    return [*value_problems(template, values), *text_problems(template, fill(template, values))]


def text_problems(template: TextTemplate, text: str) -> Iterator[str]:
    """Returns what is wrong with a filled text: its length, or characters that no text message carries."""
    if beyond := _shown(each for each in text if ord(each) > 0xFFFF):
        yield f"{beyond}: no text message carries this character"
    if (count := parts(text)) > MOST_PARTS:
        yield f"goes out in {count} parts: {MOST_PARTS} at most"
    if _fixed_length(template) < LEAST_FIXED * len(text):
        yield f"less than {LEAST_FIXED:.0%} of the text is fixed"


def gaps(templates: Mapping[str, TextTemplate], *, takes_replies: bool) -> Iterator[Problem]:
    """Returns the messages that no template fits, each by what it is."""
    for wanted in _every_message(takes_replies=takes_replies):
        name = choose(templates, wanted)
        if name is None or templates[name].language is not wanted.language:
            marks = "".join(f" {mark}" for mark, on in (("drill", wanted.drill), ("again", wanted.again)) if on)
            with_ = "+".join(sorted(wanted.available)) or "no variable"
            where = f"{wanted.kind} {wanted.language} {wanted.severity}{marks}"
            yield where, f"no template for it with {with_}"


def _every_message(*, takes_replies: bool) -> Iterator[Wanted]:
    yes_no = (False, True)
    for kind, language, severity, drill, again in product(MessageKind, Language, Severity, yes_no, yes_no):
        available = _available(kind, takes_replies=takes_replies)
        yield Wanted(kind, severity, language, available, drill, again, takes_replies)
    for language in Language:  # about the system itself, and outside any case
        yield Wanted(MessageKind.DESK, Severity.IMMINENT, language, frozenset(), takes_replies=takes_replies)
        yield Wanted(OutsideKind.READINESS, Severity.CONCERN, language, frozenset(), takes_replies=takes_replies)
        test = frozenset({Slot.LINK, Slot.CODE} if takes_replies else {Slot.LINK})
        yield Wanted(OutsideKind.TEST, Severity.CONCERN, language, test, takes_replies=takes_replies)


def _available(kind: MessageKind, *, takes_replies: bool) -> frozenset[Slot]:
    """Returns what a message of this kind is filled with."""
    if not MEANINGS[kind].answerable:
        return frozenset({Slot.REF})
    return frozenset({Slot.REF, Slot.LINK, *([Slot.CODE] if takes_replies else [])})


def _ids(template: TextTemplate) -> Iterator[str]:
    if not _ID.fullmatch(template.id):
        yield "id: 12 or 19 digits, as the operator gave it"


def _variables(template: TextTemplate) -> Iterator[str]:
    tags = tags_of(template.text)
    if template.text.count("{#") != len(tags) or template.text.count("#}") != len(tags):
        yield "a tag is not written as {#url#}, {#numeric#}, {#alphanumeric#}, {#cbn#} or {#var#}"
    yield from (f"{{#{each.word}#}}: no type that is used here" for each in tags if each.tag is None)
    if len(tags) != len(template.variables):
        yield f"{len(tags)} tags in the text, {len(template.variables)} in variables"
    if len(tags) > MOST_VARIABLES:
        yield f"{len(tags)} variables: {MOST_VARIABLES} at most"
    if template.names and len(template.names) != len(template.variables):
        yield f"{len(template.names)} names for {len(template.variables)} variables"
    if len(set(template.variables)) != len(template.variables):
        yield "one value stands twice in variables"


def _places(template: TextTemplate) -> Iterator[str]:
    tags, text = tags_of(template.text), template.text
    for first, second in pairwise(tags):
        if not any(each.isalnum() for each in text[first.end : second.start]):
            yield "two variables with no word between them"
    if tags and (tags[0].start == 0 or tags[-1].end == len(text)):
        yield "a variable at the beginning or the end of the text"


def _writing(template: TextTemplate) -> Iterator[str]:
    text = template.text
    if text != text.strip() or "  " in text or " \n" in text or "\n " in text:
        yield "blanks at an end of a line, or two together: they are lost on the way"
    if found := _shown(each for each in text if each in "<>"):
        yield f"{found}: not allowed in a text"
    if found := _shown(each for each in text if each in _LOOK_ALIKES):
        yield f"{found}: write {', '.join(dict.fromkeys(_LOOK_ALIKES[each] for each in text if each in _LOOK_ALIKES))}"
    if found := _shown(each for each in text if ord(each) > 0xFFFF):
        yield f"{found}: no text message carries this character"
    if found := _shown(each for each in text if _cannot_be_seen(each)):
        yield f"{found}: a character that cannot be seen"
    if REPLY_NUMBER in text:
        yield "asks for a reply, and ABHAY_CHANNELS__SMS__REPLY_NUMBER is not set"


def _cannot_be_seen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"} and character not in _ALLOWED_CONTROLS


def _language(template: TextTemplate) -> Iterator[str]:
    if template.language is Language.ENGLISH and (found := _shown(not_in_gsm(template.text))):
        yield f"{found}: turns an English text into Unicode, of less than half the length"
    if template.language is Language.HINDI and not any("\u0900" <= each <= "\u097f" for each in template.text):
        yield "is not in Hindi"
    if not template.kinds:
        yield "kinds: name one at least"
    if not template.severities:
        yield "severities: name one at least, or leave it out"


_CHECKS: Final[tuple[Callable[[TextTemplate], Iterator[str]], ...]] = (_ids, _variables, _places, _writing, _language)


def _fixed_length(template: TextTemplate) -> int:
    return len(template.text) - sum(each.end - each.start for each in tags_of(template.text))


def _shown(characters: Iterator[str] | str) -> str:
    """Returns characters by their code points, each once: most of them cannot be seen."""
    return ", ".join(f"U+{ord(each):04X}" for each in dict.fromkeys(characters))
