"""Workers of Prefect's own know nothing of ours: what is deleted in Prefect is put right by the watcher."""

from collections.abc import Iterator

import pytest

from tests.support import faults
from tests.support.system import System, running_system, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]

MINUTE = 60.0
"""Seconds in which an open case has its one waiting run again."""


@pytest.fixture
def stock() -> Iterator[System]:
    """A system with Prefect's own process worker, and with a watcher."""
    with running_system(ABHAY_WORKER_TYPE="process", PREFECT_SERVER_API_AUTH_STRING="faults:pass") as system:
        yield system


def is_whole(system: System) -> bool:
    return "prefect" not in faults.degraded(system)


def test_what_is_deleted_is_there_again_where_prefects_own_workers_run(stock: System) -> None:
    until(lambda: is_whole(stock), MINUTE, "Prefect lacks something from the beginning", every=0.5)
    stock.set_policy(wait=900)
    waiting = stock.raise_alert()
    until(lambda: faults.carried(stock, waiting), MINUTE, "no run carries the case", every=0.5)
    deployment = stock.prefect("GET", "/deployments/name/escalate-alert/abhay")
    stock.prefect("DELETE", f"/flows/{deployment['flow_id']}")  # with its deployment and all its runs
    new = stock.raise_alert()
    until(lambda: stock.outbox(new, kind="page"), 2 * faults.BOUND, "not paged")
    for ref in (waiting, new):
        until(lambda ref=ref: faults.carried(stock, ref), 2 * MINUTE, f"no run carries {ref}", every=0.5)
    until(lambda: is_whole(stock), MINUTE, "Prefect still lacks something", every=0.5)
