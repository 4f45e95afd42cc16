"""The engines under contract, and what others do to their runs: workers, and people in the UI."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from prefect.workers.process import ProcessWorker

from abhay.adapters.engine.base import ESCALATION, WORK_POOL, WORK_QUEUE, Engine
from abhay.adapters.engine.fake import COMPLETE, FakeEngine
from abhay.adapters.engine.prefect import PrefectEngine
from abhay.adapters.engine.prefect_api import PrefectAccess, PrefectApi
from abhay.domain.equipment import Deployed, Equipment, Gate, Need
from abhay.entrypoints.worker.equipment import equip
from tests.support.prefect_server import PrefectServer


class FarSide(Protocol):
    """An engine and the hands of others."""

    @property
    def engine(self) -> Engine: ...

    def down(self) -> Engine:
        """An engine of the same kind that cannot be reached."""
        ...

    def set_state(self, run_id: UUID, kind: str, name: str, due_in: timedelta = timedelta(0)) -> None: ...

    def delete(self, run_id: UUID) -> None: ...

    def run(self, run_id: UUID) -> tuple[str, list[str]]:
        """A run's name and tags."""
        ...

    def tables(self, key: str) -> list[tuple[str, Any]]:
        """Every version of a table that people find under this key: what is said of it, and its rows."""
        ...

    def lose_tables(self, key: str) -> None:
        """Delete a table by hand."""
        ...

    def bring_a_worker(self) -> None: ...

    def harm(self, need: Need) -> None:
        """Take away, pause or limit by hand what this need is about."""
        ...

    async def equip(self) -> None:
        """Apply our equipment again, as the worker does."""
        ...


class FakeFarSide:
    def __init__(self) -> None:
        self.engine = FakeEngine()

    def down(self) -> Engine:
        return FakeEngine(down=True)

    def set_state(self, run_id: UUID, kind: str, name: str, due_in: timedelta = timedelta(0)) -> None:
        self.engine.set_state(run_id, kind, name, due_in=due_in)

    def delete(self, run_id: UUID) -> None:
        self.engine.delete(run_id)

    def run(self, run_id: UUID) -> tuple[str, list[str]]:
        return self.engine.runs[run_id].name, self.engine.runs[run_id].tags

    def tables(self, key: str) -> list[tuple[str, Any]]:
        return [self.engine.shown[key]] if key in self.engine.shown else []

    def lose_tables(self, key: str) -> None:
        del self.engine.shown[key]

    def bring_a_worker(self) -> None:
        self.engine.online = True

    def harm(self, need: Need) -> None:
        complete = self.engine.equipment
        for run in self.engine.runs.values():
            run.queued = run.queued and need is not Need.POOL
        without = {name: each for name, each in complete.deployments.items() if name != ESCALATION}
        unqueued = Deployed(queued=False)
        harmed: dict[Need, Equipment] = {
            Need.POOL: replace(
                complete, pool=None, queue=None, deployments=dict.fromkeys(complete.deployments, unqueued)
            ),
            Need.POOL_PAUSED: replace(complete, pool=Gate(paused=True)),
            Need.POOL_LIMIT: replace(complete, pool=Gate(limit=0)),
            Need.QUEUE_PAUSED: replace(complete, queue=Gate(paused=True)),
            Need.QUEUE_LIMIT: replace(complete, queue=Gate(limit=0)),
            Need.DEPLOYMENT: replace(complete, deployments=without),
            Need.DEPLOYMENT_PAUSED: replace(complete, deployments={**without, ESCALATION: Deployed(paused=True)}),
            Need.DEPLOYMENT_LIMIT: replace(complete, deployments={**without, ESCALATION: Deployed(limited=True)}),
            Need.DEPLOYMENT_QUEUE: replace(complete, deployments={**without, ESCALATION: unqueued}),
            Need.TAG_LIMIT: replace(complete, stopped_tags={"severity:high", "somebody-elses"}),
        }
        self.engine.equipment = harmed[need]

    async def equip(self) -> None:
        self.engine.equipment = COMPLETE


class PrefectFarSide:
    def __init__(self, server: PrefectServer) -> None:
        self._server = server
        self.engine = server.engine()

    def down(self) -> Engine:
        nowhere = "http://127.0.0.1:1/api"
        return PrefectEngine(PrefectApi(nowhere, PrefectAccess(url=nowhere)))

    def set_state(self, run_id: UUID, kind: str, name: str, due_in: timedelta = timedelta(0)) -> None:
        state: dict[str, Any] = {"type": kind, "name": name}
        if kind == "SCHEDULED":
            state["state_details"] = {"scheduled_time": (datetime.now(UTC) + due_in).isoformat()}
        self._server.ask("POST", f"/flow_runs/{run_id}/set_state", {"state": state, "force": True})

    def delete(self, run_id: UUID) -> None:
        self._server.ask("DELETE", f"/flow_runs/{run_id}")

    def run(self, run_id: UUID) -> tuple[str, list[str]]:
        found = self._server.ask("GET", f"/flow_runs/{run_id}")
        return found["name"], sorted(found["tags"])

    def tables(self, key: str) -> list[tuple[str, Any]]:
        found = self._server.ask("POST", "/artifacts/filter", {"artifacts": {"key": {"any_": [key]}}})
        assert {each["type"] for each in found} <= {"table"}
        return [(each["description"], json.loads(each["data"])) for each in found]

    def lose_tables(self, key: str) -> None:
        for each in self._server.ask("POST", "/artifacts/filter", {"artifacts": {"key": {"any_": [key]}}}):
            self._server.ask("DELETE", f"/artifacts/{each['id']}")

    def bring_a_worker(self) -> None:
        self._server.ask("POST", f"/work_pools/{WORK_POOL}/workers/heartbeat", {"name": "stock"})

    def harm(self, need: Need) -> None:
        ask, pool = self._server.ask, f"/work_pools/{WORK_POOL}"
        deployment = f"/deployments/{self._server.deployment()}"
        queue = f"/work_queues/{ask('GET', f'{pool}/queues/{WORK_QUEUE}')['id']}"
        changes: dict[Need, tuple[str, dict[str, Any]]] = {
            Need.POOL_PAUSED: (pool, {"is_paused": True}),
            Need.POOL_LIMIT: (pool, {"concurrency_limit": 0}),
            Need.QUEUE_PAUSED: (queue, {"is_paused": True}),
            Need.QUEUE_LIMIT: (queue, {"concurrency_limit": 0}),
            Need.DEPLOYMENT_PAUSED: (deployment, {"paused": True}),
            Need.DEPLOYMENT_LIMIT: (deployment, {"concurrency_limit": 1}),
            Need.DEPLOYMENT_QUEUE: (deployment, {"work_queue_name": "another"}),
        }
        match need:
            case Need.POOL:
                ask("DELETE", pool)
            case Need.DEPLOYMENT:
                ask("DELETE", deployment)
            case Need.TAG_LIMIT:
                for tag in ("severity:high", "somebody-elses"):
                    ask("POST", "/concurrency_limits/", {"tag": tag, "concurrency_limit": 0})
            case _:
                ask("PATCH", *changes[need])

    async def equip(self) -> None:
        with self._server.as_prefects_own():
            await equip(ProcessWorker)
