"""Both movers hang: nothing dies, locks are held, and nobody would climb. The supervisor ends and starts them again."""

import pytest

from tests.support import faults
from tests.support.speed import patience
from tests.support.system import System, until, when

pytestmark = [pytest.mark.faults, pytest.mark.timeout(400), pytest.mark.xdist_group("faults_parts")]

WAIT = 5
NOTICED = 12.0
"""Seconds within which what hangs is ended: ten without a pulse, a look, and the end."""


def test_both_movers_hang_and_the_case_climbs_on(mortal: System) -> None:
    mortal.set_policy(wait=WAIT)
    ref = mortal.raise_alert()
    lower = faults.await_rung(mortal, ref, "district", faults.BOUND)
    hung = {part: faults.process_of(mortal, part) for part in ("worker", "watcher")}
    for process in hung.values():
        process.suspend()
    late = NOTICED + faults.BOUND
    alert = faults.await_rung(mortal, ref, "sp", WAIT + late)
    entered = {event["rung"]: when(event["at"]) for event in faults.entered(alert)}
    due = when(faults.entered(lower)[0]["detail"]["due_at"])
    assert 0 <= (entered["sp"] - due).total_seconds() <= patience(late)
    for part, process in hung.items():
        faults.await_back(mortal, part, process.pid)
    until(lambda: not faults.degraded(mortal), faults.BACK, "the system did not become well again")
    faults.await_rung(mortal, ref, "dgp", WAIT + late)
    faults.close(mortal, ref)


def test_a_gateway_that_hangs_is_started_again(mortal: System) -> None:
    hung = faults.process_of(mortal, "gateway")
    hung.suspend()
    faults.await_back(mortal, "gateway", hung.pid)
    faults.await_well(mortal)
    ref = mortal.raise_alert()
    faults.await_rung(mortal, ref, "district", faults.BOUND)
    faults.close(mortal, ref)
