"""Devanagari to plain Latin as Hindi speakers type it, with the unspoken a left out."""

import re

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
# On the reversed word, because Hindi drops the a of every second syllable counted from the end.
_UNSPOKEN_INNER = re.compile(f"(?:(?<={_V}{_C})|(?<={_V}h{_C}))A(?=h?{_C}N?{_V})")
_LAST_NASAL = re.compile("N$")


def is_devanagari(text: str) -> bool:
    """Whether the first letter is Devanagari."""
    return bool(text) and "\u0900" <= text[0] <= "\u097f"


def latin_spellings(text: str) -> tuple[str, ...]:
    """Latin spellings of one Devanagari word: inner ड and ढ as r and as d, a last nasal with and without n."""
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
