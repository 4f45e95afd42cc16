"""PostgreSQL dies, or is restarted, a second before a deadline: late by as long as it was gone, and by the bound."""

import json
import signal
import time

import httpx
import psutil
import pytest

from tests.support import faults
from tests.support.faults import SOAK
from tests.support.system import System, synthetic, until, when

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("faults_parts"),
]

ENDS = [signal.SIGKILL, signal.SIGINT] if SOAK else [signal.SIGKILL]
"""A crash with its recovery; in the soak also PostgreSQL's fast shutdown, after which it is started again."""

WAIT = 5
BEFORE = 1.0
"""Seconds before the deadline at which the database goes."""


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.name)
def test_the_case_climbs_on(mortal: System, end: signal.Signals) -> None:
    mortal.set_policy(wait=WAIT)
    ref = mortal.raise_alert()
    due = when(faults.await_rung(mortal, ref, "district", faults.BOUND)["due_at"]).timestamp()
    until(lambda: time.time() > due - BEFORE, WAIT, "the moment did not come", every=0.02)
    gone_at = time.monotonic()
    psutil.Process(faults.pid_of(mortal, "postgres")).send_signal(end)
    body = json.dumps(synthetic()).encode()
    later = until(lambda: taken_in(mortal, body), faults.BACK, "the gateway takes nothing in any more", every=0.05)
    gone_for = time.monotonic() - gone_at
    assert mortal.webhook(body).json()["ref"] == later, "the same event is another case"
    faults.await_rung(mortal, ref, "sp", WAIT + gone_for)
    faults.assert_unbroken(mortal, ref, top="sp", late=faults.BOUND + gone_for)
    faults.await_rung(mortal, str(later), "district", faults.BOUND)
    faults.assert_unbroken(mortal, str(later), top="district")
    faults.close(mortal, ref, str(later))


def taken_in(system: System, body: bytes) -> str | None:
    """What a partner does: send it again until it is answered with 2xx."""
    try:
        answer = system.webhook(body)
    except httpx.TransportError:
        return None
    return answer.json()["ref"] if answer.is_success else None
