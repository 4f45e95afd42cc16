"""Units and contacts over HTTP: PINs go in and never come out, what is left out is switched off, nothing is lost."""

from typing import Any

import pytest

from models.enums import Role
from models.tables import ContactPoint
from tests.integration.gateway.support import Gateway
from tests.support import reading

PATH = "/v1/units/kota-city/contacts"
NEW = {"post": "control-room", "channel": "email", "address": "room@kota-police.example", "pin": "507318"}


async def put(gateway: Gateway, *contacts: dict[str, Any], path: str = PATH) -> Any:
    return await gateway.ask("PUT", path, Role.ADMIN, json={"contacts": list(contacts)})


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OPERATOR, Role.UNIT, Role.AUDITOR])
async def test_every_unit_is_listed_for_whoever_names_one_and_no_contact_is(gateway: Gateway, role: Role) -> None:
    """An error for a unit that there is not sends them here."""
    answer = await gateway.ask("GET", "/v1/units", role)
    units = answer.json()["units"]
    assert "outbox:" not in answer.text
    found = {each["unit"]: each for each in units}
    assert len(found) >= 50
    assert found["kota-city"]["district"] == "kota"
    assert found["kota-city"]["name_hi"]


async def test_contacts_are_replaced_and_those_left_out_are_switched_off(gateway: Gateway) -> None:
    answer = await put(gateway, NEW)
    assert answer.status_code == 200
    contacts = answer.json()["contacts"]
    assert {(c["post"], c["channel"], c["active"]) for c in contacts} == {
        ("control-room", "outbox", False),
        ("sp-office", "outbox", False),
        ("control-room", "email", True),
    }
    assert "pin" not in answer.text
    assert "507318" not in answer.text
    assert (await gateway.ask("GET", PATH, Role.ADMIN)).json()["contacts"] == contacts


async def test_a_switched_off_contact_is_not_paged(gateway: Gateway) -> None:
    await put(gateway, NEW)
    ref, _ = await gateway.paged()
    channels = [m["channel"] for m in (await gateway.view(ref))["notifications"] if m["kind"] == "page"]
    assert channels == ["email"]


async def test_a_known_contact_keeps_its_pin_or_gets_a_new_one(gateway: Gateway) -> None:

    async def hashes() -> list[str]:
        return [each.pin_hash for each in await reading.contacts(gateway.database, ContactPoint.channel == "email")]

    await put(gateway, NEW)
    (first,) = await hashes()
    await put(gateway, {key: value for key, value in NEW.items() if key != "pin"})
    assert await hashes() == [first]
    await put(gateway, {**NEW, "pin": "902114"})
    (second,) = await hashes()
    assert second != first
    assert "902114" not in second


async def test_the_pin_in_clear_is_kept_for_the_embedded_outbox_alone(gateway: Gateway) -> None:
    await put(gateway, NEW, {**NEW, "channel": "outbox", "address": "outbox:x"})
    contacts = await reading.contacts(gateway.database, ContactPoint.active, ContactPoint.unit_id == "kota-city")
    clear = {(each.channel, each.dev_pin) for each in contacts}
    assert clear == {("email", None), ("outbox", "507318")}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"pin": None}, "pin"),
        ({"pin": "12345"}, "pin"),
        ({"pin": "111111"}, "pin"),
        ({"post": "dgp-control"}, "post"),
        ({"post": "nobody"}, "post"),
        ({"channel": "pigeon"}, "channel"),
        ({"address": "not a mail address"}, "address"),
        ({"address": ""}, "address"),
        ({"channel": "webhook", "address": "ftp://x.example"}, "address"),
        ({"address": "a@b.example\nBcc: c@d.example"}, "address"),
    ],
)
async def test_a_wrong_contact_is_named_and_nothing_is_stored(gateway: Gateway, change: dict, where: str) -> None:
    before = (await gateway.ask("GET", PATH, Role.ADMIN)).json()
    answer = await put(gateway, {**NEW, "address": "good@x.example"}, {**NEW, **change})
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:abhay:problem:invalid-contacts"
    assert [each["path"] for each in answer.json()["errors"]] == [f"contacts.1.{where}"]
    assert (await gateway.ask("GET", PATH, Role.ADMIN)).json() == before


async def test_a_contact_whose_channel_is_off_is_refused_in_plain_words(gateway: Gateway) -> None:
    del gateway.runtime.channels["email"]  # pyright: ignore[reportIndexIssue]
    before = (await gateway.ask("GET", PATH, Role.ADMIN)).json()
    answer = await put(gateway, NEW, {**NEW, "address": "second@kota-police.example"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:abhay:problem:channel-off")
    line = "channel email: 2 active contacts, and it is not set up: see ABHAY_CHANNELS__EMAIL__…"
    assert answer.json()["detail"] == line
    assert (await gateway.ask("GET", PATH, Role.ADMIN)).json() == before
    assert (await put(gateway, {**NEW, "active": False})).status_code == 200, (
        "it is switched on once the channel is there"
    )


async def test_two_that_say_the_same_are_refused(gateway: Gateway) -> None:
    assert (await put(gateway, NEW, NEW)).status_code == 422


async def test_the_states_own_posts_are_under_state(gateway: Gateway) -> None:
    path = "/v1/units/state/contacts"
    posts = {c["post"] for c in (await gateway.ask("GET", path, Role.ADMIN)).json()["contacts"]}
    assert posts == {"abhay-desk", "dgp-control"}
    assert (await put(gateway, {**NEW, "post": "abhay-desk"}, path=path)).status_code == 200
    assert (await put(gateway, NEW, path=path)).status_code == 422


async def test_an_unknown_unit_is_not_found(gateway: Gateway) -> None:
    for method in ("GET", "PUT"):
        answer = await gateway.ask(method, "/v1/units/nowhere/contacts", Role.ADMIN, json={"contacts": []})
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:abhay:problem:unknown-unit")


async def test_the_order_and_the_language_are_kept_and_shown_with_who_changed_them(gateway: Gateway) -> None:
    more = {"order": 2, "language": "en", "line": "landline"}
    (shown,) = [c for c in (await put(gateway, {**NEW, **more})).json()["contacts"] if c["channel"] == "email"]
    assert {key: shown[key] for key in more} == more
    answer = await put(gateway, NEW)
    (kept,) = [c for c in answer.json()["contacts"] if c["channel"] == "email"]
    assert kept == shown
    await put(gateway, {**NEW, "order": 1})
    wrong = await put(gateway, {**NEW, "order": 0})
    assert wrong.status_code == 422
    stale = await gateway.ask("PUT", PATH, Role.ADMIN, json={"contacts": [NEW]}, headers={"If-Match": '"2"'})
    assert stale.status_code == 412
    assert "order" in stale.text
