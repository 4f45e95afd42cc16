"""What the runs need is applied again as soon as it is missing, and the desk hears what a person had set."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pytest

from abhay.adapters.engine.base import DEPLOYMENTS, ESCALATION, QUICK, WORK_POOL
from abhay.adapters.engine.fake import COMPLETE, FakeEngine
from abhay.domain.equipment import Deployed, Equipment, Gate, Lack, Need
from abhay.errors import OrchestrationUnavailable
from abhay.services.monitoring.equipment import EquipmentKeeper

BARE = Equipment(None, None, {})
PAUSED = replace(COMPLETE, pool=Gate(paused=True))


@dataclass
class FakeHands:
    """Puts the fake engine right, unless it cannot."""

    engine: FakeEngine
    ours: bool = True
    broken: bool = False
    lost_forms: int = 0
    done: list[str] = field(default_factory=list)

    async def make_tables(self) -> bool:
        self.done.append("tables")
        self.engine.tables = self.engine.tables or self.ours
        return self.ours

    async def equip(self) -> None:
        if self.broken:
            raise OrchestrationUnavailable
        self.done.append("equip")
        self.engine.equipment = COMPLETE

    async def end_lost_forms(self) -> int:
        self.done.append("forms")
        return self.lost_forms


@dataclass
class Scene:
    """A keeper with its engine, its hands, and what it told the desk."""

    engine: FakeEngine = field(default_factory=FakeEngine)
    told: list[Lack] = field(default_factory=list)
    hears: bool = True

    def __post_init__(self) -> None:
        self.hands = FakeHands(self.engine)
        self.keeper = EquipmentKeeper(self.engine, self.hands, self.tell, every=1, sure_after=0)

    async def tell(self, undone: Collection[Lack]) -> bool:
        self.told.extend(undone)
        return self.hears


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_nothing_is_applied_while_nothing_is_missing(scene: Scene) -> None:
    await scene.keeper.look()
    assert (scene.hands.done, scene.told) == (["forms"], [])


async def test_what_is_missing_is_applied_at_the_next_look(scene: Scene) -> None:
    scene.engine.equipment = BARE
    await scene.keeper.look()
    assert (await scene.engine.lacks(), scene.hands.done, scene.told) == ((), ["equip", "forms"], [])


async def test_the_desk_hears_once_in_an_hour_that_a_pause_was_undone(scene: Scene) -> None:
    for _ in range(3):
        scene.engine.equipment = PAUSED
        await scene.keeper.look()
        assert await scene.engine.lacks() == ()
    assert scene.told == [Lack(Need.POOL_PAUSED, WORK_POOL)]
    scene.engine.equipment = replace(COMPLETE, deployments={**COMPLETE.deployments, ESCALATION: Deployed(paused=True)})
    await scene.keeper.look()
    assert scene.told[1:] == [Lack(Need.DEPLOYMENT_PAUSED, ESCALATION)]


async def test_an_engine_that_cannot_be_asked_is_left_alone(scene: Scene) -> None:
    scene.engine.down = True
    await scene.keeper.look()
    assert (scene.hands.done, scene.told) == ([], [])


async def test_a_database_without_tables_gets_them_first(scene: Scene) -> None:
    scene.engine.tables, scene.engine.equipment = False, BARE
    await scene.keeper.look()
    assert scene.hands.done == ["tables", "equip", "forms"]
    assert await scene.engine.lacks() == ()


async def test_a_database_that_only_restarts_is_given_nothing(scene: Scene) -> None:
    """While it does, Prefect refuses questions as it does without its tables."""
    restarting = [(Lack(Need.TABLES),)]

    class Restarting(FakeEngine):
        async def lacks(self, within: float = QUICK) -> tuple[Lack, ...]:
            return restarting.pop() if restarting else await super().lacks(within)

    keeper = EquipmentKeeper(Restarting(), scene.hands, scene.tell, every=1, sure_after=0)
    await keeper.look()
    assert scene.hands.done == ["forms"]


async def test_the_tables_of_another_server_are_left_to_whoever_runs_it(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.engine.tables, scene.hands.ours = False, False
    await scene.keeper.look()
    assert scene.hands.done == ["tables"]
    assert "prefect server database upgrade" in caplog.text


async def test_what_is_still_missing_is_said_and_nobody_hears_that_it_was_undone(
    scene: Scene, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scene.hands, "equip", scene.hands.end_lost_forms)
    scene.engine.equipment = PAUSED
    await scene.keeper.look()
    assert "the work pool abhay is paused, still" in caplog.text
    assert scene.told == []


async def test_of_several_keepers_only_the_one_whose_turn_it_is_looks(scene: Scene) -> None:
    scene.engine.equipment = BARE

    async def is_mine() -> bool:
        return False

    await EquipmentKeeper(scene.engine, scene.hands, scene.tell, every=1, is_mine=is_mine).look()
    assert (scene.hands.done, scene.told) == ([], [])


async def test_a_failure_ends_the_look_and_not_the_keeper(scene: Scene) -> None:
    scene.hands.broken, scene.engine.equipment = True, BARE
    with pytest.raises(OrchestrationUnavailable):
        await scene.keeper.look()
    scene.hands.broken = False
    await scene.keeper.look()
    assert await scene.engine.lacks() == ()


def test_every_deployment_is_applied_and_asked_for() -> None:
    assert set(COMPLETE.deployments) == set(DEPLOYMENTS)


async def test_what_nobody_heard_is_told_again(scene: Scene) -> None:
    for hears, told in ((False, 1), (True, 2), (True, 2)):
        scene.hears, scene.engine.equipment = hears, PAUSED
        await scene.keeper.look()
        assert len(scene.told) == told
