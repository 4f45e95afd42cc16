"""What a telephone call says: one language, every number digit by digit, all of it twice, nothing about the person.

Templates live in `templates/voice/say.{hi,en}.txt.j2`; each line is one sentence.
"""

import re
from functools import cache
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from abhay.wording.messages import TEMPLATES
from abhay.wording.replies import Verdict, say
from abhay.wording.words import Bilingual
from models.enums import Language, MessageKind, OutsideKind
from models.payloads import OutgoingMessage

DIGITS: Final = {
    Language.HINDI: ("शून्य", "एक", "दो", "तीन", "चार", "पाँच", "छह", "सात", "आठ", "नौ"),
    Language.ENGLISH: ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_LETTERS: Final = {Language.HINDI: {"R": "आर", "J": "जे"}, Language.ENGLISH: {}}
AGAIN: Final = Bilingual(hi="फिर से सुनिए।", en="I repeat.")
GOODBYE: Final = Bilingual(
    hi="आपका उत्तर नहीं मिला। फ़ोन फिर आएगा।", en="No answer was given. There will be another call."
)

_REF: Final = re.compile(r"RJ-[0-9]{4}-[0-9]{6,12}")

KEYS: Final = {"1": "acknowledge", "2": "not_ours"}
"""The keys of a call and what they mean, in the words of the contract."""

_ASKING: Final = frozenset(
    {MessageKind.PAGE, MessageKind.REMINDER, MessageKind.UPDATE, MessageKind.DESK, MessageKind.ESCALATED}
)


def asks(message: OutgoingMessage) -> bool:
    """Returns whether the call waits for a key; a notice about the system itself does not."""
    if message.kind == OutsideKind.TEST:
        return True
    return message.kind in _ASKING and _REF.match(message.alert) is not None


def spell(text: str, language: Language) -> str:
    """Returns a ref or a code as it is spoken: each digit and letter a word, a pause where a hyphen stands."""
    words = DIGITS[language]
    letters = _LETTERS[language]
    parts = (
        " ".join(
            words[int(each)] if each in "0123456789" else letters.get(each, each) for each in part if each.isalnum()
        )
        for part in text.upper().split("-")
    )
    return ", ".join(part for part in parts if part)


def once(message: OutgoingMessage) -> tuple[str, ...]:
    """Returns the sentences of a call, each said once."""
    language = message.language
    template = _environment().get_template(f"say.{language.value}.txt.j2")
    text = template.render(
        m=message,
        asks=asks(message),
        ref=spell(ref[0], language) if (ref := _REF.match(message.alert)) else None,
        code=spell(message.reply_code, language) if message.reply_code else None,
    )
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def sentences(message: OutgoingMessage) -> tuple[str, ...]:
    """Returns all that a call says: everything twice."""
    said = once(message)
    return (*said, in_language(AGAIN, message.language), *said)


def answer(verdict: Verdict, language: Language, ref: str = "") -> tuple[str, ...]:
    """Returns what is said after a key was pressed."""
    words = say(verdict, spell(ref, language))
    return () if words is None else (in_language(words, language),)


def in_language(words: Bilingual, language: Language) -> str:
    """Returns the words in one of the two languages."""
    return words.hi if language is Language.HINDI else words.en


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES / "voice"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701  it is spoken; whoever puts it into XML escapes it there
    )
