"""Takes a field of telephone numbers apart: each number with what stands behind it, and nothing lost.

People write two numbers with only a blank between them, a spreadsheet puts `.0` behind one, and a slash may stand
before a second number, before the last digits of one, or behind the STD code.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

LONGEST = 100
"""Most characters of one number with its words; of a longer text only the figures are kept."""

_SEPARATORS = re.compile(r"([,;|\n\r\t/&]|\s(?:or|and|aur|ya|या|और)\s)", re.IGNORECASE)
_STD_CODE = re.compile(r"(?<!\d)(0\d{2,4})\s?/\s?(?=\d{6,8}(?!\d))")
_SPREADSHEET = re.compile(r"(?<=\d{7})\.0{1,2}(?![\d.])")
_IN_POWERS = re.compile(r"(?<![\d.])(\d)\.(\d{8,12})[eE]\+?(\d{1,2})(?!\d)")
_WITHOUT_GAP = re.compile(r"(?<!\d)((?:91|0)?\d{10})(?=(?:91|0)?\d{10}(?!\d))")
_FIGURES = re.compile(r"\d+")
_WHOLE = re.compile(r"(?:0091|91|0)?[1-9]\d{9}")
_NUMBER_IN_WORDS = re.compile(r"\+?\d(?:[ ().-]{0,3}\d){6,15}")
_LEAST_DIGITS = 7
"""The shortest number that reaches anybody from outside; fewer digits are the end of another one, or an extension."""


def without_slips(text: str) -> str:
    """Returns a text of ASCII digits with slips mended: `.0` and powers of ten of a sheet, a slash for a hyphen."""
    text = _IN_POWERS.sub(_written_out, _STD_CODE.sub(r"\1-", text))
    return _WITHOUT_GAP.sub(r"\1, ", _SPREADSHEET.sub("", text))


def fields_of(text: str) -> Iterator[str]:
    """Yields the numbers of a field, each with the words and tails behind it, as they are written."""
    field, before = "", ""
    for part, separator in _parts(without_slips(text)):
        digits = _digits(part)
        if 0 < digits < _LEAST_DIGITS <= _digits(field):
            field += before + part  # 0744-2555501/02: the end of another number, or an extension
        elif digits:
            yield from _apart(field)
            field = part
        before = separator
    yield from _apart(field)


def _written_out(found: re.Match[str]) -> str:
    """Returns a number such as `5.555500101E9` in full; one that lost digits on its way stays as it is."""
    missing = int(found[3]) - len(found[2])
    return found[1] + found[2] + "0" * missing if missing in (0, 1) else found[0]


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yields what stands between separators, each with the separator behind it."""
    pieces = [*_SEPARATORS.split(text), ""]
    yield from zip(pieces[::2], pieces[1::2], strict=True)


def _apart(field: str) -> Iterator[str]:
    """Yields the numbers that stand side by side in one part: one behind another that is complete."""
    cuts, digits, left = [0], "", _digits(field)
    for figures in _FIGURES.finditer(field):
        plus = field[max(0, figures.start() - 1) : figures.start()] == "+"
        begins = plus or _WHOLE.fullmatch(figures[0]) or (_WHOLE.fullmatch(digits) and left >= _LEAST_DIGITS)
        if len(digits) >= _LEAST_DIGITS and begins:
            cuts.append(figures.start() - plus)
            digits = ""
        digits += figures[0]
        left -= len(figures[0])
    for start, end in pairwise((*cuts, len(field))):
        yield from _short_enough(field[start:end].strip())


def _short_enough(part: str) -> Iterator[str]:
    if len(part) <= LONGEST:
        yield from filter(None, (part,))
    else:
        yield from _NUMBER_IN_WORDS.findall(part)


def _digits(text: str) -> int:
    return sum(map(len, _FIGURES.findall(text)))
