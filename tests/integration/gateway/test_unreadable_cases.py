"""A case whose messages cannot be opened or weighed is paged to the desk at once, whatever the fault is."""

import pytest

from abhay.services.cases import routing
from abhay.services.cases.routing import route_case
from models.enums import Mover, Reason, RouteState
from tests.integration.gateway.support import Gateway, alert
from tests.support.cases import column

SPOILED = "UPDATE evidence SET payload = 'sealed by a key that nobody has'::bytea RETURNING 1"
TOLD = "SELECT post_id || ' ' || kind || ' ' || reason FROM notification ORDER BY kind, post_id"


async def test_the_desk_reads_by_hand_what_cannot_be_opened(gateway: Gateway) -> None:
    ref = await gateway.raise_alert(**alert())
    await gateway.settled()
    await column(gateway.database, SPOILED)
    route = await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    assert route.state is RouteState.UNRESOLVED
    await gateway.advance(ref)
    told: list[str] = await column(gateway.database, TOLD)
    assert told
    assert all(line.endswith(f" {Reason.READ_BY_HAND}") for line in told), told
    view = await gateway.view(ref)
    assert (view["route"]["state"], view["route"]["why"]["code"]) == ("unresolved", "unreadable")


async def test_a_fault_of_the_gazetteer_is_the_desks_too(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("a place that the tables lack")

    ref = await gateway.raise_alert(**alert())
    await gateway.settled()
    monkeypatch.setattr(routing, "gather", broken)
    route = await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    assert route.unreadable


async def test_who_has_the_case_keeps_it_when_a_later_message_cannot_be_opened(gateway: Gateway) -> None:
    ref = await gateway.raise_alert(**alert())
    await gateway.settled()
    alert_id = await gateway.id_of(ref)
    await route_case(gateway.runtime, alert_id, Mover.FLOW)
    before = (await gateway.view(ref))["route"]
    assert before["units"]
    await gateway.advance(ref)
    await column(gateway.database, "UPDATE alert SET route_stale = true RETURNING 1")
    await column(gateway.database, SPOILED)
    await route_case(gateway.runtime, alert_id, Mover.FLOW)
    assert (await gateway.view(ref))["route"] == before
    await route_case(gateway.runtime, alert_id, Mover.FLOW)
    told: list[str] = [line for line in await column(gateway.database, TOLD) if line.endswith(Reason.READ_BY_HAND)]
    assert told == ["abhay-desk desk read_by_hand"], "once for one message"
