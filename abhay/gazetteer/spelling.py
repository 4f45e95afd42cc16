"""One form for the many ways in which a place is written: Devanagari, Latin, Hinglish, with or without marks.

`folded` keeps the letters and drops what never tells two places apart (case, marks, nukta, half nasals).
`sound` is rougher: both scripts end in one Latin key of how the name sounds, so that लोहावट, Lohawat and
Lohavat meet. Two places may share a sound; a name found by sound counts less than one found by letters.
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
# Order matters: digraphs before letters. Aspiration, length and doubling are heard but seldom spelt alike.
_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("ck|q"), "k"),
    (re.compile("chh?"), "c"),
    (re.compile("sh"), "s"),
    (re.compile("(?<=[bdgjktr])h"), ""),
    (re.compile("w"), "v"),
    (re.compile("z"), "j"),
    (re.compile("x"), "ks"),
    (re.compile("(?<=g)aa?n?v(?=$|[^aeiou])"), "aon"),
    (re.compile("iy(?=[aeiou])"), "i"),
    (re.compile("ee|ii|ea"), "i"),
    (re.compile("oo|uu"), "u"),
    (re.compile("ore(?=$|p)"), "or"),
    (re.compile("ah(?=[^aeiou])"), "eh"),
    (re.compile("a[iye](?![aeiou])"), "e"),
    (re.compile("a[uow](?![aeiou])"), "o"),
    (re.compile("ev(?=[^aeiou])"), "eo"),
    (re.compile("y(?![aeiou])"), "i"),
    (re.compile("m(?=[bp])"), "n"),
    (re.compile("aa+"), "a"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=.)a(?=.)"), ""),
)


def clean(text: str) -> str:
    """The text in Unicode's compatible composed form, without invisible and direction characters, digits 0–9."""
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DIGITS)


def words(text: str) -> list[str]:
    """The words of a cleaned text in order; Devanagari signs stay with their letters."""
    return [match.group() for match in _WORD_SIGNS.finditer(text)]


_WORD_SIGNS = re.compile(r"[a-z0-9\u0900-\u0963\u0966-\u097f\u00c0-\u024f]+", re.IGNORECASE)


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
    """The sound keys of a folded name: several where the script leaves the sound open (ड as r or d, a last nasal)."""
    spellings = latin_spellings(letters) if is_devanagari(letters) else (letters,)
    return tuple(dict.fromkeys(_key(spelling) for spelling in spellings))


def _key(latin: str) -> str:
    for pattern, replacement in _SOUNDS:
        latin = pattern.sub(replacement, latin)
    return latin
