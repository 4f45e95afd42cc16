"""Rosters over HTTP: what admins set and override, what operators and units read of it, each mistake by its place."""

from typing import Any

import httpx
import pytest

from models.enums import Role
from tests.integration.gateway.support import Gateway

PATH, ROOM = "/v1/units/kota-city/roster", "control-room"
OVERRIDES = "/v1/units/kota-city/overrides"
LATER = {"from": "2030-01-01T00:00:00+05:30", "to": "2030-01-01T08:00:00+05:30"}


@pytest.fixture
async def asha(gateway: Gateway) -> str:
    """Somebody with a name at the control room, beside whoever is there already."""
    contacts = (await gateway.ask("GET", "/v1/units/kota-city/contacts", Role.ADMIN)).json()["contacts"]
    new = {
        "post": ROOM,
        "channel": "outbox",
        "address": "outbox:asha",
        "pin": "507318",
        "name": "Asha",
        "phone": "+91 55555 00001",
    }
    await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json={"contacts": [*contacts, new]})
    return "Asha"


async def put(gateway: Gateway, *windows: dict[str, Any], **options: Any) -> httpx.Response:
    return await gateway.ask("PUT", PATH, Role.ADMIN, json={"windows": list(windows)}, **options)


async def test_three_shifts_are_set_and_read_back_as_they_can_be_set_again(gateway: Gateway, asha: str) -> None:
    shifts = [{"post": ROOM, "contacts": [asha], "shift": number} for number in ("1", "2", "3")]
    answer = await put(gateway, *shifts)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert [(each["from"], each["to"]) for each in found["windows"]] == [
        ("06:00", "14:00"),
        ("14:00", "22:00"),
        ("22:00", "06:00"),
    ]
    assert all(len(each["days"]) == 7 for each in found["windows"])
    assert found["gaps"] == []
    read = await gateway.ask("GET", PATH, Role.ADMIN)
    again = await put(gateway, *read.json()["windows"], headers={"If-Match": read.headers["etag"]})
    assert (again.status_code, again.json()["version"]) == (200, found["version"]), "nothing changed"


async def test_gaps_of_fourteen_days_are_named(gateway: Gateway, asha: str) -> None:
    found = (
        await put(gateway, {"post": ROOM, "contacts": [asha], "days": ["mon"], "from": "06:00", "to": "14:00"})
    ).json()
    assert sum(gap["minutes"] for gap in found["gaps"]) in range(14 * 1440 - 3 * 480, 14 * 1440 - 480)
    assert {(gap["unit"], gap["post"]) for gap in found["gaps"]} == {("kota-city", ROOM)}


async def test_a_roster_made_from_another_version_is_refused(gateway: Gateway, asha: str) -> None:
    seen = (await gateway.ask("GET", PATH, Role.ADMIN)).headers["etag"]
    await put(gateway, {"post": ROOM, "contacts": [asha], "shift": "1"})
    answer = await put(gateway, {"post": ROOM, "contacts": [asha], "shift": "2"}, headers={"If-Match": seen})
    assert (answer.status_code, answer.json()["changed"][0]["paths"]) == (412, [ROOM])


async def test_every_mistake_is_named_at_once_and_nothing_is_stored(gateway: Gateway, asha: str) -> None:
    answer = await put(
        gateway,
        {"post": "nobody", "contacts": [asha], "shift": "1"},
        {"post": ROOM, "contacts": ["Nobody", asha], "days": ["someday"], "from": "25:00", "to": "14:00"},
        {"post": ROOM, "contacts": [asha], "shift": "4"},
        {"post": ROOM, "contacts": [asha], "shift": "1", "from": "06:00", "to": "14:00"},
        {"post": ROOM, "contacts": [asha]},
    )
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:abhay:problem:invalid-roster")
    places = {each["path"] for each in answer.json()["errors"]}
    assert places == {
        "windows.0.post", "windows.1.contacts", "windows.1.days", "windows.1.from", "windows.2.shift", "windows.3.shift",
        "windows.4.from", "windows.4.to",
    }  # fmt: skip
    assert (await gateway.ask("GET", PATH, Role.ADMIN)).json()["windows"] == []


async def test_an_override_beats_the_roster_in_its_time(gateway: Gateway, asha: str) -> None:
    body = {"post": ROOM, "contacts": [asha], "reason": "the others are at court", **LATER}
    made = await gateway.ask("POST", OVERRIDES, Role.ADMIN, json=body)
    assert made.status_code == 201, made.text
    assert (await gateway.ask("POST", OVERRIDES, Role.ADMIN, json=body)).status_code == 409
    for at, alone in (("2029-12-31T18:30:00Z", True), ("2029-12-31T18:29:59Z", False), ("2030-01-01T02:30:00Z", False)):
        answer = (await gateway.ask("GET", f"/v1/units/kota-city/on-duty?at={at}", Role.OPERATOR)).json()
        (room,) = [each for each in answer["posts"] if each["post"] == ROOM]
        assert ([each["name"] for each in room["contacts"]] == ["Asha"]) is alone
        assert not room["gap"]
    gone = await gateway.ask("DELETE", f"{OVERRIDES}/{made.json()['id']}", Role.ADMIN)
    assert gone.status_code == 204
    assert (await gateway.ask("GET", OVERRIDES, Role.ADMIN)).json()["overrides"] == []
    assert (await gateway.ask("DELETE", f"{OVERRIDES}/{made.json()['id']}", Role.ADMIN)).status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"contacts": ["Nobody"]}, 422),
        ({"contacts": []}, 422),
        ({"post": "dgp-control"}, 422),
        ({"to": LATER["from"]}, 422),
        ({"reason": " "}, 422),
        ({"from": "2020-01-01T00:00:00Z", "to": "2020-01-02T00:00:00Z"}, 422),
        ({"from": "2030-01-01T00:00:00"}, 422),
    ],
)
async def test_a_wrong_override_is_refused(gateway: Gateway, asha: str, change: dict[str, Any], status: int) -> None:
    body = {"post": ROOM, "contacts": [asha], "reason": "leave", **LATER, **change}
    answer = await gateway.ask("POST", OVERRIDES, Role.ADMIN, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_a_unit_reads_its_own_roster_alone_and_nobody_but_admins_reads_addresses(
    gateway: Gateway, asha: str
) -> None:
    await put(gateway, {"post": ROOM, "contacts": [asha, "outbox:asha"], "shift": "1"})
    for path in ("roster", "on-duty", "overrides"):
        own = await gateway.ask("GET", f"/v1/units/kota-city/{path}", Role.UNIT)
        assert own.status_code == 200
        assert "outbox:asha" not in own.text
        assert (await gateway.ask("GET", f"/v1/units/bundi/{path}", Role.UNIT)).status_code == 404
        assert "outbox:asha" not in (await gateway.ask("GET", f"/v1/units/kota-city/{path}", Role.OPERATOR)).text
    assert "outbox:asha" in (await gateway.ask("GET", PATH, Role.ADMIN)).text


async def test_an_unknown_unit_or_override_is_not_found(gateway: Gateway) -> None:
    for path in ("roster", "on-duty", "overrides"):
        answer = await gateway.ask("GET", f"/v1/units/nowhere/{path}", Role.ADMIN)
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:abhay:problem:unknown-unit")
    answer = await gateway.ask("DELETE", f"{OVERRIDES}/x", Role.ADMIN)
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:abhay:problem:unknown-override")
