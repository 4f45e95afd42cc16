"""Where a person lives stands in clear nowhere: the database's dump and the API without reveal hold codes only."""

import json
from typing import Any

import pytest

from abhay.adapters.store.db.sealed_routes import read_route
from abhay.adapters.store.keys.older_rows import seal_routes
from abhay.adapters.store.keys.sealing import reseal, sealed_columns
from abhay.services.cases.routing import route_case
from models.enums import Mover, Role
from models.tables import Alert
from tests.integration.gateway.support import Gateway, Page, alert
from tests.support import reading

MARKERS = ("324007", "Gumanpura", "गुमानपुरा", "Sitapura", "accurate to 50 m", "Ramzan Synthetic")


async def routed(gateway: Gateway) -> tuple[str, Page]:
    """A case whose address, pincode and post name places, and the page of its control room."""
    event = alert()
    event["subject"]["address"] = {"line": "Gumanpura", "city": "Kota", "pin": "324007", "state": "Rajasthan"}
    event["content"]["text"] = "I am at Sitapura near the canal, nobody would miss me."
    event["technical"] = {"locations": [{"lat": 25.17, "lon": 75.83, "accuracy_m": 50, "at": "2026-11-24T05:59:00Z"}]}
    ref = await gateway.raise_alert(**event)
    await gateway.settled()
    await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    await gateway.advance(ref)
    (page, *_) = [each for each in await gateway.pages(ref) if each.unit == "kota-city"]
    return ref, page


def named_in(written: str) -> set[str]:
    return {marker for marker in MARKERS if marker in written or json.dumps(marker)[1:-1] in written}


async def test_no_table_names_a_place_that_a_person_wrote(gateway: Gateway) -> None:
    ref, _ = await routed(gateway)
    note = {"source": "Ramzan Synthetic", "severity": "high", "note": "he is at Gumanpura", "heard_from": "a neighbour"}
    called = await gateway.ask("POST", "/v1/alerts", Role.OPERATOR, json=note)
    assert called.status_code == 202
    assert (await gateway.view(called.json()["ref"]))["source"] == "phone"
    found = {table: named_in(rows) for table, rows in (await reading.dump(gateway.database)).items()}
    seeded = {"contact_point", "police_unit", "district", "place"}
    assert {table: names for table, names in found.items() if names and table not in seeded} == {}
    assert ref in (await reading.dump(gateway.database))["alert"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OPERATOR, Role.UNIT])
async def test_a_case_shows_kind_unit_weight_and_code_until_it_is_revealed(gateway: Gateway, role: Role) -> None:
    ref, _ = await routed(gateway)
    answer = await gateway.ask("GET", f"/v1/alerts/{ref}", role)
    assert named_in(answer.text) == set()
    route = answer.json()["route"]
    assert {"gps", "pin", "address"} <= {piece["kind"] for piece in route["evidence"]}
    for piece in route["evidence"]:
        assert (piece["detail"], piece["why"]["params"]) == ("", {})
        assert piece["why"]["code"]
    assert any(piece["weight"] > 0.5 and piece["says"] == "kota" for piece in route["evidence"])
    assert named_in((await gateway.ask("GET", "/v1/alerts", role)).text) == set()
    revealed = (await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", role, json={"reason": "asked for"})).json()
    details = {piece["detail"] for piece in revealed["route"]["evidence"]}
    assert "PIN 324007: 100% of its post offices" in details
    assert {piece["why"]["code"]: piece["why"]["params"] for piece in revealed["route"]["evidence"]}["pincode"]


async def test_the_page_of_who_acts_names_the_places(gateway: Gateway) -> None:
    _, page = await routed(gateway)
    said = (await gateway.answer_link(page)).text
    assert "324007" in said
    assert "Gumanpura" in said


async def written_in_clear(gateway: Gateway, ref: str) -> dict[str, Any]:
    """Leave the row as the release before wrote it."""
    async with gateway.database.transaction() as session:
        row = await session.get(Alert, await gateway.id_of(ref))
        assert row is not None
        route = read_route(gateway.database.vault, row)
        assert route is not None
        row.route = route.model_dump(mode="json", exclude={"why": True, "evidence": {"__all__": {"why"}}})
        row.route_why = {
            "reason": {"text": route.reason, "why": route.why and route.why.model_dump(mode="json")},
            "evidence": [
                {"text": piece.detail, "why": piece.why and piece.why.model_dump(mode="json")}
                for piece in route.evidence
            ],
        }
        row.sealed_route = None
        return route.model_dump(mode="json")


async def test_a_row_in_clear_stays_readable_and_is_sealed_by_a_rotation(gateway: Gateway) -> None:
    ref, _ = await routed(gateway)
    whole = await written_in_clear(gateway, ref)
    assert named_in((await reading.dump(gateway.database))["alert"])
    assert named_in((await gateway.ask("GET", f"/v1/alerts/{ref}", Role.AUDITOR)).text) == set()
    assert await gateway.revealed_route(ref) == whole
    assert (await seal_routes(gateway.database), await seal_routes(gateway.database)) == (1, 0)
    assert named_in((await reading.dump(gateway.database))["alert"]) == set()
    assert await gateway.revealed_route(ref) == whole
    (column,) = [(table, each) for table, each in sealed_columns() if each.name == "sealed_route"]
    done = await reseal(gateway.database, *column)
    assert (done.already, done.unreadable) == (1, 0)


async def test_what_the_release_before_wrote_anew_is_told_not_what_was_sealed(gateway: Gateway) -> None:
    ref, _ = await routed(gateway)
    async with gateway.database.transaction() as session:
        row = await session.get(Alert, await gateway.id_of(ref))
        assert row is not None
        assert row.route is not None
        row.route = {**row.route, "reason": "corrected by a person", "units": ["bundi"]}
    route = await gateway.revealed_route(ref)
    assert (route["reason"], route["units"]) == ("corrected by a person", ["bundi"])
