"""What a notice says of places and posts: in Hindi by their Hindi names, and to the desk whom it is about."""

from uuid import UUID

import pytest

from abhay.messages import RenderedMessage, render
from abhay.services.delivery import context_of
from abhay.store.answers import Answer, acknowledge
from abhay.store.briefing import claim_briefed, read_briefing
from abhay.store.database import Database
from abhay.store.directory import set_contacts
from abhay.store.outbox import mark_failed
from abhay.store.pins import MOST_WRONG, note_wrong_pin
from abhay.store.rerouting import Correction, not_ours
from abhay.store.steps import advance
from models.enums import Mover, RouteState
from models.routes import Route
from tests.support.cases import KOTA, TWO, column, open_case


async def said(database: Database, alert_id: UUID, reason: str) -> RenderedMessage:
    """The words of the case's newest message for this reason."""
    query = "SELECT id FROM notification WHERE alert_id = :id AND reason = :reason ORDER BY queued_at DESC LIMIT 1"
    (message,) = await column(database, query, id=alert_id, reason=reason)
    return render(context_of(await read_briefing(database, message), None))


async def paged(database: Database, route: Route = KOTA):
    case = await open_case(database, route)
    await advance(database, case.id, Mover.FLOW)
    (page, *_) = await column(
        database, "SELECT id FROM notification WHERE alert_id = :id AND kind = 'page' ORDER BY unit_id", id=case.id
    )
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


async def _refused(database: Database) -> UUID:
    case, _ = await paged(database)
    await not_ours(database, case.id, "kota-city", None, Correction("kota", "unit", "not here"))
    return case.id


async def _late(database: Database) -> UUID:
    case, _ = await paged(database, TWO)
    for unit in ("kota-rural", "kota-city"):
        await acknowledge(
            database, case.id, Answer(by="x", via="link", role="post", post="control-room", unit=unit, rung="district")
        )
    return case.id


async def _locked(database: Database) -> UUID:
    case, page = await paged(database)
    (contact,) = await column(database, "SELECT contact_id FROM notification WHERE id = :id", id=page)
    await note_wrong_pin(database, case.id, contact, MOST_WRONG)
    return case.id


async def _undelivered(database: Database) -> UUID:
    case, page = await paged(database)
    assert await claim_briefed(database, page)
    await mark_failed(database, page, "refused", permanent=True)
    return case.id


async def _nobody(database: Database) -> UUID:
    await set_contacts(database, {"kota-city": []}, complete=True, by="test", role="admin")
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    return case.id


@pytest.mark.parametrize(
    ("happens", "reason", "post"),
    [
        (_refused, "not_ours", False),
        (_late, "late_ack", True),
        (_locked, "pin_locked", True),
        (_undelivered, "undelivered", True),
        (_nobody, "no_contact", True),
    ],
)
async def test_a_notice_to_the_desk_says_whom_it_is_about(database: Database, happens, reason: str, post: bool) -> None:
    alert_id = await happens(database)
    hindi, english = (await said(database, alert_id, reason)).body.split("-" * 40)
    (unit_en, unit_hi, post_en, post_hi) = [
        (await column(database, query))[0]
        for query in (
            "SELECT name_en FROM police_unit WHERE id = 'kota-city'",
            "SELECT name_hi FROM police_unit WHERE id = 'kota-city'",
            "SELECT name_en FROM post WHERE id = 'control-room'",
            "SELECT name_hi FROM post WHERE id = 'control-room'",
        )
    ]
    assert f"About: {post_en}, {unit_en}." in english if post else f"About: {unit_en}." in english
    assert f"संबंधित: {post_hi}, {unit_hi}।" in hindi if post else f"संबंधित: {unit_hi}।" in hindi
