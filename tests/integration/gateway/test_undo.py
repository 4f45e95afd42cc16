"""A step, a "not ours" and an outcome are taken back for five minutes: the clock runs as if nothing had been pressed."""

from typing import Any

import pytest

from models.enums import MessageKind, Role
from tests.integration.gateway.case_page.phone import PERSON, unlocked
from tests.integration.gateway.support import Gateway
from tests.support import reading
from tests.support.cases import TWO, column, move_clock

SENT = "UPDATE notification SET status = 'sent', sent_at = abhay_now() WHERE status = 'queued' RETURNING id"


async def undo(gateway: Gateway, ref: str, role: Role = Role.OPERATOR, unit: str | None = None) -> Any:
    return await gateway.ask("POST", f"/v1/alerts/{ref}/undo", role, unit=unit)


async def ask(gateway: Gateway, ref: str, what: str, body: dict, unit: str = "kota-city") -> None:
    answer = await gateway.ask("POST", f"/v1/alerts/{ref}/{what}", Role.UNIT, unit=unit, json=body)
    assert answer.status_code == 200, answer.text


async def told(gateway: Gateway, ref: str, reason: str = "taken_back") -> set[tuple[MessageKind, str | None, str]]:
    rows = await reading.notifications(gateway.database, ref)
    return {(row.kind, row.unit_id, row.post_id) for row in rows if row.reason == reason}


def clock(view: dict[str, Any]) -> dict[str, Any]:
    return {
        name: view[name] for name in ("status", "rung", "due_at", "acknowledgement", "milestones", "outcome", "route")
    }


async def taken(gateway: Gateway) -> str:
    ref, (page,) = await gateway.paged()
    await gateway.answer_link(page)
    return ref


async def test_a_step_is_undone_and_its_clock_runs_as_before(gateway: Gateway) -> None:
    ref = await taken(gateway)
    before = await gateway.view(ref)
    await ask(gateway, ref, "milestones", {"kind": "dispatched"})
    await move_clock(gateway.database, 60)
    answer = await undo(gateway, ref, Role.UNIT)
    assert answer.status_code == 200, answer.text
    view = await gateway.view(ref)
    assert clock(view) == clock(before)
    assert view["timeline"][-1]["event"] == "undone"
    assert view["timeline"][-1]["detail"]["milestone"] == "dispatched"
    (entry,) = await gateway.audit("alert.undo")
    assert entry["detail"] == {"act": "milestone", "milestone": "dispatched"}
    await ask(gateway, ref, "milestones", {"kind": "dispatched"})
    assert (await gateway.view(ref))["milestones"]["dispatched"]


async def test_two_steps_are_undone_one_after_the_other(gateway: Gateway) -> None:
    ref = await taken(gateway)
    before = await gateway.view(ref)
    for kind in ("dispatched", "reached"):
        await ask(gateway, ref, "milestones", {"kind": kind})
    assert (await undo(gateway, ref)).json()["milestones"]["reached"] is None
    assert (await undo(gateway, ref)).status_code == 200
    assert clock(await gateway.view(ref)) == clock(before)
    assert (await undo(gateway, ref)).status_code == 409


async def test_an_outcome_is_undone_and_everybody_hears_that_it_was_a_mistake(gateway: Gateway) -> None:
    ref = await taken(gateway)
    await column(gateway.database, SENT)
    before = await gateway.view(ref)
    await ask(gateway, ref, "closure", {"outcome": "safe", "note": "x"})
    await column(gateway.database, SENT)
    answer = await undo(gateway, ref, Role.UNIT)
    assert answer.status_code == 200, answer.text
    view = await gateway.view(ref)
    assert clock(view) == clock(before)
    assert (MessageKind.UPDATE, "kota-city", "control-room") in await told(gateway, ref)


async def test_a_closing_notice_that_nobody_has_is_never_sent(gateway: Gateway) -> None:
    ref = await taken(gateway)
    await column(gateway.database, SENT)
    await ask(gateway, ref, "closure", {"outcome": "safe"})
    await undo(gateway, ref)
    closed = [row for row in await reading.notifications(gateway.database, ref) if row.kind == MessageKind.CLOSED]
    assert {row.status.value for row in closed} == {"stood_down"}
    assert await told(gateway, ref) == set()


async def test_an_unanswered_case_that_was_closed_climbs_on_at_its_old_deadline(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    before = await gateway.view(ref)
    await ask(gateway, ref, "closure", {"outcome": "false_alarm"})
    await move_clock(gateway.database, 200)
    assert (await undo(gateway, ref)).status_code == 200
    view = await gateway.view(ref)
    assert clock(view) == clock(before)
    assert [m["status"] for m in view["notifications"] if m["kind"] == "page"] == ["queued"]
    await gateway.advance(ref)
    assert (await gateway.view(ref))["rung"] == "sp"


async def test_not_ours_is_undone_and_the_units_hear_whose_it_is(gateway: Gateway) -> None:
    ref = await taken(gateway)
    await ask(gateway, ref, "milestones", {"kind": "dispatched", "note": "van 3"})
    await column(gateway.database, SENT)
    before = await gateway.view(ref)
    await ask(gateway, ref, "route", {"not_ours": True, "suggest": "bundi", "reason": "x"})
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]
    await column(gateway.database, SENT)
    answer = await undo(gateway, ref, Role.UNIT)
    assert answer.status_code == 200, answer.text
    view = await gateway.view(ref)
    assert clock(view) == clock(before)
    after = await reading.notifications(gateway.database, ref)
    assert (MessageKind.STOOD_DOWN, "bundi") in {(row.kind, row.unit_id) for row in after}
    assert (MessageKind.UPDATE, "kota-city", "control-room") in await told(gateway, ref)
    assert any(kind == MessageKind.DESK for kind, *_ in await told(gateway, ref))
    revealed = await gateway.ask("POST", f"/v1/alerts/{ref}/reveal", Role.UNIT, json={"reason": "x"})
    assert [each["note"] for each in revealed.json()["notes"]] == ["van 3"]


async def test_not_ours_is_not_undone_once_the_next_unit_has_acknowledged(gateway: Gateway) -> None:
    ref = await taken(gateway)
    await ask(gateway, ref, "route", {"not_ours": True, "suggest": "bundi", "reason": "x"})
    await ask(gateway, ref, "acknowledgement", {"by": "SI of Bundi"}, unit="bundi")
    before = clock(await gateway.view(ref))
    answer = await undo(gateway, ref, Role.UNIT)
    assert answer.status_code == 409
    assert "SI of Bundi" in answer.json()["detail"]
    assert "acknowledged" in answer.json()["detail"]
    assert clock(await gateway.view(ref)) == before


async def test_where_the_case_climbed_since_not_ours_it_stays_there(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(TWO)
    await ask(gateway, ref, "route", {"not_ours": True, "reason": "x"})
    await move_clock(gateway.database, 181)
    await gateway.advance(ref)
    climbed = await gateway.view(ref)
    assert climbed["rung"] == "sp"
    assert (await undo(gateway, ref)).status_code == 200
    view = await gateway.view(ref)
    assert (view["rung"], view["due_at"]) == ("sp", climbed["due_at"])
    assert sorted(view["route"]["units"]) == ["kota-city", "kota-rural"]


@pytest.mark.parametrize("minutes", [5, 60])
async def test_after_five_minutes_an_act_stays(gateway: Gateway, minutes: int) -> None:
    ref = await taken(gateway)
    await ask(gateway, ref, "milestones", {"kind": "reached"})
    await move_clock(gateway.database, minutes * 60)
    answer = await undo(gateway, ref)
    assert (answer.status_code, "five minutes" in answer.json()["detail"]) == (409, True)


async def test_another_units_token_and_others_undo_nothing(gateway: Gateway) -> None:
    ref = await taken(gateway)
    await ask(gateway, ref, "milestones", {"kind": "reached"})
    assert (await undo(gateway, ref, Role.UNIT, "bundi")).status_code == 404
    for role in (Role.AUDITOR, Role.ADMIN, Role.INTEGRATOR):
        assert (await undo(gateway, ref, role)).status_code == 403
    assert (await gateway.view(ref))["milestones"]["reached"]


async def test_the_page_offers_to_undo_what_was_just_pressed(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "Undo" not in phone.text
    assert "A mistake? Undo: person reached" in await phone.send("milestone", kind="reached", confirm="1")
    assert "Undone: the case is as it was before" in await phone.send("undo")
    assert (await gateway.view(ref))["milestones"]["reached"] is None
    assert "Undo: our" not in phone.text
    assert "Undo: not our area" in await phone.send("not-ours", confirm="1")
    assert PERSON not in phone.text
    assert PERSON in await phone.send("undo"), "the case is this unit's again"
    assert "Undo: case closed" in await phone.send("closure", outcome="safe", confirm="1")
    text = await phone.send("undo")
    assert "The case is yours" in text
    assert 'name="kind" value="reached"' in text
    assert (await gateway.view(ref))["status"] == "acknowledged"


async def test_the_page_says_who_acted_since(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("not-ours", suggest="bundi", confirm="1")
    await ask(gateway, ref, "acknowledgement", {"by": "SI of Bundi"}, unit="bundi")
    assert "SI of Bundi has acted on the case since" in await phone.send("undo")
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]
