"""Files that stand inside a JSON document: data URIs, and base64 beside a name or a media type. Links are no files."""

import binascii
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

from abhay.adapters.sources.reading.document import JsonObject, as_list, as_object, spelling
from abhay.adapters.sources.reading.values import media_type_of
from models.payloads import Attachment

MOST_FILES: Final = 25
"""As of a mail: an honest alert has one or two."""

_DEEPEST: Final = 12
_SHORTEST: Final = 16
"""Characters of base64: fewer are no file."""

_DATA_URI: Final = re.compile(r"data:(?P<type>[\w.+-]+/[\w.+-]+)?(?P<parameters>(?:;[^,;]*)*),", re.IGNORECASE)
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_DATA_KEYS: Final = frozenset(
    {"data", "base64", "contentbase64", "contentbytes", "filedata", "filecontent", "bytes", "content", "body",
     "base64data", "database64", "blob", "binary"}
)  # fmt: skip
_SAYS_BASE64: Final = frozenset({"base64", "contentbase64", "base64data", "database64", "contentbytes"})
_NAME_KEYS: Final = ("filename", "name", "title")
_TYPE_KEYS: Final = ("mimetype", "mediatype", "contenttype", "mime", "type", "format")
FILE_KEYS: Final = _DATA_KEYS | {*_NAME_KEYS, *_TYPE_KEYS, "encoding", "contenttransferencoding"}
"""What a file within a document is told by."""

_TYPE: Final = re.compile(r"[\w.+-]+/[\w.+-]+")


def inline_files(document: object) -> tuple[Attachment, ...]:
    """Returns the files in a document in their order, at most 25; their bytes are bounded by the body's own limit."""
    found: list[Attachment] = []
    for file in _files_in(document, None, 0):
        found.append(file)
        if len(found) == MOST_FILES:
            break
    return tuple(found)


def _files_in(value: object, name: str | None, depth: int) -> Iterator[Attachment]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        if (file := _of_data_uri(value, name)) is not None:
            yield file
    elif (inner := as_object(value)) is not None:
        keys = {spelling(key): each for key, each in inner.items()}
        own = _first(keys, _NAME_KEYS)
        if (file := _of_base64(keys, own)) is not None:
            yield file
        for each in inner.values():
            yield from _files_in(each, own, depth + 1)
    elif isinstance(value, list):
        for each in as_list(value):  # pyright: ignore[reportUnknownArgumentType]
            yield from _files_in(each, name, depth + 1)


def _of_data_uri(text: str, name: str | None) -> Attachment | None:
    head = _DATA_URI.match(text)
    if head is None:
        return None
    written = text[head.end() :]
    data = _decoded(written) if "base64" in head["parameters"].lower() else unquote_to_bytes(written)
    return Attachment(filename=name, media_type=media_type_of(head["type"] or ""), data=data) if data else None


def _of_base64(keys: JsonObject, name: str | None) -> Attachment | None:
    """Returns the file of an object that says so: by its encoding, by the data's own key, or by a media type."""
    if _DATA_KEYS.isdisjoint(keys):
        return None
    media_type = _first(keys, _TYPE_KEYS)
    typed = bool(media_type and _TYPE.fullmatch(media_type))
    encoded = str(keys.get("encoding") or keys.get("contenttransferencoding") or "").lower() == "base64"
    for key, value in keys.items():
        told = encoded or typed or key in _SAYS_BASE64
        if key in _DATA_KEYS and told and isinstance(value, str) and (data := _decoded(value)):
            return Attachment(filename=name, media_type=media_type_of(media_type or "" if typed else ""), data=data)
    return None


def _decoded(text: str) -> bytes | None:
    """Returns the bytes of base64 of either alphabet, with or without padding and line ends; None for other text."""
    written = "".join(text.split())
    if len(written) < _SHORTEST or not _BASE64.fullmatch(written):
        return None
    plain = written.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return binascii.a2b_base64(plain + "=" * (-len(plain) % 4))
    except binascii.Error:
        return None


def _first(keys: JsonObject, wanted: tuple[str, ...]) -> str | None:
    for key in wanted:
        value = keys.get(key)
        if isinstance(value, str) and value.strip():
            return value
    return None
