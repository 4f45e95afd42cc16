"""The worker makes tables in the database of the embedded server alone: any other is somebody else's."""

import pytest
from prefect.workers.process import ProcessWorker

from abhay.entrypoints.worker.upkeep import PrefectHands
from abhay.settings import Settings

ELSEWHERE = "https://prefect.kota-police.example/api"


async def test_a_server_that_the_settings_name_is_left_alone() -> None:
    hands = PrefectHands(Settings(prefect_api_url=ELSEWHERE), ProcessWorker)
    assert not await hands.make_tables()


async def test_a_server_that_only_prefects_own_variable_names_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", ELSEWHERE)
    assert not await PrefectHands(Settings(), ProcessWorker).make_tables()
