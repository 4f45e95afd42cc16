"""The header block of a mail or of one of its parts, read within limits and without surprises.

A bare carriage return is no line end here: what our mail server took for one long line must not
become a header of its own, least of all an Authentication-Results.
"""

import re
from dataclasses import dataclass, replace
from email.message import Message

from abhay.adapters.sources.mail.charset import decode_text
from abhay.adapters.sources.mail.encoded_words import read_words
from abhay.domain.text import clean_identifier

_MAX_BLOCK = 256 * 1024
_MAX_VALUE = 16 * 1024
_MAX_TYPE = 2 * 1024
_BLANKS = b" \t"
_NAME = re.compile(rb"([!-9;-~]{1,100})([ \t]*):")


@dataclass(frozen=True)
class Header:
    """One header: its name in lower case, its unfolded bytes, and whether the colon follows the name at once."""

    name: str
    raw: bytes
    strict: bool = True


@dataclass(frozen=True)
class Headers:
    """The headers in their order; `cut` if some were left out."""

    fields: tuple[Header, ...] = ()
    cut: bool = False

    def all(self, name: str) -> list[str]:
        """Returns the values of a header in their order, as text, with encoded words as they are."""
        return [decode_text(field.raw, None)[0].replace("\r", " ") for field in self.fields if field.name == name]

    def text(self, name: str) -> str:
        """Returns the first value of a header in plain words, its encoded words read."""
        return decode_words(next(iter(self.all(name)), ""))


@dataclass(frozen=True)
class ContentType:
    """What a part says it is."""

    media_type: str
    charset: str | None
    boundary: bytes | None
    filename: str | None
    attached: bool
    flowed: bool = False
    delsp: bool = False


def split_head(raw: bytes) -> tuple[Headers, bytes]:
    """Returns the headers of a message or part, and its body: what follows the empty line or the last header."""
    fields: list[Header] = []
    position, cut = 0, False
    while position < len(raw):
        end = raw.find(b"\n", position) + 1 or len(raw)
        line = raw[position : min(end, position + _MAX_VALUE)].rstrip(b"\r\n")
        if position > _MAX_BLOCK:
            return Headers(tuple(fields), cut=True), _after_empty_line(raw, position)
        cut = cut or end - position > _MAX_VALUE
        if not line:
            return Headers(tuple(fields), cut), raw[end:]
        if line[:1] in _BLANKS and fields:
            cut = cut or len(fields[-1].raw) + len(line) > _MAX_VALUE
            fields[-1] = _continued(fields[-1], line)
        elif found := _NAME.match(line):
            name, value = found[1].decode("ascii").lower(), line[found.end() :].strip(_BLANKS)
            fields.append(Header(name, value, strict=not found[2]))
        elif not (position == 0 and line.startswith((b"From ", b">From "))):
            return Headers(tuple(fields), cut), raw[position:]
        position = end
    return Headers(tuple(fields), cut), b""


def _continued(field: Header, line: bytes) -> Header:
    if len(field.raw) >= _MAX_VALUE:
        return field
    return replace(field, raw=(field.raw + b" " + line.strip(_BLANKS))[:_MAX_VALUE])


def content_type(headers: Headers, default: str = "text/plain") -> ContentType:
    """Returns what the Content-Type and Content-Disposition headers say; what they do not say has its default."""
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
        flowed=_parameter(message, "format") == "flowed",
        delsp=_parameter(message, "delsp") == "yes",
    )


def _parameter(message: Message, name: str) -> str:
    value = message.get_param(name, "")
    return value.strip().lower() if isinstance(value, str) else ""


def decode_words(value: str) -> str:
    """Returns a header's value with its encoded words (RFC 2047) read; as it is where they are broken."""
    return clean_identifier(read_words(value[:_MAX_VALUE]))


def _after_empty_line(raw: bytes, position: int) -> bytes:
    found = re.compile(rb"\n\r?\n").search(raw, position)
    return raw[found.end() :] if found else b""
