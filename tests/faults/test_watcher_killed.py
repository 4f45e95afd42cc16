"""The second mover dies: the first one goes on; both die: the supervisor brings them back, and they catch up."""

import time

import pytest

from tests.support import faults
from tests.support.system import System, until, when

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(120),
    pytest.mark.xdist_group("faults_parts"),
]

WAIT = 5
BOTH_GONE = 10.0
"""Seconds that a step may be late if both movers die at its very moment: they start again, on a busy machine."""


def test_the_worker_needs_no_watcher(mortal: System) -> None:
    mortal.set_policy(wait=WAIT)
    ref = mortal.raise_alert()
    faults.await_rung(mortal, ref, "district", faults.BOUND)
    gone = faults.kill(mortal, "watcher")
    climbed = faults.await_rung(mortal, ref, "sp", WAIT + faults.BOUND)
    faults.assert_unbroken(mortal, ref, top="sp")
    assert {e["detail"]["mover"] for e in faults.entered(climbed)} == {"flow"}
    faults.await_back(mortal, "watcher", gone)
    faults.close(mortal, ref)


def test_both_die_at_the_deadline(mortal: System) -> None:
    mortal.set_policy(wait=WAIT)
    ref = mortal.raise_alert()
    due = when(faults.await_rung(mortal, ref, "district", faults.BOUND)["due_at"]).timestamp()
    until(lambda: time.time() > due - 0.1, WAIT, "the moment did not come", every=0.01)
    faults.kill(mortal, "worker")
    faults.kill(mortal, "watcher")
    faults.await_rung(mortal, ref, "sp", WAIT + BOTH_GONE)
    faults.assert_unbroken(mortal, ref, top="sp", in_doubt=("sp",), late=BOTH_GONE)
    faults.close(mortal, ref)
