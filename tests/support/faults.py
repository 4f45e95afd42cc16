"""What the fault tests share: parts that are killed, orders to die, and what must hold whatever died."""

import json
import math
import os
import time
from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import httpx
import psutil

from tests.support.speed import patience
from tests.support.system import RUNGS, System, until, when

SOAK = os.environ.get("ABHAY_SOAK") == "1"

BOUND = 3.5 if SOAK else 7.0
"""Seconds that a step and its page may be late, whatever died: the watcher's grace of 2 s, and 1.5 s for its
next look (every 0.5 s), the step, the sending, and the noise of a machine on which something is just dying.
Twice that beside other tests."""

IN_DOUBT = 2 * BOUND
"""The same for a message whose sender died between claiming it and marking it: the step may be late, and then the
message, which is due again once its sender's lock is gone."""

BACK = 30
"""Seconds in which a killed part is back, on a machine that is busy with other tests."""

CARRIED = 4 * BACK
"""Seconds in which a run that died with its worker waits again: two sweeps of 15 s at most once the worker is back, and
room for a busy machine. Nobody's page waits for it."""

UNSETTLED = ("queued", "sending")


# Parts


def state_of(system: System, part: str) -> dict[str, Any]:
    return json.loads((system.home / "parts.json").read_text())[part]


def pid_of(system: System, part: str) -> int:
    """The part's process id, once it has one."""
    return until(lambda: state_of(system, part)["pid"], BACK, f"{part} is not started again", every=0.02)


def process_of(system: System, part: str) -> psutil.Process:
    return psutil.Process(pid_of(system, part))


def kill(system: System, part: str) -> int:
    """`kill -9`; answers the id that is gone."""
    process = process_of(system, part)
    process.kill()
    return process.pid


def await_back(system: System, part: str, gone: int) -> None:
    """The supervisor has started the part again and finds it ready."""

    def again() -> bool:
        now = state_of(system, part)
        return now["pid"] not in (None, gone) and now["state"] == "ready"

    until(again, BACK, f"{part} did not come back", every=0.05)


def await_well(system: System, limit: float = 2 * BACK) -> None:
    """Everything works again: the database answers, Prefect answers, a worker listens."""
    until(lambda: not degraded(system), limit, "the system did not become well again", every=0.05)


def degraded(system: System) -> list[str]:
    """What does not work now, as the gateway tells."""
    try:
        answer = system.http.get("/readyz")
    except httpx.TransportError:
        return ["gateway"]
    if answer.status_code not in (200, 503):
        return ["database"]
    return [part for part in answer.json()["degraded"] if part not in system.without]


# Orders to die, as abhay.faultpoints reads them


def order_death(system: System, part: str, point: str, times: int = 1) -> int:
    """Have the part's process die when it reaches this point; answers its id."""
    pid = pid_of(system, part)
    (system.home / "fault.done").unlink(missing_ok=True)
    draft = system.home / "fault.draft"
    draft.write_text(f"{pid} {point} {times}")
    draft.rename(system.home / "fault")
    return pid


def died(system: System) -> bool:
    return (system.home / "fault.done").exists()


def await_death(system: System, what: str, limit: float = 10) -> None:
    until(lambda: died(system), limit, f"nothing died at {what}", every=0.01)


def dies(system: System, limit: float = 10) -> bool:
    """Whether the part reached its point in time. If not, as on a busy machine where another mover is faster, the
    order is taken back."""
    begun = time.monotonic()
    while not died(system) and time.monotonic() - begun < limit:
        time.sleep(0.01)
    take_back_order(system)
    return died(system)


def take_back_order(system: System) -> None:
    (system.home / "fault").unlink(missing_ok=True)


# Cases


def entered(alert: dict[str, Any]) -> list[dict[str, Any]]:
    return [e for e in alert["timeline"] if e["event"] == "rung_entered"]


def await_rung(system: System, ref: str, rung: str, limit: float) -> dict[str, Any]:
    """The case once it entered this rung."""

    def there() -> dict[str, Any] | None:
        alert = system.alert(ref)
        return alert if rung in [e["rung"] for e in entered(alert)] else None

    return until(there, limit, f"{ref} did not enter {rung}") or {}


def await_settled(system: System, ref: str, limit: float = IN_DOUBT + BOUND) -> dict[str, Any]:
    """The case once no message of it is on its way or waits to be sent again."""

    def settled() -> dict[str, Any] | None:
        alert = system.alert(ref)
        rows = alert["notifications"]
        open_rows = [n for n in rows if n["status"] in UNSETTLED]
        unrepeated = [n for n in rows if n["status"] == "unknown" and not _later_tries(n, rows)]
        return None if open_rows or unrepeated else alert

    return until(settled, limit, f"messages of {ref} are still on their way", every=0.3) or {}


def carried(system: System, ref: str) -> bool:
    """Exactly one run, and it waits under the name of a rung."""
    runs = system.runs(ref)
    return len(runs) == 1 and runs[0]["state"]["name"].startswith("Awaiting")


def close(system: System, *refs: str) -> None:
    """End cases, so that they do not page on while other tests run; returns when all who were told have heard."""
    for ref in refs:
        end(system, ref)
    for ref in refs:
        await_settled(system, ref)


def end(system: System, ref: str) -> None:
    """Close a case."""
    assert system.post(f"/v1/alerts/{ref}/closure", {"outcome": "false_alarm"}).status_code in (200, 201)


# What must hold


def assert_unbroken(
    system: System,
    ref: str,
    *,
    top: str = RUNGS[-1],
    in_doubt: Collection[str] = (),
    late: float = BOUND,
    database_ahead: float = 0,
) -> None:
    """No rung skipped or entered twice, none late, every page out, a repeat only where it is labelled; one run waits.

    `top` is the rung that the case has reached at least; `in_doubt` are the rungs on which a process died
    while it was sending; `database_ahead` is in seconds.
    """
    alert = await_settled(system, ref)
    assert_climbed_on_time(alert, top, late)
    assert_rows_once(alert)
    assert_doubts(alert, in_doubt)
    assert_paged_on_time(system, alert, late, database_ahead)
    assert_repeats_labelled(system, alert)
    until(lambda: carried(system, ref), CARRIED, f"no flow run, or more than one, carries {ref}")


def assert_climbed_on_time(alert: dict[str, Any], top: str = RUNGS[-1], late: float = BOUND) -> None:
    events = entered(alert)
    rungs = tuple(e["rung"] for e in events)
    assert rungs == RUNGS[: len(rungs)], "a rung was skipped or entered twice"
    assert top in rungs
    _within(events[0]["at"], alert["received_at"], late, f"{alert['ref']} entered {rungs[0]}")
    for lower, higher in pairwise(events):
        _within(higher["at"], lower["detail"]["due_at"], late, f"{alert['ref']} entered {higher['rung']}")


def assert_rows_once(alert: dict[str, Any]) -> None:
    """One page per rung and recipient, and one more for each that is in doubt: no mover wrote one twice."""
    pages = [n for n in alert["notifications"] if n["kind"] == "page"]
    written = Counter(_place(n) for n in pages)
    unknown = Counter(_place(n) for n in pages if n["status"] == "unknown")
    twice = {place: number for place, number in written.items() if number != 1 + unknown[place]}
    assert not twice, f"pages written again: {twice}"


def assert_doubts(alert: dict[str, Any], rungs: Collection[str]) -> None:
    """Only what was written when a rung was entered on which a sender died may be in doubt."""
    excused = {e["at"] for e in entered(alert) if e["rung"] in rungs}
    doubts = [n for n in alert["notifications"] if n["status"] == "unknown" and n["queued_at"] not in excused]
    assert not doubts, f"in doubt, and nobody died: {doubts}"


def assert_paged_on_time(system: System, alert: dict[str, Any], late: float, database_ahead: float = 0) -> None:
    """Each rung's first page was handed over after the step was taken, and soon after it was due."""
    paged, due = first_pages(system, alert["ref"]), alert["received_at"]
    for event in entered(alert):
        rung = event["rung"]
        assert rung in paged, f"{alert['ref']}: nobody of {rung} was paged"
        at = datetime.fromtimestamp(paged[rung] + database_ahead, UTC)
        in_doubt = any(n["status"] == "unknown" for n in alert["notifications"] if n["rung"] == rung)
        _within(at, due, IN_DOUBT if in_doubt else late, f"{alert['ref']} paged {rung}")
        _within(at, event["at"], IN_DOUBT, f"{alert['ref']} paged {rung} for a step")
        due = event["detail"]["due_at"]


def first_pages(system: System, ref: str) -> dict[str, float]:
    """When each rung's first page was in the outbox, by the file system's clock: a mover's own may be wrong."""
    found: dict[str, float] = {}
    for path in (system.home / "outbox").glob("*.json"):
        message = json.loads(path.read_text())
        if (message["alert"], message["kind"]) == (ref, "page"):
            found[message["rung"]] = min(found.get(message["rung"], math.inf), path.stat().st_mtime)
    return found


def assert_repeats_labelled(system: System, alert: dict[str, Any]) -> None:
    """Each row was handed over at most once; a page that repeats another one, and no other, says so."""
    files = system.outbox(alert["ref"])
    handed_over = Counter(f["id"] for f in files)
    assert all(number == 1 for number in handed_over.values()), "one message was handed over twice"
    sent = {n["id"] for n in alert["notifications"] if n["status"] == "sent"}
    assert sent <= handed_over.keys(), "marked as sent, but never handed over"
    for file in files:
        if file["kind"] == "page":
            assert file["possible_duplicate"] is (file["attempt"] > 1), f"wrongly labelled: {file}"


def _place(message: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(message[key] for key in ("kind", "rung", "round", "unit", "post", "channel"))


def _later_tries(message: dict[str, Any], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The repeats of a message, and what was sent to others in its place."""
    repeats = [n for n in rows if _place(n) == _place(message) and n["attempt"] > message["attempt"]]
    return repeats + [n for n in rows if n["in_place_of"] == message["id"]]


def _within(at: str | datetime, due: str | datetime, limit: float, what: str) -> None:
    late = seconds_between(due, at)
    most = limit if SOAK or late <= limit else patience(limit)
    assert -0.05 <= late <= most, f"{what} {late:.2f} s after it was due (at most {most:.1f} s)"


def seconds_between(earlier: str | datetime, later: str | datetime) -> float:
    first, second = (when(t) if isinstance(t, str) else t for t in (earlier, later))
    return (second - first).total_seconds()
