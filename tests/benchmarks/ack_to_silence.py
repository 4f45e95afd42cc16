"""An acknowledgement by link: how soon those paged know of it, and whether anything is written for higher rungs after it."""

import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from abhay.security.links import make_token
from tests.benchmarks.clones import Waiting
from tests.benchmarks.figures import Figures, percentile
from tests.benchmarks.load import Line
from tests.benchmarks.measurement import Bench, Measurement, Side
from tests.benchmarks.outbox import Message, handed_over
from tests.benchmarks.systems import BenchSystem
from tests.support.system import until

FIGURE = "ack_to_silence"
PER_SECOND = 3
RACES_PER_SECOND = 4
"""Slow enough for the flow to be on time: a deadline that is late loses every race."""

AROUND = (-0.15, 0.25)
"""Seconds around the deadline within which a racing answer is sent; checking the PIN takes part of that."""

FAR, LEAD = 3600.0, 4.0
HANDS = 8
PATIENCE = 90

ABOVE = (
    "SELECT count(*) FROM notification n JOIN alert a ON a.id = n.alert_id WHERE a.id = ANY($1)"
    " AND n.kind IN ('page', 'reminder', 'update', 'escalated') AND n.queued_at > a.acknowledged_at"
)
"""Rows of the climb that are younger than the acknowledgement; there must be none."""


def measure(bench: Bench) -> Figures:
    """First at a calm pace, then as races against the deadline."""
    system = bench.system
    system.clear()
    with system.watcher():
        original, pages = _paged_on_two_rungs(system)
        told = _calm(bench, system.copies(original, bench.count(50), FAR), pages)
        after = _races(bench, original, pages)
    system.clear()
    return {"p99_s": round(percentile(told, 0.99), 3), "messages_after_ack": after}


def _paged_on_two_rungs(system: BenchSystem) -> tuple[str, list[Message]]:
    """A case that waits for the SP's answer, and its two pages."""
    ref = system.waiting()
    system.ours.together(
        ("UPDATE alert SET due_at = abhay_now(), next_at = abhay_now() WHERE ref = $1", ref),
        ("SELECT pg_notify('abhay_wake', id::text) FROM alert WHERE ref = $1", ref),
    )
    system.outbox_files.all_paged([ref], "sp", PATIENCE)
    waits = "SELECT count(*) FROM flow_run WHERE name = $1 AND state_name = 'AwaitingSP'"
    until(lambda: system.prefects.value(waits, ref), PATIENCE, "the run does not await the SP")
    return ref, system.outbox_files.of(ref, "page")


def _calm(bench: Bench, cases: Sequence[Waiting], pages: Sequence[Message]) -> list[float]:
    """Seconds from each acknowledgement, as the database noted it, to the last of the messages that tell of it."""
    system = bench.system
    tokens, begun = _tokens(system, cases, "sp"), time.monotonic()
    with Line(system.port) as line:
        for n, case in enumerate(cases):
            time.sleep(max(0.0, begun + n / PER_SECOND - time.monotonic()))
            _answer(line, tokens[case.id], pages)

    def all_told() -> bool:
        system.outbox_files.read()
        return all(len(system.outbox_files.of(case.ref, "acknowledged")) >= len(pages) for case in cases)

    until(all_told, PATIENCE, "not everybody was told")
    at = _acknowledged(system, cases)
    told = [handed_over(system.outbox_files.of(case.ref, "acknowledged")[-1]) - at[case.id] for case in cases]
    bench.remark(
        f"{FIGURE}: {len(cases)} answers, {PER_SECOND} per second; half of those paged knew within"
        f" {percentile(told, 0.5):.3f} s, all within {max(told):.3f} s"
    )
    return told


def _races(bench: Bench, original: str, pages: Sequence[Message]) -> int:
    """Answers sent at the very moment of the deadline; answers how many messages came out of it that must not be."""
    system = bench.system
    cases = system.copies(original, bench.count(100, least=20), LEAD, 1 / RACES_PER_SECOND)
    tokens = _tokens(system, cases, "sp")
    chance = random.Random(42)
    moments = {case.id: case.due_at.timestamp() + chance.uniform(*AROUND) for case in cases}

    def hand(number: int) -> None:
        with Line(system.port) as line:
            for case in cases[number::HANDS]:
                time.sleep(max(0.0, moments[case.id] - time.time()))
                _answer(line, tokens[case.id], pages)

    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(hand, range(HANDS)))
    ids = [case.id for case in cases]
    unsent = "SELECT count(*) FROM notification WHERE alert_id = ANY($1) AND status IN ('queued', 'sending')"
    until(lambda: not system.ours.value(unsent, ids), PATIENCE, "messages are left unsent")
    climbed = system.ours.value("SELECT count(*) FROM alert WHERE id = ANY($1) AND rung = 'dgp'", ids)
    bench.remark(f"{FIGURE}: {len(cases)} races; the deadline won {climbed}, the answer {len(cases) - climbed}")
    return system.ours.value(ABOVE, ids)


def _tokens(system: BenchSystem, cases: Sequence[Waiting], rung: str) -> dict[UUID, str]:
    """The links of these cases' pages: copies were never sent, so they are signed here as the sender would."""
    rows = system.ours.rows(
        "SELECT alert_id, id FROM notification WHERE alert_id = ANY($1) AND kind = 'page' AND rung = $2",
        [case.id for case in cases],
        rung,
    )
    return {row["alert_id"]: make_token(UUID(str(row["id"])), system.secrets.link_key) for row in rows}


def _answer(line: Line, token: str, pages: Sequence[Message]) -> None:
    pin = next(page["ack_pin"] for page in pages if page["rung"] == "sp")
    form = "application/x-www-form-urlencoded"
    status, answer = line.post(f"/a/{token}", f"pin={pin}".encode(), Content_Type=form)
    assert status == 200, f"{status} {answer[:300]!r}"


def _acknowledged(system: BenchSystem, cases: Sequence[Waiting]) -> dict[UUID, float]:
    rows = system.ours.rows("SELECT id, acknowledged_at FROM alert WHERE id = ANY($1)", [case.id for case in cases])
    return {row["id"]: row["acknowledged_at"].timestamp() for row in rows}


MEASUREMENTS = (Measurement(FIGURE, Side.ABHAY, measure),)
