"""Takes a mail apart, within limits: every text that may hold the alert, and every file.

The standard library's parser recurses once per nested part and looks at each line once per open
boundary; a mail made to hurt stops it. This one splits by searching, to a depth, a number of parts
and a size that no honest mail reaches. What lies beyond is named in the problems; the raw mail is kept.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from abhay.adapters.sources.mail.charset import decode_text
from abhay.adapters.sources.mail.containers.pgp import is_encrypted, without_armour
from abhay.adapters.sources.mail.containers.rtf import is_rtf, rtf_to_text
from abhay.adapters.sources.mail.containers.smime import NotSigned, signed_content
from abhay.adapters.sources.mail.containers.tnef import Unpacked, unpacked
from abhay.adapters.sources.mail.headers import ContentType, Headers, content_type, split_head
from abhay.adapters.sources.mail.texts.flowed import unflowed
from abhay.adapters.sources.mail.texts.html import html_to_text
from abhay.adapters.sources.reading.document import Problems
from abhay.adapters.sources.reading.mojibake import MOJIBAKE, repaired
from abhay.adapters.sources.reading.values import media_type_of
from models.payloads import Attachment

NOT_VERIFIED = "signature not verified"
"""Noted of a signed mail: what it holds is read, and the signature is looked at by nobody."""

WINMAIL = "winmail.dat"
"""Noted of one in which nothing could be found."""

ENCRYPTED = "encrypted"
"""Noted of what only the holder of a key can read."""

_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ENCRYPTED = frozenset({"application/pgp-encrypted"})
_WINMAIL = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_NO_TEXTS = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/css", "text/javascript",
                       "text/x-amp-html", "text/rfc822-headers"})  # fmt: skip
"""Texts for programs: a card holds its writer's number, not the person's."""

_RICH = frozenset({"text/rtf", "text/richtext", "text/enriched"})
_UNNAMED_QUOTED = re.compile(rb"(?:=E0=A[45]=[89AB][0-9A-F]){3}", re.IGNORECASE)
"""Three letters of Devanagari in quoted-printable, where no header says so."""

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
MAX_DEPTH = 12
MAX_PARTS = 300
MAX_ATTACHMENTS = 25
MAX_ATTACHMENT = 10 * 1024 * 1024
MAX_TEXT = 400_000
_MAX_MARKERS = 2_000
_NO_BASE64 = bytes(byte for byte in range(256) if not (chr(byte).isalnum() and byte < 128) and byte not in b"+/")


@dataclass(frozen=True)
class Body:
    """One text of a mail and the headers of the message it stands in, which is an inner one when forwarded."""

    text: str
    message: Headers


@dataclass
class Mail:
    """A mail taken apart."""

    headers: Headers
    problems: Problems
    bodies: list[Body] = field(default_factory=list[Body])
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    parts: int = 0
    text_left: int = MAX_TEXT


def take_apart(raw: bytes, problems: Problems) -> Mail:
    """Returns the texts and files of a mail of any shape; never raises on what it holds."""
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    headers, body = split_head(raw)
    mail = Mail(headers, problems)
    _walk(mail, headers, body, headers, "text/plain", depth=0)
    return mail


def _walk(mail: Mail, headers: Headers, body: bytes, message: Headers, default: str, *, depth: int) -> None:
    mail.parts += 1
    if headers.cut:
        mail.problems.add("headers")
    if depth > MAX_DEPTH or mail.parts > MAX_PARTS:
        mail.problems.add("nesting" if depth > MAX_DEPTH else "parts")
        return
    kind = content_type(headers, default)
    if kind.media_type.startswith("multipart/") and kind.boundary and (parts := list(_split(body, kind.boundary))):
        inner_default = "message/rfc822" if kind.media_type == "multipart/digest" else "text/plain"
        for part in parts[:MAX_PARTS]:
            inner_headers, inner_body = split_head(part)
            _walk(mail, inner_headers, inner_body, message, inner_default, depth=depth + 1)
        return
    data = _decoded(body, headers, mail.problems)
    if _is_message(kind):
        inner_headers, inner_body = split_head(data)
        _walk(mail, inner_headers, inner_body, inner_headers, "text/plain", depth=depth + 1)
    elif (signed := _signed(mail, kind, data)) is not None:
        inner_headers, inner_body = split_head(signed)
        _walk(mail, inner_headers, inner_body, message, "text/plain", depth=depth + 1)
    elif _is_winmail(kind) and (inside := _unpacked(mail, data)):
        for each in inside:
            attached = each.name is not None
            _keep(mail, ContentType(each.media_type, "utf-8", None, each.name, attached), each.data, message)
    else:
        _keep(mail, kind, data, message)


def _signed(mail: Mail, kind: ContentType, data: bytes) -> bytes | None:
    """Returns the message in an opaque S/MIME signature, which nobody verifies; an encrypted one is named."""
    if kind.media_type in _ENCRYPTED:
        mail.problems.add(ENCRYPTED)
    if kind.media_type not in _SMIME and not (kind.filename or "").lower().endswith(".p7m"):
        return None
    try:
        content = signed_content(data)
    except NotSigned:
        mail.problems.add(ENCRYPTED)
        return None
    mail.problems.add(NOT_VERIFIED)
    return content


def _is_winmail(kind: ContentType) -> bool:
    return kind.media_type in _WINMAIL or (kind.filename or "").lower() == "winmail.dat"


def _unpacked(mail: Mail, data: bytes) -> list[Unpacked]:
    try:
        inside = unpacked(data)
    except ValueError:
        inside = []
    if not inside:
        mail.problems.add(WINMAIL)
    return inside


def _keep(mail: Mail, kind: ContentType, data: bytes, message: Headers) -> None:
    """A leaf: a text to read, a file to keep, or (a text that is a file) both."""
    multipart = kind.media_type.startswith("multipart/")
    is_text = multipart or (kind.media_type.startswith("text/") and kind.media_type not in _NO_TEXTS)
    if is_text and mail.text_left > 0:
        text, lossless = decode_text(data[: 4 * mail.text_left], kind.charset)
        if not lossless:
            mail.problems.add("charset")
        if len(text) > mail.text_left:
            mail.problems.add("text")
        text, mended = repaired(text[: mail.text_left])
        if mended:
            mail.problems.add(MOJIBAKE)
        mail.text_left -= len(text)
        if kind.media_type == "text/html":
            text = html_to_text(text, mail.problems)
        else:
            text = _without_armour(mail, _plain(kind, text))
        mail.bodies.append(Body(text, message))
    elif is_text:
        mail.problems.add("text")
    if data and (not is_text or kind.attached):
        _attach(mail, kind, data)


def _plain(kind: ContentType, text: str) -> str:
    """Returns a text that is no HTML without the marks of its own form."""
    if kind.media_type in _RICH:
        return rtf_to_text(text) if is_rtf(text) else _TAG.sub("", text)
    return unflowed(text, delsp=kind.delsp) if kind.flowed else text


def _without_armour(mail: Mail, text: str) -> str:
    inside, signed = without_armour(text)
    if signed:
        mail.problems.add(NOT_VERIFIED)
    if is_encrypted(inside):
        mail.problems.add(ENCRYPTED)
    return inside


def _attach(mail: Mail, kind: ContentType, data: bytes) -> None:
    if len(mail.attachments) >= MAX_ATTACHMENTS or len(data) > MAX_ATTACHMENT:
        mail.problems.add("attachments")
        return
    mail.attachments.append(Attachment(filename=kind.filename, media_type=media_type_of(kind.media_type), data=data))


def _is_message(kind: ContentType) -> bool:
    return kind.media_type in {"message/rfc822", "message/global"} or (
        kind.media_type == "application/octet-stream" and (kind.filename or "").lower().endswith(".eml")
    )


def _split(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """Yields the parts between the boundary lines; the last one may lack its end."""
    start: int | None = None
    for begin, end, is_last in _markers(body, b"--" + boundary):
        if start is not None:
            yield _without_line_end(body[start:begin])
        if is_last:
            return
        start = end
    if start is not None:
        yield body[start:]


def _markers(body: bytes, marker: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yields where each boundary line begins and ends, and whether it is the closing one."""
    position = 0
    for _ in range(_MAX_MARKERS):
        begin = body.find(marker, position)
        if begin < 0:
            return
        position = begin + len(marker)
        end = body.find(b"\n", position, position + 200) + 1 or min(len(body), position + 200)
        rest = body[position:end].strip()
        if (begin == 0 or body[begin - 1 : begin] == b"\n") and rest in {b"", b"--"}:
            yield begin, end, rest == b"--"


def _without_line_end(part: bytes) -> bytes:
    return part.removesuffix(b"\n").removesuffix(b"\r")


def _decoded(body: bytes, headers: Headers, problems: Problems) -> bytes:
    encoding = headers.text("content-transfer-encoding").strip().lower()[:40]
    if encoding == "base64":
        return _from_base64(body, problems)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding not in {"", "7bit", "8bit", "binary"}:
        problems.add("content-transfer-encoding")
    if _UNNAMED_QUOTED.search(body):
        problems.add("content-transfer-encoding")
        return binascii.a2b_qp(body)
    return body


def _from_base64(body: bytes, problems: Problems) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        problems.add("base64")
    letters = body.translate(None, _NO_BASE64)
    whole = len(letters) - (len(letters) % 4 == 1)
    return binascii.a2b_base64(letters[:whole] + b"==")
