"""Tries a partner's delivery: it is verified and read as an alert, and answered. Nothing is stored, nobody is paged."""

import asyncio
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Final, Literal

from pydantic import BaseModel

from abhay.adapters.gazetteer import load
from abhay.adapters.sources.base import Source
from abhay.adapters.sources.reading.vocabulary import unread_fields
from abhay.adapters.sources.registry import find_source
from abhay.domain.permissions import require
from abhay.errors import BadSignature, EmptyBody, UnknownSource
from abhay.services.cases.routing import route_payloads
from abhay.services.runtime import Runtime
from models.actors import Act, partner
from models.enums import EventKind, RefusalReason, RouteState, Severity
from models.payloads import AlertPayload, Payload

_WHY: Final = {
    RefusalReason.MISSING_HEADERS: "a header of the signature is missing, or is not in its form",
    RefusalReason.OUTSIDE_WINDOW: "the timestamp is more than five minutes off: check the clock",
}
_WRONG: Final = "the signature does not fit the body: check the key, and sign the exact bytes that are sent"
"""Also where we have no key: strangers learn nothing of whose keys there are."""

_TRYING: Final = ThreadPoolExecutor(2, thread_name_prefix="abhay-check")
"""Few at once: reading a message costs a processor, and real alerts are read beside it."""


class WouldRoute(BaseModel):
    """Where the place evidence of this message alone leads: the route's state, its district, its police units."""

    state: RouteState
    district: str | None
    units: tuple[str, ...]


class Checked(BaseModel):
    """What a delivery would do, and what of it was read.

    `would`: `page` for a new case or more about an open one, `read_by_hand` where nothing could be read, `note_end` for
    a notice that an alert has ended. `understood` are paths of values that were read, `not_understood` of those that
    could not be, `not_read` of fields that nobody knows.
    """

    source: str
    would: Literal["page", "read_by_hand", "note_end"]
    severity: Severity
    event: EventKind
    drill: bool
    test: bool
    understood: tuple[str, ...]
    not_understood: tuple[str, ...]
    not_read: tuple[str, ...]
    route: WouldRoute | None


async def check(runtime: Runtime, name: str, headers: Mapping[str, str], body: bytes, media_type: str) -> Checked:
    """Returns what a webhook would do. Raises `UnknownSource`, `EmptyBody`, and `BadSignature` with what is wrong."""
    source = find_source(name)
    if source is None:
        raise UnknownSource
    if not body:
        raise EmptyBody
    try:
        source.verify(headers, body, runtime.secrets.source_keys(name))
    except BadSignature as refused:
        raise BadSignature(refused.why, _WHY.get(refused.why, _WRONG)) from refused
    require(partner(name), Act.BRING_ALERT)
    return await asyncio.get_running_loop().run_in_executor(_TRYING, _read, source, body, media_type)


def _read(source: Source, body: bytes, media_type: str) -> Checked:
    payload = source.parse(body, media_type)
    would = "read_by_hand" if not payload.readable else "note_end" if payload.event.ends else "page"
    return Checked(
        source=source.name,
        would=would,
        severity=payload.severity,
        event=payload.event,
        drill=payload.drill,
        test=payload.test,
        understood=tuple(dict.fromkeys(_understood(payload))),
        not_understood=payload.problems,
        not_read=tuple(path for path, _ in unread_fields(body)),
        route=_route(payload) if would == "page" else None,
    )


def _route(payload: AlertPayload) -> WouldRoute:
    found = route_payloads([(datetime.now(UTC), payload)], load())
    return WouldRoute(state=found.state, district=found.district, units=found.units)


def _understood(payload: AlertPayload) -> Iterator[str]:
    """Yields the path of every value that was read; lists count once."""
    if payload.external_id is not None:
        yield "alert_id"
    for part in ("content", "subject", "technical"):
        yield from _paths(part, getattr(payload, part))


def _paths(path: str, value: object) -> Iterator[str]:
    if isinstance(value, Payload):
        for name, field in type(value).model_fields.items():
            yield from _paths(f"{path}.{field.serialization_alias or name}", getattr(value, name))
    elif isinstance(value, tuple):
        if value:
            yield path
    elif value is not None:
        yield path
