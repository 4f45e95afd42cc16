"""The engines under contract, and what others do to their runs: workers, and people in the UI."""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from abhay.adapters.engine.base import WORK_POOL, Engine
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.engine.prefect import PrefectEngine
from abhay.adapters.engine.prefect_api import PrefectAccess, PrefectApi
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

    def bring_a_worker(self) -> None: ...


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

    def bring_a_worker(self) -> None:
        self.engine.online = True


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

    def bring_a_worker(self) -> None:
        self._server.ask("POST", f"/work_pools/{WORK_POOL}/workers/heartbeat", {"name": "stock"})
