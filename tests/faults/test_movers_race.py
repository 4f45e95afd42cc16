"""Three workers and three watchers, two of them without grace, at the same due steps: each step happens once."""

from contextlib import ExitStack

import pytest

from tests.support import faults
from tests.support.faults import SOAK
from tests.support.movers import another, await_started
from tests.support.system import System

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(600 if SOAK else 400),
    pytest.mark.xdist_group("faults_parts"),
]

ROUNDS = 10 if SOAK else 1
MORE_ROUNDS = 4
"""On a slow machine the watchers may win a whole round: then it was no race yet, and another one is run."""

BOTH = {"flow", "watcher"}
AT_ONCE = 15
"""Cases that are due at the same moment; each has two steps to take, 30 in a round, 300 in the soak."""

WAIT = 5
IMPATIENT = {"ABHAY_WATCHER__GRACE": "0", "ABHAY_WATCHER__EVERY": "0.1"}

OVERLOADED = 10.0
"""Seconds that a step may be late here: six movers on a test machine's cores hold each other up."""


def test_each_step_happens_once(mortal: System) -> None:
    mortal.set_policy(wait=WAIT)
    with ExitStack() as stack:
        for name in ("racing-worker-2", "racing-worker-3"):
            stack.enter_context(another(mortal, "worker", name))
        for name in ("racing-watcher-2", "racing-watcher-3"):
            stack.enter_context(another(mortal, "watcher", name, **IMPATIENT))
        await_started(mortal, "racing-worker-2", "racing-worker-3")
        movers = {mover for _ in range(ROUNDS) for mover in race(mortal)}
        for _ in range(MORE_ROUNDS):
            movers |= set() if movers == BOTH else race(mortal)
    assert movers == BOTH, "only one side ever moved a case: it was no race"


def race(system: System) -> set[str]:
    """So many cases from their arrival to the second rung. Returns who moved them."""
    refs = [system.raise_alert() for _ in range(AT_ONCE)]
    for ref in refs:
        faults.await_rung(system, ref, "sp", WAIT + 2 * OVERLOADED)
    for ref in refs:
        faults.assert_unbroken(system, ref, top="sp", late=OVERLOADED)
    movers = {e["detail"]["mover"] for ref in refs for e in faults.entered(system.alert(ref))}
    faults.close(system, *refs)
    return movers
