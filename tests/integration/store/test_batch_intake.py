"""An alert's rows are written in one round trip, whole or not at all."""

import asyncio
import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.db.statements import bulk_insert
from abhay.adapters.store.intake.alerts import Accepted, take_in
from abhay.adapters.store.log.timeline import audit
from models.actors import partner
from models.payloads import Subject
from models.tables import Alert, AlertEvent, Content, Identity, OriginalMessage, TimelineEntry
from models.tables import Subject as SubjectRow
from tests.support import reading
from tests.support.actors import HOST
from tests.support.cases import open_case, payload

DAY = timedelta(days=1)
MOST_STATEMENTS = 3
"""Locks; what is known, the time and a number; the rows with the signal. However many messages come at once."""


async def test_an_alert_takes_few_round_trips(database: Database) -> None:
    statements: list[str] = []
    sync = database.engine.sync_engine
    event.listen(sync, "before_cursor_execute", lambda *call: statements.append(call[2]))
    given = payload(subject=Subject(user_id="9100000000017", username="synthetic", phones=("+915555512345",)))
    accepted = await take_in(database, given, identities(given), actor=partner("test"), window=DAY)
    assert len(statements) <= MOST_STATEMENTS, statements
    for table in (AlertEvent, OriginalMessage, SubjectRow, Content, TimelineEntry):
        assert await reading.count(database, table) == 1, table
    assert [entry.alert_id for entry in await reading.audit(database, "alert.receive")] == [accepted.id]
    known = await reading.rows(database, Identity, order=(Identity.kind,))
    assert [each.kind for each in known] == ["account", "account", "event", "handle", "phone"]


async def test_many_at_once_share_their_round_trips_and_each_is_a_case(database: Database) -> None:
    statements: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    taken = await asyncio.gather(
        *(take_in(database, payload(), [], actor=partner("test"), window=DAY) for _ in range(40))
    )
    assert len({each.id for each in taken}) == len({each.ref for each in taken}) == 40
    assert len(statements) <= 4 * MOST_STATEMENTS, statements
    assert await reading.count(database, OriginalMessage) == 40
    numbers = sorted(int(each.ref.rsplit("-", 1)[1]) for each in taken)
    assert numbers == list(range(numbers[0], numbers[0] + 40)), "a ref was left out"


async def test_of_one_person_at_once_one_opens_and_the_others_join(database: Database) -> None:
    for _ in range(5):
        same = [("account", payload().event_key)]
        one, *others = await asyncio.gather(
            *(take_in(database, payload(), same, actor=partner("test"), window=DAY) for _ in range(6)),
            *(take_in(database, payload(), [], actor=partner("test"), window=DAY) for _ in range(6)),
        )
        of_the_person = [one, *others[:5]]
        assert len({each.id for each in of_the_person}) == 1
        assert sorted(each.attached for each in of_the_person) == [False, *[True] * 5]
        assert not {each.id for each in others[5:]} & {one.id}


async def test_who_waits_for_a_lock_holds_nobody_up(database: Database) -> None:
    same = payload()
    async with database.engine.connect() as elsewhere:
        key = int.from_bytes(hashlib.sha256(same.event_key.encode()).digest()[:8], signed=True)
        await elsewhere.execute(text(f"SELECT pg_advisory_xact_lock({key})"))
        waiting = asyncio.create_task(take_in(database, same, [], actor=partner("test"), window=DAY))
        taken = await asyncio.gather(
            *(take_in(database, payload(), [], actor=partner("test"), window=DAY) for _ in range(20))
        )
        assert len({each.id for each in taken}) == 20
        assert not waiting.done()
    assert not (await waiting).repeat


async def test_a_message_that_cannot_be_written_is_alone_in_it(database: Database) -> None:
    wrong = payload(external_id="\0")  # what our readers never let through
    given = [payload(), wrong, *(payload() for _ in range(8))]
    taken = await asyncio.gather(
        *(take_in(database, each, [], actor=partner("test"), window=DAY) for each in given), return_exceptions=True
    )
    assert [isinstance(each, Accepted) for each in taken] == [True, False, *[True] * 8]
    assert await reading.count(database, Alert) == 9


async def test_who_gives_up_waiting_takes_nobody_along(database: Database) -> None:
    calls = [
        asyncio.create_task(take_in(database, payload(), [], actor=partner("test"), window=DAY)) for _ in range(10)
    ]
    await asyncio.sleep(0)
    for call in calls[:5]:
        call.cancel()
    assert len({each.id for each in await asyncio.gather(*calls[5:])}) == 5


async def test_what_a_row_refers_to_may_stand_after_it(database: Database) -> None:
    case = await open_case(database)
    async with database.transaction() as session:
        at = await now(session)
        for number in range(3):
            audit(session, at, HOST, "test.one", case.id, number=number)
        audit(session, at, HOST, "test.two")
        await bulk_insert(session)
        await bulk_insert(session)
    assert [entry.detail["number"] for entry in await reading.audit(database, "test.one")] == [0, 1, 2]
    assert [entry.alert_id for entry in await reading.audit(database, "test.two")] == [None]


async def test_one_wrong_row_writes_none(database: Database) -> None:
    given = payload()
    await take_in(database, given, [], actor=partner("test"), window=DAY)

    async def write() -> None:
        async with database.transaction() as session:
            at = await now(session)
            audit(session, at, HOST, "test.three")
            audit(session, at, HOST, "test.three", uuid4())
            await bulk_insert(session)

    with pytest.raises(IntegrityError):
        await write()
    assert await reading.audit(database, "test.three") == []
