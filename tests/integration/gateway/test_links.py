"""The page behind a link: opening it changes nothing, the PIN acknowledges, and who acts on the case sees the person."""

import asyncio
import re
from pathlib import Path

import pytest

from abhay.security.links import make_token
from models.enums import Role
from models.routes import Route
from models.tables import PinFailure
from tests.integration.gateway.support import Gateway, Page, alert, wrong_pin
from tests.support import reading
from tests.support.cases import KOTA, TWO, UNKNOWN, column, move_clock

DEVANAGARI = re.compile(r"[\u0900-\u097F]{4}")
ROOT = Path(__file__).resolve().parents[3]


async def state(gateway: Gateway, ref: str) -> dict:
    return {key: value for key, value in (await gateway.view(ref)).items() if key != "flow_run_state"}


async def climbed(gateway: Gateway, ref: str, rung: str, waits: tuple[float, ...]) -> Page:
    """The first page of a higher rung, after that much time."""
    for wait in waits:
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)
    return (await gateway.pages(ref, rung))[0]


async def test_opening_a_link_changes_nothing_and_shows_the_skeleton(gateway: Gateway) -> None:
    event = alert()
    ref, (page,) = await gateway.paged(**event)
    await gateway.settled()
    before, audit = await state(gateway, ref), await gateway.audit()
    for _ in range(3):
        answer = await gateway.client.get(f"/a/{page.token}")
        assert answer.status_code == 200
    assert await state(gateway, ref) == before
    assert await gateway.audit() == audit
    assert ref in answer.text
    for shown in ("तत्काल जोखिम", "imminent risk", "ज़िला कोटा", "Kota district", "District", "IST"):
        assert shown in answer.text
    for hidden in (event["subject"]["display_name"], event["subject"]["phones"][0], event["content"]["text"]):
        assert hidden not in answer.text


async def test_pages_are_private_and_load_nothing(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    for answer in (
        await gateway.client.get(f"/a/{page.token}"),
        await gateway.client.get("/a/forged"),
        await gateway.answer_link(page, wrong_pin(page)),
        await gateway.answer_link(page),
    ):
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "script" not in answer.text.lower()
        outside = re.findall(r"<[^>]*(?:src|href|action)=\"(?:https?:)?//[^>]*>", answer.text)
        assert all(re.match(r'<a href="https://www\.openstreetmap\.org/', each) for each in outside), "only a map"
        assert all('rel="noopener noreferrer"' in each for each in outside)
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in answer.headers["x-robots-tag"]
        assert DEVANAGARI.search(answer.text)
        assert 'lang="en"' in answer.text
        assert 'name="viewport"' in answer.text


async def test_the_pin_acknowledges_for_the_post_that_was_paged(gateway: Gateway) -> None:
    event = alert()
    ref, (page,) = await gateway.paged(**event)
    answer = await gateway.answer_link(page, by="SI Synthetic\u202e, thana")
    assert answer.status_code == 200
    view = await gateway.view(ref)
    assert view["acknowledgement"] == {
        **view["acknowledgement"],
        "by": "SI Synthetic, thana",
        "post": "control-room",
        "unit": "kota-city",
        "via": "link",
        "rung": "district",
    }
    assert [each.notification_id for each in await reading.acknowledgements(gateway.database)] == [page.id]
    person = event["subject"]
    for shown in (person["display_name"], person["username"], event["content"]["text"].split(",")[0]):
        assert shown in answer.text
    assert f'href="tel:{person["phones"][0]}"' in answer.text
    assert "25.17, 75.83" in answer.text
    (entry,) = await gateway.audit("alert.reveal")
    assert (entry["role"], await gateway.typed("alert.reveal")) == ("post", ["acknowledged by link"])


async def test_without_a_name_the_post_itself_is_named(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.answer_link(page)
    assert (await gateway.view(ref))["acknowledgement"]["by"] == "Control room, Kota City Police"


async def test_devanagari_digits_are_digits(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    hindi = page.pin.translate(str.maketrans("0123456789", "०१२३४५६७८९"))
    assert (await gateway.answer_link(page, f" {hindi} ")).status_code == 200
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize("form", [{}, {"pin": ""}, {"pin": "  "}, {"by": "scanner"}])
async def test_a_form_without_a_pin_is_nobodys_wrong_pin(gateway: Gateway, form: dict) -> None:
    ref, (page,) = await gateway.paged()
    for _ in range(8):
        assert (await gateway.client.post(f"/a/{page.token}", data=form)).status_code == 403
    assert (await gateway.view(ref))["acknowledgement"] is None
    assert (await gateway.answer_link(page)).status_code == 200


async def test_four_wrong_pins_leave_one_try_and_the_right_one_still_works(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    for left in (4, 3, 2, 1):
        answer = await gateway.answer_link(page, wrong_pin(page))
        assert answer.status_code == 403
        assert f"Tries left: {left}" in answer.text
    assert (await gateway.view(ref))["acknowledgement"] is None
    assert (await gateway.answer_link(page)).status_code == 200
    assert (await gateway.view(ref))["acknowledgement"] is not None


async def test_the_fifth_wrong_pin_locks_the_link_and_tells_the_desk_once(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    answers = [await gateway.answer_link(page, wrong_pin(page)) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [403] * 7
    assert "locked" in answers[4].text
    assert (await gateway.answer_link(page)).status_code == 403
    assert (await gateway.view(ref))["acknowledgement"] is None
    assert await gateway.desk_reasons(ref) == ["pin_locked"]
    assert len(await gateway.audit("alert.wrong_pin")) == 5
    opened = await gateway.client.get(f"/a/{page.token}")
    assert (opened.status_code, "locked" in opened.text, "<form" in opened.text) == (200, True, False)


async def test_the_lock_is_of_one_contact_in_one_case(gateway: Gateway) -> None:
    ref, (page, other_unit) = await gateway.paged(TWO)
    other_case, _ = await gateway.paged()
    for _ in range(5):
        await gateway.answer_link(page, wrong_pin(page))
    (same_contact,) = await gateway.pages(other_case)
    assert (await gateway.answer_link(same_contact)).status_code == 200
    assert (await gateway.answer_link(other_unit)).status_code == 200
    assert (await gateway.view(ref))["acknowledgement"]["unit"] == "kota-rural"


async def test_guesses_at_the_same_moment_get_no_more_tries(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    from abhay.services.case_page import links

    looked_at = []
    real = links.check_pin
    monkeypatch.setattr(links, "check_pin", lambda pin, hashed: looked_at.append(pin) or real(pin, hashed))
    ref, (page,) = await gateway.paged()
    guesses = [f"{number:06d}" for number in range(700000, 700030) if f"{number:06d}" != page.pin]
    results = await asyncio.gather(*(gateway.answer_link(page, guess) for guess in guesses))
    refused = {answer.status_code for answer in results}
    assert 403 in refused
    assert refused <= {403, 503}, "a few at a time, the others are asked to try again"
    for guess in guesses[:5]:  # on a busy machine fewer than five had a turn
        assert (await gateway.answer_link(page, guess)).status_code == 403
    assert len(looked_at) == 5
    assert await gateway.desk_reasons(ref) == ["pin_locked"]


async def test_two_taps_are_one_acknowledgement_and_no_news_for_the_desk(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    answers = await asyncio.gather(*(gateway.answer_link(page) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200] * 3
    assert await gateway.desk_reasons(ref) == []
    assert await reading.count(gateway.database, PinFailure) == 0


async def test_an_answered_link_shows_the_case_again_without_a_second_answer(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.answer_link(page)
    again = await gateway.answer_link(page)
    assert "Synthetic Person" in again.text
    events = [entry["event"] for entry in (await gateway.view(ref))["timeline"]]
    assert events.count("acknowledged") == 1
    assert len(await gateway.audit("alert.reveal")) == 2


@pytest.mark.parametrize("token", ["forged", "x" * 400, "%00", "...", "\u0915"])
async def test_a_link_that_we_did_not_make_leads_nowhere_in_both_languages(gateway: Gateway, token: str) -> None:
    for answer in (
        await gateway.client.get(f"/a/{token}"),
        await gateway.client.post(f"/a/{token}", data={"pin": "123456"}),
    ):
        assert answer.status_code == 404
        if "html" in answer.headers["content-type"]:
            assert "not valid" in answer.text
            assert "मान्य नहीं" in answer.text


async def test_a_changed_token_or_an_unknown_message_leads_nowhere(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    changed = page.token[:-2] + ("aa" if not page.token.endswith("aa") else "bb")
    foreign = make_token(page.id, "another key")
    unknown = make_token((await gateway.id_of((await gateway.raise_alert()))), gateway.runtime.secrets.link_key)
    for token in (changed, foreign, unknown):
        assert (await gateway.client.get(f"/a/{token}")).status_code == 404
        assert (await gateway.client.post(f"/a/{token}", data={"pin": page.pin})).status_code == 404


@pytest.mark.parametrize("behind", [".", ")", "%20", "%0A", "]."])
async def test_what_stands_behind_a_copied_link_is_forgiven(gateway: Gateway, behind: str) -> None:
    ref, (page,) = await gateway.paged()
    assert ref in (await gateway.client.get(f"/a/{page.token}{behind}")).text
    taken = await gateway.client.post(f"/a/{page.token}{behind}", data={"pin": page.pin})
    assert (taken.status_code, (await gateway.view(ref))["status"]) == (200, "acknowledged")


@pytest.mark.parametrize("behind", ["%C3%A9", "=", "a", "%20a"])
async def test_another_spelling_of_a_link_leads_nowhere(gateway: Gateway, behind: str) -> None:
    _, (page,) = await gateway.paged()
    assert (await gateway.client.get(f"/a/{page.token}{behind}")).status_code == 404
    assert (await gateway.client.post(f"/a/{page.token}{behind}", data={"pin": page.pin})).status_code == 404


async def test_the_sp_sees_the_person_and_the_dgp_the_skeleton(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    sp = await climbed(gateway, ref, "sp", (180,))
    dgp = await climbed(gateway, ref, "dgp", (300,))
    skeleton = await gateway.answer_link(dgp)
    assert skeleton.status_code == 200
    assert ref in skeleton.text
    assert "Synthetic Person" not in skeleton.text
    assert "25.17" not in skeleton.text
    assert await gateway.audit("alert.reveal") == []
    assert (await gateway.view(ref))["acknowledgement"]["rung"] == "dgp"
    late = await gateway.answer_link(sp)
    assert "Synthetic Person" in late.text
    assert "DGP control room" in late.text


async def test_the_desk_sees_the_person(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    assert page.post == "abhay-desk"
    answer = await gateway.answer_link(page)
    assert "Synthetic Person" in answer.text
    assert (await gateway.view(ref))["acknowledgement"]["rung"] == "desk"


async def test_a_stood_down_post_is_thanked_and_recorded_and_sees_no_person(gateway: Gateway) -> None:
    ref, (first, second) = await gateway.paged(TWO)
    await gateway.answer_link(first)
    answer = await gateway.answer_link(second)
    assert answer.status_code == 200
    assert "need not go" in answer.text
    assert "Kota City Police" in answer.text
    assert "Synthetic Person" not in answer.text
    answers = await reading.acknowledgements(gateway.database)
    assert [each.unit_id for each in answers] == [first.unit, second.unit]
    assert await gateway.desk_reasons(ref) == ["late_ack"]


async def test_a_late_answer_to_a_closed_case_is_told_so_kindly_and_counts_for_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    opened = await gateway.client.get(f"/a/{page.token}")
    assert "closed" in opened.text
    answer = await gateway.answer_link(page)
    assert answer.status_code == 200
    assert "closed" in answer.text
    assert "Synthetic Person" not in answer.text
    assert await reading.acknowledgements(gateway.database) == [], "nobody has shown who asks"


async def test_a_page_that_was_sent_before_it_climbed_still_acknowledges(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await climbed(gateway, ref, "sp", (180,))
    assert (await gateway.answer_link(page)).status_code == 200
    assert (await gateway.view(ref))["acknowledgement"]["rung"] == "district"


async def test_what_a_partner_wrote_cannot_become_markup(gateway: Gateway) -> None:
    nasty = '"><img src=x onerror=alert(1)>{{ 7 * 7 }}'
    event = alert()
    event["subject"]["display_name"] = nasty
    event["subject"]["phones"] = ["javascript:alert(1)", '+91 55555 12345" onclick="x']
    event["content"]["text"] = nasty
    _, (page,) = await gateway.paged(**event)
    answer = await gateway.answer_link(page, by=nasty)
    assert answer.status_code == 200
    assert "<img" not in answer.text
    assert 'onclick="' not in answer.text
    assert 'href="javascript' not in answer.text
    assert 'href="tel:+915555512345' in answer.text


async def test_a_drill_says_so_on_every_page(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await column(gateway.database, "UPDATE alert SET drill = true WHERE ref = :ref RETURNING id", ref=ref)
    for answer in (await gateway.client.get(f"/a/{page.token}"), await gateway.answer_link(page)):
        assert "DRILL" in answer.text
        assert "अभ्यास" in answer.text


async def test_an_unproven_senders_links_come_with_a_warning(gateway: Gateway) -> None:
    mail = (ROOT / "tests/samples/eml_07_spoofed_sender.eml").read_bytes()
    answer = await gateway.ask("POST", "/v1/sources/meta/mail", Role.INTEGRATOR, content=mail)
    ref = answer.json()["ref"]
    from abhay.adapters.store.cases.routes import record_route
    from models.enums import Mover

    await record_route(gateway.database, await gateway.id_of(ref), KOTA, Mover.FLOW)
    await gateway.advance(ref)
    (page,) = await gateway.pages(ref)
    assert page.post == "abhay-desk"
    assert "open no link" in (await gateway.answer_link(page)).text


async def test_a_rung_of_the_state_between_sp_and_dgp_sees_the_skeleton(gateway: Gateway) -> None:
    policy = (await gateway.ask("GET", "/v1/policy", Role.ADMIN)).json()["policy"]
    policy["rung"]["range"] = {"label": "IG", "posts": ["range-office"], "scope": "state"}
    ladder = policy["severity"]["imminent"]["ladder"]
    policy["severity"]["imminent"]["ladder"] = [{"rung": "range", "wait": 60, "remind": 60}, *ladder]
    saved = await gateway.ask("PUT", "/v1/policy", Role.ADMIN, json=policy)
    assert saved.status_code == 200, saved.text
    contact = {"post": "range-office", "channel": "outbox", "address": "outbox:range", "pin": "507318"}
    state = (await gateway.ask("GET", "/v1/units/state/contacts", Role.ADMIN)).json()["contacts"]
    body = {"contacts": [*({k: c[k] for k in ("post", "channel", "address")} for c in state), contact]}
    assert (await gateway.ask("PUT", "/v1/units/state/contacts", Role.ADMIN, json=body)).status_code == 200
    ref, (page,) = await gateway.paged(Route(state="resolved", district="kota", units=("kota-city",), confidence=1))
    answer = await gateway.answer_link(page)
    assert answer.status_code == 200
    assert "Synthetic Person" not in answer.text
    assert (await gateway.view(ref))["acknowledgement"]["post"] == "range-office"
