"""Why a case is where it is, from the partner's message to the page: facts, in the reader's language."""

import json
from typing import Any

from abhay.adapters.store.db.sealed_routes import read_route
from abhay.services.cases.routing import route_case
from models.enums import Mover, Role
from models.tables import Alert
from tests.integration.gateway.support import SAMPLES, Gateway, Page, alert

READ_AS_WRITTEN = {"name": {"en": "Bundi", "hi": "बूंदी"}, "kind": "district", "match": "letters"}


async def routed(gateway: Gateway) -> tuple[str, Page]:
    """A case that its profile's city routes to Bundi, and the page of its control room."""
    event = alert()
    event["subject"]["city"] = "Bundi"
    event["technical"] = {}
    ref = await gateway.raise_alert(**event)
    await gateway.settled()
    await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    await gateway.advance(ref)
    (page,) = [each for each in await gateway.pages(ref) if each.unit == "bundi"]
    return ref, page


async def shown(gateway: Gateway, page: Page) -> str:
    return (await gateway.client.post(f"/a/{page.token}", data={"pin": page.pin})).text


async def without_codes(gateway: Gateway, ref: str) -> None:
    """Leave the row as the release before wrote it."""
    async with gateway.database.transaction() as session:
        row = await session.get(Alert, await gateway.id_of(ref))
        assert row is not None
        route = read_route(gateway.database.vault, row)
        assert route is not None
        row.route = route.model_dump(mode="json", exclude={"why": True, "evidence": {"__all__": {"why"}}})
        row.route_why = row.sealed_route = None


async def packet_of(gateway: Gateway, ref: str) -> str:
    body = {"reason": "asked for by telephone", "format": "text"}
    return (await gateway.ask("POST", f"/v1/alerts/{ref}/hand-over", Role.OPERATOR, json=body)).text


async def city_of(gateway: Gateway, ref: str) -> dict[str, Any]:
    (piece,) = [each for each in (await gateway.revealed_route(ref))["evidence"] if each["kind"] == "city"]
    return piece


async def test_a_reason_is_facts_in_the_api_and_words_on_the_page(gateway: Gateway) -> None:
    ref, page = await routed(gateway)
    piece = await city_of(gateway, ref)
    assert piece["why"] == {"code": "name", "params": READ_AS_WRITTEN}
    assert piece["detail"] == "Bundi (district), read as written"
    route = await gateway.revealed_route(ref)
    assert (route["reason"], route["why"]["code"]) == ("city: Bundi (district), read as written", "evidence")
    said = await shown(gateway, page)
    assert "बूंदी (ज़िला), जैसा लिखा है" in said
    assert "Bundi (district), read as written" in said


async def test_a_row_of_the_release_before_keeps_its_hindi(gateway: Gateway) -> None:
    ref, page = await routed(gateway)
    await without_codes(gateway, ref)
    piece = await city_of(gateway, ref)
    assert (piece["why"], piece["detail"]) == (None, "Bundi (district), read as written")
    assert "Bundi (ज़िला), जैसा लिखा है" in await shown(gateway, page)


async def test_the_evidence_keeps_its_reasons_when_a_person_routes_anew(gateway: Gateway) -> None:
    ref, _ = await routed(gateway)
    body = {"unit": "kota-city", "reason": "the mother said so"}
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json=body)
    assert answer.status_code == 200, answer.text
    route = await gateway.revealed_route(ref)
    assert (route["reason"], route["why"]) == ("corrected by a person", {"code": "person", "params": {}})
    assert (await city_of(gateway, ref))["why"]["params"] == READ_AS_WRITTEN
    (audited,) = await gateway.audit("alert.route")
    assert not {"reason", "why"} & audited["detail"].keys()
    assert "the mother said so" not in json.dumps(audited["detail"])


async def test_a_packet_for_another_state_has_the_words_of_new_and_of_old_rows(gateway: Gateway) -> None:
    ref = (await gateway.webhook((SAMPLES / "json_08_neemuch_just_outside.json").read_bytes())).json()["ref"]
    await gateway.settled()
    await route_case(gateway.runtime, await gateway.id_of(ref), Mover.FLOW)
    english = "point in Neemuch, Madhya Pradesh; 3 min before the post, accurate to 100 m"
    new = await packet_of(gateway, ref)
    assert "बिंदु “Neemuch”, मध्य प्रदेश में; पोस्ट से 3 मिनट पहले का, सटीकता ± 100 मी." in new
    await without_codes(gateway, ref)
    old = await packet_of(gateway, ref)
    assert "बिंदु Neemuch, Madhya Pradesh में; पोस्ट से 3 मिनट पहले का, सटीकता ± 100 मी." in old
    assert english in new
    assert english in old
