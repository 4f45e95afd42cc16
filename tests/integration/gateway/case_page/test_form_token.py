"""The form token that stands in for the PIN: how long it holds, for which link, and what a wrong PIN does."""

import re

import pytest

from models.enums import Role
from models.tables import PinFailure
from tests.integration.gateway.case_page.phone import (
    ACTS,
    FORM_SECONDS,
    PERSON,
    unlocked,
)
from tests.integration.gateway.support import Gateway, wrong_pin
from tests.support import reading
from tests.support.cases import TWO, move_clock


async def test_after_the_pin_no_form_asks_for_it_until_the_token_ends(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    stale = phone.hidden()
    await move_clock(gateway.database, FORM_SECONDS - 30)
    await phone.send("milestone", kind="dispatched", confirm="1")
    assert phone.shown.status_code == 200, "fourteen minutes later it still holds"
    await move_clock(gateway.database, FORM_SECONDS - 30)
    await phone.send("milestone", kind="reached", confirm="1")
    assert phone.shown.status_code == 200, "each page has a new one"
    text = await phone.send("closure", **stale, outcome="safe", note="उसे घर छोड़ा", confirm="1")
    assert phone.shown.status_code == 403
    assert 'name="pin"' in text
    assert "उसे घर छोड़ा" in text
    assert PERSON not in text
    assert (await gateway.view(ref))["status"] == "acknowledged"
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', phone.shown.text))
    assert fields == {"outcome": "safe"}
    text = await phone.send("closure", pin=page.pin, note="उसे घर छोड़ा", **fields)
    assert "Close the case?" in text, "a confirmation is asked for once more"
    await phone.send("closure", **fields, note="उसे घर छोड़ा", confirm="1")
    assert (await gateway.view(ref))["status"] == "closed"


async def test_typed_text_survives_a_wrong_pin(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    wrong = wrong_pin(page)
    text = await phone.send("milestone", proof="", pin=wrong, kind="reached", note="<b>at the door</b>", confirm="1")
    assert phone.shown.status_code == 403
    assert "<textarea" in phone.shown.text
    assert "&lt;b&gt;at the door&lt;/b&gt;" in phone.shown.text
    assert "Tries left: 4" in text
    await phone.send("milestone", pin=page.pin, kind="reached", note="at the door", confirm="1")
    assert phone.shown.status_code == 200


@pytest.mark.parametrize("act", ACTS)
async def test_wrong_pins_lock_at_every_door_and_tell_the_desk(gateway: Gateway, act: str) -> None:
    ref, (page,) = await gateway.paged()
    wrong = wrong_pin(page)
    path = f"/a/{page.token}/{act}"
    answers = [await gateway.client.post(path, data={"pin": wrong, "kind": "reached"}) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {403}
    assert "locked" in answers[-1].text
    assert (await gateway.client.post(path, data={"pin": page.pin})).status_code == 403
    assert await gateway.desk_reasons(ref) == ["pin_locked"]


async def test_who_guesses_pins_does_not_take_the_page_from_who_works_on_it(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    wrong = wrong_pin(page)
    for _ in range(5):
        await gateway.answer_link(page, wrong)
    await phone.send("milestone", kind="dispatched", confirm="1")
    assert phone.shown.status_code == 200
    assert (await gateway.view(ref))["milestones"]["dispatched"]


async def test_a_token_of_another_link_or_made_up_is_none(gateway: Gateway) -> None:
    ref, (first, second) = await gateway.paged(TWO)
    foreign = (await unlocked(gateway, second)).hidden()["proof"]
    own = (await unlocked(gateway, first)).hidden()["proof"]
    head, signature = own.rsplit(".", maxsplit=1)
    later = f"{head[:-1]}z.{signature}"
    for proof in (
        foreign,
        later,
        f"{head}.",
        signature,
        "x" * 60,
        f"{head}.{signature[:-2]}ss",
        "é",
        f"{head}.{signature}\n",
    ):
        answer = await gateway.client.post(f"/a/{first.token}/milestone", data={"proof": proof, "kind": "reached"})
        assert answer.status_code == 403
        assert PERSON not in answer.text
    assert (await gateway.view(ref))["milestones"]["reached"] is None
    assert await reading.count(gateway.database, PinFailure) == 0, "that is nobody's wrong PIN"


async def test_a_new_pin_ends_the_tokens_of_the_old_one(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    contact = {"post": "control-room", "channel": "outbox", "pin": "507318"}
    contacts = (await gateway.ask("GET", "/v1/units/kota-city/contacts", Role.ADMIN)).json()["contacts"]
    old = next(each for each in contacts if each["post"] == "control-room")
    body = {"contacts": [{**contact, "address": old["address"]}]}
    assert (await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json=body)).status_code == 200
    await phone.send("milestone", kind="reached", confirm="1")
    assert phone.shown.status_code == 403


async def test_neither_token_nor_name_stands_in_any_address(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by="SI Synthetic")
    proof = phone.hidden()["proof"]
    for address in re.findall(r'(?:href|action|src)="([^"]*)"', phone.shown.text):
        assert proof not in address
        assert "Synthetic" not in address
    assert phone.shown.headers["cache-control"] == "no-store"
    assert phone.shown.headers["referrer-policy"] == "no-referrer"
    assert "form-action 'self'" in phone.shown.headers["content-security-policy"]
    assert "<script" not in phone.shown.text
