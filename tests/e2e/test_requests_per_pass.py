"""The budget of requests per pass: each costs Prefect's server 5 to 25 ms of CPU (docs/benchmarks.md).

It fails, too, when an upgrade of Prefect asks in another way for what `PassClient` knows by heart.
"""

import json
import subprocess
import sys

import pytest

from abhay.adapters.processes.environment import client_environment
from abhay.settings import Settings
from tests.support.movers import suspended
from tests.support.system import ROOT, System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]

CREATE = "POST /api/deployments/ID/create_flow_run"
SET_STATE = "POST /api/flow_runs/ID/set_state"
TAG = "PATCH /api/flow_runs/ID"
TIMELINE = "POST /api/artifacts/"
ONCE_PER_PROCESS = {"GET /api/csrf-token", "GET /api/flows/ID", "GET /api/deployments/name/escalate-alert/abhay"}


def requests_of_passes(system: System, alert_id: str, count: int) -> list[list[str]]:
    settings = Settings(home=system.home, port=system.port, prefect_port=system.prefect_port)
    environment = {**system.env, **client_environment(settings), "ABHAY_HOME": str(system.home)}
    command = [sys.executable, "-m", "tests.support.counted_passes", alert_id, str(count)]
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    passes = json.loads(done.stdout.splitlines()[-1])
    return [[request for request in one if request not in ONCE_PER_PROCESS] for one in passes]


def test_a_first_pass_makes_five_requests_and_one_that_changes_nothing_two(in_process: System) -> None:
    in_process.set_policy(wait=600)
    with suspended(in_process, "worker", "watcher"):
        ref = in_process.raise_alert()
        first, second = requests_of_passes(in_process, in_process.alert(ref)["id"], 2)
    assert sorted(first) == sorted([CREATE, SET_STATE, TAG, TIMELINE, SET_STATE])
    assert second == [SET_STATE, SET_STATE]
    (run,) = in_process.runs(ref)
    assert (run["state"]["name"], run["run_count"]) == ("AwaitingDistrict", 2)
    assert run["flow_version"]
    assert "rung:district" in run["tags"]
    until(lambda: "route" in {task["name"] for task in in_process.task_runs(ref)}, 10, "the task was not recorded")
