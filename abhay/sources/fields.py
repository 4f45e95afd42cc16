"""Looking up fields in a JSON object without trusting its spelling, its nesting or its types."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar, cast

T = TypeVar("T")
JsonObject = dict[str, object]

MAX_ITEMS = 100
_MAX_PROBLEMS = 60
_LONGEST_KEY = 60
_SEPARATORS = re.compile(r"[\W_]+")
# At the top of a document these speak of the alert itself, never of the person or the post.
_GENERIC = frozenset({"id", "name", "type", "url", "link", "status", "title", "value", "time", "timestamp"})


class Unreadable(ValueError):
    """The value cannot be read as what its field holds."""


class Problems:
    """The names of fields that could not be read, each once, in the order they were met."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def add(self, name: str) -> None:
        """Note a field; beyond sixty nobody reads on."""
        if len(self._names) < _MAX_PROBLEMS:
            self._names.setdefault(name)

    def names(self) -> tuple[str, ...]:
        """The names noted so far."""
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
        """The values under the given keys that are not empty: by key, own ones or else the fallback's."""
        own = [value for key in keys for index in self._index if key in index for value in index[key]]
        if own or self._fallback is None:
            return own
        told_apart = self._fallback.values(*[self._prefix + key for key in keys])
        return told_apart + self._fallback.values(*[key for key in keys if key not in _GENERIC])

    def read(self, field: str, reader: Callable[[object], T | None], *keys: str) -> T | None:
        """The first value that the reader can make something of; those it cannot are noted."""
        for item in self._items(field, keys):
            try:
                result = reader(item)
            except ValueError:
                self.note(field)
                continue
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
        if len(found) > MAX_ITEMS:
            self.note(field)
        return tuple(found)[:MAX_ITEMS]

    def part(self, *keys: str, flat: bool = True) -> "Fields":
        """The objects under the given keys as a part named by the first; `flat` lets it fall back on this one."""
        objects = [
            inner
            for value in self.values(*keys)
            for item in as_list(value)[:MAX_ITEMS]
            if (inner := as_object(item)) is not None
        ]
        return Fields(objects, self._path(keys[0]), self._problems, fallback=self if flat else None)

    def note(self, field: str) -> None:
        """Note a field of this part as unreadable."""
        self._problems.add(self._path(field))

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
    """The value if it is a JSON object."""
    return cast("JsonObject", value) if isinstance(value, dict) else None


def as_list(value: object) -> list[object]:
    """The value's items if it is a list, else the value itself as the only item."""
    return cast("list[object]", value) if isinstance(value, list) else [value]


def spelling(key: str) -> str:
    """A key without case, separators and the number of a repeated one: `Phone_Numbers` is `phonenumbers`."""
    return _spelling(key[:_LONGEST_KEY])


@lru_cache(maxsize=2_048)
def _spelling(key: str) -> str:
    """The same of a short key: partners send the same few over and over."""
    plain = unicodedata.normalize("NFKC", key.split("\0", maxsplit=1)[0]).casefold()
    return _SEPARATORS.sub("", plain)


def _index(part: JsonObject) -> dict[str, list[object]]:
    index: dict[str, list[object]] = {}
    for key, value in part.items():
        if not _is_empty(value):
            index.setdefault(spelling(key), []).append(value)
    return index


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or value in ([], {})
