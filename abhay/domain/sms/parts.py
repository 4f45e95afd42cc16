"""Counts the parts of a text message: GSM 03.38 letters in septets, any other text in UTF-16 units (3GPP TS 23.040)."""

from typing import Final

MOST_PARTS: Final = 3
"""Beyond it messages are cut, come in the wrong order, or are refused by the operators."""

GSM_ALPHABET: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_EXTENSION: Final = frozenset("^{}\\[~]|€\f")
"""Characters that take two septets each."""

_SEPTETS_ALONE, _SEPTETS_EACH = 160, 153
_UNITS_ALONE, _UNITS_EACH = 70, 67


def is_unicode(text: str) -> bool:
    """Returns whether one character at least is none of GSM 03.38, so that the whole text goes out as UCS-2."""
    return bool(not_in_gsm(text))


def not_in_gsm(text: str) -> str:
    """Returns the characters that GSM 03.38 lacks, each once, in their order."""
    return "".join(dict.fromkeys(each for each in text if each not in GSM_ALPHABET and each not in GSM_EXTENSION))


def units(text: str) -> int:
    """Returns the length that counts: septets of a GSM text, else UTF-16 units (two for a character beyond the BMP)."""
    if is_unicode(text):
        return len(text.encode("utf-16-be", "surrogatepass")) // 2
    return len(text) + sum(each in GSM_EXTENSION for each in text)


def parts(text: str) -> int:
    """Returns the number of parts in which the text goes out, 1 for an empty one.

    A character of two units or septets is never cut in half: one that does not fit begins the next part.
    """
    alone, each = (_UNITS_ALONE, _UNITS_EACH) if is_unicode(text) else (_SEPTETS_ALONE, _SEPTETS_EACH)
    if units(text) <= alone:
        return 1
    count, used = 1, 0
    for character in text:
        size = units_of(character, unicode=alone == _UNITS_ALONE)
        if used + size > each:
            count, used = count + 1, 0
        used += size
    return count


def units_of(character: str, *, unicode: bool) -> int:
    """Returns the units of one character in a text of that kind."""
    if unicode:
        return 2 if ord(character) > 0xFFFF else 1
    return 2 if character in GSM_EXTENSION else 1
