"""A page says until when its answer is awaited as long as the case waits there and somebody above is told next."""

from uuid import UUID

from abhay import clock
from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.messages.briefing import read_briefing
from abhay.services.messages.delivery import context_of
from abhay.wording.messages import render
from models.enums import MessageKind, Mover, Trust
from tests.support import reading
from tests.support.actors import of_unit
from tests.support.cases import KOTA, UNKNOWN, move_clock, open_case

BY = "Acknowledge by"


async def said(database: Database, alert_id: UUID, rung: str, kind: MessageKind = MessageKind.PAGE) -> str:
    """The English half of the case's first message of this rung and kind, as it reads now."""
    first, *_ = [
        each for each in await reading.notifications(database, alert_id) if (each.rung, each.kind) == (rung, kind)
    ]
    return render(context_of(await read_briefing(database, first.id), None)).body.split("-" * 40)[1]


async def due(database: Database, alert_id: UUID) -> str:
    due_at = (await reading.case(database, alert_id)).due_at
    assert due_at is not None
    return f"{BY}: {clock.ist(due_at)}"


async def test_each_rung_below_the_top_one_reads_its_own_deadline(database: Database) -> None:
    case = await open_case(database, KOTA)
    await advance(database, case.id, Mover.FLOW)
    assert f"{await due(database, case.id)}; then this level is told: SP" in await said(database, case.id, "district")
    await move_clock(database, 61)
    await advance(database, case.id, Mover.FLOW)
    reminder = await said(database, case.id, "district", MessageKind.REMINDER)
    assert await due(database, case.id) in reminder, "the deadline does not move with a reminder"
    await move_clock(database, 181)
    await advance(database, case.id, Mover.FLOW)
    assert BY not in await said(database, case.id, "district"), "its time is over"
    assert f"{await due(database, case.id)}; then this level is told: DGP" in await said(database, case.id, "sp")
    await move_clock(database, 482)
    await advance(database, case.id, Mover.FLOW)
    assert BY not in await said(database, case.id, "dgp"), "nobody stands above it"


async def test_once_somebody_has_the_case_no_deadline_is_said(database: Database) -> None:
    case = await open_case(database, KOTA)
    await advance(database, case.id, Mover.FLOW)
    await acknowledge(database, case.id, of_unit("kota-city"), Answer("kota-city", "control-room"))
    assert BY not in await said(database, case.id, "district")


async def test_the_desk_reads_when_the_dgp_is_told_of_an_unknown_place(database: Database) -> None:
    case = await open_case(database, UNKNOWN)
    await advance(database, case.id, Mover.FLOW)
    assert f"{await due(database, case.id)}; then this level is told: DGP" in await said(database, case.id, "desk")


async def test_of_a_held_message_nobody_is_told_next(database: Database) -> None:
    case = await open_case(database, UNKNOWN, trust=Trust.FAILED)
    await advance(database, case.id, Mover.FLOW)
    assert BY not in await said(database, case.id, "desk")
