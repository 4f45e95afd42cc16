"""`kill -9` of the worker at each marked point: the watcher goes on in time, and the worker that comes back agrees."""

import time
from itertools import pairwise
from typing import Any

import pytest

from tests.support import faults
from tests.support.faults import SOAK
from tests.support.system import RUNGS, System, until, when

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("faults_worker"),
]

WAIT = 10
"""Seconds on each rung: long enough for the worker to be back before the next one."""

ARMED_BEFORE = 0.6
"""Seconds before a deadline at which the order is given: a pass begins 0.3 s ahead."""

ONLY_FIRST = ("before-RouteFirst", "before-register", "after-register", "before-route", "after-route")
"""Points that a case passes once, on its way to the first rung."""

SENDING = ("before-claim", "after-claim", "before-send", "after-send", "before-sent", "after-sent")
ON_EVERY_RUNG = ("before-EnterRung", "after-EnterRung", *SENDING, "before-WaitUntil", "after-park")

IN_DOUBT = ("after-claim", "before-send", "after-send", "before-sent")
"""A worker that dies there has claimed a message and not marked it: nobody knows whether it went out."""

MOST_CLIMBS = 6
"""On a busy machine the watcher may take a step before the worker does: what was not done on one climb is done on
another."""

Plan = dict[str, str]
"""Where the worker dies, by the rung that the case enters then."""


def plans() -> list[Plan]:
    """Each point once; in the soak each point on each rung that it can be passed on."""
    if SOAK:
        shifted = [ON_EVERY_RUNG[n:] + ON_EVERY_RUNG[:n] for n in range(len(RUNGS))]
        everywhere = [dict(zip(RUNGS, points, strict=True)) for points in zip(*shifted, strict=True)]
        return everywhere + [{"district": point} for point in ONLY_FIRST]
    return [
        {"district": "before-register", "sp": "after-claim", "dgp": "before-EnterRung"},
        {"district": "before-route", "sp": "before-send", "dgp": "after-EnterRung"},
        {"district": "after-route", "sp": "after-send", "dgp": "before-claim"},
        {"district": "before-sent", "sp": "after-park", "dgp": "after-sent"},
    ]


def name_of(plan: Plan) -> str:
    return ",".join(plan.values())


@pytest.mark.parametrize("plan", plans(), ids=name_of)
def test_a_case_climbs_on_over_the_dead(mortal: System, plan: Plan) -> None:
    mortal.set_policy(wait=WAIT)
    left, refs = plan, list[str]()
    while left and len(refs) < MOST_CLIMBS:
        ref, deaths = climb(mortal, left)
        refs.append(ref)
        proved = unbroken(mortal, ref, deaths)
        left = {rung: point for rung, point in left.items() if rung not in proved}
    assert not left, "the worker never died there, or died there and left no doubt"
    faults.close(mortal, *refs)


def unbroken(system: System, ref: str, deaths: Plan) -> set[str]:
    """Asserts that the case climbed on. Returns the rungs where the worker died over this very case.

    A claim that died leaves a message in doubt; without one the worker died over a message of an earlier case.
    """
    in_doubt = {rung for rung, point in deaths.items() if point in SENDING}
    faults.assert_unbroken(system, ref, top=max(deaths, key=RUNGS.index, default=RUNGS[0]), in_doubt=in_doubt)
    alert = system.alert(ref)
    doubts = {rung_of(alert, n) for n in alert["notifications"] if n["status"] == "unknown"}
    return {rung for rung, point in deaths.items() if point not in IN_DOUBT or rung in doubts}


def rung_of(alert: dict[str, Any], message: dict[str, Any]) -> str | None:
    """The rung on whose entry a message was written."""
    return next((e["rung"] for e in faults.entered(alert) if e["at"] == message["queued_at"]), None)


def climb(system: System, plan: Plan) -> tuple[str, Plan]:
    """One case, whose worker dies on the rungs of the plan. Returns those on which it did."""
    faults.await_well(system)
    if "district" in plan:
        faults.order_death(system, "worker", plan["district"])
    ref = system.raise_alert()
    done: Plan = {}
    faults.await_rung(system, ref, "district", faults.BOUND + 1)
    if "district" in plan and faults.dies(system):
        done["district"] = plan["district"]
    for lower, rung in pairwise(RUNGS):
        if not plan.keys() & set(RUNGS[RUNGS.index(rung) :]):
            break
        due = when(faults.await_rung(system, ref, lower, WAIT + faults.BOUND)["due_at"]).timestamp()
        if rung in plan and back_before(system, due - ARMED_BEFORE):
            faults.order_death(system, "worker", plan[rung])
            if faults.dies(system, ARMED_BEFORE + faults.BOUND):
                done[rung] = plan[rung]
        faults.await_rung(system, ref, rung, WAIT + faults.BOUND)
    return ref, done


def back_before(system: System, moment: float) -> bool:
    """Wait for that moment; whether a worker listened by then."""
    while time.time() < moment:
        if not faults.degraded(system):
            until(lambda: time.time() >= moment, WAIT, "the moment did not come", every=0.02)
            return True
        time.sleep(0.05)
    return False
