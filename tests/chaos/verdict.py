"""What must hold whatever was broken, read afterwards from outside: from the API, the outbox and Prefect."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.system import RUNGS, when

BOUND = 7.0
"""Seconds that a step may be late while our database can be had: the watcher's grace, its look, and a busy machine."""

HANG_NOTICED = 12.0
"""Seconds more while both movers hang, until the supervisor has ended and started them again."""

RECOVERED = 5.0
"""Seconds after a fault of the database in which what it held up may still be late."""


HEARD = ("page", "reminder")
"""Kinds of message that call a rung to the case: a reminder says all that the page before it did."""


@dataclass(frozen=True)
class Fault:
    """One fault as it happened: its kind, when it began and ended (Unix time), and what it hit."""

    kind: str
    began: float
    ended: float
    database: bool = False
    movers: bool = False

    def touches(self, begin: float, end: float) -> bool:
        """Whether it, or the time of recovery after it, falls into this time."""
        return self.began <= end and begin <= self.ended + RECOVERED


@dataclass(frozen=True)
class Step:
    """One climb: the rung, when it was due and when it was taken (Unix time), and whether a fault may have held it up."""

    ref: str
    rung: str
    due: float
    taken: float
    excused: bool
    allowed: float

    @property
    def late(self) -> float:
        return self.taken - self.due


def steps(alert: Mapping[str, Any], faults: Sequence[Fault], pace: float = 1.0) -> list[Step]:
    """Returns every climb of a case, the first from its arrival.

    `pace` is how many times longer than on a quick, idle machine work takes here: the bound is so many times longer.
    """
    found: list[Step] = []
    due = when(alert["received_at"]).timestamp()
    for event in (event for event in alert["timeline"] if event["event"] == "rung_entered"):
        taken = when(event["at"]).timestamp()
        excused, allowed = _allowed(due, taken, faults, pace)
        found.append(Step(alert["ref"], event["rung"], due, taken, excused, allowed))
        due = when(event["detail"]["due_at"]).timestamp()
    return found


def _allowed(begin: float, end: float, faults: Sequence[Fault], pace: float) -> tuple[bool, float]:
    """Returns whether a fault excuses any lateness in this time, and the seconds that are allowed otherwise."""
    met = [fault for fault in faults if fault.touches(begin, end)]
    hung = any(fault.movers for fault in met)
    return any(fault.database for fault in met), BOUND * pace + (HANG_NOTICED if hung else 0)


def wrong_with(alert: Mapping[str, Any], climbed: Sequence[Step], answered: float | None) -> list[str]:
    """Returns what is wrong with a case, in words; `answered` is when an answer was taken (Unix time)."""
    ref, rungs = alert["ref"], tuple(step.rung for step in climbed)
    found: list[str] = []
    if rungs != RUNGS[: len(rungs)]:
        found.append(f"{ref} entered {' '.join(rungs)}")
    if answered is None and rungs != RUNGS:
        found.append(f"{ref} was not answered and got only as far as {rungs[-1] if rungs else 'nowhere'}")
    found += [f"{ref} entered {step.rung} {-step.late:.2f} s early" for step in climbed if step.late < 0]
    found += [
        f"{ref} entered {step.rung} {step.late:.1f} s late, {step.allowed:.0f} s are allowed"
        for step in climbed
        if step.late > step.allowed and not step.excused
    ]
    if answered is not None:
        found += [f"{ref} entered {step.rung} after it was answered" for step in climbed if step.taken > answered + 0.5]
    return found


def wrong_with_pages(
    alert: Mapping[str, Any], files: Sequence[Mapping[str, Any]], faults: Sequence[Fault] = (), pace: float = 1.0
) -> list[str]:
    """Returns what is wrong with a case's pages: one that nobody got, one twice without a label, a false label.

    A page that a person's closure overtook, within the time that a step may be late, was rightly stood down.
    """
    ref = alert["ref"]
    handed_over = Counter(file["id"] for file in files)
    found = [
        f"{ref}: message {id_} was handed over {number} times" for id_, number in handed_over.items() if number > 1
    ]
    rows = [row for row in alert["notifications"] if row["kind"] == "page"]
    heard = {row["rung"] for row in alert["notifications"] if row["kind"] in HEARD and row["status"] == "sent"}
    if alert["acknowledgement"] is None:
        entered = _entered_with_time_to_page(alert, faults, pace)
        found += [f"{ref}: nobody of {rung} was paged" for rung in sorted(entered - heard)]
    lost = {row["id"] for row in rows if row["status"] == "sent"} - handed_over.keys()
    found += [f"{ref}: message {id_} counts as sent and never left" for id_ in sorted(lost)]
    found += [
        f"{ref}: message {file['id']} is wrongly labelled"
        for file in files
        if file["kind"] == "page" and file["possible_duplicate"] is not (file["attempt"] > 1)
    ]
    places = Counter((row["rung"], row["round"], row["unit"], row["post"], row["channel"]) for row in rows)
    unknown = Counter(
        (row["rung"], row["round"], row["unit"], row["post"], row["channel"])
        for row in rows
        if row["status"] == "unknown"
    )
    found += [
        f"{ref}: {place} was written {number} times" for place, number in places.items() if number > 1 + unknown[place]
    ]
    return found


def _entered_with_time_to_page(alert: Mapping[str, Any], faults: Sequence[Fault], pace: float) -> set[str]:
    """Returns the rungs that the case entered, without those that it left for good before a page had to be out."""
    events = [(event["event"], event["rung"], when(event["at"]).timestamp()) for event in alert["timeline"]]
    closed = min((at for event, _, at in events if event == "closed"), default=None)
    found: set[str] = set()
    for rung, at in ((rung, at) for event, rung, at in events if event == "rung_entered"):
        excused, allowed = (False, -1.0) if closed is None else _allowed(at, closed, faults, pace)
        if not excused and (closed is None or closed - at > allowed):
            found.add(rung)
    return found
