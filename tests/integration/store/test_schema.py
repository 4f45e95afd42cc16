"""The schema: as the models say, up and down and up again, and impossible states refused."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from abhay.adapters.store.cases.merges.merging import merge
from abhay.adapters.store.cases.merges.splitting import split
from abhay.adapters.store.cases.rerouting import not_ours, route_to
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db import migrations
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import take_in
from models.actors import partner
from models.enums import Mover
from models.payloads import Subject
from tests.support import reading
from tests.support.actors import OPERATOR, of_unit
from tests.support.cases import TWO, column, move_clock, open_case, payload
from tests.support.databases import Server

SCHEMA = """
SELECT string_agg(line, E'\n' ORDER BY line) FROM (
  SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable AS line
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
  UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass
  UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  UNION ALL SELECT proname || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang <> 13
) AS lines
"""


async def schema(database: Database) -> str:
    return (await column(database, SCHEMA))[0] or ""


async def test_up_down_up_comes_back_to_the_same_schema(postgres: Server) -> None:
    name = await postgres.create()
    url = postgres.url(name)
    database = Database(url, postgres.vault)
    await asyncio.to_thread(migrations.upgrade_to_head, url)
    first = await schema(database)
    await asyncio.to_thread(migrations.downgrade_to, url, "base")
    assert await column(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'") == ["alembic_version"]
    await asyncio.to_thread(migrations.upgrade_to_head, url)
    assert await schema(database) == first
    assert "ck_alert_open_has_next_at" in first
    assert await asyncio.to_thread(migrations.difference, url) is None
    await database.close()
    await postgres.drop(name)


BEFORE = "0005"
"""The revision of the release before: its code runs on this schema while processes are replaced."""
COLUMNS = """
SELECT table_name || '.' || column_name FROM information_schema.columns
WHERE table_schema = 'public' AND (:all OR (is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'))
"""


async def test_code_of_the_release_before_can_write_without_the_new_columns(postgres: Server) -> None:
    """It names no column that it does not know: each must be one that may be left out, and none may be gone."""
    name = await postgres.create()
    url = postgres.url(name)
    database = Database(url, postgres.vault)
    await asyncio.to_thread(migrations.upgrade_to_head, url)
    now, needed = set(await column(database, COLUMNS, all=True)), set(await column(database, COLUMNS, all=False))
    await asyncio.to_thread(migrations.downgrade_to, url, BEFORE)
    then = set(await column(database, COLUMNS, all=True))
    await database.close()
    await postgres.drop(name)
    tables = {each.partition(".")[0] for each in then}
    assert {each for each in now - then if each.partition(".")[0] in tables} > {"alert.route_stale", "alert.not_ours"}
    assert [each for each in needed - then if each.partition(".")[0] in tables] == []
    assert then - now == set()


IMPOSSIBLE = {
    "an open case that nothing looks at": "UPDATE alert SET next_at = NULL",
    "closed without an outcome": "UPDATE alert SET status = 'closed', next_at = NULL, closed_at = abhay_now()",
    "acknowledged at no time": "UPDATE alert SET status = 'acknowledged', acknowledged_at = NULL",
    "due before it was entered": "UPDATE alert SET due_at = rung_entered_at - interval '1 s'",
    "awaiting on no rung": "UPDATE alert SET rung = NULL, rung_entered_at = NULL, round = NULL",
    "an unknown severity": "UPDATE alert SET severity = 'mild'",
    "a ref of another shape": "UPDATE alert SET ref = 'X-1'",
    "a reason that nobody has words for": "UPDATE notification SET reason = 'boredom'",
    "sending without a deadline": "UPDATE notification SET status = 'sending', sending_deadline = NULL",
    "queued and sent": "UPDATE notification SET status = 'queued', sent_at = abhay_now()",
    "sent at no time": "UPDATE notification SET status = 'sent', sent_at = NULL",
    "the same message twice": (
        "INSERT INTO notification SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).*"
        " FROM notification n"
    ),
    "merged and not closed as a duplicate": "UPDATE alert SET merged_into = (SELECT min(ref) FROM alert)",
    "a PIN in clear that leaves the machine": "UPDATE contact_point SET channel = 'email'",
    "a day of fewer wrong PINs than none": (
        "INSERT INTO pin_day (contact_id, wrong, began_at) SELECT id, -1, abhay_now() FROM contact_point LIMIT 1"
    ),
    "a unit's token without a unit": (
        "INSERT INTO api_token (id, token_hash, role, name, created_at) VALUES"
        " (gen_random_uuid(), 'x', 'unit', 'x', abhay_now())"
    ),
}


@pytest.mark.parametrize("statement", IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
async def test_an_impossible_state_is_refused(database: Database, statement: str) -> None:
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    with pytest.raises(IntegrityError):
        async with database.transaction() as session:
            await (await session.connection()).execute(text(statement))


async def test_the_clock_moves_only_in_test_databases(postgres: Server, database: Database) -> None:
    await move_clock(database, 3600)
    ahead = "SELECT extract(epoch FROM abhay_now() - clock_timestamp())"
    assert [round(float(s)) for s in await column(database, ahead)] == [3600]
    name = f"real_{uuid4().hex[:8]}"
    source = (await column(database, "SELECT current_database()"))[0]
    await database.engine.dispose()
    await postgres.run(f"CREATE DATABASE {name} TEMPLATE {source}")
    real = Database(postgres.url(name), postgres.vault)
    assert [round(float(s)) for s in await column(real, ahead)] == [0]
    await real.close()
    await postgres.drop(name)


async def test_what_the_timeline_said_of_routes_becomes_columns_and_has_a_way_back(
    postgres: Server, database: Database
) -> None:
    """Whatever happened to a case, both ways of keeping it say the same."""
    cases = {name: await open_case(database, TWO, subject=Subject(user_id=name)) for name in ROUTE_HISTORIES}
    for name, case in cases.items():
        await advance(database, case.id, Mover.FLOW)
        for happens in ROUTE_HISTORIES[name]:
            await happens(database, name, case.id)
    facts = "SELECT ref || ' ' || route_stale || ' ' || routed_by_person || ' ' || not_ours FROM alert ORDER BY ref"
    before = await column(database, facts)
    assert [each.partition(" ")[2] for each in before] == [
        "false false 0", "true false 0", "false false 0", "false true 0", "false true 1", "false true 2",
    ]  # fmt: skip
    await database.engine.dispose()
    await asyncio.to_thread(migrations.downgrade_to, database.url, "0005")
    await asyncio.to_thread(migrations.upgrade_to_head, database.url)
    assert await column(database, facts) == before
    assert await asyncio.to_thread(migrations.difference, database.url) is None


async def _comes_in(database: Database, person: str, _case: UUID) -> None:
    said = payload(subject=Subject(user_id=person))
    await take_in(database, said, [("account", person)], actor=partner("test"), window=timedelta(days=7))


async def _routed_again(database: Database, _person: str, case: UUID) -> None:
    assert await record_route(database, case, TWO, Mover.FLOW)


async def _corrected(database: Database, _person: str, case: UUID) -> None:
    assert await route_to(database, case, "kota-city", OPERATOR, "x")


async def _returned(database: Database, _person: str, case: UUID) -> None:
    (unit, *_) = await reading.units(database, case)
    assert await not_ours(database, case, None, of_unit(unit), "x")


ROUTE_HISTORIES = {
    "routed": (),
    "stale": (_comes_in,),
    "routed again": (_comes_in, _routed_again),
    "corrected": (_corrected, _comes_in),
    "returned": (_returned, _comes_in),
    "returned twice": (_returned, _returned),
}


async def test_a_database_with_merged_and_split_cases_has_a_way_back(postgres: Server, database: Database) -> None:
    one, two = await open_case(database), await open_case(database)
    await merge(database, one.ref, two.ref, OPERATOR, "x")
    moved = (await reading.messages_in(database))[0]
    await split(database, two.ref, [moved.id], OPERATOR, "x", lambda _: ())
    await database.engine.dispose()
    await asyncio.to_thread(migrations.downgrade_to, database.url, "0003")
    assert await column(database, "SELECT DISTINCT event FROM timeline WHERE event IN ('merged', 'split')") == []
    await asyncio.to_thread(migrations.upgrade_to_head, database.url)
    assert await asyncio.to_thread(migrations.difference, database.url) is None


async def test_reasons_go_back_into_their_entries_and_out_again(database: Database) -> None:
    case = await open_case(database)
    await route_to(database, case.id, "bundi", OPERATOR, "her hostel")
    await database.engine.dispose()
    await asyncio.to_thread(migrations.downgrade_to, database.url, "0009")
    (sealed,) = await column(database, "SELECT sealed_reason FROM audit WHERE sealed_reason IS NOT NULL")
    assert database.vault.open_text(sealed) == "her hostel"
    await database.engine.dispose()
    await asyncio.to_thread(migrations.upgrade_to_head, database.url)
    assert await reading.typed_reasons(database, "alert.route") == ["her hostel"]
    assert [entry.id for entry in await reading.audit(database) if entry.sealed_reason] == []
    assert await asyncio.to_thread(migrations.difference, database.url) is None


async def test_sealed_places_have_a_way_back_and_the_row_stays_readable(database: Database) -> None:
    case = await open_case(database)
    await advance(database, case.id, Mover.FLOW)
    await database.engine.dispose()
    await asyncio.to_thread(migrations.downgrade_to, database.url, "0015")
    await asyncio.to_thread(migrations.upgrade_to_head, database.url)
    assert await column(database, "SELECT sealed_route FROM alert") == [None]
    assert await route_to(database, case.id, "bundi", OPERATOR, "x")
    assert await asyncio.to_thread(migrations.difference, database.url) is None
