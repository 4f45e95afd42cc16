"""The names that the readers know, in any spelling: what somebody misspelt is told by name, not dropped in silence."""

import difflib
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

from abhay.adapters.sources.reading.alert import ENVELOPE_KEYS, read_alert
from abhay.adapters.sources.reading.document import (
    JsonObject,
    Problems,
    as_list,
    as_object,
    read_document,
    spelling,
)
from abhay.adapters.sources.reading.files import FILE_KEYS
from abhay.domain.text import clean

_SOMETHING: Final[JsonObject] = {"x": 1}
_PROBE: Final[JsonObject] = {
    "subject": {
        **dict.fromkeys(("address", "emergency_contact", "age", "phones", "emails", "email", "location"), _SOMETHING),
    },
    "content": {"media": [_SOMETHING]},
    "source": _SOMETHING,
    "technical": {
        "logins": [{"ip": "203.0.113.1", "geo": _SOMETHING}],
        "devices": [_SOMETHING],
        "locations": [_SOMETHING],
        "place_tag": _SOMETHING,
    },
}
"""A document in which nothing but one address can be read: its readers look for every name that they know."""

_OF_NO_READER: Final = frozenset({*ENVELOPE_KEYS, *FILE_KEYS, "schema", "version", "partner"})
"""Names of envelopes, of files within a document, and of its own form and sender."""

_WRITTEN: Final = (
    "alert_id", "event", "severity", "posted_at", "created_at", "drill", "text", "source", "platform", "surface",
    "content", "subject", "location", "technical", "media", "permalink", "language", "user_id", "username",
    "display_name", "phones", "phone", "emails", "email", "age_band", "self_reported_location", "city", "hometown",
    "address", "emergency_contact", "line", "district", "state", "pin", "relation", "name", "locations", "lat",
    "lon", "accuracy_m", "logins", "ip", "port", "devices",
)  # fmt: skip
"""The names as we write them; of these one is proposed."""

_REMARK: Final = "_"
"""By it a name says that it is a remark of whoever wrote the document."""

_MOST: Final = 20
_LONGEST: Final = 60


class _Asked(Problems):
    """Hears which names a reading looks for."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[str] = set()

    def asked(self, keys: Sequence[str]) -> None:
        """Keeps the names."""
        self.keys.update(keys)


@cache
def known_names() -> frozenset[str]:
    """Returns every name that a reader of alerts looks for, and those that none looks for and that are known."""
    asked = _Asked()
    read_alert([_PROBE], asked)
    return frozenset(asked.keys | _OF_NO_READER)


def unread_fields(body: bytes, beside: Collection[str] = ()) -> list[tuple[str, str]]:
    """Returns the path of each field of a JSON body that nobody reads, and which name may be meant; at most twenty.

    `beside` are names that this body may have beside those of an alert. A body that is no JSON has no fields.
    """
    document = read_document(body, Problems())
    known = known_names() | {spelling(name) for name in beside}
    found = islice(_unknown(document, known), _MOST)
    return [(path, _advice(key, (*_WRITTEN, *beside))) for path, key in found]


def _unknown(document: object, known: Collection[str]) -> Iterator[tuple[str, str]]:
    layer: deque[tuple[str, object]] = deque([("", document)])
    while layer:
        path, value = layer.popleft()
        if (inner := as_object(value)) is not None:
            for key, each in inner.items():
                name = clean(key.split("\0", maxsplit=1)[0])[:_LONGEST]
                where = f"{path}.{name}" if path else name
                if name.startswith(_REMARK):
                    continue
                if spelling(key) not in known:
                    yield where, spelling(key)
                else:
                    layer.append((where, each))
        elif isinstance(value, list):
            layer.extend((path, each) for each in as_list(value))  # pyright: ignore[reportUnknownArgumentType]


def _advice(key: str, names: Collection[str]) -> str:
    meant = difflib.get_close_matches(key, {spelling(name) for name in names}, n=1, cutoff=0.75)
    found = next((name for name in names if meant and spelling(name) == meant[0]), None)
    return f"there is no such field: do you mean {found}?" if found else "there is no such field"
