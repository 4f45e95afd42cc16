"""The telephone numbers of the person in a writer's own sentences, told from the writer's."""

import re
from collections.abc import Iterator

from abhay.domain.intake.phones import phones_in
from abhay.domain.text import ascii_digits

_SENTENCE = re.compile(r"(?<=[.!?।])[ \t]+(?=\D)|\n")
_NUMBER = re.compile(r"(?<![\w@.])(?:\+|00)?\(?\d[\d ()./-]{6,24}\d(?![\w@])")
_LEAST_DIGITS = 10
_BEFORE, _JUST_BEFORE = 60, 25
"""Characters before a number that tell whose it is, and that it is a telephone's."""
_ABBREVIATED = re.compile(r"\b(ph|no|mob|tel|nos|num)\.[ \t]*", re.IGNORECASE)
_NO_TELEPHONE = re.compile(r"\b(?:id|uid|ip|ref|reference|case|ticket|pin|imei|aadhaar)\b|आईडी|संदर्भ|पिन", re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:my|me|us|our|control room|help ?line|desk)\b|मेरा|मेरे|हमारा|हमारे|मुझे|हमें|कंट्रोल|नियंत्रण कक्ष|हेल्पलाइन",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:his|her|their|new|another|other|alternate|one more|victim|person|subject|he|she|uska|uski|naya|user)\b"
    r"|उसका|उसकी|उसके|उनका|उनके|नया|दूसरा|पीड़ित|वह",
    re.IGNORECASE,
)


def phones_said(text: str, *, of_partner: bool) -> Iterator[str]:
    """Yields the numbers that the sentences give for the person, in E.164.

    A partner writes about the person, except where a sentence speaks of the writer; anybody else may give his own
    number, so that there the sentence must speak of the person.
    """
    for sentence in _SENTENCE.split(_ABBREVIATED.sub(r"\1 ", ascii_digits(text))):
        if not (of_partner or _THEIRS.search(sentence)):
            continue
        for found in _NUMBER.finditer(sentence):
            before = sentence[max(0, found.start() - _BEFORE) : found.start()]
            enough = sum(char.isdigit() for char in found[0]) >= _LEAST_DIGITS
            if enough and not _OURS.search(before) and not _NO_TELEPHONE.search(before[-_JUST_BEFORE:]):
                yield from (phone.e164 for phone in phones_in(found[0]))
