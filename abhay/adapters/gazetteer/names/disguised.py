"""Reads names with symbols in the place of letters that they look like, as profiles have them: "Ch!ttorgarh"."""

import re
from typing import Final

from abhay.adapters.gazetteer.names.index import NameIndex

_DISGUISED: Final = re.compile(r"(?<![A-Za-z])[A-Za-z]++(?:[@!$013][A-Za-z]++)++")
_LETTERS: Final = str.maketrans("@!$013", "aisoie")
_SYMBOLS: Final = re.compile(r"[@!$013]")


def undisguised(text: str, index: NameIndex) -> str:
    """Returns the text with such names in letters.

    A word of symbols that is no name goes, since its pieces would sound like other places; it stays if a piece is a
    name, for then the symbol parts two of them: "Kota@Rajasthan".
    """
    return _DISGUISED.sub(lambda found: _read(found[0], index), text)


def _read(word: str, index: NameIndex) -> str:
    spelt = word.translate(_LETTERS)
    if index.exactly(spelt):
        return spelt
    return word if any(index.exactly(piece) for piece in _SYMBOLS.split(word)) else " "
