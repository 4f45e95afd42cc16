"""WhatsApp templates: a text that Meta has approved, its variables and buttons, and which message it is for.

Outside the 24 hours after a person's own message Meta lets nothing through but approved templates. Source: the pages
of the WhatsApp Business Platform, Cloud API, on message templates (2026).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.messages.replies import Said
from models.enums import Language, MessageKind, Severity
from models.payloads import Payload

TEST: Final = "test"
"""The kind of a test of a contact point, beside those of `MessageKind`."""

LONGEST_TEXT: Final = 1024
LONGEST_NAME: Final = 512
MOST_BUTTONS: Final = 10

_SLOT: Final = re.compile(r"\{\{([^{}]*)\}\}")
_PAYLOAD: Final = re.compile(r"abhay:([12]):([0-9A-Za-z_-]{1,64})")
_ANSWERS: Final = {"1": Said.ACKNOWLEDGE, "2": Said.NOT_OURS}


class Slot(StrEnum):
    """What we put into a variable: the case's ref, the digits that answer by a typed text, the minutes unanswered."""

    REF = "ref"
    CODE = "code"
    MINUTES = "minutes"


class Button(StrEnum):
    """A button under a message: the page of the case, or one of the two answers."""

    LINK = "link"
    ACKNOWLEDGE = "acknowledge"
    NOT_OURS = "not_ours"


ANSWERS: Final[Mapping[Button, Said]] = {Button.ACKNOWLEDGE: Said.ACKNOWLEDGE, Button.NOT_OURS: Said.NOT_OURS}


class WhatsAppTemplate(Payload):
    """One approved template and when it is used.

    `name` and `language` are what Meta knows it by. `variables` says what fills `{{1}}`, `{{2}}` in their order,
    `buttons` which buttons it has, in their order. Without `severities` it fits all. `again` marks a message that the
    post may have received before.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,512}$")]
    language: Language
    kinds: tuple[MessageKind | str, ...]
    text: str
    variables: tuple[Slot, ...] = ()
    buttons: tuple[Button, ...] = ()
    severities: tuple[Severity, ...] = Field(default=tuple(Severity), min_length=1)
    drill: bool = False
    again: bool = False

    @property
    def key(self) -> str:
        """Name and language in one word: the same name has a text of its own in each language."""
        return f"{self.name}.{self.language.value}"


@dataclass(frozen=True)
class Wanted:
    """What a message needs of a template; `slots` and `buttons` are what there is to fill it with."""

    kind: str
    severity: Severity
    language: Language
    slots: frozenset[Slot] = frozenset()
    buttons: frozenset[Button] = frozenset()
    drill: bool = False
    again: bool = False

    def fits(self, template: WhatsAppTemplate) -> bool:
        """Returns whether the template says what this message is, and nothing is missing for it."""
        return (
            self.kind in template.kinds
            and self.severity in template.severities
            and (self.drill, self.again) == (template.drill, template.again)
            and self.slots >= set(template.variables)
            and self.buttons >= set(template.buttons)
        )

    def merit(self, template: WhatsAppTemplate) -> tuple[bool, bool, int, int]:
        """Returns what to prefer one fitting template for: language, minutes, ways to answer, the narrower meaning."""
        narrow = -len(template.severities) - len(template.kinds)
        return (template.language is self.language, _tells_minutes(template), len(template.buttons), narrow)


def fitting(templates: Sequence[WhatsAppTemplate], wanted: Wanted) -> list[WhatsAppTemplate]:
    """Returns the templates for a message, best first: of each language the best one, and the best without minutes.

    Meta may not know one of them yet, so another must be there to follow it.
    """
    found = sorted((each for each in templates if wanted.fits(each)), key=wanted.merit, reverse=True)
    best: dict[tuple[Language, bool], WhatsAppTemplate] = {}
    for each in found:
        best.setdefault((each.language, _tells_minutes(each)), each)
    return list(best.values())


def _tells_minutes(template: WhatsAppTemplate) -> bool:
    return Slot.MINUTES in template.variables


def fill(template: WhatsAppTemplate, values: Mapping[Slot, str]) -> str:
    """Returns the text as the phone shows it."""
    filled = iter([values[slot] for slot in template.variables])
    return _SLOT.sub(lambda _: next(filled), template.text)


def payload_of(button: Button, message_id: str) -> str:
    """Returns what an answering button brings back: which answer, to which message."""
    digit = next(digit for digit, said in _ANSWERS.items() if said is ANSWERS[button])
    return f"abhay:{digit}:{message_id}"


def read_payload(payload: str) -> tuple[Said, str] | None:
    """Returns the answer of a button and the id of its message; None for a payload that is not ours."""
    found = _PAYLOAD.fullmatch(payload)
    return None if found is None else (_ANSWERS[found[1]], found[2])


def problems_of(template: WhatsAppTemplate) -> Iterator[str]:
    """Returns what Meta would refuse in a template, or what would keep it from being filled."""
    text, numbers = template.text, [found[1].strip() for found in _SLOT.finditer(template.text)]
    if not text.strip() or len(text) > LONGEST_TEXT:
        yield f"the text is empty, or longer than {LONGEST_TEXT} characters"
    if numbers != [str(number) for number in range(1, len(template.variables) + 1)]:
        yield "the text does not hold {{1}}, {{2}} … once each, in the order of variables"
    if text.strip().startswith("{{") or text.strip().endswith("}}"):
        yield "a variable at the beginning or the end of the text"
    if re.search(r"\}\}\W*\{\{", text):
        yield "two variables with no word between them"
    if len(template.buttons) > MOST_BUTTONS or len(set(template.buttons)) != len(template.buttons):
        yield "a button stands twice"
    if template.buttons and Button.LINK in template.buttons[1:-1]:
        yield "the link stands between the answers: Meta wants buttons of one type together"
    if unknown := [kind for kind in template.kinds if kind not in {*MessageKind, TEST}]:
        yield f"{unknown[0]}: no kind of message"


def gaps(templates: Sequence[WhatsAppTemplate]) -> Iterator[str]:
    """Returns the messages that no template fits, each by what it is."""
    for kind in (*MessageKind, TEST):
        for severity in Severity:
            for drill in (True,) if kind == TEST else (False, True):
                for again in (False,) if kind == TEST else (False, True):
                    wanted = Wanted(kind, severity, Language.HINDI, *available(kind), drill=drill, again=again)
                    if not fitting(templates, wanted):
                        marks = "".join(f" {mark}" for mark, on in (("drill", drill), ("again", again)) if on)
                        yield f"{kind} {severity}{marks}"


def available(
    kind: str, *, link: bool | None = None, code: bool = False, ref: bool = True, minutes: bool = False
) -> tuple[frozenset[Slot], frozenset[Button]]:
    """Returns the values and buttons that a message of this kind has; `link` None: as its kind usually has one.

    The answers are offered where the kind asks for one; "not ours" is no answer of the desk's.
    """
    answerable = kind != TEST and MEANINGS[MessageKind(kind)].answerable
    linked = answerable or kind == TEST if link is None else link
    values = ((Slot.REF, ref and kind != TEST), (Slot.CODE, code), (Slot.MINUTES, minutes))
    slots = frozenset(slot for slot, there in values if there)
    buttons = {Button.LINK} if linked else set[Button]()
    if answerable and linked:
        buttons |= {Button.ACKNOWLEDGE} if kind == MessageKind.DESK else set(ANSWERS)
    return slots, frozenset(buttons)
