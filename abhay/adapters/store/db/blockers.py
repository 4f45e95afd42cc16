"""Who keeps others waiting in our database: the sessions behind which somebody waits for a lock.

PostgreSQL shows the sessions of other roles in part only, unless ours is a member of `pg_monitor`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.unavailable import UNREACHABLE

_BLOCKERS = text("""
    SELECT blocker.pid, blocker.application_name AS program, host(blocker.client_addr) AS address,
        blocker.xact_start AS since, count(*) AS waiting,
        array_agg(DISTINCT format('(%s,%s)', held.page, held.tuple)) FILTER (WHERE held.pid IS NOT NULL) AS rows
    FROM pg_stat_activity AS waiting
    CROSS JOIN LATERAL unnest(pg_blocking_pids(waiting.pid)) AS by (pid)
    JOIN pg_stat_activity AS blocker ON blocker.pid = by.pid
    LEFT JOIN pg_locks AS held ON held.pid = waiting.pid AND held.locktype = 'tuple' AND held.relation = (
        SELECT pg_class.oid FROM pg_class WHERE relname = 'alert' AND pg_table_is_visible(pg_class.oid))
    WHERE waiting.datname = current_database() AND waiting.wait_event_type = 'Lock'
        AND blocker.wait_event_type IS DISTINCT FROM 'Lock'
    GROUP BY blocker.pid, blocker.application_name, blocker.client_addr, blocker.xact_start
""")
"""Whoever waits itself is not at fault; a waiting session locks the row that it waits for (`tuple`)."""

_REFS = text("SELECT ref FROM alert WHERE ctid = ANY(CAST(CAST(:rows AS text[]) AS tid[])) ORDER BY ref")

LONGEST_NAME = 40


@dataclass(frozen=True)
class Blocker:
    """A session that others wait for: its program and address, since when, how many wait, for which cases.

    `program` is what the session calls itself; `address` is None over the socket. Nothing of its statement is here:
    that may name a person.
    """

    pid: int
    program: str
    address: str | None
    since: datetime | None
    waiting: int
    cases: tuple[str, ...]


async def read_blockers(database: Database) -> list[Blocker]:
    """Returns the sessions that others wait for at this moment."""
    async with database.transaction() as session:
        found = (await (await session.connection()).execute(_BLOCKERS)).all()
    return [
        Blocker(row.pid, _name(row.program), row.address, row.since, row.waiting, await _refs(database, row.rows))
        for row in found
    ]


def _name(program: str | None) -> str:
    return " ".join("".join(c for c in program or "" if c.isprintable()).split())[:LONGEST_NAME] or "?"


async def _refs(database: Database, rows: Sequence[str] | None) -> tuple[str, ...]:
    """Returns the cases of these rows; none where the whole table is locked, or the rows have moved since."""
    if not rows:
        return ()
    try:
        async with database.transaction() as session:
            return tuple((await (await session.connection()).execute(_REFS, {"rows": list(rows)})).scalars())
    except UNREACHABLE:
        return ()
