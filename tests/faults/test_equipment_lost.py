"""Somebody deletes or pauses in Prefect what the runs need, or gives it an empty database: all of it comes back."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from abhay.adapters.postgres.urls import database_urls
from abhay.settings import Settings
from tests.support import faults
from tests.support.system import System, until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("faults_parts"),
]

MINUTE = 60.0
"""Seconds in which an open case has its one waiting run again, whatever was taken away."""

ESCALATION = "/deployments/name/escalate-alert/abhay"


def delete_deployment(system: System) -> None:
    system.prefect("DELETE", f"/deployments/{system.prefect('GET', ESCALATION)['id']}")


def delete_flow(system: System) -> None:
    """The flow takes its deployment and all its runs with it."""
    system.prefect("DELETE", f"/flows/{system.prefect('GET', ESCALATION)['flow_id']}")


def delete_pool(system: System) -> None:
    system.prefect("DELETE", "/work_pools/abhay")


def empty_database(system: System) -> None:
    """Prefect's server goes on, on a database without any table."""
    url = database_urls(Settings(home=system.home)).prefect.replace("+asyncpg", "")

    async def replace() -> None:
        connection = await asyncpg.connect(url.replace("/prefect", "/postgres"))
        await connection.execute("DROP DATABASE prefect WITH (FORCE)")
        await connection.execute("CREATE DATABASE prefect")
        await connection.close()

    asyncio.run(replace())


def pause_everything(system: System) -> None:
    deployment = system.prefect("GET", ESCALATION)
    system.prefect("PATCH", f"/deployments/{deployment['id']}", {"paused": True})
    system.prefect("PATCH", f"/work_queues/{deployment['work_queue_id']}", {"is_paused": True})
    system.prefect("PATCH", "/work_pools/abhay", {"concurrency_limit": 0})
    system.prefect("POST", "/concurrency_limits/", {"tag": "severity:imminent", "concurrency_limit": 0})


def whole(system: System) -> bool:
    return "prefect" not in faults.degraded(system)


def assert_carried(system: System, *refs: str) -> None:
    """Each case has exactly one run, which waits, and nothing is missing any more."""
    until(lambda: whole(system), MINUTE, "Prefect still lacks something", every=0.5)
    for ref in refs:
        until(
            lambda ref=ref: faults.carried(system, ref), MINUTE, f"no run, or more than one, carries {ref}", every=0.5
        )
        assert system.alert(ref)["flow_run_id"] == system.runs(ref)[0]["id"]


def form(system: System, ref: str, due_in: float) -> str:
    """Submits the form of an acknowledgement for a moment to come."""
    deployment = system.prefect("GET", "/deployments/name/acknowledge-alert/abhay")["id"]
    due = datetime.now(UTC) + timedelta(seconds=due_in)
    body: dict[str, Any] = {
        "parameters": {"ref": ref, "post": "control-room", "unit": "kota-city"},
        "state": {"type": "SCHEDULED", "state_details": {"scheduled_time": due.isoformat()}},
    }
    return system.prefect("POST", f"/deployments/{deployment}/create_flow_run", body)["id"]


@pytest.fixture
def waiting(mortal: System) -> str:
    """A case that was paged before and whose run waits."""
    mortal.set_policy(wait=900)
    ref = mortal.raise_alert()
    assert_carried(mortal, ref)
    return ref


def worker_of(system: System) -> int:
    return faults.pid_of(system, "worker")


@pytest.mark.parametrize("harm", [delete_deployment, delete_flow])
def test_what_is_deleted_is_there_again_and_carries_old_and_new_cases(
    mortal: System, waiting: str, harm: Callable[[System], None]
) -> None:
    worker = worker_of(mortal)
    harm(mortal)
    new = mortal.raise_alert()
    until(lambda: mortal.outbox(new, kind="page"), 2 * faults.BOUND, "not paged")
    assert_carried(mortal, new, waiting)
    assert worker_of(mortal) == worker, "the worker was started again"
    faults.close(mortal, new, waiting)


def test_a_deleted_pool_is_there_again_and_a_form_that_waited_in_it_says_that_nothing_was_done(
    mortal: System, waiting: str
) -> None:
    lost = form(mortal, waiting, due_in=3)
    delete_pool(mortal)
    new = mortal.raise_alert()
    assert_carried(mortal, new, waiting)

    def ended() -> dict[str, Any] | None:
        state = mortal.prefect("GET", f"/flow_runs/{lost}")["state"]
        return state if state["type"] == "FAILED" else None

    state = until(ended, MINUTE, "the form that nobody can carry out still waits", every=0.5)
    assert state is not None
    assert "NOTHING WAS DONE" in state["message"]
    assert mortal.alert(waiting)["acknowledgement"] is None
    faults.close(mortal, new, waiting)


def test_what_somebody_paused_or_limited_goes_on_and_the_desk_hears_of_it(mortal: System, waiting: str) -> None:
    pause_everything(mortal)
    new = mortal.raise_alert()
    assert_carried(mortal, new, waiting)
    assert mortal.prefect("GET", ESCALATION)["paused"] is False

    def told() -> list[dict[str, Any]]:
        return [message for message in mortal.outbox("ABHAY") if "escalate-alert/abhay is paused" in message["body"]]

    until(told, MINUTE, "the desk was not told", every=0.5)
    faults.close(mortal, new, waiting)


def test_an_empty_database_of_prefects_is_filled_and_every_open_case_gets_a_new_run(
    mortal: System, waiting: str
) -> None:
    before = mortal.alert(waiting)["flow_run_id"]
    empty_database(mortal)
    new = mortal.raise_alert()
    until(lambda: mortal.outbox(new, kind="page"), 2 * faults.BOUND, "not paged")
    assert_carried(mortal, new, waiting)
    assert mortal.alert(waiting)["flow_run_id"] != before
    faults.close(mortal, new, waiting)
