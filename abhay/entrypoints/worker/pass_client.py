"""A client of Prefect's API that does not request what this process knows already.

Of the requests that Prefect's engine and worker make around a pass, only Running and the flow's own are
needed: each costs the server 5 to 25 ms of CPU, which limits a burst (docs/benchmarks.md).
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas import OrchestrationResult
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.responses import SetStateStatus, StateAcceptDetails
from prefect.context import AsyncClientContext
from prefect.settings import PREFECT_API_AUTH_STRING, PREFECT_API_KEY, PREFECT_API_URL
from prefect.states import Pending

NO_RETRIES = {None, 0}


@dataclass
class _Pass:
    """A run during its pass: whether the engine has read it, and what the server does not have yet."""

    run: FlowRun
    seen: bool = False
    unsent: dict[str, Any] | None = None
    running: asyncio.Task[Any] | None = None

    async def is_running(self) -> None:
        """Waits until the server has answered to Running; a refusal is raised when the pass ends."""
        if self.running is not None:
            await asyncio.wait([self.running])

    async def end(self) -> None:
        if self.running is not None:
            await self.running


class PassClient(PrefectClient):
    """Prefect's own client with fewer requests for the runs whose pass is under way."""

    def __init__(self) -> None:
        super().__init__(
            PREFECT_API_URL.value(), auth_string=PREFECT_API_AUTH_STRING.value(), api_key=PREFECT_API_KEY.value()
        )
        self._passes: dict[UUID, _Pass] = {}

    @asynccontextmanager
    async def during_pass(self, run: FlowRun) -> AsyncGenerator[None]:
        """Gives the engine this run during its pass, whatever its state was before.

        Raises at the end what Prefect's client raised for Running.
        """
        run.state = Pending()
        begun = self._passes[run.id] = _Pass(run)
        try:
            yield
            await begun.end()
        finally:
            del self._passes[run.id]
            if begun.running is not None:
                begun.running.cancel()
                await asyncio.gather(begun.running, return_exceptions=True)

    async def set_flow_run_state(
        self,
        flow_run_id: UUID | str,
        state: State[Any],
        force: bool = False,  # noqa: FBT001, FBT002  Prefect's own
    ) -> OrchestrationResult[Any]:
        """Does as Prefect's, but forces Running on a run whose pass begins, from any state, and does not wait for it.

        A lease in our database says that nobody else runs it, so it need not become Pending before, and nothing
        that the server knows could forbid it: the page does not wait for its note. The states after it do.
        """
        begun = self._passes.get(UUID(str(flow_run_id)))
        if begun is None:
            return await super().set_flow_run_state(flow_run_id, state, force)
        if not state.is_running():
            await begun.is_running()
            return await super().set_flow_run_state(flow_run_id, state, force)
        noting = super().set_flow_run_state(flow_run_id, state, force=True)
        begun.running = asyncio.create_task(noting, name=f"Running {begun.run.name}")
        begun.run.state = state
        begun.run.run_count += 1
        return OrchestrationResult(state=state, status=SetStateStatus.ACCEPT, details=StateAcceptDetails())

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
