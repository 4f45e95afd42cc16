"""A run is parked under a name that is still true: a case that goes on meanwhile is looked at again at once."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from prefect.exceptions import Pause
from prefect.states import Scheduled

from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.settings import Settings
from models.enums import Mover
from tasks import park as parking
from tests.support.actors import OPERATOR
from tests.support.cases import open_case

Meanwhile = Callable[[UUID], Awaitable[object]]


@pytest.fixture
def parked(monkeypatch: pytest.MonkeyPatch, database: Database) -> Callable[[Meanwhile], Awaitable[list[UUID]]]:
    """Parks the run of a paged case, and does something while Prefect takes the state; answers the runs woken."""
    run_id, woken = uuid4(), []
    settings = Settings(prefect_url="http://127.0.0.1:4200", public_url="http://127.0.0.1:8080")
    monkeypatch.setattr(parking, "get_runtime", lambda: SimpleNamespace(database=database, settings=settings))
    monkeypatch.setattr(parking, "flow_run", SimpleNamespace(get_id=lambda: run_id))

    async def woke(run_id: UUID) -> None:
        woken.append(run_id)

    monkeypatch.setattr(parking, "wake_run", woke)

    async def made(meanwhile: Meanwhile) -> list[UUID]:
        case = await open_case(database)
        step = await advance(database, case.id, Mover.FLOW)
        assert step.state == "AwaitingDistrict"

        async def taken(run_id: UUID, until: object, name: str, says: str) -> object:
            await meanwhile(case.id)
            return Scheduled(name=name)

        monkeypatch.setattr(parking, "park_run", taken)
        with pytest.raises(Pause):
            await parking.park(case.id, step)
        return [each == run_id for each in woken]

    return made


async def test_a_run_whose_case_is_as_it_was_waits(parked) -> None:
    async def nothing(alert_id: UUID) -> None: ...

    assert await parked(nothing) == []


async def test_a_run_whose_case_was_answered_meanwhile_is_looked_at_again(parked, database: Database) -> None:
    async def answered(alert_id: UUID) -> None:
        await acknowledge(database, alert_id, OPERATOR.known_as("ASI Synthetic"), Answer("kota-city"))

    assert await parked(answered) == [True]


async def test_so_is_one_whose_answer_the_watcher_carried_out_already(parked, database: Database) -> None:
    """What is due next may then be later than what the run waits for."""

    async def answered(alert_id: UUID) -> None:
        await acknowledge(database, alert_id, OPERATOR.known_as("ASI Synthetic"), Answer("kota-city"))
        for _ in range(3):
            await advance(database, alert_id, Mover.WATCHER)

    assert await parked(answered) == [True]
