"""The header block of a mail or of one of its parts, read within limits and without surprises.

A bare carriage return is no line end here: what our mail server took for one long line must not
become a header of its own, least of all an Authentication-Results.
"""

import re
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from abhay.sources.mail_charset import decode_text
from abhay.sources.text import clean_identifier

_MAX_BLOCK = 256 * 1024
_MAX_VALUE = 16 * 1024
_MAX_TYPE = 2 * 1024
_NAME = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")


@dataclass(frozen=True)
class Headers:
    """The (name, value) pairs in their order, names in lower case, values unfolded; `cut` if some were left out."""

    pairs: tuple[tuple[str, str], ...] = ()
    cut: bool = False

    def all(self, name: str) -> list[str]:
        """The raw values of a header, in their order."""
        return [value for key, value in self.pairs if key == name]

    def text(self, name: str) -> str:
        """The first value of a header in plain words, its encoded words read."""
        return decode_words(next(iter(self.all(name)), ""))


@dataclass(frozen=True)
class ContentType:
    """What a part says it is."""

    media_type: str
    charset: str | None
    boundary: bytes | None
    filename: str | None
    attached: bool


def split_head(raw: bytes) -> tuple[Headers, bytes]:
    """The headers of a message or part, and its body: what follows the empty line or the last header."""
    pairs: list[tuple[str, bytes]] = []
    position, cut = 0, False
    while position < len(raw):
        end = raw.find(b"\n", position) + 1 or len(raw)
        line = raw[position : min(end, position + _MAX_VALUE)].rstrip(b"\r\n")
        if position > _MAX_BLOCK:
            return Headers(_decoded(pairs), cut=True), _after_empty_line(raw, position)
        cut = cut or end - position > _MAX_VALUE
        if not line:
            return Headers(_decoded(pairs), cut), raw[end:]
        found = _NAME.match(line)
        if line[:1] in b" \t" and pairs:
            name, value = pairs[-1]
            cut = cut or len(value) + len(line) > _MAX_VALUE
            pairs[-1] = (name, (value + b" " + line.strip())[:_MAX_VALUE])
        elif found:
            pairs.append((found[1].decode("ascii").lower(), line[found.end() :].strip()))
        elif not (position == 0 and line.startswith((b"From ", b">From "))):
            return Headers(_decoded(pairs), cut), raw[position:]
        position = end
    return Headers(_decoded(pairs), cut), b""


def content_type(headers: Headers, default: str = "text/plain") -> ContentType:
    """What the Content-Type and Content-Disposition headers say; what they do not say has its default."""
    message = Message()
    message.set_default_type(default)
    for name in ("content-type", "content-disposition"):
        for value in headers.all(name)[:1]:
            message[name] = value[:_MAX_TYPE]
    boundary = message.get_boundary()
    filename = message.get_filename()
    return ContentType(
        media_type=message.get_content_type(),
        charset=message.get_content_charset(),
        boundary=boundary.encode("utf-8", "replace") if boundary else None,
        filename=clean_identifier(decode_words(filename))[:255] or None if filename else None,
        attached=message.get_content_disposition() == "attachment",
    )


def decode_words(value: str) -> str:
    """A header's value with its encoded words (RFC 2047) read; as it is where they are broken."""
    try:
        pieces = decode_header(value[:_MAX_VALUE])
    except (HeaderParseError, ValueError):
        return clean_identifier(value)
    words = [decode_text(piece, charset)[0] if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return clean_identifier("".join(words))


def _decoded(pairs: list[tuple[str, bytes]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, decode_text(value, None)[0].replace("\r", " ")) for name, value in pairs)


def _after_empty_line(raw: bytes, position: int) -> bytes:
    found = re.compile(rb"\n\r?\n").search(raw, position)
    return raw[found.end() :] if found else b""
