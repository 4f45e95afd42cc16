"""Prefect cannot start: alerts are taken, paged and climb all the same, and the parts at work go on."""

import json
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

from tests.support.speed import patience
from tests.support.system import System, running_system, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("without_prefect")]

BROKEN = {"PREFECT_SERVER_LOGGING_LEVEL": "NONSENSE", "PREFECT_LOGGING_SERVER_LEVEL": "NONSENSE"}
"""What Prefect's own programs do not start with; ours do not read it."""


@pytest.fixture(scope="module")
def alone() -> Iterator[System]:
    with running_system(lacking=("prefect", "worker"), **BROKEN) as system:
        yield system


def test_it_is_ready_and_names_what_is_missing(alone: System) -> None:
    answer = alone.http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["degraded"] == ["prefect", "worker"]
    parts = alone.parts()
    assert parts["prefect"]["state"] != "ready"
    assert {parts[name]["starts"] for name in ("postgres", "gateway", "watcher")} == {1}


def test_an_alert_is_paged_and_climbs(alone: System) -> None:
    alone.set_policy(wait=5)
    ref = alone.raise_alert()
    until(lambda: alone.outbox(ref, rung="sp", kind="page"), 30, "the SP was not paged")
    assert alone.outbox(ref, kind="page")[0]["rung"] == "district"


def test_the_doctor_names_the_parts(alone: System) -> None:
    command = [sys.executable, "-m", "abhay.entrypoints.cli", "doctor", "--json"]
    done = subprocess.run(command, env=alone.env, capture_output=True, text=True, check=False, timeout=patience(60))
    assert done.returncode == 1
    found = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert found["movers"]["says"] == "no sign of life: worker"
    assert "alerts are taken and escalated meanwhile" in found["prefect"]["todo"]


def test_prefect_is_tried_again_for_ever(alone: System) -> None:
    until(lambda: alone.parts()["prefect"]["starts"] > 4, 60, "Prefect was given up")
    with pytest.raises(httpx.HTTPError):
        httpx.get(f"{alone.prefect_url}/health", timeout=2)
