"""Beside Prefect's own workers the watcher's hands put a real Prefect right, by `abhay deploy` in a process of its own."""

from collections.abc import Collection
from pathlib import Path

import pytest

from abhay.adapters.engine.base import ESCALATION, FORMS, WORK_POOL
from abhay.domain.equipment import Lack, Need
from abhay.entrypoints.stock_upkeep import CommandHands
from abhay.services.monitoring.equipment import EquipmentKeeper
from abhay.settings import Settings
from tests.integration.engine.far_sides import PrefectFarSide
from tests.support.prefect_server import PASSWORD, PrefectServer

pytestmark = [pytest.mark.timeout(600), pytest.mark.xdist_group("prefect_server")]


async def test_what_is_deleted_and_paused_is_put_right_and_the_desk_hears_of_the_pause(
    prefect_server: PrefectServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    prefect_server.deploy()
    for name, value in {
        "ABHAY_HOME": str(tmp_path),
        "ABHAY_PREFECT_API_URL": prefect_server.url,
        "ABHAY_WORKER_TYPE": "process",
        "PREFECT_API_AUTH_STRING": PASSWORD,
    }.items():
        monkeypatch.setenv(name, value)
    told = list[Lack]()

    async def tell(undone: Collection[Lack]) -> bool:
        told.extend(undone)
        return True

    far = PrefectFarSide(prefect_server)
    far.harm(Need.DEPLOYMENT_LIMIT)
    far.harm(Need.POOL_PAUSED)
    prefect_server.ask("DELETE", f"/deployments/{prefect_server.deployment(FORMS[0])}")
    keeper = EquipmentKeeper(far.engine, CommandHands(Settings()), tell, every=1, sure_after=0, apply_limit=300)
    await keeper.look()
    assert await far.engine.lacks(30) == ()
    assert set(told) == {Lack(Need.POOL_PAUSED, WORK_POOL), Lack(Need.DEPLOYMENT_LIMIT, ESCALATION)}
