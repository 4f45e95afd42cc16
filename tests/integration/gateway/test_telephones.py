"""Whoever is asked to phone somebody finds the number there: officers the desk's, the desk the posts'."""

from typing import Any

import pytest

from abhay.adapters.store.messages.briefing import read_briefing
from abhay.services.messages.delivery import compose
from models.enums import Role
from models.tables import Notification
from tests.integration.gateway.case_page.phone import desk_page, unlocked
from tests.integration.gateway.support import Gateway, Page, wrong_pin
from tests.support import reading
from tests.support.cases import TWO

PATH = "/v1/units/kota-city/contacts"
DESK_PHONE = "+91 55555 00112"


async def name_the_control_room(gateway: Gateway, phone: str = "+91 55555 00101", name: str = "ASI Synthetic") -> Any:
    """Give the unit's control room a name and a telephone; its other contacts stay."""
    before = (await gateway.ask("GET", PATH, Role.ADMIN)).json()["contacts"]
    rows = [{key: each[key] for key in ("post", "channel", "address", "active")} for each in before]
    for row in rows:
        if row["post"] == "control-room":
            row |= {"name": name, "phone": phone}
    return await gateway.ask("PUT", PATH, Role.ADMIN, json={"contacts": rows})


def with_desk_phone(gateway: Gateway, phone: str | None = DESK_PHONE) -> None:
    gateway.runtime.settings.desk.call_back = phone


async def desk_message(gateway: Gateway, ref: str) -> str:
    told = [each for each in await reading.notifications(gateway.database, ref) if each.rung == "desk"]
    return await body(gateway, told[-1])


async def body(gateway: Gateway, message: Notification) -> str:
    return compose(await read_briefing(gateway.database, message.id), gateway.runtime).body


async def test_names_and_telephones_come_back_and_stay_when_left_out(gateway: Gateway) -> None:
    answer = await name_the_control_room(gateway)
    assert answer.status_code == 200, answer.text
    (room,) = [each for each in answer.json()["contacts"] if each["post"] == "control-room"]
    assert (room["name"], room["phone"]) == ("ASI Synthetic", "+91 55555 00101")
    rows = [{key: each[key] for key in ("post", "channel", "address")} for each in answer.json()["contacts"]]
    again = (await gateway.ask("PUT", PATH, Role.ADMIN, json={"contacts": rows})).json()["contacts"]
    assert [each["phone"] for each in again if each["post"] == "control-room"] == ["+91 55555 00101"]
    cleared = (await name_the_control_room(gateway, phone="", name="")).json()["contacts"]
    assert [(each["name"], each["phone"]) for each in cleared if each["post"] == "control-room"] == [(None, None)]


async def test_an_operator_reads_names_and_telephones_and_no_addresses(gateway: Gateway) -> None:
    await name_the_control_room(gateway)
    answer = await gateway.ask("GET", PATH, Role.OPERATOR)
    assert answer.status_code == 200
    contacts = answer.json()["contacts"]
    assert {each["address"] for each in contacts} == {None}
    assert "+91 55555 00101" in {each["phone"] for each in contacts}
    assert "pin" not in answer.text
    for role in (Role.UNIT, Role.INTEGRATOR, Role.AUDITOR):
        assert (await gateway.ask("GET", PATH, role)).status_code == 403
    assert (await gateway.ask("PUT", PATH, Role.OPERATOR, json={"contacts": []})).status_code == 403


@pytest.mark.parametrize("phone", ["call me", "12", "+91 <b>", "javascript:1", "5" * 30])
async def test_what_is_no_telephone_is_refused_by_its_place(gateway: Gateway, phone: str) -> None:
    answer = await name_the_control_room(gateway, phone=phone)
    assert answer.status_code == 422
    assert "phone" in answer.json()["errors"][0]["path"]


async def test_a_notice_about_a_post_names_its_telephone(gateway: Gateway) -> None:
    await name_the_control_room(gateway)
    ref, (page,) = await gateway.paged()
    for _ in range(5):
        await gateway.answer_link(page, wrong_pin(page))
    said = await desk_message(gateway, ref)
    assert "please phone the post below now" in said
    assert "- Control room, Kota City Police: ASI Synthetic, +91 55555 00101" in said
    assert "- नियंत्रण कक्ष, कोटा शहर पुलिस: ASI Synthetic, +91 55555 00101" in said


async def test_a_notice_about_a_unit_names_all_its_telephones_and_no_other_units(gateway: Gateway) -> None:
    await name_the_control_room(gateway)
    ref, (first, second) = await gateway.paged(TWO)
    for each in (first, second):
        phone = await unlocked(gateway, each)
        await phone.send("not-ours", confirm="1")
    notices = [each for each in await reading.notifications(gateway.database, ref) if each.rung == "desk"]
    said = [await body(gateway, each) for each in notices]
    about = [each.about_unit_id for each in notices if each.reason == "not_ours"]
    assert about
    for notice, text in zip(notices, said, strict=True):
        wanted = notice.about_unit_id == "kota-city" and notice.about_post_id in (None, "control-room")
        assert ("+91 55555 00101" in text) == wanted


async def test_an_officer_reads_the_desks_number_in_messages_and_on_pages(gateway: Gateway) -> None:
    with_desk_phone(gateway)
    ref, (page,) = await gateway.paged()
    (message,) = [each for each in await reading.notifications(gateway.database, ref) if each.id == page.id]
    assert f"Phone of the Abhay desk: {DESK_PHONE}" in await body(gateway, message)
    assert f"अभय डेस्क का फ़ोन: {DESK_PHONE}" in await body(gateway, message)
    locked = [await gateway.answer_link(page, wrong_pin(page)) for _ in range(5)][-1]
    for answer in (locked, await gateway.client.get("/a/forged"), await gateway.client.get(f"/a/{page.token}")):
        assert 'href="tel:+915555500112"' in answer.text
    with_desk_phone(gateway, None)
    assert "Phone of the Abhay desk: 112" in await body(gateway, message)
    assert 'class="call" href="tel:112"' in (await gateway.client.get("/a/forged")).text


async def test_the_desks_page_has_the_telephones_of_the_posts_and_no_other_page_has(gateway: Gateway) -> None:
    await name_the_control_room(gateway)
    ref, (page,) = await gateway.paged()
    for _ in range(5):
        await gateway.answer_link(page, wrong_pin(page))
    desk: Page = await desk_page(gateway, ref)
    before = (await gateway.client.get(f"/a/{desk.token}")).text
    assert "+91 55555 00101" not in before, "only the PIN shows whom to phone"
    text = (await unlocked(gateway, desk, look="1")).shown.text
    assert 'href="tel:+915555500101"' in text
    assert "ASI Synthetic" in text
    other, (unit_page,) = await gateway.paged()
    assert other != ref
    assert "+91 55555 00101" not in (await unlocked(gateway, unit_page)).text
