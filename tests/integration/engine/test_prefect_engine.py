"""What is Prefect's alone: its password, its deployment, and its pages of two hundred runs."""

from uuid import UUID, uuid4

import pytest

from abhay.adapters.engine.base import SCHEDULED
from abhay.domain.equipment import Lack, Need
from abhay.errors import OrchestrationUnavailable
from tests.support.prefect_server import PrefectServer

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("prefect_server")]


async def test_a_wrong_password_is_an_engine_that_cannot_be_asked(prefect_server: PrefectServer) -> None:
    engine = prefect_server.engine(password="desk:wrong")
    with pytest.raises(OrchestrationUnavailable):
        await engine.start(uuid4(), "RJ-2026-000042", "high")
    assert await engine.lacks(30) == (Lack(Need.PASSWORD),)


async def test_a_deployment_that_was_applied_again_is_found_again(prefect_server: PrefectServer) -> None:
    engine = prefect_server.engine()
    await engine.start(uuid4(), "RJ-2026-000042", "high")
    prefect_server.deploy()
    assert await engine.start(uuid4(), "RJ-2026-000043", "high")


async def test_more_runs_than_a_page_holds_are_all_read(prefect_server: PrefectServer) -> None:
    engine = prefect_server.engine(page=2)
    runs: list[UUID] = [await engine.start(uuid4(), "RJ-2026-000042", "high") for _ in range(3)]
    assert (await engine.read_states(runs)).keys() == set(runs)
    assert (await engine.read_states_unlike(runs, "RUNNING")).keys() == set(runs)
    assert await engine.read_states_unlike(runs, SCHEDULED) == {}
