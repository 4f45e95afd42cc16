"""The pages of the units: readiness and duty, contacts that nobody writes over, and a second person for what supervises."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from abhay.adapters.store.db.database import now
from models.enums import Role
from models.tables import Account, ContactChange
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import Gateway
from tests.support import reading

KOTA = "/units/kota-city"
ROOM = "control-room"
SP = "sp-office"


@asynccontextmanager
async def admin(gateway: Gateway, name: str, role: Role = Role.ADMIN) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(gateway, role, name=name) as client:
        await client.get("/account?lang=en")
        yield client


def fields(html: str) -> dict[str, str]:
    """What the form of the contact points would send."""
    form = html[html.index('data-act="contacts"') :]
    form = form[: form.index("</form>")]
    found: dict[str, str] = {}
    for tag, name in re.findall(r'(<input[^>]*?name="([^"]+)"[^>]*>)', form):
        if 'type="checkbox"' not in tag or "checked" in tag:
            value = re.search(r'value="([^"]*)"', tag)
            found[name] = value[1].replace("&#34;", '"') if value else ""
    for name, options in re.findall(r'<select[^>]*?name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def row_of(form: dict[str, str], post: str, new: bool = False) -> str:
    """The beginning of the names of a post's first row, or of the row for a new contact."""
    if new:
        return next(name[: -len("address")] for name in form if name.endswith("address") and not form[name])
    return next(name[: -len("post")] for name, value in form.items() if name.endswith(".post") and value == post)


async def opened(client: httpx.AsyncClient, path: str = KOTA) -> dict[str, str]:
    return fields((await client.get(path)).text)


def added(form: dict[str, str], post: str, address: str) -> dict[str, str]:
    new = row_of(form, post, new=True)
    return {**form, f"{new}post": post, f"{new}channel": "email", f"{new}address": address, f"{new}pin": "507318"}


async def contacts(gateway: Gateway, post: str, unit: str = "kota-city") -> dict[str, dict[str, Any]]:
    answer = await gateway.ask("GET", f"/v1/units/{unit}/contacts", Role.ADMIN)
    return {each["address"]: each for each in answer.json()["contacts"] if each["post"] == post}


async def put(gateway: Gateway, unit: str, post: str, address: str) -> httpx.Response:
    given = (await gateway.ask("GET", f"/v1/units/{unit}/contacts", Role.ADMIN)).json()["contacts"]
    keep = [{name: each[name] for name in ("post", "channel", "address")} for each in given]
    new = {"post": post, "channel": "email", "address": address, "pin": "507318"}
    return await gateway.ask("PUT", f"/v1/units/{unit}/contacts", Role.ADMIN, json={"contacts": [*keep, new]})


async def test_the_list_has_every_units_score_with_its_reasons_and_a_unit_has_duty_gaps_and_contacts(
    gateway: Gateway,
) -> None:
    async with admin(gateway, "First") as one:
        listed = (await one.get("/units")).text
        assert listed.count("data-unit=") > 40
        assert "only one contact; two are needed" in listed
        page = (await one.get(KOTA)).text
        assert "On duty now" in page
        assert "Nobody on duty in the next 14 days" in page
        assert "outbox:kota-city/control-room" in page
        assert (await one.get("/units/nowhere")).status_code == 404
        assert "outbox:state/dgp-control" in (await one.get("/units/state")).text
    async with admin(gateway, "Desk", Role.OPERATOR) as desk:
        read = (await desk.get(KOTA)).text
        assert "outbox:kota-city" not in read, "an operator sees no addresses"
        assert "data-save" not in read
        assert (await desk.post(KOTA, data={"version": "1"})).status_code == 403


async def test_a_control_rooms_contact_is_changed_at_once_and_a_wrong_one_comes_back_as_it_was_typed(
    gateway: Gateway,
) -> None:
    async with admin(gateway, "First") as one, admin(gateway, "Second"):
        form = await opened(one)
        wrong = await one.post(KOTA, data=added(form, ROOM, "no address"))
        assert wrong.status_code == 422
        assert "is not a mail address" in wrong.text
        assert "no address" in fields(wrong.text).values()
        named = {**added(form, ROOM, "room@kota.example"), f"{row_of(form, ROOM)}name": "SI Synthetic"}
        done = await one.post(KOTA, data=named)
        assert done.headers["location"] == f"{KOTA}?told=saved"
    now = await contacts(gateway, ROOM)
    assert now["room@kota.example"]["active"]
    assert now["outbox:kota-city/control-room"]["name"] == "SI Synthetic"


async def test_of_two_admins_the_later_one_is_refused_and_keeps_both_what_was_typed_and_what_the_first_added(
    gateway: Gateway,
) -> None:
    async with admin(gateway, "First") as one, admin(gateway, "Second") as two:
        first, second = await opened(one), await opened(two)
        assert (await one.post(KOTA, data=added(first, ROOM, "first@kota.example"))).status_code == 303
        late = await two.post(KOTA, data={**second, f"{row_of(second, ROOM)}name": "SI Typed"})
        assert late.status_code == 409
        assert "account:First" in late.text[late.text.index("data-theirs") :]
        anew = fields(late.text)
        assert "first@kota.example" in anew.values()
        assert anew[f"{row_of(anew, ROOM)}name"] == "SI Typed"
        assert (await two.post(KOTA, data=anew)).status_code == 303
    now = await contacts(gateway, ROOM)
    assert now["outbox:kota-city/control-room"]["name"] == "SI Typed"
    assert now["first@kota.example"]["active"], "what the first one added is still on"


async def test_a_change_of_the_sps_contact_waits_for_another_admin_who_is_a_person(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one, admin(gateway, "Second") as two:
        form = await opened(one)
        both = added({**form, f"{row_of(form, ROOM)}name": "SI Synthetic"}, SP, "sp@kota.example")
        done = await one.post(KOTA, data=both)
        assert done.headers["location"] == f"{KOTA}?told=waits"
        assert set(await contacts(gateway, SP)) == {"outbox:kota-city/sp-office"}
        assert (await contacts(gateway, ROOM))["outbox:kota-city/control-room"]["name"] == "SI Synthetic"
        (change,) = await reading.rows(gateway.database, ContactChange)
        assert b"sp@kota.example" not in (change.sealed or b"")
        path = f"/units/changes/{change.id}"
        assert "sp@kota.example" in (await two.get("/units")).text
        own = await one.post(f"{path}/confirm", data={})
        assert own.status_code == 409
        assert "another admin has to confirm it" in own.text
        async with admin(gateway, "Desk", Role.OPERATOR) as desk:
            assert (await desk.post(f"{path}/confirm", data={})).status_code == 403
        token = await gateway.ask("POST", f"{path}/confirm", Role.ADMIN, headers={"Sec-Fetch-Site": "same-origin"})
        assert token.status_code in {303, 401, 403}
        assert set(await contacts(gateway, SP)) == {"outbox:kota-city/sp-office"}
        assert (await two.post(f"{path}/confirm", data={})).headers["location"] == "/units?told=confirmed"
        assert (await two.post(f"{path}/confirm", data={})).status_code == 409
    assert (await contacts(gateway, SP))["sp@kota.example"]["active"]
    assert [each["actor"] for each in await gateway.audit("contacts.set.waits")] == ["account:First"]
    (decided,) = await gateway.audit("contacts.confirm")
    assert (decided["actor"], decided["detail"]["outcome"]) == ("account:Second", "confirmed")
    (kept,) = await reading.rows(gateway.database, ContactChange)
    assert kept.sealed is None


async def test_a_refused_and_an_outdated_change_change_nothing(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one, admin(gateway, "Second") as two:
        for address in ("one@kota.example", "two@kota.example", "three@kota.example"):
            await one.post(KOTA, data=added(await opened(one), SP, address))
        first, second, third = sorted(each.id or 0 for each in await reading.rows(gateway.database, ContactChange))
        assert (await two.post(f"/units/changes/{first}/refuse", data={})).status_code == 303
        assert (await two.post(f"/units/changes/{second}/confirm", data={})).status_code == 303
        late = await two.post(f"/units/changes/{third}/confirm", data={})
        assert late.status_code == 409
        assert "were changed since it was asked for" in late.text
    assert set(await contacts(gateway, SP)) == {"outbox:kota-city/sp-office", "two@kota.example"}


async def test_the_api_says_plainly_that_it_waits_and_a_switch_off_waits_too(gateway: Gateway) -> None:
    async with admin(gateway, "First"), admin(gateway, "Second") as two:
        answer = await put(gateway, "state", "dgp-control", "dgp@police.example")
        assert (answer.status_code, answer.json()["waiting"]) == (200, True)
        off = await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json={"contacts": []})
        assert off.json()["waiting"] is True
        assert (await contacts(gateway, SP))["outbox:kota-city/sp-office"]["active"], "the SP is still reached"
        assert not (await contacts(gateway, ROOM))["outbox:kota-city/control-room"]["active"]
        for change in sorted(each.id or 0 for each in await reading.rows(gateway.database, ContactChange)):
            assert (await two.post(f"/units/changes/{change}/confirm", data={})).status_code == 303
    assert (await contacts(gateway, "dgp-control", "state"))["dgp@police.example"]["active"]
    assert not (await contacts(gateway, SP))["outbox:kota-city/sp-office"]["active"]


async def test_one_admin_alone_is_not_held_up_and_the_desk_is_told(gateway: Gateway) -> None:
    async with admin(gateway, "First") as one:
        done = await one.post(KOTA, data=added(await opened(one), SP, "sp@kota.example"))
        assert done.headers["location"] == f"{KOTA}?told=alone"
    assert (await contacts(gateway, SP))["sp@kota.example"]["active"]
    assert [each["detail"].get("alone") for each in await gateway.audit("contacts.set")][-1] is True
    sent = [message for channel in gateway.runtime.channels.values() for message in getattr(channel, "arrived", [])]
    assert [message for message in sent if "account:First" in message.body and "kota-city" in message.body]


async def test_before_any_admin_signs_in_and_for_a_post_without_contacts_nothing_waits(gateway: Gateway) -> None:
    assert (await put(gateway, "kota-city", SP, "sp@kota.example")).json()["waiting"] is False
    assert (await contacts(gateway, SP))["sp@kota.example"]["active"]
    await gateway.ask("PUT", "/v1/units/bundi/contacts", Role.ADMIN, json={"contacts": []})
    async with admin(gateway, "First"), admin(gateway, "Second"):
        first_one = await put(gateway, "bundi", SP, "sp@bundi.example")
        assert first_one.json()["waiting"] is False, "there was nobody to be reached: the first contact is set at once"
    assert (await contacts(gateway, SP, "bundi"))["sp@bundi.example"]["active"]


async def test_admins_whom_the_identity_provider_vouches_for_are_second_persons_too(gateway: Gateway) -> None:
    """They have no password here, and sign in all the same."""
    async with gateway.database.transaction() as session:
        at = await now(session)
        for name in ("Asha", "Bina"):
            row = Account(
                name=name,
                sign_in_name=name.lower(),
                role=Role.ADMIN,
                issuer="https://id.example",
                subject=name,
                created_at=at,
            )
            session.add(row)
    assert (await put(gateway, "kota-city", SP, "sp@kota.example")).json()["waiting"] is True
    assert "sp@kota.example" not in await contacts(gateway, SP)
