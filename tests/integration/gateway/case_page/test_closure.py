"""The outcome: closing asks once more, and a closed case takes nothing more."""

import pytest

from models.enums import Role
from tests.integration.gateway.case_page.phone import FORM_SECONDS, PERSON, facts, unlocked
from tests.integration.gateway.support import Gateway
from tests.support.cases import move_clock


async def test_closing_asks_once_more_and_then_ends_the_case(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    text = await phone.send("closure", outcome="hospital", note="with her brother")
    assert "Close the case?" in text
    assert "taken to a hospital" in text
    assert "with her brother" in text
    assert "person reached" in text, "what was not noted is named"
    assert (await gateway.view(ref))["status"] == "acknowledged"
    text = await phone.send("closure", outcome="hospital", note="with her brother", confirm="1")
    assert "the case is closed" in text
    assert PERSON not in text
    view = await gateway.view(ref)
    assert (view["status"], view["outcome"]) == ("closed", "hospital")
    (entry,) = await gateway.audit("alert.close")
    assert (entry["actor"], entry["role"]) == ("control-room kota-city", "post")


async def test_a_closed_case_presses_nobody_about_its_steps(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("milestone", kind="dispatched", confirm="1")
    await move_clock(gateway.database, FORM_SECONDS - 30)
    await phone.send(look="1")
    await move_clock(gateway.database, FORM_SECONDS - 30)
    text = await phone.send("closure", outcome="safe", confirm="1")
    assert "not noted" in text
    assert "OVERDUE" not in text


async def test_going_back_from_the_confirmation_changes_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("closure", outcome="safe")
    assert "The case is yours" in await phone.send(look="1")
    assert (await gateway.view(ref))["status"] == "acknowledged"


@pytest.mark.parametrize("outcome", ["", "perfect"])
async def test_an_outcome_is_needed_and_the_note_is_kept(gateway: Gateway, outcome: str) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    text = await phone.send("closure", outcome=outcome, note="long words", confirm="1")
    assert (phone.shown.status_code, "long words" in text) == (422, True)
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_whatever_is_done_on_a_closed_case_is_answered_kindly(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await gateway.ask("POST", f"/v1/alerts/{ref}/closure", Role.OPERATOR, json={"outcome": "safe"})
    before = await facts(gateway, ref)
    forms = {
        "milestone": {"kind": "reached", "confirm": "1"},
        "closure": {"outcome": "died", "confirm": "1"},
        "not-ours": {"suggest": "bundi", "confirm": "1"},
    }
    for act, form in forms.items():
        text = await phone.send(act, **form)
        assert (phone.shown.status_code, "Thank you. The case had been closed before" in text) == (200, True)
    assert phone.acts() == set()
    assert await facts(gateway, ref) == before


async def test_part_of_another_case_asks_of_which(gateway: Gateway) -> None:
    other, _ = await gateway.paged()
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    for case in ("", "RJ-2020-000001", ref):
        text = await phone.send("closure", outcome="duplicate", case=case, note="long words")
        assert (phone.shown.status_code, "which case" in text, "long words" in text) == (422, True, True), case
    assert other in await phone.send("closure", outcome="duplicate", case=f" {other.lower()} ", note="same man")
    await phone.send("closure", outcome="duplicate", case=other, note="same man", confirm="1")
    assert (await gateway.view(ref))["outcome"] == "duplicate"
    revealed = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.OPERATOR, json={"reason": "test"})
    assert [each["note"] for each in revealed.json()["notes"]] == [f"part of {other}. same man"]
