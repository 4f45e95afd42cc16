"""Bodies that were packed on the way: gzip, a form's field, a JSON text inside another's field (queues, topics)."""

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator
from typing import Final, cast
from urllib.parse import parse_qsl, unquote_plus

from abhay.adapters.sources.reading.alert import speaks_of_alert
from abhay.adapters.sources.reading.document import JsonObject, Problems, as_list, as_object, read_document, spelling

MOST_UNPACKED: Final = 4 * 1024 * 1024
"""Bytes of a body after gzip: four times what may come unpacked."""

_GZIP = b"\x1f\x8b"
_FORM = "application/x-www-form-urlencoded"
_IS_FORM = re.compile(rb"[A-Za-z_][\w.%-]{0,60}=[^\s{]")
_MOST_FIELDS = 200
_DEEPEST = 6
_PEOPLE = frozenset({"subject", "user", "person"})
_PACKED_IN = frozenset({"message", "data", "payload", "body", "detail", "event", "alert", "record", "notification",
                        "msg", "database64", "content", "value", "text", "json"})  # fmt: skip
_HOLDS = frozenset({"detail", "message", "msg"})
"""Where an envelope may hold an alert as it is; in an alert these are the words of the post."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}\s*")


def unzipped(body: bytes) -> bytes:
    """Returns a body without gzip, cut after `MOST_UNPACKED` bytes; any other as it is.

    Raises `ValueError` for one that is broken or larger.
    """
    if not body.startswith(_GZIP):
        return body
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(body, MOST_UNPACKED)
    except zlib.error as error:
        raise ValueError("broken gzip") from error
    if not reader.eof:
        raise ValueError("more than may be unpacked, or cut off")
    return plain


def read_packed(body: bytes, media_type: str, problems: Problems) -> object | None:
    """Returns the JSON document of a body, however it was packed; None, noted as `body`, where there is none."""
    try:
        plain = unzipped(body)
    except ValueError:
        problems.add("gzip")
        problems.add("body")
        return None
    document = _form(plain) if _is_form(plain, media_type) else read_document(plain, problems)
    packed = list(_packed(document, 0))
    if not packed:
        return document
    return packed[0] if len(packed) == 1 else {"records": list(packed)}


def words_of_packed(body: bytes) -> bytes:
    """Returns a body as a person can read it: without gzip and without the escapes of a form."""
    try:
        plain = unzipped(body)
    except ValueError:
        return body
    if not _IS_FORM.match(plain) and not _is_form(plain, ""):
        return plain
    return unquote_plus(plain.decode("utf-8", "replace")).encode("utf-8", "replace")


def _is_form(body: bytes, media_type: str) -> bool:
    if body.lstrip()[:1] in {b"{", b"[", b'"'}:
        return False
    return media_type.lower().startswith(_FORM) or re.match(rb"[A-Za-z_]\w{0,60}=%7[Bb]", body) is not None


def _form(body: bytes) -> JsonObject:
    """Returns the fields of a form; a name that comes twice holds a list."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    fields: JsonObject = {}
    for name, value in pairs:
        fields[name] = [*as_list(fields[name]), value] if name in fields else value
    return fields


def _packed(document: object, depth: int) -> Iterator[JsonObject]:
    """Yields the objects of an alert that lie in the document as text; none where it is an alert itself."""
    if isinstance(document, str):
        document = _loaded(document)
        if (inner := as_object(document)) is not None and speaks_of_alert(inner):
            yield inner
            return
    for item in as_list(document) if depth <= _DEEPEST else ():
        fields = as_object(item)
        if fields is not None and not (depth == 0 and _has_person(fields)):
            yield from _packed_in(fields, depth)


def _packed_in(fields: JsonObject, depth: int) -> Iterator[JsonObject]:
    for key, value in fields.items():
        if isinstance(value, str) and spelling(key) in _PACKED_IN:
            for inner in filter(None, map(as_object, as_list(_loaded(value)))):
                if speaks_of_alert(inner):
                    yield inner
                else:
                    yield from _packed(inner, depth + 1)
        elif isinstance(value, dict) and spelling(key) in _HOLDS and speaks_of_alert(cast("JsonObject", value)):
            yield cast("JsonObject", value)
        elif isinstance(value, (dict, list)):
            yield from _packed(cast("object", value), depth + 1)


def _has_person(fields: JsonObject) -> bool:
    """Whether it is an alert whose person lies there as an object: then its texts are texts."""
    people = any(isinstance(value, dict) and spelling(key) in _PEOPLE for key, value in fields.items())
    return people and speaks_of_alert(fields)


def _loaded(text: str) -> object | None:
    """Returns the JSON of a text, or of what it is the base64 of; None where it is neither."""
    stripped = text.strip()
    if stripped[:1] not in {"{", "[", '"'}:
        if not _BASE64.fullmatch(stripped):
            return None
        try:
            stripped = base64.b64decode(stripped.translate({45: "+", 95: "/"}) + "==").decode().strip()
        except (binascii.Error, UnicodeDecodeError):
            return None
        if stripped[:1] not in {"{", "["}:
            return None
    try:
        loaded: object = json.loads(stripped)
    except (ValueError, RecursionError):
        return None
    return loaded if not isinstance(loaded, str) else _loaded(loaded) if loaded.lstrip()[:1] == "{" else None
