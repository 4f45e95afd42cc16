"""What a notice says of places and posts: in Hindi by their Hindi names, and to the desk whom it is about."""

import copy
from uuid import UUID

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.limits import Try, count_try, note_wrong_pin
from abhay.adapters.store.cases.rerouting import not_ours
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contact_lists import set_contacts
from abhay.adapters.store.messages.briefing import claim_briefed, read_briefing
from abhay.adapters.store.messages.queue import mark_failed
from abhay.domain.limits import MOST_WRONG_PINS, TOLD_WRONG_PINS_A_DAY
from abhay.domain.policy.document import default_policy
from abhay.services.admin.policy import save_policy
from abhay.services.messages.delivery import context_of
from abhay.wording.least import RenderedMessage
from abhay.wording.messages import render
from models.enums import MessageKind, Mover, Reason, RouteState
from models.routes import Route
from models.tables import PoliceUnit, Post
from tests.support import reading
from tests.support.actors import ADMIN, of_unit
from tests.support.actors import paged as whoever_was_paged
from tests.support.cases import KOTA, TWO, column, move_clock, open_case


async def said(database: Database, alert_id: UUID, reason: str) -> RenderedMessage:
    """The words of the case's newest message for this reason."""
    told = await reading.notifications(database, alert_id, reason=Reason(reason))
    newest = max(told, key=lambda each: (each.queued_at, each.kind is MessageKind.PAGE))
    return render(context_of(await read_briefing(database, newest.id), None))


async def paged(database: Database, route: Route = KOTA):
    case = await open_case(database, route)
    await advance(database, case.id, Mover.FLOW)
    (page, *_) = await reading.pages(database, case.id)
    return case, page


async def test_a_tehsil_has_its_hindi_name(database: Database) -> None:
    case, _ = await paged(database, KOTA.model_copy(update={"tehsil": "Sangod"}))
    message = await said(database, case.id, "new_alert")
    hindi, english = message.body.split("-" * 40)
    assert "तहसील सांगोद, ज़िला कोटा" in hindi
    assert "Sangod" not in hindi
    assert "Sangod tehsil, Kota district" in english


async def test_another_state_has_its_hindi_name(database: Database) -> None:
    case = await open_case(database, Route(state=RouteState.OUT_OF_STATE, other_state="Gujarat"))
    await advance(database, case.id, Mover.FLOW)
    hindi, english = (await said(database, case.id, "out_of_state")).body.split("-" * 40)
    assert "राज्य के बाहर: गुजरात" in hindi
    assert "Gujarat" not in hindi
    assert "out of the State: Gujarat" in english


ZONE_FIRST = {
    "rung": {**default_policy()["rung"], "zone": {"label": "Zone", "posts": ["control-room"], "scope": "unit"}},
    "ladder": [{"rung": rung, "wait": 60, "remind": 60} for rung in ("zone", "district", "dgp")],
}


async def test_a_ladder_that_begins_with_a_rung_of_ones_own_pages_it_as_the_first(database: Database) -> None:
    policy = copy.deepcopy(default_policy()) | {"rung": ZONE_FIRST["rung"]}
    policy["severity"]["imminent"]["ladder"] = ZONE_FIRST["ladder"]
    await save_policy(database, policy, ADMIN)
    case, _ = await paged(database)
    first = await said(database, case.id, "new_alert")
    assert "Please send a team now" in first.body
    assert "कृपया तुरंत टीम भेजें" in first.body
    assert not [words for words in ("no acknowledgement", "पावती नहीं") if words in first.subject + first.body]
    await move_clock(database, 61)
    await advance(database, case.id, Mover.FLOW)
    second = await said(database, case.id, "new_alert")
    assert "no acknowledgement for 1 minute" in second.body
    assert "Levels told so far: Zone." in second.body


async def _refused(database: Database) -> UUID:
    case, _ = await paged(database)
    await not_ours(database, case.id, None, of_unit("kota-city"), "not here")
    return case.id


async def _late(database: Database) -> UUID:
    case, _ = await paged(database, TWO)
    for unit in ("kota-rural", "kota-city"):
        await acknowledge(database, case.id, whoever_was_paged(unit), Answer(unit, "control-room", rung="district"))
    return case.id


async def _locked(database: Database) -> UUID:
    case, page = await paged(database)
    await note_wrong_pin(database, case.id, page.contact_id, Try(MOST_WRONG_PINS, MOST_WRONG_PINS))
    return case.id


async def _guessed(database: Database) -> UUID:
    case, page = await paged(database)
    tried = await count_try(database, case.id, page.contact_id)
    assert tried
    query = "UPDATE pin_day SET wrong = :wrong RETURNING wrong"
    await column(database, query, wrong=TOLD_WRONG_PINS_A_DAY)
    await note_wrong_pin(database, case.id, page.contact_id, tried)
    return case.id


async def _undelivered(database: Database) -> UUID:
    case, page = await paged(database)
    assert await claim_briefed(database, page.id)
    await mark_failed(database, page.id, "refused", permanent=True)
    return case.id


async def _nobody(database: Database) -> UUID:
    await set_contacts(database, {"kota-city": []}, complete=True, actor=ADMIN)
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    return case.id


@pytest.mark.parametrize(
    ("happens", "reason", "post"),
    [
        (_refused, "not_ours", False),
        (_late, "late_ack", True),
        (_locked, "pin_locked", True),
        (_guessed, "pin_guessed", True),
        (_undelivered, "undelivered", True),
        (_nobody, "no_contact", True),
    ],
)
async def test_a_notice_to_the_desk_says_whom_it_is_about(database: Database, happens, reason: str, post: bool) -> None:
    alert_id = await happens(database)
    hindi, english = (await said(database, alert_id, reason)).body.split("-" * 40)
    (unit,) = await reading.rows(database, PoliceUnit, PoliceUnit.id == "kota-city")
    (room,) = await reading.rows(database, Post, Post.id == "control-room")
    assert f"About: {room.name_en}, {unit.name_en}." in english if post else f"About: {unit.name_en}." in english
    assert f"संबंधित: {room.name_hi}, {unit.name_hi}।" in hindi if post else f"संबंधित: {unit.name_hi}।" in hindi
