"""Many open cases that are reminded in turn, and what became of their reminders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import asyncpg

from tests.benchmarks.clones import Waiting, multiply
from tests.benchmarks.sql import Sql
from tests.support.system import until

STAGGER = (
    "UPDATE alert SET rung_entered_at = c.entered, next_at = c.entered + $3 * interval '1 second'"
    " FROM unnest($1::uuid[], $2::timestamptz[]) AS c (id, entered) WHERE alert.id = c.id"
)

REMINDED = (
    "SELECT n.alert_id, n.attempt, n.status IN ('queued', 'sending') AS waits,"
    " extract(epoch FROM n.queued_at - a.rung_entered_at)::float8 - n.attempt * $2 AS late"
    " FROM notification n JOIN alert a ON a.id = n.alert_id"
    " WHERE n.alert_id = ANY($1) AND n.kind = 'reminder' AND n.rung = 'district'"
)


@dataclass(frozen=True)
class Reminders:
    """What became of the reminders: how late each was (seconds), which were left out, how many have not left yet."""

    late: list[float]
    left_out: list[tuple[UUID, int]]
    waiting: int


def open_many(ours: Sql, prefects: Sql, ref: str, count: int, every: float) -> list[Waiting]:
    """Copies an open case so often; each is reminded every so many seconds, in turn."""
    copies = multiply(ours, prefects, ref, count, lambda _: timedelta(hours=1))
    at = ours.value("SELECT abhay_now()")
    entered = [at - timedelta(seconds=every) + timedelta(seconds=every * (n + 1) / count + 5) for n in range(count)]
    ours.rows("DELETE FROM notification WHERE alert_id = ANY($1) AND kind = 'reminder'", [copy.id for copy in copies])
    ours.rows(STAGGER, [copy.id for copy in copies], entered, every)
    ours.rows("SELECT pg_notify('abhay_wake', $1)", str(copies[0].id))
    return copies


def reminders(ours: Sql, copies: Sequence[Waiting], every: float, rounds: int) -> Reminders:
    """Reads the reminders of these cases, of which each should have had so many."""
    rows = ours.rows(REMINDED, [copy.id for copy in copies], every)
    had = {(row["alert_id"], row["attempt"]) for row in rows}
    wanted = [(copy.id, number) for copy in copies for number in range(1, rounds + 1)]
    return Reminders(
        [row["late"] for row in rows],
        [each for each in wanted if each not in had],
        sum(row["waits"] for row in rows),
    )


def forget(ours: Sql, prefects: Sql, copies: Sequence[Waiting]) -> None:
    """Removes every case of the system, and the runs of these."""

    def emptied() -> bool:
        try:
            ours.rows("TRUNCATE alert CASCADE")
        except asyncpg.DeadlockDetectedError:  # a mover had one table and wanted the next
            return False
        return True

    until(emptied, 30, "a mover is always in the way of emptying the tables")
    prefects.rows("DELETE FROM flow_run WHERE id = ANY($1)", [copy.run_id for copy in copies])
