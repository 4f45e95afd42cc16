"""A client of Prefect's API that does not request what this process knows already.

Of the requests that Prefect's engine and worker make around a pass, only Running and the flow's own are
needed: each costs the server 5 to 25 ms of CPU, which limits a burst (docs/benchmarks.md).
"""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas import OrchestrationResult
from prefect.client.schemas.objects import FlowRun, State
from prefect.context import AsyncClientContext
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_KEY, PREFECT_API_URL
from prefect.states import Pending

if TYPE_CHECKING:
    from collections.abc import Generator

NO_RETRIES = {None, 0}


@dataclass
class _Pass:
    """A run during its pass: whether the engine has read it, and the updates that the server does not have yet."""

    run: FlowRun
    seen: bool = False
    unsent: dict[str, Any] | None = None


class PassClient(PrefectClient):
    """Prefect's own client with fewer requests for the runs whose pass is under way."""

    def __init__(self) -> None:
        super().__init__(
            PREFECT_API_URL.value(), auth_string=PREFECT_API_AUTH_STRING.value(), api_key=PREFECT_API_KEY.value()
        )
        self._passes: dict[UUID, _Pass] = {}

    @contextmanager
    def during_pass(self, run: FlowRun) -> "Generator[None]":
        """Gives the engine this run during its pass, whatever its state was before."""
        run.state = Pending()
        self._passes[run.id] = _Pass(run)
        try:
            yield
        finally:
            del self._passes[run.id]

    async def set_flow_run_state(
        self,
        flow_run_id: UUID | str,
        state: State[Any],
        force: bool = False,  # noqa: FBT001, FBT002  Prefect's own
    ) -> OrchestrationResult[Any]:
        """Does as Prefect's, but forces Running on a run whose pass begins, from any state.

        A lease in our database says that nobody else runs it, so it need not become Pending before.
        """
        begun = self._passes.get(UUID(str(flow_run_id)))
        if begun is None or not state.is_running():
            return await super().set_flow_run_state(flow_run_id, state, force)
        result = await super().set_flow_run_state(flow_run_id, state, force=True)
        begun.run.state = result.state
        begun.run.run_count += 1
        return result

    async def read_flow_run(self, flow_run_id: UUID) -> FlowRun:
        """Does as Prefect's, but answers from memory when the engine reads the run that it has just set Running."""
        begun = self._passes.get(flow_run_id)
        if begun is None or begun.seen or begun.run.state is None or not begun.run.state.is_running():
            return await super().read_flow_run(flow_run_id)
        begun.seen = True
        return begun.run

    async def update_flow_run(self, flow_run_id: UUID, *args: Any, **details: Any) -> httpx.Response:
        """Does as Prefect's, but sends the flow's version, reported in every pass, with the next update."""
        begun = self._passes.get(flow_run_id)
        if begun is None or args:
            return await super().update_flow_run(flow_run_id, *args, **details)
        if details.keys() == {"flow_version", "empirical_policy"} and details["empirical_policy"].retries in NO_RETRIES:
            begun.unsent = {"flow_version": details["flow_version"]}
            return httpx.Response(httpx.codes.NO_CONTENT)
        details = {**(begun.unsent or {}), **details}
        begun.unsent = None
        return await super().update_flow_run(flow_run_id, **details)


@asynccontextmanager
async def pass_client() -> AsyncGenerator[PassClient]:
    """Opens the one client for the block: the engine finds it in its context and makes none of its own."""
    context = AsyncClientContext()
    client = PassClient()
    context.client = client
    async with context:
        yield client
