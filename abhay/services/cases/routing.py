"""Routing a case to its unit: all messages about the person are weighed together."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from threading import Thread
from uuid import UUID

from abhay.adapters.gazetteer import Gazetteer, gather, load
from abhay.adapters.store.cases.routes import record_route, record_routes
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.originals import SealedMessage, messages_of_all, open_message
from abhay.domain.intake.trust import is_believed
from abhay.domain.routing import decide_route
from abhay.security.vault import Vault
from abhay.services.runtime import Runtime
from abhay.wording.places.place_words import in_english
from models.enums import EventKind, EvidenceKind, Mover
from models.payloads import AlertPayload
from models.routes import Evidence, Route, unreadable_route

_LOG = logging.getLogger(__name__)


async def warm_up() -> None:
    """Loads the gazetteer, so that the first alert does not wait for it."""
    await asyncio.to_thread(load)


def begin_to_load() -> None:
    """Loads the gazetteer in a thread of its own, while this process waits for its database."""
    Thread(target=load, name="gazetteer", daemon=True).start()


async def route_case(runtime: Runtime, alert_id: UUID, mover: Mover) -> Route:
    """Decides and records a case's route.

    A route that cannot be decided is recorded as unresolved, whatever the fault is: a key that is missing, a
    payload that this release refuses, a mistake of ours. The desk is paged at once, and reads it by hand. Only a
    database that cannot be reached is tried again.
    """
    route = (await _decide(runtime, [alert_id]))[alert_id]
    await record_route(runtime.database, alert_id, route, mover)
    return route


async def route_cases(runtime: Runtime, alert_ids: Sequence[UUID], mover: Mover) -> dict[UUID, Route]:
    """Does the same for several cases, with one question and one transaction for all of them.

    A case that another transaction holds is left out.
    """
    routes = await _decide(runtime, alert_ids)
    standing = await record_routes(runtime.database, routes, mover)
    return {alert_id: route for alert_id, route in routes.items() if alert_id in standing}


async def _decide(runtime: Runtime, alert_ids: Sequence[UUID]) -> dict[UUID, Route]:
    try:
        messages = await messages_of_all(runtime.database, alert_ids)
    except UNREACHABLE:
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, somebody must be paged
        return {alert_id: _read_by_hand(alert_id, error) for alert_id in alert_ids}
    return await asyncio.to_thread(
        lambda: {alert_id: _route_of(runtime.vault, alert_id, messages[alert_id]) for alert_id in alert_ids}
    )


def _route_of(vault: Vault, alert_id: UUID, messages: Iterable[SealedMessage]) -> Route:
    try:
        payloads = [open_message(vault, message) for message in messages]
        return in_english(route_payloads(payloads, load()))
    except Exception as error:  # noqa: BLE001  whatever it is, somebody must be paged
        return _read_by_hand(alert_id, error)


def _read_by_hand(alert_id: UUID, error: Exception) -> Route:
    # Without the error's text: it may hold what was written.
    _LOG.error("case %s cannot be read (%s): the desk reads it by hand", alert_id, type(error).__name__)
    return unreadable_route()


def route_payloads(payloads: Iterable[tuple[datetime, AlertPayload]], gazetteer: Gazetteer) -> Route:
    """Returns one decision from every message of a case, oldest first.

    Each kind of evidence is taken from the newest message that has any: people move, and a later address
    corrects an earlier one. A message whose sender is not proven counts only if none is: merged into an
    authentic case, it routes nothing by itself. Our own people's answers by mail are no evidence of the person.
    """
    messages = [each for each in payloads if each[1].event is not EventKind.ANSWERED]
    proven = [each for each in messages if is_believed(each[1].trust)]
    newest: dict[EvidenceKind, list[Evidence]] = {}
    for received_at, payload in proven or messages:
        told: dict[EvidenceKind, list[Evidence]] = {}
        for piece in gather(payload, gazetteer, received_at):
            told.setdefault(piece.kind, []).append(piece)
        newest.update(told)
    return decide_route([piece for pieces in newest.values() for piece in pieces], gazetteer.rooms())
