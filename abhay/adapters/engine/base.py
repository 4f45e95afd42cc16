"""The engine's port, implemented by Prefect and by a fake; both pass one contract suite.

The engine knows an id and a ref, never a person. Our database is the truth: the sweep repeats whatever the
engine fails to do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from abhay.domain.equipment import Lack

ESCALATION = "escalate-alert/abhay"
"""The deployment of a case's runs (docs/contract.md, section 6)."""

FORMS = ("acknowledge-alert/abhay", "close-alert/abhay", "tune-policy/abhay", "run-drill/abhay")
"""The deployments that people start in Prefect's UI."""

SWEEP, COLLECTION = "sweep-overdue/abhay", "collect-mail/abhay"

DEPLOYMENTS = (ESCALATION, *FORMS, SWEEP, COLLECTION, "check-readiness/abhay", "daily-report/abhay")
"""Every deployment of prefect.yaml."""

IN_LOOPS = (SWEEP, COLLECTION)
"""Those whose work a loop does, of our own worker and of the collector: their runs would only hide the cases."""

WORK_POOL, WORK_QUEUE = "abhay", "default"
"""The work pool and its queue, of every deployment."""

QUICK = 2.0
"""Seconds that a person at a screen waits for the engine at most."""

SCHEDULED, COMPLETED = "SCHEDULED", "COMPLETED"
"""State types, as Prefect names them: of a run that waits for its time, and of one that is complete."""


@dataclass(frozen=True)
class RunState:
    """A run's state: type, name, age, the time until the run is due, and whether it is in a queue."""

    type: str
    name: str
    since: timedelta
    due_in: timedelta
    queued: bool = True


class Engine(Protocol):
    """Starts and wakes the cases' runs, and reads their states.

    Every method but the last three raises `OrchestrationUnavailable` while the engine cannot be asked.
    """

    async def start(self, alert_id: UUID, ref: str, severity: str) -> UUID:
        """Creates the run of a case, due now, and returns its id; the same case always has the same run."""
        ...

    async def wake(self, run_id: UUID) -> None:
        """Makes a waiting run due now; a run that is at work or has ended stays as it is."""
        ...

    async def make_due(self, run_id: UUID) -> None:
        """Makes a run due now from any state, a final one included."""
        ...

    async def end(self, run_id: UUID) -> None:
        """Completes a run from any state, without a pass."""
        ...

    async def read_states(self, run_ids: Sequence[UUID]) -> dict[UUID, RunState]:
        """Returns the states of these runs, without deleted ones."""
        ...

    async def read_states_unlike(self, run_ids: Sequence[UUID], usual: str) -> dict[UUID, RunState | None]:
        """Returns the states of those runs that are not in a state of this type; None for a deleted run."""
        ...

    async def read_untaken(self, run_ids: Sequence[UUID], after: timedelta) -> dict[UUID, RunState]:
        """Returns the states of those runs that wait, and have been due for so long without being taken."""
        ...

    async def read_unqueued(self, run_ids: Sequence[UUID]) -> set[UUID]:
        """Returns which of these runs no stock worker would ever take: their queue was deleted, or they were."""
        ...

    async def remove(self, run_id: UUID) -> None:
        """Deletes a run, so that its case can be given another one; a run that is gone already is fine."""
        ...

    async def show_table(self, key: str, about: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Shows people a table under this key, in the place of the one that it showed there before."""
        ...

    async def state_name(self, run_id: UUID) -> str | None:
        """Returns the name of a run's state for people; None if there is no such run, or no answer within 2 s."""
        ...

    async def lacks(self, within: float = QUICK) -> tuple[Lack, ...]:
        """Returns what cases' runs lack in the engine, within so many seconds; nothing if it can run a case.

        The one question of how the engine is: of readiness, the monitor, the doctor and the worker.
        """
        ...

    async def worker_online(self) -> bool:
        """Returns, within 2 s, whether the engine knows any living worker."""
        ...


def case_tags(severity: str, status: str, rung: str | None, units: Iterable[str] = ()) -> list[str]:
    """Returns the tags for filtering runs: unit, severity, status and rung (docs/contract.md, section 6)."""
    known = {"severity": severity, "status": status, **({"rung": rung} if rung else {})}
    return sorted([*(f"unit:{unit}" for unit in units), *(f"{name}:{value}" for name, value in known.items())])
