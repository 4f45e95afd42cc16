"""The same flow on Prefect's own process worker: nothing depends on the in-process one."""

import pytest

from tests.e2e.test_forms import submit
from tests.e2e.test_main_job import acknowledge_by_link, climbed
from tests.support.speed import patience
from tests.support.system import RUNGS, System, until, when

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300), pytest.mark.xdist_group("stock")]

PASS = 15
"""Seconds that a pass may take here: a Python process is started for each."""


def test_it_climbs_is_acknowledged_and_completes(stock: System) -> None:
    stock.set_policy(wait=8)
    ref = stock.raise_alert()
    pages = climbed(stock, ref, RUNGS, limit=3 * (8 + PASS))
    entered = {e["rung"]: e for e in stock.alert(ref)["timeline"] if e["event"] == "rung_entered"}
    for lower, higher in (("district", "sp"), ("sp", "dgp")):
        late = (when(entered[higher]["at"]) - when(entered[lower]["detail"]["due_at"])).total_seconds()
        assert 0 <= late < patience(PASS)
        assert entered[higher]["detail"]["mover"] == "flow"
    acknowledge_by_link(stock, pages["dgp"])
    until(lambda: stock.run_state(ref) == "AwaitingOutcome", PASS + 10, "the run does not await the outcome")
    assert stock.post(f"/v1/alerts/{ref}/closure", {"outcome": "safe"}).status_code in (200, 201)
    until(lambda: stock.run_state(ref) == "Completed", PASS + 10, "the run did not complete")
    assert len(stock.runs(ref)) == 1
    assert stock.runs(ref)[0]["run_count"] >= 4


def test_an_acknowledgement_from_the_form_wakes_the_run_that_waits(stock: System) -> None:
    stock.set_policy(wait=3600)
    ref = stock.raise_alert()
    until(lambda: stock.run_state(ref) == "AwaitingDistrict", PASS + 20, "the run does not wait")
    submit(stock, "acknowledge-alert", ref=ref, post="control-room", unit="kota-city")
    refused = submit(stock, "acknowledge-alert", ref=ref, post="kontrol-room")
    assert (refused["state"]["type"], refused["state"]["name"]) == ("CANCELLED", "Refused")
    until(lambda: stock.run_state(ref) == "AwaitingOutcome", PASS + 20, "the run slept on")
    until(lambda: stock.outbox(ref, kind="acknowledged"), PASS, "nobody was told who has it")
