"""The worker finds its deployment again after somebody deleted it, and replaces runs that are gone."""

from collections.abc import AsyncIterator

import pytest
from prefect.client.schemas.objects import FlowRun

from abhay.adapters.store.cases.runs import run_of
from abhay.adapters.store.db.database import Database
from abhay.entrypoints.worker.pass_client import pass_client
from abhay.entrypoints.worker.passes import Passes
from abhay.errors import OrchestrationUnavailable
from tests.support import reading
from tests.support.cases import open_case
from tests.support.prefect_server import PrefectServer

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("prefect_server")]


class Engine:
    """Stands in for Prefect's: sets each run Running, as the engine does first."""

    def __init__(self, server: PrefectServer) -> None:
        self._server = server
        self.ran: list[FlowRun] = []

    async def __call__(self, run: FlowRun) -> None:
        self.ran.append(run)


@pytest.fixture
def engine(prefect_server: PrefectServer) -> Engine:
    return Engine(prefect_server)


@pytest.fixture
async def passes(prefect_server: PrefectServer, database: Database, engine: Engine) -> AsyncIterator[Passes]:
    prefect_server.deploy()
    with prefect_server.as_prefects_own():
        async with pass_client() as client:
            yield Passes(database, client, engine)


async def look_at(passes: Passes, database: Database) -> None:
    """A pass of a new case."""
    case = await open_case(database)
    run = await run_of(database, case.id)
    assert run is not None
    await passes.run(run)


async def test_a_deployment_that_is_there_again_is_found_by_the_next_pass(
    passes: Passes, prefect_server: PrefectServer, database: Database, engine: Engine
) -> None:
    await look_at(passes, database)
    prefect_server.deploy()
    await look_at(passes, database)
    cases = await reading.cases(database)
    assert sorted(str(case.flow_run_id) for case in cases) == sorted(str(run.id) for run in engine.ran)
    assert len(engine.ran) == 2


async def test_without_its_deployment_a_pass_fails_and_the_next_one_looks_again(
    passes: Passes, prefect_server: PrefectServer, database: Database, engine: Engine
) -> None:
    await look_at(passes, database)
    prefect_server.ask("DELETE", f"/deployments/{prefect_server.deployment()}")
    for _ in range(2):
        with pytest.raises(OrchestrationUnavailable):
            await look_at(passes, database)
    prefect_server.deploy()
    await look_at(passes, database)
    assert len(engine.ran) == 2
