"""The schema: as the models say, up and down and up again, and impossible states refused."""

import asyncio
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from abhay.store import migrations
from abhay.store.arranging import Arrangement
from abhay.store.database import Database
from abhay.store.merging import merge
from abhay.store.splitting import split
from abhay.store.steps import advance
from models.enums import Mover
from tests.support.cases import column, move_clock, open_case
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


IMPOSSIBLE = {
    "an open case that nothing looks at": "UPDATE alert SET next_at = NULL",
    "closed without an outcome": "UPDATE alert SET status = 'closed', next_at = NULL, closed_at = abhay_now()",
    "acknowledged at no time": "UPDATE alert SET status = 'acknowledged', acknowledged_at = NULL",
    "due before it was entered": "UPDATE alert SET due_at = rung_entered_at - interval '1 s'",
    "awaiting on no rung": "UPDATE alert SET rung = NULL, rung_entered_at = NULL, round = NULL",
    "an unknown severity": "UPDATE alert SET severity = 'mild'",
    "a ref of another shape": "UPDATE alert SET ref = 'X-1'",
    "sending without a deadline": "UPDATE notification SET status = 'sending', sending_deadline = NULL",
    "queued and sent": "UPDATE notification SET status = 'queued', sent_at = abhay_now()",
    "sent at no time": "UPDATE notification SET status = 'sent', sent_at = NULL",
    "the same message twice": (
        "INSERT INTO notification SELECT (jsonb_populate_record(n, jsonb_build_object('id', gen_random_uuid()))).*"
        " FROM notification n"
    ),
    "merged and not closed as a duplicate": "UPDATE alert SET merged_into = (SELECT min(ref) FROM alert)",
    "a PIN in clear that leaves the machine": "UPDATE contact_point SET channel = 'email'",
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


async def test_a_database_with_merged_and_split_cases_has_a_way_back(postgres: Server, database: Database) -> None:
    one, two = await open_case(database), await open_case(database)
    by = Arrangement(actor="op", role="operator", reason="x")
    await merge(database, one.ref, two.ref, by)
    moved = await column(database, "SELECT id FROM alert_event ORDER BY received_at LIMIT 1")
    await split(database, two.ref, moved, by, lambda _: ())
    await database.engine.dispose()
    await asyncio.to_thread(migrations.downgrade_to, database.url, "0003")
    assert await column(database, "SELECT DISTINCT event FROM timeline WHERE event IN ('merged', 'split')") == []
    await asyncio.to_thread(migrations.upgrade_to_head, database.url)
    assert await asyncio.to_thread(migrations.difference, database.url) is None
