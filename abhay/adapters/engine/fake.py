"""An engine in memory: it stores runs as Prefect does, executes none, and can be made to fail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from abhay.adapters.engine.base import (
    COMPLETED,
    DEPLOYMENTS,
    ESCALATION,
    QUICK,
    SCHEDULED,
    WORK_POOL,
    WORK_QUEUE,
    RunState,
    case_tags,
)
from abhay.domain.equipment import Deployed, Equipment, Gate, Lack, Need, lacks
from abhay.errors import OrchestrationUnavailable

COMPLETE = Equipment(Gate(), Gate(), dict.fromkeys(DEPLOYMENTS, Deployed()))
"""All that cases' runs need."""


@dataclass
class FakeRun:
    """A run of the fake; `due` is None for one that is not scheduled, `queued` False for one whose queue is gone."""

    alert_id: UUID
    name: str
    tags: list[str]
    type: str = SCHEDULED
    state: str = "Scheduled"
    due: datetime | None = None
    since: datetime = field(default_factory=lambda: datetime.now(UTC))
    queued: bool = True


class FakeEngine:
    """Stores runs in memory (`abhay.adapters.engine.base.Engine`).

    `down` makes every request fail as an unreachable server does; `online` is whether it has a worker, `equipment`
    what it holds for the runs, and `tables` whether it can read that. `stubborn` are runs that refuse every change.
    `runs` holds the runs by id, `started` the cases passed to `start`, and `woken` the runs passed to
    `wake`, in order. `shown` holds each table that is shown, what is said of it and its rows, and `writes` how often
    one was written.
    """

    def __init__(self, *, down: bool = False, online: bool = False) -> None:
        self.down = down
        self.online = online
        self.equipment = COMPLETE
        self.tables = True
        self.stubborn: set[UUID] = set()
        self.runs: dict[UUID, FakeRun] = {}
        self.started: list[UUID] = []
        self.woken: list[UUID] = []
        self.shown: dict[str, tuple[str, list[Mapping[str, str]]]] = {}
        self.writes = 0

    async def start(self, alert_id: UUID, ref: str, severity: str) -> UUID:
        """Creates the run of a case, or returns the one that it has."""
        self._require_up()
        if ESCALATION not in self.equipment.deployments:
            raise OrchestrationUnavailable(f"there is no deployment {ESCALATION}")
        self.started.append(alert_id)
        known = next((run_id for run_id, run in self.runs.items() if run.alert_id == alert_id), None)
        if known is not None:
            return known
        run_id = uuid4()
        self.runs[run_id] = FakeRun(alert_id, ref, case_tags(severity, "received", None), due=datetime.now(UTC))
        return run_id

    async def wake(self, run_id: UUID) -> None:
        """Makes a waiting run due now."""
        run = self._run(run_id)
        self.woken.append(run_id)
        if run.type == SCHEDULED:
            self.set_state(run_id, SCHEDULED, run.state)

    async def make_due(self, run_id: UUID) -> None:
        """Makes a run due now from any state."""
        self._run(run_id)
        self.set_state(run_id, SCHEDULED, "Repaired")

    async def end(self, run_id: UUID) -> None:
        """Completes a run from any state."""
        self._run(run_id)
        self.complete(run_id)

    async def read_states(self, run_ids: Sequence[UUID]) -> dict[UUID, RunState]:
        """Returns the states of these runs, without deleted ones."""
        self._require_up()
        return dict(self._states(run_ids))

    async def read_states_unlike(self, run_ids: Sequence[UUID], usual: str) -> dict[UUID, RunState | None]:
        """Returns the states of those runs that are not in a state of this type; None for a deleted run."""
        self._require_up()
        known = dict(self._states(run_ids))
        unusual = {run_id: state for run_id, state in known.items() if state.type != usual}
        return {**unusual, **{run_id: None for run_id in run_ids if run_id not in known}}

    async def read_untaken(self, run_ids: Sequence[UUID], after: timedelta) -> dict[UUID, RunState]:
        """Returns the states of those runs that wait, and have been due for so long."""
        self._require_up()
        return {
            run_id: state
            for run_id, state in self._states(run_ids)
            if state.type == SCHEDULED and state.due_in <= -after
        }

    async def read_unqueued(self, run_ids: Sequence[UUID]) -> set[UUID]:
        """Returns which of these runs are in no queue."""
        self._require_up()
        return {run_id for run_id in run_ids if run_id not in self.runs or not self.runs[run_id].queued}

    async def remove(self, run_id: UUID) -> None:
        """Deletes a run, if it is there."""
        self._require_up()
        self.runs.pop(run_id, None)

    async def show_table(self, key: str, about: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Shows a table in the place of the one before."""
        self._require_up()
        self.shown[key] = (about, list(rows))
        self.writes += 1

    async def state_name(self, run_id: UUID) -> str | None:
        """Returns the name of a run's state, or None while the engine is down."""
        run = self.runs.get(run_id)
        return run.state if run and not self.down else None

    async def lacks(self, within: float = QUICK) -> tuple[Lack, ...]:  # noqa: ARG002  it answers at once
        """Returns what cases' runs lack in it."""
        if self.down:
            return (Lack(Need.ANSWER),)
        if not self.tables:
            return (Lack(Need.TABLES),)
        return lacks(self.equipment, pool=WORK_POOL, queue=WORK_QUEUE, deployments=DEPLOYMENTS)

    async def worker_online(self) -> bool:
        """Returns whether it has a worker."""
        return self.online and not self.down

    def set_state(self, run_id: UUID, kind: str, name: str, *, due_in: timedelta = timedelta(0)) -> None:
        """Puts a run into a state, as a worker or a person does. Raises `KeyError` for an unknown run."""
        run, at = self.runs[run_id], datetime.now(UTC)
        run.type, run.state, run.since = kind, name, at
        run.due = at + due_in if kind == SCHEDULED else None

    def complete(self, run_id: UUID) -> None:
        """Completes a run."""
        self.set_state(run_id, COMPLETED, "Completed")

    def delete(self, run_id: UUID) -> None:
        """Deletes a run, as a person may. Raises `KeyError` for an unknown run."""
        del self.runs[run_id]

    def _states(self, run_ids: Sequence[UUID]) -> Iterator[tuple[UUID, RunState]]:
        at = datetime.now(UTC)
        for run_id in run_ids:
            if (run := self.runs.get(run_id)) is not None:
                due_in = run.due - at if run.due else timedelta(0)
                yield run_id, RunState(run.type, run.state, at - run.since, due_in, run.queued)

    def _run(self, run_id: UUID) -> FakeRun:
        self._require_up()
        if run_id not in self.runs or run_id in self.stubborn:
            raise OrchestrationUnavailable("there is no such run")
        return self.runs[run_id]

    def _require_up(self) -> None:
        if self.down:
            raise OrchestrationUnavailable
