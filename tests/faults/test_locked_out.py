"""Somebody locks what all cases need, or PostgreSQL stands still: each door answers, and all goes on after it."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from abhay.adapters.postgres.urls import OURS, embedded_url
from abhay.settings import Settings
from tests.support import faults
from tests.support.strangers import NAME, end_all, locked, read_only, stranger
from tests.support.system import System, synthetic, until

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("faults_locked_out"),
]

WAIT = 5
OPEN = 200, 202
SYSTEM = "ABHAY"
LOG_LINES = 40
"""Lines that a part may write about one trouble: nine a second, or seventy tracebacks, were read by nobody."""


@pytest.fixture(scope="module")
def small() -> Iterator[System]:
    """Database, gateway and watcher: whatever keeps a mover from our database keeps each of them from it."""
    with tempfile.TemporaryDirectory(prefix="abhay-test-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o711)
        system = System(home, ("prefect", "deployments", "worker"), ABHAY_WATCHER__UNREACHABLE="3")
        try:
            until(lambda: not faults.degraded(system), 150, "it did not start", every=0.3)
            system.set_policy(wait=WAIT)
            yield system
        finally:
            system.stop()


def url_of(system: System) -> str:
    return embedded_url(Settings(home=system.home), OURS)


def refused(answer: httpx.Response) -> bool:
    """Nothing was taken, in the words of the contract; never a mistake of ours, and never without an answer."""
    assert answer.status_code in (*OPEN, 503), answer.text
    assert answer.is_success or int(answer.headers["Retry-After"]) > 0
    return answer.status_code == 503


def offer(system: System, body: bytes) -> httpx.Response:
    return system.webhook(body)


async def test_locked_contacts_and_policy(small: System) -> None:
    """Nobody can be paged and nothing taken in while a stranger holds all of both; the desk hears who it is."""
    ref = small.raise_alert()
    faults.await_rung(small, ref, "district", faults.BOUND)
    written = lines(small)
    began, body = time.monotonic(), json.dumps(synthetic()).encode()
    async with stranger(url_of(small), locked("contact_point"), locked("policy_version")) as holder:
        until(lambda: refused(offer(small, body)), faults.BACK, "the lock changes nothing: this test tries nothing")
        until(lambda: told(small, f"{NAME} @ "), faults.BACK, "the desk does not hear who holds the cases up")
        assert not holder.is_closed()
    held_for = time.monotonic() - began
    until(lambda: not refused(offer(small, body)), faults.BACK, "nothing is taken in after the lock")
    faults.await_rung(small, ref, "sp", WAIT + held_for)
    faults.assert_climbed_on_time(faults.await_settled(small, ref), "sp", faults.BOUND + held_for)
    assert lines(small) - written < LOG_LINES
    faults.close(small, ref, offer(small, body).json()["ref"])


async def test_a_read_only_database(small: System) -> None:
    """As after a failover to a standby that nobody promoted, with every connection cut again and again before it."""
    ref = small.raise_alert()
    faults.await_rung(small, ref, "district", faults.BOUND)
    written = lines(small)
    began, body = time.monotonic(), json.dumps(synthetic()).encode()
    async with stranger(url_of(small), "COMMIT") as cutter:
        for _ in range(10):
            await end_all(cutter)
            refused(offer(small, json.dumps(synthetic()).encode()))
    async with read_only(url_of(small)):
        until(lambda: refused(offer(small, body)), faults.BACK, "it is not read-only: this test tries nothing")
        until(lambda: "database" in faults.degraded(small), faults.BACK, "readiness does not see it")
    lasted = time.monotonic() - began
    until(lambda: not refused(offer(small, body)), faults.BACK, "nothing is taken in after it")
    faults.await_rung(small, ref, "sp", WAIT + lasted)
    assert lines(small) - written < LOG_LINES
    for case in small.http.get("/v1/alerts?open=true", headers=small.auth("operator")).json()["alerts"]:
        faults.end(small, case["ref"])


def test_postgres_stands_still(small: System) -> None:
    """Its connections stay open and nothing answers: the worst kind for whoever waits."""
    ref = small.raise_alert()
    server = faults.process_of(small, "postgres")
    processes = [server, *server.children(recursive=True)]
    body = json.dumps(synthetic()).encode()
    for process in processes:
        process.suspend()
    try:
        began = time.monotonic()
        assert refused(offer(small, body)), "the client's own limit is 20 s: whoever waits gets no answer"
        assert small.http.get("/readyz").json()["degraded"] == ["database"]
        until(lambda: told(small, "database down"), faults.BACK + 15, "the desk does not hear of it")
    finally:
        for process in processes:
            if psutil.pid_exists(process.pid):
                process.resume()
    stood = time.monotonic() - began
    until(lambda: not refused(offer(small, body)), faults.BACK, "nothing is taken in after it")
    faults.await_rung(small, ref, "district", faults.BOUND + stood)
    faults.close(small, ref, offer(small, body).json()["ref"])


def told(system: System, words: str) -> bool:
    """Whether the desk heard of the system in these words."""
    return any(words in message["subject"] + message["body"] for message in system.outbox(SYSTEM))


def lines(system: System) -> int:
    """How many lines our own parts have written."""
    return sum(system.log(part).count("\n") for part in ("gateway", "watcher"))
