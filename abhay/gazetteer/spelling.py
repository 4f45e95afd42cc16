"""One form for the many ways in which a place is written: Devanagari, Latin, Hinglish, with or without marks.

`folded` keeps the letters and drops what never tells two places apart (case, marks, nukta, half nasals).
`sounds` are rougher: both scripts end in one Latin key of how the name sounds, so that लोहावट, Lohawat and
Lohavat meet; `rough_sounds` are for place fields, where a tolerant ear does no harm. The more tolerant the
way in which a name was found, the less it counts.
"""

import re
import unicodedata
from functools import lru_cache

from abhay.gazetteer.devanagari import is_devanagari, latin_spellings

_IGNORED = re.compile(r"[^a-z0-9\u0900-\u097f]")
_INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
# Devanagari that is written either way: nukta, chandrabindu, half nasals before a consonant.
_DEVANAGARI_FOLDS = (
    (re.compile("\u093c"), ""),
    (re.compile("\u0901"), "\u0902"),
    (re.compile("[ङञणनम]\u094d(?=[क-ह])"), "\u0902"),
)
# Order matters: digraphs before letters. These spellings are one sound to everybody who writes Hinglish.
_SAME = (
    (re.compile("ph"), "f"),
    (re.compile("ck|q"), "k"),
    (re.compile("chh"), "ch"),
    (re.compile("w"), "v"),
    (re.compile("z"), "j"),
    (re.compile("x"), "ks"),
    (re.compile("(?<=g)aa?n?v(?=$|[^aeiou])"), "aon"),
    (re.compile("ee|ii"), "i"),
    (re.compile("iy(?=[aeiou])"), "i"),
    (re.compile("oo|uu"), "u"),
    (re.compile("ore(?=$|p)"), "or"),
    (re.compile("aa+y(?![aeiou])"), "ay"),
    (re.compile("ah(?=[^aeiou])"), "eh"),
    (re.compile("a[iye](?![aeiou])"), "e"),
    (re.compile("a[uow](?![aeiou])"), "o"),
    (re.compile("y(?![aeiou])"), "i"),
    (re.compile("m(?=[bp])"), "n"),
    (re.compile("aa+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
)
# These are heard as one only by a tolerant ear: aspiration, sh and s, and the short a that nobody agrees to write.
_ALIKE = (
    (re.compile("ch"), "c"),
    (re.compile("sh"), "s"),
    (re.compile("(?<=[bdgjktr])h"), ""),
    (re.compile("ea"), "i"),
    (re.compile("ev(?=[^aeiou])"), "eo"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=.)a(?=.)"), ""),
)


def clean(text: str) -> str:
    """The text in Unicode's compatible composed form, without invisible and direction characters, digits 0–9."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DIGITS)


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """The letters of a name or phrase without spaces, case, accents and marks; "" when nothing is left."""
    text = unicodedata.normalize("NFKD", clean(name).lower())
    text = "".join(char for char in text if not unicodedata.combining(char) or "\u0900" <= char <= "\u097f")
    for pattern, replacement in _DEVANAGARI_FOLDS:
        text = pattern.sub(replacement, text)
    return _IGNORED.sub("", text)


@lru_cache(maxsize=8192)
def sounds(letters: str) -> tuple[str, ...]:
    """How a folded name sounds: several keys where the script leaves it open (ड as r or d, a last nasal)."""
    spellings = latin_spellings(letters) if is_devanagari(letters) else (letters,)
    return tuple(dict.fromkeys(_replaced(spelling, _SAME) for spelling in spellings))


@lru_cache(maxsize=8192)
def rough_sounds(letters: str) -> tuple[str, ...]:
    """The same to a tolerant ear: Jodhpur and Jodpur, Sikar and Shikar are one."""
    return tuple(dict.fromkeys(_replaced(sound, _ALIKE) for sound in sounds(letters)))


def _replaced(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
