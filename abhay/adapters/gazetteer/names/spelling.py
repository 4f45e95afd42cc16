"""Brings the spellings of a place to one key: Devanagari, Latin, Hinglish, with or without marks.

`folded` keeps the letters and drops what never distinguishes two places (case, marks, nukta, half nasals).
`sounds` gives both scripts one Latin key of how the name sounds, so that लोहावट, Lohawat and Lohavat are equal:
Devanagari is transcribed as Hindi speakers type it, without the unspoken a (schwa deletion).
`rough_sounds` is more tolerant still, for place fields, where that does no harm. The more tolerant the key by which
a name was found, the less it counts.
"""

import re
import unicodedata
from functools import lru_cache

from abhay.domain.text import normalized

_IGNORED = re.compile(r"[^a-z0-9\u0900-\u097f]")
_INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF])
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
# Devanagari that is written either way: nukta, chandrabindu, half nasals before a consonant.
_DEVANAGARI_FOLDS = (
    (re.compile("\u093c"), ""),
    (re.compile("\u0901"), "\u0902"),
    (re.compile("[ङञणनम]\u094d(?=[क-ह])"), "\u0902"),
)
# Order matters: digraphs before letters. Whoever writes Hinglish takes each of these spellings for one sound.
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
# What only a tolerant comparison takes for one sound: aspiration, sh and s, and the short a that is often not written.
_ALIKE = (
    (re.compile("ch"), "c"),
    (re.compile("sh"), "s"),
    (re.compile("(?<=[bdgjktr])h"), ""),
    (re.compile("ea"), "i"),
    (re.compile("ev(?=[^aeiou])"), "eo"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=.)a(?=.)"), ""),
)
_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "aa", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au",
    "ऑ": "o", "ऍ": "e",
}  # fmt: skip
_SIGNS = {
    "ा": "aa", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au",
    "ॉ": "o", "ॅ": "e",
}  # fmt: skip
_FLAPS = {"ड": "D", "ढ": "Dh"}
_VIRAMA = "\u094d"
_NASALS = {"\u0901", "\u0902"}
_UNSPOKEN_LAST = re.compile("A$")
_C, _V = "[b-df-hj-np-tv-zDN]", "[aeiouA]"
# On the reversed word: Hindi drops the a of every second syllable, counted from the end.
_UNSPOKEN_INNER = re.compile(f"(?:(?<={_V}{_C})|(?<={_V}h{_C}))A(?=h?{_C}N?{_V})")
_LAST_NASAL = re.compile("N$")


def clean(text: str) -> str:
    """Returns the text in NFKC form with ASCII digits, without invisible and direction characters."""
    return normalized("NFKC", text).translate(_INVISIBLE).translate(_DIGITS)


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Returns the letters of a name or phrase without spaces, case, accents and marks; may be empty."""
    text = normalized("NFKD", clean(name).lower())
    text = "".join(char for char in text if not unicodedata.combining(char) or "\u0900" <= char <= "\u097f")
    for pattern, replacement in _DEVANAGARI_FOLDS:
        text = pattern.sub(replacement, text)
    return _IGNORED.sub("", text)


@lru_cache(maxsize=8192)
def sounds(letters: str) -> tuple[str, ...]:
    """Returns the keys of how a folded name sounds: several where the script leaves it open (ड as r or d, a nasal)."""
    spellings = latin_spellings(letters) if is_devanagari(letters) else (letters,)
    return tuple(dict.fromkeys(_replaced(spelling, _SAME) for spelling in spellings))


@lru_cache(maxsize=8192)
def rough_sounds(letters: str) -> tuple[str, ...]:
    """Returns more tolerant keys, by which Jodhpur and Jodpur, Sikar and Shikar are equal."""
    return tuple(dict.fromkeys(_replaced(sound, _ALIKE) for sound in sounds(letters)))


def _replaced(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def is_devanagari(text: str) -> bool:
    """Whether the first letter is Devanagari."""
    return bool(text) and "\u0900" <= text[0] <= "\u097f"


def latin_spellings(text: str) -> tuple[str, ...]:
    """Returns the Latin spellings of a word: with inner ड and ढ as r and as d, with and without a final nasal's n."""
    latin = _transcribed(text.replace("सिंह", "सिंघ"))
    flaps = dict.fromkeys((latin.replace("D", "r"), latin.replace("D", "d")))
    forms = (form for flap in flaps for form in (flap, _LAST_NASAL.sub("", flap)))
    return tuple(dict.fromkeys(form.replace("N", "n") for form in forms))


def _transcribed(text: str) -> str:
    out: list[str] = []
    for index, char in enumerate(text):
        following = text[index + 1] if index + 1 < len(text) else ""
        if char in _CONSONANTS:
            silent = following in _SIGNS or following == _VIRAMA
            letters = _FLAPS.get(char, _CONSONANTS[char]) if index else _CONSONANTS[char]
            out.append(letters + ("" if silent else "A"))
        elif char != _VIRAMA:
            out.append("N" if char in _NASALS else _SIGNS.get(char) or _VOWELS.get(char) or char)
    latin = _UNSPOKEN_LAST.sub("", "".join(out))
    return _UNSPOKEN_INNER.sub("", latin[::-1])[::-1].replace("A", "a").replace("nD", "nd").replace("ND", "nd")
