"""Prefect's server hangs, then dies, in the middle of a wait: the ladder is climbed on time by the watcher."""

import pytest

from tests.support import faults
from tests.support.faults import SOAK
from tests.support.movers import suspended
from tests.support.system import System

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(400),
    pytest.mark.xdist_group("faults_parts"),
]

WAIT = 60 if SOAK else 5
"""Seconds on each rung; the server hangs from the first until the second is reached, and dies before the third."""


def test_it_hangs_and_then_it_is_killed(mortal: System) -> None:
    """Connections are accepted and never answered, the worst kind for whoever waits; after that they all break."""
    mortal.set_policy(wait=WAIT)
    waiting = mortal.raise_alert()
    faults.await_rung(mortal, waiting, "district", faults.BOUND)
    with suspended(mortal, "prefect"):
        meanwhile = mortal.raise_alert()
        for ref in (waiting, meanwhile):
            faults.await_rung(mortal, ref, "sp", WAIT + 2 * faults.BOUND)
    gone = faults.kill(mortal, "prefect")
    for ref in (waiting, meanwhile):
        faults.await_rung(mortal, ref, "dgp", WAIT + 2 * faults.BOUND)
    faults.await_back(mortal, "prefect", gone)
    for ref in (waiting, meanwhile):
        faults.assert_unbroken(mortal, ref)
    faults.close(mortal, waiting, meanwhile)
