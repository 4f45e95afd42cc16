"""Whose case it is: everything that came in about the person, weighed together."""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from abhay.gazetteer import Gazetteer, gather, load
from abhay.policy.routing import decide_route
from abhay.services.runtime import Runtime
from abhay.store.evidence import payloads_of
from abhay.store.routes import record_route
from models.enums import EvidenceKind, Mover, Trust
from models.payloads import AlertPayload
from models.routes import Evidence, Route


async def warm_up() -> None:
    """Load the gazetteer, so that the first alert does not wait for it."""
    await asyncio.to_thread(load)


async def route_case(runtime: Runtime, alert_id: UUID, mover: Mover) -> Route:
    """Decide and record a case's route; what cannot be decided is recorded as unresolved, never left out."""
    payloads = await payloads_of(runtime.database, alert_id)
    route = await asyncio.to_thread(route_payloads, payloads, load())
    await record_route(runtime.database, alert_id, route, mover)
    return route


def route_payloads(payloads: Iterable[tuple[datetime, AlertPayload]], gazetteer: Gazetteer) -> Route:
    """One decision from every message of a case, oldest first.

    Of each kind of evidence the newest message that has any counts: a person moves, and a later
    address corrects an earlier one. A message whose sender is not proven counts only where none is: one
    that was merged into an authentic case routes nothing by itself.
    """
    messages = list(payloads)
    proven = [each for each in messages if each[1].trust in (Trust.VERIFIED, Trust.FORWARDED)]
    newest: dict[EvidenceKind, list[Evidence]] = {}
    for received_at, payload in proven or messages:
        told: dict[EvidenceKind, list[Evidence]] = {}
        for piece in gather(payload, gazetteer, received_at):
            told.setdefault(piece.kind, []).append(piece)
        newest.update(told)
    return decide_route([piece for pieces in newest.values() for piece in pieces], gazetteer.rooms())
