"""Splits words that were run together: "bikanermehu", "kotase", "पालीमें"."""

import re
from collections.abc import Callable

_SHORTEST_NAME = 4
_HU = "hu|hun|hoon|huu|hoo|हूं|हु|हुं"
_STAY = "rehta|rehti|rahta|rahti|baitha|baithi|khada|khadi|aaya|aayi|aagaya|aagayi|रहता|रहती|बैठा|बैठी"
_LINK = "me|mein|men|mai|main|mey|mei|se|ka|ki|ke|pe|wala|wale|wali|में|मे|से|का|की|के|पर"
_ARRIVED = "aa|aagaya|agaya|aagayi|pahunchgaya|pahuncha|pahunchi"
_BEHIND = re.compile(
    rf"(?:(?P<link>{_LINK})(?P<stay>{_STAY})?(?P<am>{_HU})?|(?P<come>{_ARRIVED})(?P<gone>gaya|gayi)?(?P<now>{_HU})?"
    rf"|(?P<only>{_HU}))"
)
"""What people write right behind a name: a postposition with its verb, an arrival, or "hu" alone."""


def split_joined(key: str, is_name: Callable[[str], bool]) -> tuple[str, ...] | None:
    """Returns the parts of a folded word that begins with a name and goes on with its postposition, else None."""
    for end in range(_SHORTEST_NAME, len(key) - 1):
        behind = _BEHIND.fullmatch(key, end)
        if behind and is_name(key[:end]):
            return (key[:end], *(part for part in behind.groups() if part))
    return None
