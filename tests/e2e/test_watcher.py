"""The second mover: with Prefect dead the ladder still climbs on time, and the desk hears what is gone."""

import http.server
import threading
from collections.abc import Iterator

import pytest

from tests.e2e.test_main_job import climbed
from tests.support.movers import suspended
from tests.support.speed import patience
from tests.support.system import RUNGS, System, running_system, until, when

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("no_engine")]

BOUND = 6.0
"""Seconds, loosely: two of grace, the look and the step, on a machine that runs other tests beside it."""


class Heard(http.server.BaseHTTPRequestHandler):
    beats = 0

    def do_GET(self) -> None:
        type(self).beats += 1
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def outside() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Heard)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/beat"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def no_engine(outside: str) -> Iterator[System]:
    """Once it was ready, its Prefect and its worker are stopped for good."""
    watcher = {"HEARTBEAT_URL": outside, "HEARTBEAT_EVERY": "1", "UNREACHABLE": "3"}
    with running_system(**{f"ABHAY_WATCHER__{name}": value for name, value in watcher.items()}) as system:
        until(lambda: Heard.beats, 20, "no heartbeat while all was well")
        system.set_policy(wait=5)
        with suspended(system, "prefect", "worker"):
            yield system


def test_the_ladder_climbs_without_an_engine(no_engine: System) -> None:
    ref = no_engine.raise_alert()
    pages = climbed(no_engine, ref, RUNGS, limit=40)
    alert = no_engine.alert(ref)
    entered = {e["rung"]: e for e in alert["timeline"] if e["event"] == "rung_entered"}
    assert {e["detail"]["mover"] for e in entered.values()} == {"watcher"}
    received = when(alert["received_at"])
    assert (when(pages["district"]["at"]) - received).total_seconds() <= patience(BOUND)
    for lower, higher in (("district", "sp"), ("sp", "dgp")):
        late = (when(pages[higher]["at"]) - when(entered[lower]["detail"]["due_at"])).total_seconds()
        assert 0 <= late <= patience(BOUND), f"{higher} was paged {late} s after it was due"


def test_the_desk_hears_that_prefect_is_gone(no_engine: System) -> None:
    told = until(lambda: no_engine.outbox("ABHAY"), 30, "the desk was not told")
    assert {m["post"] for m in told} == {"abhay-desk"}
    assert any("Prefect" in m["subject"] for m in told)


def test_intake_goes_on_and_says_what_is_degraded(no_engine: System) -> None:
    answer = no_engine.http.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["degraded"]
