"""Whatever is done to a run in Prefect's UI, an open alert keeps climbing and its run comes back."""

import pytest

from tests.support.system import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]

WITHIN = 35
"""Seconds: two sweeps and a pass."""


def waiting(system: System) -> str:
    system.set_policy(wait=600)
    ref = system.raise_alert()
    until(lambda: system.run_state(ref) == "AwaitingDistrict", 20, "the run does not wait")
    return ref


SUSPENDED = {"type": "PAUSED", "name": "Suspended"}


def set_state(system: System, ref: str, state: str) -> None:
    run, named = system.runs(ref)[0]["id"], SUSPENDED if state == "SUSPENDED" else {"type": state}
    system.prefect("POST", f"/flow_runs/{run}/set_state", {"state": named, "force": True})


def repaired(system: System, ref: str) -> list[str]:
    return [e["detail"]["found"] for e in system.alert(ref)["timeline"] if e["event"] == "repaired"]


def test_ended_and_deleted_runs_come_back(in_process: System) -> None:
    """One case for each thing that can be done to a run; all of them are put right by the same sweep."""
    ended = ("CANCELLED", "CANCELLING", "FAILED", "CRASHED", "PAUSED", "SUSPENDED", "COMPLETED")
    states = (*ended, "RUNNING", "PENDING")
    cases = {state: waiting(in_process) for state in states}
    deleted = waiting(in_process)
    for state, ref in cases.items():
        set_state(in_process, ref, state)
    in_process.prefect("DELETE", f"/flow_runs/{in_process.runs(deleted)[0]['id']}")
    for state, ref in cases.items():
        until(lambda ref=ref: repaired(in_process, ref), WITHIN, f"the {state} run did not come back")
        until(lambda ref=ref: in_process.run_state(ref) == "AwaitingDistrict", 15, f"the {state} run does not wait")
        assert len(in_process.runs(ref)) == 1
        assert len(in_process.outbox(ref, kind="page")) == 1, "paged again for a repair"
    until(lambda: in_process.run_state(deleted) == "AwaitingDistrict", WITHIN, "the deleted run did not come back")
    assert "its flow run was deleted" in repaired(in_process, deleted)
