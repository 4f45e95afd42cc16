"""The pure rules of repair: they find the fault of the run that carries a case.

The sweep checks every open case, and those closed lately, and repairs what it finds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol
from uuid import UUID

YOUNG = timedelta(seconds=3)
"""Time for which a case without a run is normal: a worker is about to create it."""

CLOSED_LATELY = timedelta(minutes=15)
"""Time for which closed cases are checked: a worker may have died just before their run completed."""

LATE = timedelta(seconds=5)
"""Lateness after which an open case should have had a pass."""

DUE_LATER = timedelta(seconds=5)
"""An overdue case's run that is due only this much later waits for the wrong moment."""

OWN_WORKER = "abhay"
"""The type of our own worker, as Prefect calls it."""

STUCK_AFTER: Mapping[str, timedelta] = MappingProxyType(
    {OWN_WORKER: timedelta(seconds=8), "process": timedelta(seconds=90)}
)
"""Time after which a pass without a lease and without progress belongs to a dead worker.

By the type of worker: ours renews its lease every 1.5 s; a stock one has none, and starts a Python
process for every pass.
"""

UNTAKEN_AFTER = timedelta(seconds=15)
"""Time after which a run that is due is taken by nobody: its queue was deleted, and nothing puts it into another one.

Only our own worker finds such a run, by the case's row. A stock one asks the queue alone: it needs another run.
"""

SCHEDULED, COMPLETED = "SCHEDULED", "COMPLETED"
_AT_WORK = frozenset({"RUNNING", "PENDING"})
_ENDED = frozenset({COMPLETED, "FAILED", "CRASHED", "CANCELLED", "CANCELLING", "PAUSED"})
"""State types of runs, as Prefect names them."""


class Run(Protocol):
    """A run's state: its type, its name for people, its age, the time until it is due, and whether it is in a queue."""

    @property
    def type(self) -> str: ...  # noqa: D102  said above

    @property
    def name(self) -> str: ...  # noqa: D102  said above

    @property
    def since(self) -> timedelta: ...  # noqa: D102  said above

    @property
    def due_in(self) -> timedelta: ...  # noqa: D102  said above

    @property
    def queued(self) -> bool: ...  # noqa: D102  said above


@dataclass(frozen=True)
class CarriedCase:
    """A case and the run that carries it, if it has one yet.

    `age` counts from the case's arrival, `late` from its next look: negative while that lies ahead, None once the
    case is closed. `leased` is whether a worker holds it.
    """

    id: UUID
    ref: str
    severity: str
    flow_run_id: UUID | None
    closed: bool
    leased: bool
    age: timedelta
    late: timedelta | None

    @property
    def overdue(self) -> bool:
        """Returns whether it should have had a pass by now."""
        return self.late is not None and self.late > LATE


class Fault(StrEnum):
    """The faults of a case's run, in words for the timeline; `{run}` is the name of its state."""

    NO_RUN = "no flow run"
    DELETED = "its flow run was deleted"
    UNFINISHED = "closed, but its flow run is {run}"
    UNENDED = "closed, and nobody took its flow run"
    ENDED = "its flow run was {run}"
    STUCK = "its flow run was stuck in {run}"
    UNTAKEN = "its flow run was due in {run} and nobody took it"
    UNQUEUED = "its flow run was in no queue"
    WAITS_TOO_LONG = "its flow run waited in {run} beyond its time"

    @property
    def needs_new_run(self) -> bool:
        """Returns whether the case needs a new run, since none can be made due again."""
        return self in (Fault.NO_RUN, Fault.DELETED, Fault.UNQUEUED)

    def about(self, run: Run | None) -> str:
        """Returns the words for the timeline."""
        return self.value.format(run=run.name if run else "")


def fault_without_run(case: CarriedCase) -> Fault | None:
    """Returns the fault of a case for which no run was ever made, or None."""
    return None if case.age < YOUNG else Fault.NO_RUN


def fault_with_run(case: CarriedCase, run: Run | None, worker_type: str) -> Fault | None:
    """Returns the fault of a case's run, or None; `run` is None if it was deleted."""
    if run is None:
        return Fault.DELETED
    if case.closed:
        return _fault_after_closure(case, run, worker_type)
    if run.type in _ENDED:
        return Fault.ENDED
    if run.type in _AT_WORK and not case.leased and run.since > STUCK_AFTER[worker_type]:
        return Fault.STUCK
    return None if case.leased else _fault_of_waiting(case, run, worker_type)


def _fault_after_closure(case: CarriedCase, run: Run, worker_type: str) -> Fault | None:
    """Returns the fault of a closed case's run: it gets a last pass, and is ended without one if nobody takes it."""
    if run.type == COMPLETED or case.leased:
        return None
    if run.type != SCHEDULED or run.due_in > timedelta(0):
        return Fault.UNFINISHED
    return Fault.UNENDED if -run.due_in > STUCK_AFTER[worker_type] else None


def _fault_of_waiting(case: CarriedCase, run: Run, worker_type: str) -> Fault | None:
    """Returns the fault of an open case's run that waits for the wrong moment, or for a worker that does not come."""
    if not run.queued and run.type == SCHEDULED and worker_type != OWN_WORKER:
        return Fault.UNQUEUED
    if case.overdue:
        return Fault.WAITS_TOO_LONG if run.due_in > DUE_LATER else None
    untaken = run.type == SCHEDULED and -run.due_in > UNTAKEN_AFTER
    return Fault.UNTAKEN if untaken and worker_type == OWN_WORKER else None
