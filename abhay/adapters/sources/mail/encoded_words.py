"""Encoded words in a header's value (RFC 2047), beside text of any script.

The standard library's reader writes every character beyond Latin-1 that stands beside an encoded word as an escape.
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterator

from abhay.adapters.sources.mail.charset import decode_text

_BEGIN = re.compile(r"=\?(?P<charset>[^?*]{0,60})(?:\*[^?]{0,60})?\?(?P<encoding>[qb])\?", re.IGNORECASE)
_END = "?="

Piece = tuple[str | bytes, str | None]
"""Text as it stands, or the bytes of a word with their character set."""


def read_words(value: str) -> str:
    """Returns a header's value with its encoded words in plain text; the value itself if one of them is broken.

    Blanks between two words are no text, and a character may begin in one word and end in the next.
    """
    try:
        pieces = list(_joined(_pieces(value)))
    except (binascii.Error, ValueError):
        return value
    return "".join(decode_text(piece, charset)[0] if isinstance(piece, bytes) else piece for piece, charset in pieces)


def _pieces(value: str) -> Iterator[Piece]:
    """Yields words and the text between them."""
    position = 0
    while begin := _BEGIN.search(value, position):
        end = value.find(_END, begin.end())
        if end < 0:
            break
        between = value[position : begin.start()]
        if between and (position == 0 or not between.isspace()):
            yield between, None
        yield _bytes_of(value[begin.end() : end], begin["encoding"]), begin["charset"].lower()
        position = end + len(_END)
    yield value[position:], None


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Joins words of one character set that follow each other."""
    open_word: tuple[list[bytes], str | None] | None = None
    for piece, charset in pieces:
        if isinstance(piece, bytes) and open_word is not None and charset == open_word[1]:
            open_word[0].append(piece)
            continue
        if open_word is not None:
            yield b"".join(open_word[0]), open_word[1]
        open_word = ([piece], charset) if isinstance(piece, bytes) else None
        if isinstance(piece, str):
            yield piece, None
    if open_word is not None:
        yield b"".join(open_word[0]), open_word[1]


def _bytes_of(text: str, encoding: str) -> bytes:
    """Returns a word's bytes; raises `binascii.Error` for broken base64. Raw text in a word counts as UTF-8."""
    raw = text.encode("utf-8", "surrogatepass")
    if encoding in "qQ":
        return quopri.decodestring(raw.replace(b" ", b"_"), header=True)
    return base64.b64decode(raw + b"=" * (-len(raw) % 4))
