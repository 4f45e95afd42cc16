"""After each form the browser is led back to the page: Back and a reload send nothing again, and nothing is lost."""

import re
from http.cookies import SimpleCookie

import pytest

from models.enums import Role
from tests.integration.gateway.case_page.phone import FORM_SECONDS, PERSON, Phone, facts, unlocked
from tests.integration.gateway.support import Gateway, wrong_pin
from tests.support.cases import TWO, move_clock


async def raw(phone: Phone, act: str = "", **fields: str) -> tuple[int, str, str]:
    """What a form is answered by itself: status, place to go to, cookie."""
    path = f"/a/{phone.page.token}" + (f"/{act}" if act else "")
    headers = {"Cookie": phone.cookie}
    answer = await phone.gateway.client.post(path, data={**phone.hidden(), **fields}, headers=headers)
    return answer.status_code, answer.headers.get("location", ""), answer.headers.get("set-cookie", "")


async def test_each_form_leads_back_to_the_page_and_nothing_travels_in_its_address(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = Phone(gateway, page, (await unlocked(gateway, page)).shown)
    await phone.open()
    forms = (
        ("", {"pin": "1"}),
        ("", {"pin": wrong_pin(page)}),
        ("", {"pin": page.pin, "by": "SI Synthetic"}),
        ("milestone", {"kind": "", "note": "typed with one thumb"}),
        ("closure", {"outcome": "safe", "note": "typed with one thumb"}),
    )
    for act, fields in forms:
        status, place, cookie = await raw(phone, act, **fields)
        assert (status, place) == (303, f"/a/{page.token}"), act
        (morsel,) = SimpleCookie(cookie).values()
        assert (morsel["path"], bool(morsel["httponly"]), morsel["samesite"]) == (f"/a/{page.token}", True, "lax")
        for secret in ("Synthetic", "thumb", page.pin):
            assert secret not in cookie


async def test_a_reload_shows_the_page_again_and_does_nothing_again(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by="SI Synthetic")
    before = await facts(gateway, ref)
    text = await phone.open()
    assert PERSON in text
    assert "Acknowledged. No higher level will be told." in text
    assert phone.hidden()["by"] == "SI Synthetic"
    assert phone.shown.headers["cache-control"] == "no-store"
    after = await facts(gateway, ref)
    assert [e["event"] for e in after.pop("timeline")] == [e["event"] for e in before.pop("timeline")] + ["revealed"]
    assert after == before


async def test_what_was_typed_is_there_after_the_redirect(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("closure", outcome="", note="<b>उसे घर छोड़ा</b>")
    for _ in range(2):
        assert "&lt;b&gt;उसे घर छोड़ा&lt;/b&gt;" in phone.shown.text
        await phone.open()


async def test_a_text_too_long_for_a_cookie_is_answered_at_once(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    note = "".join(chr(0x4E00 + 7919 * n % 20000) for n in range(1500))
    assert (await raw(phone, "closure", outcome="", note=note))[0] == 422
    assert note in await phone.send("closure", outcome="", note=note)


async def test_the_cookie_opens_the_page_and_sends_no_form(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    answer = await gateway.client.post(
        f"/a/{page.token}/milestone", data={"kind": "reached", "confirm": "1"}, headers={"Cookie": phone.cookie}
    )
    shown = await gateway.client.get(answer.headers["location"], headers={"Cookie": answer.headers["set-cookie"]})
    assert (shown.status_code, PERSON in shown.text) == (403, False)
    assert (await gateway.view(ref))["milestones"]["reached"] is None


async def test_the_cookie_is_of_one_link_one_pin_and_a_quarter_of_an_hour(gateway: Gateway) -> None:
    _, (page, other) = await gateway.paged(TWO)
    phone = await unlocked(gateway, page)
    foreign = await gateway.client.get(f"/a/{other.token}", headers={"Cookie": phone.cookie})
    assert (foreign.status_code, PERSON in foreign.text) == (200, False)
    for cookie in ("abhay_page=", "abhay_page=x", phone.cookie[:-3], phone.cookie + "A", "abhay_page=é"):
        made_up = await gateway.client.get(f"/a/{page.token}", headers={"Cookie": cookie.encode()})
        assert (made_up.status_code, PERSON in made_up.text) == (200, False), cookie
    assert PERSON in await phone.open()
    await move_clock(gateway.database, FORM_SECONDS + 1)
    text = await phone.open()
    assert (phone.shown.status_code, PERSON in text, 'name="pin"' in text) == (200, False, True)


async def test_a_new_pin_ends_the_cookie_of_the_old_one(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    contacts = (await gateway.ask("GET", "/v1/units/kota-city/contacts", Role.ADMIN)).json()["contacts"]
    old = next(each for each in contacts if each["post"] == "control-room")
    contact = {"post": "control-room", "channel": "outbox", "pin": "507318", "address": old["address"]}
    put = await gateway.ask("PUT", "/v1/units/kota-city/contacts", Role.ADMIN, json={"contacts": [contact]})
    assert put.status_code == 200
    assert PERSON not in await phone.open()


@pytest.mark.parametrize("typed", ["11720", "1172033", "abcdef", "12 34", "000000x", "१२३"])
async def test_what_cannot_be_a_pin_costs_no_try_and_says_what_one_looks_like(gateway: Gateway, typed: str) -> None:
    ref, (page,) = await gateway.paged()
    for _ in range(7):
        answer = await gateway.answer_link(page, typed)
        assert (answer.status_code, "A PIN is six digits" in answer.text) == (403, True)
    assert await gateway.audit("alert.wrong_pin") == []
    spaced = f"{page.pin[:3]} {page.pin[3:]}"
    assert (await gateway.answer_link(page, spaced)).status_code == 200
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_who_comes_back_opens_the_case_and_does_not_acknowledge_it_again(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    first = (await gateway.client.get(f"/a/{page.token}")).text
    assert "Acknowledge</button>" in first
    await gateway.answer_link(page)
    await move_clock(gateway.database, FORM_SECONDS + 1)
    phone = Phone(gateway, page, await gateway.client.get(f"/a/{page.token}"))
    assert "Open the case</button>" in phone.text
    assert "Acknowledge</button>" not in phone.text
    assert "noted too" not in phone.text
    await phone.send(pin=page.pin, look="1")
    assert PERSON in phone.text
    assert [e["event"] for e in (await gateway.view(ref))["timeline"]].count("acknowledged") == 1


async def test_the_case_of_another_post_is_opened_without_an_answer(gateway: Gateway) -> None:
    ref, (first, second) = await gateway.paged(TWO)
    await gateway.answer_link(first, by="ASI Synthetic Name")
    phone = Phone(gateway, second, await gateway.client.get(f"/a/{second.token}"))
    assert "Open the case</button>" in phone.text
    assert "Synthetic Name" not in phone.text, "whoever holds a link learns no officer's name before the PIN"
    await phone.send(pin=second.pin, look="1")
    assert "need not go" in phone.text
    assert await gateway.desk_reasons(ref) == [], "the desk has nothing to settle"


async def test_a_unit_that_is_ordered_to_go_still_acknowledges(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "Desk"})
    text = (await gateway.client.get(f"/a/{page.token}")).text
    assert "Your unit has not acknowledged yet: send a team and acknowledge." in text
    assert "Acknowledge</button>" in text


async def test_the_page_says_who_asks_and_until_when_before_the_pin(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    text = (await gateway.client.get(f"/a/{page.token}")).text
    assert "राजस्थान पुलिस" in text
    assert "Rajasthan Police" in text
    due = (await gateway.view(ref))["due_at"]
    assert re.search(r"Acknowledge by</span></dt><dd>\d\d-\d\d-\d{4} \d\d:\d\d IST", text), due


async def test_a_position_opens_on_telephones_and_in_any_browser(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    text = (await unlocked(gateway, page)).text
    assert 'href="geo:25.17,75.83?q=25.17,75.83"' in text
    assert 'href="https://www.openstreetmap.org/?mlat=25.17&mlon=75.83#map=17/25.17/75.83"' in text


async def test_no_colour_stands_in_a_variable_alone(gateway: Gateway) -> None:
    style = (await gateway.client.get("/a/forged")).text.partition("<style>")[2].partition("</style>")[0]
    assert "var(" not in style
    assert not re.search(r"#[0-9a-f]{4}(?:[0-9a-f]{4})?\b", style), "a browser of 2014 knows no alpha in a hex colour"
    for use in re.findall(r"[a-z-]+: (?:Canvas|CanvasText);", style):
        name = use.partition(":")[0]
        assert re.search(rf"{name}: #[0-9a-f]{{3}}; {use}", style), use
