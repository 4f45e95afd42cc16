"""Many cases stay open for hours and are reminded in turn: each gets every reminder, none early, and nothing falls behind."""

import time

import pytest

from abhay.adapters.postgres.urls import OURS, PREFECTS, embedded_url
from abhay.settings import Settings
from tests.benchmarks.sql import Sql
from tests.support.faults import SOAK, await_rung, close
from tests.support.many_open import forget, open_many, reminders
from tests.support.speed import patience
from tests.support.system import System

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(3600 if SOAK else 400),
    pytest.mark.xdist_group("faults_parts"),
]

CASES, EVERY, ROUNDS = (2000, 120, 5) if SOAK else (60, 15, 2)
"""Open cases, seconds between two reminders of one, and how often each is reminded: 17 or 4 reminders a second."""

LATE = 15.0
"""Seconds that a reminder may be late on a quick machine: a new case is always done first."""


def test_each_of_many_open_cases_gets_every_reminder(mortal: System) -> None:
    mortal.set_policy(wait=3600, remind=EVERY)
    original = mortal.raise_alert()
    await_rung(mortal, original, "district", 30)
    settings = Settings(home=mortal.home)
    ours, prefects = Sql(embedded_url(settings, OURS)), Sql(embedded_url(settings, PREFECTS))
    copies = open_many(ours, prefects, original, CASES, EVERY)
    time.sleep((ROUNDS + 1) * EVERY)  # what is asked is what happens in this time
    new = mortal.raise_alert()
    await_rung(mortal, new, "district", 30)
    end = time.monotonic() + patience(60)
    while (found := reminders(ours, copies, EVERY, ROUNDS)).waiting and time.monotonic() < end:
        time.sleep(1)
    ready = mortal.http.get("/readyz").json()
    close(mortal, original, new)
    forget(ours, prefects, copies)
    ours.close()
    prefects.close()
    assert found.left_out == []
    assert found.waiting == 0
    assert min(found.late) >= 0
    assert max(found.late) < patience(LATE), f"median {sorted(found.late)[len(found.late) // 2]:.1f} s"
    assert "overdue" not in ready["degraded"]
