"""The desk quietens a held mail from its page for a stated time, or ends it as not genuine."""

from datetime import datetime, timedelta

import pytest

from models.enums import Role
from tests.integration.gateway.case_page.phone import FORM_SECONDS, Phone, facts, held_mail, unlocked
from tests.integration.gateway.support import Gateway
from tests.support.cases import UNKNOWN, move_clock


async def at_the_desk(gateway: Gateway) -> tuple[str, Phone]:
    ref, page = await held_mail(gateway)
    return ref, await unlocked(gateway, page, look="1", by="SI Synthetic")


async def test_a_held_mail_is_quiet_after_one_question_and_comes_back(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    assert "quiet" in phone.acts()
    before = len((await gateway.view(ref))["notifications"])
    text = await phone.send("quiet", minutes="30", why="asking", reason="their office opens at six")
    assert "Quieten for 30 minutes?" in text
    assert await gateway.audit("alert.quieten") == []
    text = await phone.send("quiet", minutes="30", why="asking", reason="their office opens at six", confirm="1")
    view = await gateway.view(ref)
    quieted = next(entry for entry in view["timeline"] if entry["event"] == "quieted")
    until = datetime.fromisoformat(quieted["detail"]["until"])
    assert until - datetime.fromisoformat(quieted["at"]) == timedelta(minutes=30)
    assert "Quiet until" in text
    assert await gateway.typed("alert.quieten") == [
        "the sender is being asked: their office opens at six (SI Synthetic)"
    ]
    await move_clock(gateway.database, 29 * 60)
    await gateway.advance(ref)
    assert len((await gateway.view(ref))["notifications"]) == before
    await move_clock(gateway.database, 31 * 60)
    await gateway.advance(ref)
    assert len((await gateway.view(ref))["notifications"]) > before, "the desk is paged again"


@pytest.mark.parametrize("minutes", ["", "0", "4", "241", "abc", "-30", "30.5", "३०", "9" * 30, "1e2"])
async def test_a_time_that_is_none_is_not_taken(gateway: Gateway, minutes: str) -> None:
    ref, phone = await at_the_desk(gateway)
    for confirm in ({}, {"confirm": "1"}):
        text = await phone.send("quiet", minutes=minutes, reason="typed with one thumb", **confirm)
        assert (phone.shown.status_code, "typed with one thumb" in text) == (422, True)
    assert await gateway.audit("alert.quieten") == []
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_one_press_leads_to_the_question_whether_it_is_not_genuine(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    assert '<button type="submit" name="outcome" value="not_genuine"' in phone.shown.text
    text = await phone.send("closure", outcome="not_genuine")
    assert "Close the case?" in text
    assert "the message was not genuine" in text
    assert (await gateway.view(ref))["status"] == "awaiting"
    await phone.send("closure", outcome="not_genuine", note="they sent nothing", confirm="1")
    view = await gateway.view(ref)
    assert (view["status"], view["outcome"]) == ("closed", "not_genuine")
    assert "A mistake? Undo" in phone.text
    await phone.send("undo")
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_a_proven_message_is_neither_quiet_nor_not_genuine(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(UNKNOWN)
    phone = await unlocked(gateway, page, look="1")
    assert "quiet" not in phone.acts()
    assert "not_genuine" not in phone.shown.text
    before = await facts(gateway, ref)
    for act, form in (("quiet", {"minutes": "30"}), ("closure", {"outcome": "not_genuine"})):
        for confirm in ({}, {"confirm": "1"}):
            text = await phone.send(act, **form, **confirm)
            assert "only for a message whose sender is not proven" in text
            assert "no longer with your unit" not in text
    after = await facts(gateway, ref)
    before.pop("timeline"), after.pop("timeline")
    assert after == before


async def test_a_mail_that_was_routed_meanwhile_is_no_longer_held(gateway: Gateway) -> None:
    ref, phone = await at_the_desk(gateway)
    await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json={"unit": "udaipur", "reason": "x"})
    for act, form in (("quiet", {"minutes": "30"}), ("closure", {"outcome": "not_genuine"})):
        await phone.send(act, **form, confirm="1")
        assert "only for a message whose sender is not proven" in phone.text
    assert (await gateway.view(ref))["outcome"] is None
    assert await gateway.audit("alert.quieten") == []


async def test_with_the_pin_asked_again_the_time_is_kept(gateway: Gateway) -> None:
    _, phone = await at_the_desk(gateway)
    await move_clock(gateway.database, FORM_SECONDS + 1)
    text = await phone.send("quiet", minutes="60", why="asking", confirm="1")
    assert phone.shown.status_code == 403
    assert '<input type="hidden" name="minutes" value="60">' in phone.shown.text
    assert "quieten" in text
