"""Prefect's server hangs, or dies, in the middle of a wait: the ladder is climbed on time by the watcher."""

import pytest

from tests.support import faults
from tests.support.faults import SOAK
from tests.support.system import System, until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("faults_parts"),
]

HUNG_FOR = 60 if SOAK else 8
"""Seconds that the server answers nobody."""

WAIT = HUNG_FOR / 2 + 1
"""Seconds on each rung: the second and the third are due while the server hangs, or just after."""


def test_it_hangs(mortal: System) -> None:
    """Connections are accepted and never answered: the worst kind, for whoever waits for an answer."""
    mortal.set_policy(wait=int(WAIT))
    waiting = mortal.raise_alert()
    faults.await_rung(mortal, waiting, "district", faults.BOUND)
    server = faults.process_of(mortal, "prefect")
    server.suspend()
    try:
        meanwhile = mortal.raise_alert()
        faults.await_rung(mortal, waiting, "sp", WAIT + faults.BOUND)
        faults.await_rung(mortal, meanwhile, "sp", WAIT + faults.BOUND)
    finally:
        server.resume()
    assert_climbed(mortal, waiting, meanwhile)


def test_it_is_killed(mortal: System) -> None:
    mortal.set_policy(wait=5)
    waiting = mortal.raise_alert()
    faults.await_rung(mortal, waiting, "district", faults.BOUND)
    gone = faults.kill(mortal, "prefect")
    meanwhile = mortal.raise_alert()
    faults.await_rung(mortal, waiting, "sp", 5 + faults.BOUND)
    faults.await_back(mortal, "prefect", gone)
    assert_climbed(mortal, waiting, meanwhile)


def assert_climbed(system: System, *refs: str) -> None:
    """On time to the top, and Prefect shows it when it is back: one run per case, waiting under the rung's name."""
    for ref in refs:
        faults.await_rung(system, ref, "dgp", 2 * WAIT + faults.BOUND)
        faults.assert_unbroken(system, ref)
    for ref in refs:
        until(lambda ref=ref: faults.carried(system, ref), faults.BACK, f"no flow run carries {ref}")
    faults.close(system, *refs)
