"""The moment itself: an answer exactly when the next rung is due, and ten of the same event at once."""

import asyncio
import os
from datetime import timedelta

import pytest
from sqlalchemy import text

from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import take_in
from models.actors import partner
from models.enums import MessageKind, Mover, Status
from tests.support import reading
from tests.support.actors import paged
from tests.support.cases import KOTA, move_clock, open_case, payload

SOAK = os.environ.get("ABHAY_SOAK") == "1"
RACES = 10_000 if SOAK else 500
AT_ONCE = 10


async def race(database: Database) -> str:
    """An acknowledgement against two movers at the deadline; answers who won, having checked the outcome."""
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.execute(
            text(
                "UPDATE alert SET due_at = abhay_now(), rung_entered_at = abhay_now() - interval '180 s' WHERE id = :id"
            ),
            {"id": case.id},
        )
    answer = Answer("kota-city", "control-room", rung="district")
    taken, *_ = await asyncio.gather(
        acknowledge(database, case.id, paged("kota-city"), answer),
        advance(database, case.id, Mover.FLOW),
        advance(database, case.id, Mover.WATCHER),
    )
    assert taken.first
    left = await reading.case(database, case.id)
    assert left.status is Status.ACKNOWLEDGED
    assert left.acknowledged_at is not None
    above = [page for page in await reading.pages(database, case.id) if page.rung != "district"]
    assert len(above) <= 1
    assert all(page.queued_at <= left.acknowledged_at for page in above), "paged after the acknowledgement"
    await advance(database, case.id, Mover.FLOW)
    assert "dgp" not in {each.rung for each in await reading.notifications(database, case.id)}
    return "climb first" if above else "answer first"


@pytest.mark.soak
@pytest.mark.timeout(3600 if SOAK else 180)
async def test_an_answer_at_the_deadline_has_one_of_two_outcomes(database: Database) -> None:
    outcomes: list[str] = []
    for _ in range(RACES // AT_ONCE):
        outcomes += await asyncio.gather(*(race(database) for _ in range(AT_ONCE)))
    assert len(outcomes) == RACES
    assert set(outcomes) == {"climb first", "answer first"}, "the race was never close: it proves nothing"


async def test_the_same_event_ten_times_at_once_is_one_case(database: Database) -> None:
    for _ in range(10):
        same = payload()
        window = timedelta(days=7)
        answers = await asyncio.gather(
            *(
                take_in(database, same, [("account", same.event_key)], actor=partner("test"), window=window)
                for _ in range(10)
            )
        )
        assert len({answer.id for answer in answers}) == 1
        assert sorted(answer.repeat for answer in answers) == [False, *[True] * 9]


async def test_a_new_post_of_the_same_account_joins_and_pages_again(database: Database) -> None:
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    first = payload()
    same_person = [("account", "synthetic-account")]
    window = timedelta(days=7)
    opened = await take_in(database, first, same_person, actor=partner("test"), window=window)
    await record_route(database, opened.id, KOTA, Mover.FLOW)
    await advance(database, opened.id, Mover.FLOW)
    joined = await take_in(database, payload(), same_person, actor=partner("test"), window=window)
    assert (joined.id, joined.attached, joined.repeat) == (opened.id, True, False)
    assert len(await reading.notifications(database, opened.id, MessageKind.UPDATE)) == 1
    assert len(await reading.messages_in(database, opened.id)) == 2


async def test_the_window_closes(database: Database) -> None:
    same_person = [("account", "synthetic-account")]
    first = await take_in(database, payload(), same_person, actor=partner("test"), window=timedelta(days=7))
    await move_clock(database, 8 * 86400)
    later = await take_in(database, payload(), same_person, actor=partner("test"), window=timedelta(days=7))
    assert later.id != first.id
