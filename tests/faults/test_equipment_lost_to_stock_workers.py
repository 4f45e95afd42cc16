"""Beside Prefect's own workers, too, what runs need comes back by itself, and every open case has a run that is taken."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults.test_equipment_lost import MINUTE, delete_deployment, delete_pool, whole
from tests.support import faults
from tests.support.speed import patience
from tests.support.system import System, running_system, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900), pytest.mark.xdist_group("stock_equipment")]

PASS = 15.0
"""Seconds that a pass may take here: a Python process is started for each."""


@pytest.fixture(scope="module")
def stock() -> Iterator[System]:
    """A system with Prefect's own process worker and a watcher, which looks at what the runs need each few seconds."""
    with running_system(
        ABHAY_WORKER_TYPE="process", PREFECT_SERVER_API_AUTH_STRING="faults:pass", ABHAY_WORKER__EQUIPMENT="5"
    ) as system:
        yield system


def assert_carried(system: System, *refs: str) -> None:
    """Nothing is missing, and each case has exactly one run, which waits in a queue."""
    until(lambda: whole(system), patience(MINUTE), "Prefect still lacks something", every=1)
    for ref in refs:
        until(
            lambda ref=ref: faults.carried(system, ref) and system.runs(ref)[0]["work_queue_id"],
            patience(MINUTE + PASS),
            f"no run, or more than one, carries {ref}",
            every=1,
        )


@pytest.mark.parametrize("harm", [delete_deployment, delete_pool])
def test_what_is_deleted_is_there_again_and_carries_old_and_new_cases(
    stock: System, harm: Callable[[System], None]
) -> None:
    stock.set_policy(wait=900)
    waiting = stock.raise_alert()
    assert_carried(stock, waiting)
    harm(stock)
    new = stock.raise_alert()
    assert_carried(stock, waiting, new)
    faults.close(stock, new, waiting)
