"""Waiting cases in numbers: one that really came in, was paged and parked, copied row by row in both databases.

Through the gateway ten thousand of them would take the better part of an hour. A copy has a person,
timeline, messages and a parked flow run of its own, exactly as the original has them.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from tests.benchmarks.sql import Sql

_CHILDREN = {
    "alert_unit": "'{}'",
    "alert_event": "jsonb_build_object('id', gen_random_uuid(), 'event_key', c.id)",
    "timeline": "jsonb_build_object('id', nextval(pg_get_serial_sequence('timeline', 'id')))",
    "notification": "jsonb_build_object('id', gen_random_uuid())",
}
"""Tables with an `alert_id`, and what must differ in a copy beside it; `c` is the copy's row of `alert`."""

_SEALED = ("subject", "content")
"""What belongs to an event: shown to whoever acknowledges by link."""

# Each statement takes the original's id as $1; jsonb_populate_record keeps the columns that are not named.
_COPY = (
    "INSERT INTO {table} SELECT r.* FROM {table} t, jsonb_array_elements($2::text::jsonb) o,"
    " LATERAL jsonb_populate_record(t, o) r WHERE t.id = $1"
)
_COPY_CHILDREN = (
    "INSERT INTO {table} SELECT r.* FROM {table} t, alert c,"
    " LATERAL jsonb_populate_record(t, jsonb_build_object('alert_id', c.id) || {new}) r"
    " WHERE t.alert_id = $1 AND c.id = ANY($2)"
)
_COPY_SEALED = (
    "INSERT INTO {table} SELECT r.* FROM {table} t, alert_event e,"
    " LATERAL jsonb_populate_record(t, jsonb_build_object('alert_id', e.alert_id, 'event_id', e.id)) r"
    " WHERE t.alert_id = $1 AND e.alert_id = ANY($2)"
)


@dataclass(frozen=True)
class Waiting:
    """A copy: its case, its flow run, and when it is due."""

    ref: str
    due_at: datetime
    id: UUID = field(default_factory=uuid4)
    run_id: UUID = field(default_factory=uuid4)
    state_id: UUID = field(default_factory=uuid4)


def multiply(ours: Sql, prefect: Sql, ref: str, count: int, due: Callable[[int], timedelta]) -> list[Waiting]:
    """Copy the waiting case `ref` so often; `due(n)` is in how long the n-th copy is due, by the database's clock."""
    alert_id, run_id = ours.rows("SELECT id, flow_run_id FROM alert WHERE ref = $1", ref)[0]
    number = ours.value("SELECT max(substring(ref FROM 9)::int) FROM alert")
    ours.value("SELECT setval('alert_ref_seq', $1)", number + count)
    at = ours.value("SELECT abhay_now()")
    copies = [Waiting(f"{ref[:8]}{number + n:06d}", at + due(n - 1)) for n in range(1, count + 1)]
    _copy_runs(prefect, run_id, copies)
    _copy_cases(ours, alert_id, copies)
    return copies


def _copy_runs(prefect: Sql, run_id: UUID, copies: Sequence[Waiting]) -> None:
    """Runs as parking leaves them: in the original's state, each due at its own time."""
    state_id = prefect.value("SELECT state_id FROM flow_run WHERE id = $1", run_id)
    details = prefect.value("SELECT state_details::text FROM flow_run_state WHERE id = $1", state_id)
    runs = [
        {
            "id": str(copy.run_id),
            "name": copy.ref,
            "parameters": {"alert_id": str(copy.id)},
            "idempotency_key": str(copy.id),
            "next_scheduled_start_time": copy.due_at.isoformat(),
            "state_id": None,
        }
        for copy in copies
    ]
    states = [
        {
            "id": str(copy.state_id),
            "flow_run_id": str(copy.run_id),
            "state_details": json.loads(details)
            | {"flow_run_id": str(copy.run_id), "scheduled_time": copy.due_at.isoformat()},
        }
        for copy in copies
    ]
    point = (
        "UPDATE flow_run SET state_id = s.id FROM flow_run_state s WHERE s.flow_run_id = flow_run.id AND s.id = ANY($1)"
    )
    prefect.together(
        (_COPY.format(table="flow_run"), run_id, json.dumps(runs)),
        (_COPY.format(table="flow_run_state"), state_id, json.dumps(states)),
        (point, [copy.state_id for copy in copies]),
    )


def _copy_cases(ours: Sql, alert_id: UUID, copies: Sequence[Waiting]) -> None:
    cases = [
        {
            "id": str(copy.id),
            "ref": copy.ref,
            "external_id": f"copy-{copy.id}",
            "flow_run_id": str(copy.run_id),
            "due_at": copy.due_at.isoformat(),
            "next_at": copy.due_at.isoformat(),
        }
        for copy in copies
    ]
    ids = [copy.id for copy in copies]
    ours.together(
        (_COPY.format(table="alert"), alert_id, json.dumps(cases)),
        *((_COPY_CHILDREN.format(table=table, new=new), alert_id, ids) for table, new in _CHILDREN.items()),
        *((_COPY_SEALED.format(table=table), alert_id, ids) for table in _SEALED),
        ("SELECT pg_notify('abhay_wake', $1)", str(alert_id)),
    )
