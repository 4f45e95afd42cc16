"""One call of a gateway as it came, and what every preset's reader returns of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, cast
from urllib.parse import parse_qsl
from uuid import UUID

from abhay.domain.messages.replies import Said
from abhay.domain.text import clean
from models.enums import Reported

MOST_EVENTS: Final = 200
"""Events of one call that are read; gateways bring at most 20."""

_LONGEST: Final = 200
"""Characters of an id or a status that are kept."""


@dataclass(frozen=True)
class ReportRead:
    """One receipt: what it says, in the gateway's own word (`raw`), of which message, and when by its clock.

    `account_wide`: it names a reason that keeps everything of ours from going out.
    """

    reported: Reported
    raw: str
    message_id: UUID | None = None
    provider_id: str | None = None
    provider_at: datetime | None = None
    account_wide: bool = False


@dataclass(frozen=True)
class TextRead:
    """One text from a telephone; `key` is the gateway's own id of it, empty where it tells none.

    `sender` is empty where the gateway hides it, `answers` the gateway's id of the message of ours that it quotes.
    """

    sender: str
    text: str
    key: str = ""
    answers: str = ""


@dataclass(frozen=True)
class ButtonRead:
    """One button of ours that was pressed: what it says, and our id of its message as we wrote it into the button.

    `answers` is the gateway's id of that message, `key` that of the press.
    """

    said: Said
    message: str
    answers: str = ""
    key: str = ""


@dataclass(frozen=True)
class CallRead:
    """A call from a telephone that nobody took."""

    caller: str


@dataclass(frozen=True)
class Request:
    """A request of a gateway: its query, its headers in lower case, and its body as it came."""

    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """The body's type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields of the query, of a form, and of the top of a JSON object; names without regard to case."""
        found = {**_pairs(self.query), **self.form}
        body: Any = self.json
        if isinstance(body, dict):
            top = cast("dict[str, Any]", body)
            found |= {name: str(value) for name, value in top.items() if not isinstance(value, dict | list)}
        return {name.casefold(): value for name, value in found.items()}

    @cached_property
    def form(self) -> Mapping[str, str]:
        """The fields of a form as they are written."""
        return _pairs(self.text) if self.media_type == "application/x-www-form-urlencoded" else {}

    @cached_property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @cached_property
    def json(self) -> Any:
        """The body as JSON, None if it is none."""
        return read_json(self.text)

    def get(self, *names: str) -> str:
        """Returns the first of these fields that is there, cleaned and cut to what may be kept; else nothing."""
        return short(next((self.fields[name.casefold()] for name in names if self.fields.get(name.casefold())), ""))

    @property
    def message_id(self) -> UUID | None:
        """Our own id of the message, as we wrote it into the address of the callback."""
        return read_uuid(self.get("message", "CustomField", "custom", "clientid", "CRQID"))


def _pairs(text: str) -> dict[str, str]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_EVENTS))
    except ValueError:  # more fields than any gateway sends
        return {}


def read_json(text: str) -> Any:
    """Returns what a JSON text holds, None if it cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def read_uuid(text: str) -> UUID | None:
    """Returns an id of ours, None for any other text."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def short(text: object) -> str:
    """Returns a value in one line without characters that cannot be stored, cut to what may be kept."""
    return " ".join(clean(str(text)).split())[:_LONGEST]


def rows_of(value: object) -> list[Mapping[str, Any]]:
    """Returns the objects of a JSON list, or the one object; bounded."""
    rows = cast("list[Any]", value) if isinstance(value, list) else [value]
    return [cast("dict[str, Any]", row) for row in rows[:MOST_EVENTS] if isinstance(row, dict)]
