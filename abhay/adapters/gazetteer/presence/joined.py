"""Splits words that were run together: "bikanermehu", "kotase", "पालीमें"."""

import re
from collections.abc import Callable

_SUFFIX = re.compile(
    r"(?P<name>.{4,}?)(?P<link>me|mein|men|mai|main|mey|mei|se|ka|ki|ke|pe|wala|wale|wali|में|मे|से|का|की|के|पर)"
    r"(?P<verb>hu|hun|hoon|huu|hoo|rehtahu|rehtihu|rahtahu|rahtihu|baithahu|baithihu|aaya|aagaya|हूं|हु|हुं)?$"
)
_ARRIVED = re.compile(
    r"(?P<name>.{4,}?)(?P<link>aa|aagaya|agaya|aagayi|pahunchgaya|pahuncha|pahunchi|hu|hoon)(?P<verb>gaya|gayi|hu|hoon)?$"
)
_ENDINGS = (_SUFFIX, _ARRIVED)


def split_joined(key: str, is_name: Callable[[str], bool]) -> tuple[str, ...] | None:
    """Returns the parts of a folded word that begins with a name and goes on with its postposition, else None."""
    for ending in _ENDINGS:
        match = ending.fullmatch(key)
        while match:
            if is_name(match["name"]):
                return tuple(part for part in match.groups() if part)
            match = _longer(ending, key, len(match["name"]) + 1)
    return None


def _longer(ending: re.Pattern[str], key: str, least: int) -> re.Match[str] | None:
    """Returns the same ending behind a longer name: "rameshwar" does not end at its first "me"."""
    rest = ending.pattern.replace("{4,}?", f"{{{least},}}?")
    return re.compile(rest).fullmatch(key) if least < len(key) else None
