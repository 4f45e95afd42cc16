"""A pass does not wait for the note that it is Running; whatever it says of its run afterwards does."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas import OrchestrationResult
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.responses import SetStateStatus, StateAcceptDetails
from prefect.exceptions import ObjectNotFound
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Running, Scheduled

from abhay.entrypoints.worker.pass_client import PassClient

PATIENCE = 30.0


class Server:
    """Stands in for Prefect's: notes the states that arrive, and answers to Running once it may."""

    def __init__(self, refusal: Exception | None = None) -> None:
        self.answers = asyncio.Event()
        self.states: list[str] = []
        self._refusal = refusal

    async def set_state(
        self, _client: PassClient, _id: UUID, state: State[Any], force: bool = False
    ) -> OrchestrationResult[Any]:
        assert force
        if state.is_running():
            await self.answers.wait()
            if self._refusal is not None:
                raise self._refusal
        self.states.append(state.name or "")
        return OrchestrationResult(state=state, status=SetStateStatus.ACCEPT, details=StateAcceptDetails())


@pytest.fixture
def client() -> Iterator[PassClient]:
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):  # nobody is asked
        yield PassClient()


def at(server: Server, monkeypatch: pytest.MonkeyPatch) -> FlowRun:
    async def set_state(*args: Any, **named: Any) -> OrchestrationResult[Any]:
        return await server.set_state(*args, **named)

    monkeypatch.setattr(PrefectClient, "set_flow_run_state", set_state)
    return FlowRun(flow_id=uuid4(), name="RJ-2026-000001")


async def run_pass(client: PassClient, run: FlowRun, broken: Exception | None = None) -> None:
    async with asyncio.timeout(PATIENCE), client.during_pass(run):
        await client.set_flow_run_state(run.id, Running())
        if broken is not None:
            raise broken


async def test_a_pass_goes_on_before_running_is_noted_and_parks_after_it(
    client: PassClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server()
    run = at(server, monkeypatch)
    async with asyncio.timeout(PATIENCE), client.during_pass(run):
        begun = await client.set_flow_run_state(run.id, Running())
        assert begun.status is SetStateStatus.ACCEPT
        read = await client.read_flow_run(run.id)
        assert read.state is not None
        assert read.state.is_running()
        parking = asyncio.create_task(client.set_flow_run_state(run.id, Scheduled(name="AwaitingDistrict"), force=True))
        for _ in range(10):
            await asyncio.sleep(0)
        assert server.states == []
        server.answers.set()
        await parking
    assert server.states == ["Running", "AwaitingDistrict"]


async def test_what_prefect_said_to_running_is_raised_when_the_pass_ends(
    client: PassClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then another run is made for the case; its pages have left meanwhile."""
    server = Server(ObjectNotFound(LookupError("no such run")))
    run = at(server, monkeypatch)
    server.answers.set()
    with pytest.raises(ObjectNotFound):
        await run_pass(client, run)


async def test_a_pass_that_is_dropped_drops_its_note(client: PassClient, monkeypatch: pytest.MonkeyPatch) -> None:
    server = Server()
    run = at(server, monkeypatch)
    with pytest.raises(KeyError):
        await run_pass(client, run, KeyError())
    assert server.states == []
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("Running")]
