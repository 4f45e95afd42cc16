"""An alert's rows are written in one round trip, whole or not at all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from abhay.sources.identity import identities
from abhay.store.database import Database, now
from abhay.store.intake import take_in
from abhay.store.timeline import audit
from abhay.store.together import insert_together
from models.payloads import Subject
from tests.support.cases import column, open_case, payload

MOST_STATEMENTS = 7
"""Locks, the same event, the time, the same person, a number, the rows, the signal."""


async def test_an_alert_takes_few_round_trips(database: Database) -> None:
    statements: list[str] = []
    sync = database.engine.sync_engine
    event.listen(sync, "before_cursor_execute", lambda *call: statements.append(call[2]))
    given = payload(subject=Subject(user_id="1", username="synthetic", phones=("+915555512345",)))
    accepted = await take_in(database, given, identities(given), actor="test", window=timedelta(days=1))
    assert len(statements) <= MOST_STATEMENTS, statements
    for table in ("alert_event", "evidence", "subject", "content", "timeline"):
        assert await column(database, f"SELECT count(*) FROM {table}") == [1], table  # noqa: S608
    received = "SELECT alert_id FROM audit WHERE action = 'alert.receive'"
    assert await column(database, received) == [accepted.id]
    kinds = await column(database, "SELECT kind FROM identity ORDER BY kind")
    assert kinds == ["account", "account", "event", "phone"]


async def test_what_a_row_refers_to_may_stand_after_it(database: Database) -> None:
    case = await open_case(database)
    async with database.transaction() as session:
        at = await now(session)
        for number in range(3):
            audit(session, at, "x", "cli", "test.one", case.id, number=number)
        audit(session, at, "x", "cli", "test.two")
        await insert_together(session)
        await insert_together(session)
    numbers = await column(database, "SELECT detail->>'number' FROM audit WHERE action = 'test.one' ORDER BY id")
    assert numbers == ["0", "1", "2"]
    assert await column(database, "SELECT alert_id FROM audit WHERE action = 'test.two'") == [None]


async def test_one_wrong_row_writes_none(database: Database) -> None:
    given = payload()
    await take_in(database, given, [], actor="test", window=timedelta(days=1))

    async def write() -> None:
        async with database.transaction() as session:
            at = await now(session)
            audit(session, at, "x", "cli", "test.three")
            audit(session, at, "x", "cli", "test.three", uuid4())
            await insert_together(session)

    with pytest.raises(IntegrityError):
        await write()
    assert await column(database, "SELECT id FROM audit WHERE action = 'test.three'") == []
