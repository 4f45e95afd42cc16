"""The roster on a unit's page: weekly duty and overrides by plain forms, which lose nothing and name every mistake."""

import html
import re
from typing import Any

import httpx
import pytest

from models.enums import Role
from tests.integration.gateway.screens.browser import PASSWORD
from tests.integration.gateway.screens.test_units import admin
from tests.integration.gateway.support import Gateway
from tests.support.cases import move_clock

KOTA, ROOM, SP = "/units/kota-city", "control-room", "sp-office"
ROSTER, OVERRIDES = f"{KOTA}/roster", f"{KOTA}/overrides"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture(autouse=True)
async def asha(gateway: Gateway) -> str:
    """Two people with names at the control room, beside whoever is there already."""
    contacts = (await gateway.ask("GET", "/v1/units/kota-city/contacts", Role.ADMIN)).json()["contacts"]
    for name in ("Asha", "Bina"):
        address = f"outbox:{name.lower()}"
        contacts.append({"post": ROOM, "channel": "outbox", "address": address, "pin": "507318", "name": name})
    await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json={"contacts": contacts})
    return "Asha"


def fields(page: str, act: str = "roster", post: str = "") -> dict[str, str]:
    """What a form of the page would send; of several overrides that of a post."""
    forms = re.findall(rf'<form[^>]*data-act="{act}".*?</form>', page, re.DOTALL)
    form = next(each for each in forms if not post or f'name="post" value="{post}"' in each)
    found: dict[str, str] = {}
    for tag, name in re.findall(r'(<input[^>]*?name="([^"]+)"[^>]*>)', form):
        if 'type="checkbox"' not in tag or " checked" in tag:
            value = re.search(r' value="([^"]*)"', tag)
            found[name] = html.unescape(value[1]) if value else ""
    return found


def new_of(form: dict[str, str], post: str) -> str:
    """The beginning of the names of a post's further duty."""
    number = next(name.split(".")[1] for name in form if name.endswith(".was") and form[name] == "" and
                  form[name.replace(".was", ".post")] == post)  # fmt: skip
    return f"window.{number}."


def duty(form: dict[str, str], who: str, start: str, end: str, days: tuple[str, ...] = DAYS) -> dict[str, str]:
    """The form with a further duty of the control room typed into it."""
    new = new_of(form, ROOM)
    kept = {name: value for name, value in form.items() if not name.startswith(f"{new}day.")}
    chosen = {f"{new}day.{day}": "1" for day in days} | ({f"{new}contact.0": who} if who else {})
    return {**kept, **chosen, f"{new}from": start, f"{new}to": end}


async def opened(client: httpx.AsyncClient) -> dict[str, str]:
    return fields((await client.get(KOTA)).text)


async def saved(gateway: Gateway) -> list[tuple[Any, ...]]:
    found = (await gateway.ask("GET", "/v1/units/kota-city/roster", Role.ADMIN)).json()["windows"]
    return [(each["contacts"], len(each["days"]), each["from"], each["to"]) for each in found]


async def test_a_roster_is_made_changed_and_emptied_and_the_page_says_who_is_on_duty_and_names_each_gap(
    gateway: Gateway,
) -> None:
    async with admin(gateway, "First") as one:
        done = await one.post(ROSTER, data=duty(await opened(one), "Asha", "6", "१४:००"))
        assert done.headers["location"] == f"{KOTA}?told=roster"
        page = (await one.get(done.headers["location"])).text
        assert "The roster is saved." in page
        assert re.search(rf'data-gap="{ROOM}">[^<]*: \w{{3}} [-\d]+ 14:00 – \w{{3}} [-\d]+ 06:00 IST \(16 h\)', page)
        done = await one.post(ROSTER, data=duty(fields(page), "Bina", "14:00", "22:00"))
        assert "(8 h, shift 3)" in (await one.get(done.headers["location"])).text
        assert await saved(gateway) == [(["Asha"], 7, "06:00", "14:00"), (["Bina"], 7, "14:00", "22:00")]
        form = await opened(one)
        assert (
            await one.post(ROSTER, data={**form, "window.0.to": "06:00", "window.1.remove": "1"})
        ).status_code == 303
        assert await saved(gateway) == [(["Asha"], 7, "06:00", "06:00")]
        page = (await one.get(KOTA)).text
        assert "no gaps" in page
        on_duty = page[page.index('id="duty"') : page.index('id="gaps"')]
        assert "Asha" in on_duty
        assert "Bina" not in on_duty, "the roster has Asha alone"
        assert (await one.post(ROSTER, data={**fields(page), "window.0.remove": "1"})).status_code == 303
    assert await saved(gateway) == []
    acts = await gateway.audit("roster.set")
    assert {each["actor"] for each in acts} == {"account:First"}
    assert acts[-1]["detail"]["posts"] == [ROOM]


async def test_what_nobody_touched_saves_nothing(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one:
        assert (await one.post(ROSTER, data=await opened(one))).headers["location"] == f"{KOTA}?told=unchanged"
        await one.post(ROSTER, data=duty(await opened(one), "Asha", "06:00", "14:00"))
        assert (await one.post(ROSTER, data=await opened(one))).headers["location"] == f"{KOTA}?told=unchanged"
    assert len(await gateway.audit("roster.set")) == 1


async def test_each_mistake_names_its_field_in_the_readers_language_and_what_was_typed_stays(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one:
        typed = duty(await opened(one), "", "25:00", "", days=())
        wrong = await one.post(ROSTER, data=typed)
        assert wrong.status_code == 422
        number = new_of(typed, ROOM).split(".")[1]
        for name, what in (
            ("contacts", "choose at least one"),
            ("days", "choose at least one day"),
            ("from", "&#39;25:00&#39; is no time of day"),
            ("to", "write a time"),
        ):
            assert f'id="w{number}-{name}-wrong">{what}' in wrong.text, name
            assert f'<a href="#w{number}-{name}">' in wrong.text, name
        assert fields(wrong.text) == typed
        hindi = (await one.post(f"{ROSTER}?lang=hi", data=typed)).text
        assert f'id="w{number}-days-wrong">कम से कम एक दिन चुनें' in hindi
        assert "is no time" not in hindi
        stranger = await one.post(f"{ROSTER}?lang=en", data=duty(typed, "Nobody", "06:00", "14:00"))
        assert "is no active contact of this post: choose another one" in stranger.text
        assert fields(stranger.text)[f"window.{number}.contact.3"] == "Nobody", "and it can be unticked"
    assert await saved(gateway) == []


async def test_of_two_admins_the_later_one_is_refused_and_both_changes_stay(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one, admin(gateway, "Second") as two:
        await one.post(ROSTER, data=duty(await opened(one), "Asha", "06:00", "14:00"))
        first, second = await opened(one), await opened(two)
        assert (await one.post(ROSTER, data=duty(first, "Bina", "14:00", "22:00"))).status_code == 303
        late = await two.post(ROSTER, data={**second, "window.0.to": "13:00"})
        assert late.status_code == 409
        assert "account:First" in late.text[late.text.index("data-theirs") :]
        anew = fields(late.text)
        assert (await two.post(ROSTER, data=anew)).status_code == 303
    assert await saved(gateway) == [(["Asha"], 7, "06:00", "13:00"), (["Bina"], 7, "14:00", "22:00")]


async def test_an_override_is_added_and_taken_back_and_its_mistakes_are_named(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one:
        form = fields((await one.get(KOTA)).text, "override", ROOM)
        wrong = await one.post(OVERRIDES, data={**form, "from": "2130-01-01T08:00", "reason": " "})
        assert wrong.status_code == 422
        for name in ("to", "contacts", "reason"):
            assert f'id="o-{ROOM}-{name}-wrong"' in wrong.text, name
        assert f'href="#o-{ROOM}-reason"' in wrong.text
        assert fields(wrong.text, "override", ROOM)["from"] == "2130-01-01T08:00"
        good = {**form, "from": "2130-01-01T08:00", "to": "2130-01-01T20:00", "contact.0": "Asha", "reason": "leave"}
        before = await one.post(OVERRIDES, data={**good, "to": "2130-01-01T08:00"})
        assert "is not after the beginning" in before.text
        past = await one.post(OVERRIDES, data={**good, "from": "2020-01-01T08:00", "to": "2020-01-02T08:00"})
        assert "has passed already" in past.text
        assert (await one.post(OVERRIDES, data=good)).headers["location"] == f"{KOTA}?told=override"
        again = await one.post(f"{OVERRIDES}?lang=hi", data=good)
        assert "01-01-2130 08:00 IST से 01-01-2130 20:00 IST तक दूसरा अपवाद है" in again.text
        (there,) = (await gateway.ask("GET", f"/v1{OVERRIDES}", Role.ADMIN)).json()["overrides"]
        assert (there["from"], there["contacts"], there["reason"]) == ("2130-01-01T02:30:00Z", ["Asha"], "leave")
        back = f"{OVERRIDES}/{there['id']}/remove"
        assert back in again.text
        assert (await one.post(back, data={})).headers["location"] == f"{KOTA}?told=taken-back"
        assert (await one.post(back, data={})).status_code == 409
    assert (await gateway.ask("GET", f"/v1{OVERRIDES}", Role.ADMIN)).json()["overrides"] == []
    assert [each["detail"].get("removed") for each in await gateway.audit("roster.override")] == [None, True]


async def test_a_password_of_long_ago_is_asked_for_again_and_what_was_typed_stays(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one:
        typed = duty(await opened(one), "Asha", "06:00", "14:00")
        override = {"post": ROOM, "from": "2130-01-01T08:00", "to": "2130-01-01T20:00", "contact.0": "Asha"}
        await move_clock(gateway.database, 6 * 60)
        asked = await one.post(ROSTER, data=typed)
        assert asked.status_code == 403
        assert {name: value for name, value in fields(asked.text).items() if name != "password"} == typed
        asked = await one.post(OVERRIDES, data={**override, "reason": "leave"})
        assert (asked.status_code, fields(asked.text, "override", ROOM)["reason"]) == (403, "leave")
        wrong = await one.post(ROSTER, data={**typed, "password": "something else"})
        assert wrong.status_code == 403
        assert await saved(gateway) == []
        body = {"post": ROOM, "from": "2130-01-01T08:00:00Z", "to": "2130-01-01T20:00:00Z", "contacts": ["Asha"]}
        call = await one.post(f"/v1{OVERRIDES}", json={**body, "reason": "leave"})
        assert (call.status_code, call.json()["type"]) == (403, "urn:abhay:problem:confirm-needed")
        await move_clock(gateway.database, 60)
        assert (await one.post(ROSTER, data={**typed, "password": PASSWORD})).status_code == 303
    assert await saved(gateway) == [(["Asha"], 7, "06:00", "14:00")]


async def test_an_operator_reads_roster_and_overrides_and_changes_neither(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one, admin(gateway, "Desk", Role.OPERATOR) as desk:
        await one.post(ROSTER, data=duty(await opened(one), "Asha", "06:00", "14:00", ("mon",)))
        body = {
            "post": ROOM,
            "from": "2130-01-01T08:00",
            "to": "2130-01-01T20:00",
            "contact.0": "Asha",
            "reason": "law",
        }
        await one.post(OVERRIDES, data=body)
        page = (await desk.get(KOTA)).text
        assert "data-override" in page
        assert "06:00 to 14:00" in page
        assert "data-act=" not in page[page.index('id="roster"') : page.index('id="contacts"')]
        for path in (ROSTER, OVERRIDES):
            assert (await desk.post(path, data=body)).status_code == 403
