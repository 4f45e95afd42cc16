"""A JSON document from any bytes: its fields under any spelling, and the one form that is hashed."""

import codecs
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar, cast

from abhay.domain.text import lost, normalized

T = TypeVar("T")
JsonObject = dict[str, object]

MAX_ITEMS = 100
_MAX_PROBLEMS = 60
_LONGEST_KEY = 60
_SEPARATORS = re.compile(r"[\W_]+")
# At the top of a document these speak of the alert itself, never of the person or the post.
_GENERIC = frozenset({"id", "name", "type", "url", "link", "status", "title", "value", "time", "timestamp"})
# Real alerts are four deep. Deeper than this nobody reads a field, and writing it back may overflow the stack.
_MAX_DEPTH = 60
_LONGEST_NUMBER = 20
_PADDING = "\x00 \t\r\n"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Unreadable(ValueError):
    """The value cannot be read as what its field holds."""


class Problems:
    """The names of fields that could not be read, each once, in the order they were met."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def add(self, name: str) -> None:
        """Notes a field; beyond sixty nobody reads on."""
        if len(self._names) < _MAX_PROBLEMS:
            self._names.setdefault(name)

    def asked(self, keys: Sequence[str]) -> None:
        """Hears which keys are looked for; only whoever collects the vocabulary keeps them."""

    def names(self) -> tuple[str, ...]:
        """Returns the names noted so far."""
        return tuple(self._names)


class Fields:
    """One named part of a document (or several that mean the same), read by key in any spelling.

    `fallback` is asked for what the part itself does not hold: partners send flat documents too.
    Readers get each value as it came, except that an object comes as `Fields` of its own.
    """

    def __init__(
        self, objects: Sequence[JsonObject], name: str, problems: Problems, fallback: "Fields | None" = None
    ) -> None:
        self.name = name
        self._problems = problems
        self._index = [_index(part) for part in objects]
        self._fallback = fallback
        self._prefix = spelling(name) if fallback else ""

    @property
    def present(self) -> bool:
        """Whether the document has this part at all."""
        return bool(self._index)

    def values(self, *keys: str) -> list[object]:
        """Returns the values under the given keys that are not empty: by key, own ones or else the fallback's."""
        self._problems.asked(keys)
        own = [value for key in keys for index in self._index if key in index for value in index[key]]
        if own or self._fallback is None:
            return own
        told_apart = self._fallback.values(*[self._prefix + key for key in keys])
        return told_apart + self._fallback.values(*[key for key in keys if key not in _GENERIC])

    def read(self, field: str, reader: Callable[[object], T | None], *keys: str) -> T | None:
        """Returns the first value that the reader can make something of; those it cannot are noted."""
        for item in self._items(field, keys):
            try:
                result = reader(item)
            except ValueError:
                self.note(field)
                continue
            self._note_loss(field, item, result)
            if result is not None:
                return result
        return None

    def read_all(self, field: str, reader: Callable[[object], Iterable[T]], *keys: str) -> tuple[T, ...]:
        """Everything the reader finds in all the values, each once, at most a hundred."""
        found: dict[T, None] = {}
        for item in self._items(field, keys):
            try:
                found.update(dict.fromkeys(reader(item)))
            except ValueError:
                self.note(field)
            else:
                self._note_loss(field, item)
            if len(found) > MAX_ITEMS:
                self.note(field)
                break
        return tuple(found)[:MAX_ITEMS]

    def part(self, *keys: str, flat: bool = True) -> "Fields":
        """Returns the objects under these keys as a part named by the first; `flat` lets it fall back on this one."""
        objects = [
            inner
            for value in self.values(*keys)
            for item in as_list(value)[:MAX_ITEMS]
            if (inner := as_object(item)) is not None
        ]
        return Fields(objects, self._path(keys[0]), self._problems, fallback=self if flat else None)

    def note(self, field: str) -> None:
        """Notes a field of this part as unreadable."""
        self._problems.add(self._path(field))

    def _note_loss(self, field: str, item: object, result: object = None) -> None:
        """Notes a field whose text lost characters that nobody can store or see: the original shows them."""
        if isinstance(item, str) and lost(item, result if isinstance(result, str) else ""):
            self.note(field)

    def _items(self, field: str, keys: Sequence[str]) -> Iterator[object]:
        for value in self.values(*keys):
            items = as_list(value)
            if len(items) > MAX_ITEMS:
                self.note(field)
            for item in items[:MAX_ITEMS]:
                inner = as_object(item)
                if inner is not None:
                    yield Fields([inner], self._path(field), self._problems)
                elif not _is_empty(item):
                    yield item

    def _path(self, field: str) -> str:
        return f"{self.name}.{field}" if self.name else field


def as_object(value: object) -> JsonObject | None:
    """Returns the value if it is a JSON object."""
    return cast("JsonObject", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[object]:
    """Returns the value's items if it is a list, else the value itself as the only item."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def spelling(key: str) -> str:
    """Returns a key without case, separators and the number of a repeated one: `Phone_Numbers` is `phonenumbers`."""
    joined = key[:_LONGEST_KEY].replace("_", "").lower()
    return joined if joined.isascii() and joined.isalnum() else _spelling(key[:_LONGEST_KEY])


@lru_cache(maxsize=2_048)
def _spelling(key: str) -> str:
    """Returns the spelling of any short key; cached, because partners send the same few over and over."""
    plain = normalized("NFKC", key.split("\0", maxsplit=1)[0]).casefold()
    return _SEPARATORS.sub("", plain)


def _index(part: JsonObject) -> dict[str, list[object]]:
    index: dict[str, list[object]] = {}
    for key, value in part.items():
        if _is_empty(value):
            continue
        name = spelling(key)
        if name in index:
            index[name].append(value)
        else:
            index[name] = [value]
    return index


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, (list, dict)) and not value)


def read_document(body: bytes, problems: Problems) -> object | None:
    """Returns the JSON value of the body, or None (noted as `body`) where it is cut off, too deep or no JSON.

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
    """Returns the document with its keys sorted and no white space, or the exact body of what is no document."""
    if document is None:
        return body
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode("ascii")


def decode_body(body: bytes, problems: Problems) -> str:
    """Returns the body as text, by its mark or the pattern of its zeros; other bytes are replaced and noted."""
    encoding = json.detect_encoding(body)
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        problems.add("encoding")
    marked = body.startswith(_MARKS)
    return body.decode(encoding if marked else "utf-8", errors="replace")


def _keep_every_pair(pairs: list[tuple[str, object]]) -> dict[str, object]:
    kept: dict[str, object] = dict(pairs)
    if len(kept) == len(pairs):
        return kept
    kept = {}
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
        inside: list[object] = []
        for value in layer:
            if isinstance(value, dict):
                inside.extend(cast("dict[str, object]", value).values())
            elif isinstance(value, list):
                inside.extend(cast("list[object]", value))
        if not inside:
            return False
        layer = [child for child in inside if isinstance(child, (dict, list))]
    return True
