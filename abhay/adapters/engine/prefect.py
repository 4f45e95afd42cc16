"""Prefect as the engine: its flow runs carry the cases; they are reached over its HTTP API.

Flows, tasks and workers run inside Prefect and use its own client: see `runs.py`.
"""

import asyncio
import json
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from abhay.adapters.engine.base import COMPLETED, ESCALATION, QUICK, SCHEDULED, WORK_POOL, RunState, case_tags
from abhay.adapters.engine.prefect_api import PrefectApi
from abhay.adapters.engine.prefect_equipment import read_lacks, read_why
from abhay.domain.equipment import Lack, Need
from abhay.errors import OrchestrationRefused, OrchestrationUnavailable

PAGE = 200
"""Most runs per request; Prefect returns no more."""


class PrefectEngine:
    """Prefect behind the engine's port (`abhay.adapters.engine.base.Engine`)."""

    def __init__(self, api: PrefectApi, *, page: int = PAGE) -> None:
        self._api = api
        self._page = page
        self._deployment: str | None = None
        self._tables: dict[str, str] = {}

    async def start(self, alert_id: UUID, ref: str, severity: str) -> UUID:
        """Creates the run of a case, once: the alert's id is its idempotency key.

        The run is scheduled for now, so that any worker of the pool picks it up.
        """
        wanted = {
            "parameters": {"alert_id": str(alert_id)},
            "name": ref,
            "tags": case_tags(severity, "received", None),
            "idempotency_key": str(alert_id),
            "state": _due_now(),
        }
        run = await self._create(wanted) if self._deployment else None
        if run is None:  # not known yet, or applied anew, or its server was replaced
            self._deployment = await self._find_deployment()
            run = await self._create(wanted)
        if run is None:
            raise OrchestrationUnavailable(f"Prefect's deployment {ESCALATION} is gone: it is looked up again")
        return UUID(run["id"])

    async def _create(self, wanted: dict[str, Any]) -> Any | None:
        """Returns the run; None if there is no such deployment, which is forgotten then, as after any refusal."""
        try:
            run = await self._api.post(f"/deployments/{self._deployment}/create_flow_run", wanted)
        except OrchestrationRefused:
            self._deployment = None
            raise
        if run is None:
            self._deployment = None
        return run

    async def _find_deployment(self) -> str:
        found = await self._api.get(f"/deployments/name/{ESCALATION}")
        if found is None:
            raise OrchestrationUnavailable(f"Prefect has no deployment {ESCALATION}: apply prefect.yaml")
        return found["id"]

    async def wake(self, run_id: UUID) -> None:
        """Makes a parked run due now; a run that is at work goes on by itself."""
        run = await self._api.get(f"/flow_runs/{run_id}")
        if run is None:
            raise OrchestrationUnavailable("Prefect has no such flow run")
        state = run["state"]
        if state is not None and state["type"] == "SCHEDULED":
            await self._set_state(run_id, _due_now(state["name"]))

    async def make_due(self, run_id: UUID) -> None:
        """Forces a run to be due now from any state, a final one included."""
        await self._set_state(run_id, _due_now("Repaired"))

    async def end(self, run_id: UUID) -> None:
        """Completes a run from any state, without a pass."""
        await self._set_state(run_id, {"type": COMPLETED, "name": "Completed"})

    async def _set_state(self, run_id: UUID, state: dict[str, Any]) -> None:
        if await self._api.post(f"/flow_runs/{run_id}/set_state", {"state": state, "force": True}) is None:
            raise OrchestrationUnavailable("Prefect has no such flow run")

    async def read_states(self, run_ids: Sequence[UUID]) -> dict[UUID, RunState]:
        """Returns the states of these runs, by Prefect's own clock, without deleted ones."""
        found: dict[UUID, RunState] = {}
        for page in _pages(run_ids, self._page):
            found |= await self._read(page)
        return found

    async def read_states_unlike(self, run_ids: Sequence[UUID], usual: str) -> dict[UUID, RunState | None]:
        """Returns the states of those runs that are not in a state of this type; None for a deleted run.

        It first counts them in one request, which suffices if all are as usual: reading 200 runs keeps Prefect's
        server busy for a second, in which no pass goes on.
        """
        found: dict[UUID, RunState | None] = {}
        for page in _pages(run_ids, self._page):
            count = int(await self._filtered("count", page, {"any_": [usual]}))
            if count == len(page):
                continue
            others = await self._read(page, {"not_any_": [usual]})
            found |= others
            if count + len(others) < len(page):
                found |= dict.fromkeys(set(page) - (await self._read(page)).keys())
        return found

    async def read_untaken(self, run_ids: Sequence[UUID], after: timedelta) -> dict[UUID, RunState]:
        """Returns the states of those runs that wait, and have been due for so long without being taken."""
        found: dict[UUID, RunState] = {}
        waiting, long_due = {"any_": [SCHEDULED]}, {"before_": (_utc_now() - after).isoformat()}
        for page in _pages(run_ids, self._page):
            found |= await self._read(page, waiting, next_scheduled_start_time=long_due)
        return found

    async def read_unqueued(self, run_ids: Sequence[UUID]) -> set[UUID]:
        """Returns which of these runs no stock worker would ever take, since they are in no queue of our pool.

        A run keeps its queue's name when that is deleted: only a join with the pool shows it.
        """
        found = set[UUID]()
        pool: dict[str, Any] = {"work_pools": {"name": {"any_": [WORK_POOL]}}}
        for page in _pages(run_ids, self._page):
            count = int(await self._filtered("count", page, None, **pool))
            if count < len(page):
                runs = await self._filtered("filter", page, None, limit=self._page, **pool)
                found |= set(page) - {UUID(run["id"]) for run in runs}
        return found

    async def remove(self, run_id: UUID) -> None:
        """Deletes a run; one that is gone already is fine."""
        await self._api.delete(f"/flow_runs/{run_id}")

    async def _read(
        self, page: Sequence[UUID], of_type: dict[str, list[str]] | None = None, **only: dict[str, str]
    ) -> dict[UUID, RunState]:
        runs = await self._filtered("filter", page, of_type, only, limit=self._page)
        return {UUID(run["id"]): _run_state(run) for run in runs}

    async def _filtered(
        self,
        what: str,
        page: Sequence[UUID],
        of_type: dict[str, list[str]] | None,
        only: Mapping[str, dict[str, str]] = MappingProxyType({}),
        **more: Any,
    ) -> Any:
        wanted: dict[str, Any] = {"id": {"any_": [str(run_id) for run_id in page]}, **only}
        if of_type is not None:
            wanted["state"] = {"type": of_type}
        answer = await self._api.post(f"/flow_runs/{what}", {"flow_runs": wanted, **more})
        if answer is None:
            raise OrchestrationUnavailable("Prefect does not know how to list flow runs: its address is wrong")
        return answer

    async def show_table(self, key: str, about: str, rows: Sequence[Mapping[str, str]]) -> None:
        """Shows a table as an artifact that is changed in its place: each further version would be kept for ever."""
        content = {"data": json.dumps(rows), "description": about}
        known = self._tables.get(key) or await self._find_artifact(key)
        if known is None or not await self._api.patch(f"/artifacts/{known}", content):
            made = await self._api.post("/artifacts/", {"key": key, "type": "table", **content})
            known = str(made["id"]) if made else None
        if known is None:
            raise OrchestrationUnavailable("Prefect does not know how to keep artifacts: its address is wrong")
        self._tables[key] = known

    async def _find_artifact(self, key: str) -> str | None:
        found = await self._api.post("/artifacts/latest/filter", {"artifacts": {"key": {"any_": [key]}}})
        return found[0]["latest_id"] if found else None

    async def state_name(self, run_id: UUID) -> str | None:
        """Returns the name of a run's state for people, or None while Prefect cannot be asked (2 s at most)."""
        run = await self._within(QUICK, self._api.get(f"/flow_runs/{run_id}"))
        return run["state"]["name"] if run and run["state"] else None

    async def lacks(self, within: float = QUICK) -> tuple[Lack, ...]:
        """Returns what cases' runs lack in Prefect, within so many seconds; nothing if it can run a case."""
        try:
            async with asyncio.timeout(within):
                return await self._lacks()
        except (OrchestrationUnavailable, TimeoutError, LookupError, TypeError):  # or another program answers there
            return (Lack(Need.ANSWER),)

    async def _lacks(self) -> tuple[Lack, ...]:
        try:
            return await read_lacks(self._api)
        except OrchestrationRefused as refused:
            return (await read_why(self._api, refused.status),)

    async def worker_online(self) -> bool:
        """Returns whether Prefect knows any living worker of the pool."""
        wanted = {"workers": {"status": {"any_": ["ONLINE"]}}}
        path = f"/work_pools/{WORK_POOL}/workers/filter"
        return bool(await self._within(QUICK, self._api.post(path, wanted)))

    async def _within(self, seconds: float, question: Awaitable[Any | None]) -> Any | None:
        """Returns the answer, or None if there is none within so many seconds."""
        try:
            return await asyncio.wait_for(question, seconds)
        except (OrchestrationUnavailable, TimeoutError):
            return None


def _pages(run_ids: Sequence[UUID], size: int) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(run_ids), size):
        yield run_ids[start : start + size]


def _due_now(name: str | None = None) -> dict[str, Any]:
    state: dict[str, Any] = {"type": "SCHEDULED", "state_details": {"scheduled_time": _utc_now().isoformat()}}
    return {**state, "name": name} if name else state


def _run_state(run: dict[str, Any]) -> RunState:
    state, at, queued = run["state"], _utc_now(), run["work_queue_id"] is not None
    if state is None:
        return RunState("PENDING", "no state", at - datetime.fromisoformat(run["created"]), timedelta(0), queued)
    due = run["next_scheduled_start_time"]
    due_in = datetime.fromisoformat(due) - at if due else timedelta(0)
    since = at - datetime.fromisoformat(state["timestamp"])
    return RunState(state["type"], state["name"] or state["type"], since, due_in, queued)


def _utc_now() -> datetime:
    """Returns this host's time, only for Prefect's own scheduling: the database decides what is due."""
    return datetime.now(UTC)
