"""From bytes to a JSON document, whatever the bytes are, and back to the one form that is hashed."""

import codecs
import json
import math
from typing import cast

from abhay.sources.fields import Problems

# Real alerts are four deep. Deeper than this nobody reads a field, and writing it back may overflow the stack.
_MAX_DEPTH = 60
_LONGEST_NUMBER = 20
_PADDING = "\x00 \t\r\n"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_document(body: bytes, problems: Problems) -> object | None:
    """The JSON value of the body, or None (noted as `body`) where it is cut off, too deep or no JSON.

    UTF-8, UTF-16 and UTF-32, with and without a mark, are read; bytes that are none of them are
    replaced and noted as `encoding`. Of a key that comes twice both values are kept: the second one
    under the key, a NUL and its number.
    """
    text = decode_body(body, problems).strip(_PADDING)
    try:
        document: object = json.loads(
            text, object_pairs_hook=_keep_every_pair, parse_int=_integer, parse_float=_number, parse_constant=str
        )
    except (ValueError, RecursionError):
        problems.add("body")
        return None
    if _too_deep(document):
        problems.add("body")
        return None
    return document


def canonical(document: object | None, body: bytes) -> bytes:
    """The document with its keys sorted and no white space, or the exact body of what is no document."""
    if document is None:
        return body
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode("ascii")


def decode_body(body: bytes, problems: Problems) -> str:
    """The body as text by its mark or the pattern of its zeros; what is not in that encoding is replaced, and noted."""
    encoding = json.detect_encoding(body)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        problems.add("encoding")
    marked = body.startswith(_MARKS)
    return body.decode(encoding if marked else "utf-8", errors="replace")


def _keep_every_pair(pairs: list[tuple[str, object]]) -> dict[str, object]:
    kept: dict[str, object] = {}
    for number, (key, value) in enumerate(pairs):
        kept[f"{key}\0{number}" if key in kept else key] = value
    return kept


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _number(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else digits


def _too_deep(document: object) -> bool:
    layer: list[object] = [document]
    for _ in range(_MAX_DEPTH):
        inside = [child for value in layer for child in _children(value)]
        if not inside:
            return False
        layer = [child for child in inside if isinstance(child, (dict, list))]
    return True


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(cast("dict[str, object]", value).values())
    return cast("list[object]", value) if isinstance(value, list) else []
