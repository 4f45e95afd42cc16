"""People's forms in Prefect's UI never wait for nobody: what lost its pool ends and says that nothing was done."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prefect.workers.process import ProcessWorker

from abhay.adapters.engine.base import FORMS, WORK_POOL
from abhay.entrypoints.worker.upkeep import PrefectHands
from tests.support.databases import Server
from tests.support.prefect_server import PrefectServer

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("prefect_server")]


FIELDS: dict[str, dict[str, Any]] = {
    "acknowledge-alert/abhay": {"ref": "RJ-2026-000042", "post": "control-room"},
    "close-alert/abhay": {"ref": "RJ-2026-000042", "outcome": "safe", "post": "control-room"},
    "run-drill/abhay": {"units": ["kota-city"], "severity": "high", "reason": "routine"},
    "tune-policy/abhay": {"severity": "high", "rung": "sp", "wait": 240},
}


@pytest.fixture
def server(prefect_server: PrefectServer) -> Iterator[PrefectServer]:
    """The server with all that runs need, and Prefect's own client pointed to it."""
    prefect_server.deploy()
    with prefect_server.as_prefects_own():
        yield prefect_server
    prefect_server.deploy()


def submit(server: PrefectServer, form: str, *, due_in: float = -1) -> str:
    due = datetime.now(UTC) + timedelta(seconds=due_in)
    state: dict[str, Any] = {"type": "SCHEDULED", "state_details": {"scheduled_time": due.isoformat()}}
    body = {"state": state, "parameters": FIELDS[form]}
    return server.ask("POST", f"/deployments/{server.deployment(form)}/create_flow_run", body)["id"]


def state_of(server: PrefectServer, run: str) -> tuple[str, str]:
    state = server.ask("GET", f"/flow_runs/{run}")["state"]
    return state["type"], state["message"] or ""


@pytest.mark.parametrize("form", FORMS)
async def test_a_form_whose_pool_was_deleted_fails_and_says_so(
    server: PrefectServer, postgres: Server, form: str
) -> None:
    hands = PrefectHands(postgres.settings, ProcessWorker)
    lost, later = submit(server, form), submit(server, form, due_in=600)
    assert await hands.end_lost_forms() == 0
    server.ask("DELETE", f"/work_pools/{WORK_POOL}")
    await hands.equip()
    found = submit(server, form)
    assert await hands.end_lost_forms() == 1
    kind, says = state_of(server, lost)
    assert kind == "FAILED"
    assert "NOTHING WAS DONE" in says
    assert "कुछ दर्ज नहीं हुआ" in says
    assert {state_of(server, run)[0] for run in (later, found)} == {"SCHEDULED"}
