"""Many of each (deployments/compose): one of each kind is killed while 100 alerts come in, and nothing is lost."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.support import faults
from tests.support.system import System, running_system, synthetic, until
from tests.support.topology import PROGRAM, WORKERS

pytestmark = [
    pytest.mark.faults,
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("faults_scaled_out"),
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server (Debian: redis-server)"),
]

ALERTS = 100
SENDERS = 4
KILLED = ("prefect-api-1", "worker-1", "gateway-1", "watcher-1", "prefect-services", "redis")
"""One after the other, each while so many of the alerts are on their way."""

PAGED_WITHIN = 90.0
"""Seconds from an alert to its first page: 17 processes and 6 starts share two cores, and stand back for other tests."""

PARKED_WITHIN = 120.0
"""Seconds until every run waits under the name of a rung."""


@pytest.fixture(scope="module")
def scaled_out() -> Iterator[System]:
    with running_system(program=PROGRAM) as system:
        until(lambda: all(listens(system, name) for name in WORKERS), faults.BACK, "a worker did not start")
        until(lambda: scheduled(system), faults.BACK, "Prefect's background services schedule nothing", every=0.5)
        assert "ERROR" not in system.log("prefect-services"), system.log("prefect-services")[-3000:]
        yield system


def listens(system: System, worker: str) -> bool:
    return "started!" in system.log(worker)


def test_one_of_each_dies_while_alerts_come_in(scaled_out: System) -> None:
    scaled_out.set_policy(wait=3600)
    refs = send(scaled_out, [body(number) for number in range(ALERTS)])
    all_dead = datetime.now(UTC)
    assert len(set(refs)) == ALERTS, "two events share a case"
    assert_all_there(scaled_out, refs)
    for ref in refs:
        assert_paged(scaled_out, ref)
    until(lambda: not unparked(scaled_out, refs), PARKED_WITHIN, "runs are not parked", every=1)
    for part in KILLED:
        until(lambda part=part: faults.state_of(scaled_out, part)["starts"] > 1, faults.BACK, f"{part} did not die")
    faults.await_well(scaled_out)
    until(
        lambda: shown(scaled_out, all_dead), faults.BACK, "Prefect's events do not go through Redis any more", every=1
    )


def body(number: int) -> bytes:
    """An alert about a person with a telephone number of their own: drawn at random, two of a hundred may meet."""
    alert = synthetic()
    alert["subject"]["phones"] = [f"+9155555{number:05d}"]
    return json.dumps(alert).encode()


def send(system: System, bodies: list[bytes]) -> list[str]:
    """As a partner does, over several connections; while a part of them is on its way, one part of the system dies."""
    share = len(bodies) // len(KILLED)
    with ThreadPoolExecutor(SENDERS) as senders:
        answers = []
        for place, each in enumerate(bodies):
            answers.append(senders.submit(until_taken, system, each))
            if place % share == share // 2 and place // share < len(KILLED):
                faults.kill(system, KILLED[place // share])
                answers[-1].result()
        return [answer.result() for answer in answers]


def until_taken(system: System, event: bytes) -> str:
    """The same event again until it is answered with 2xx."""
    return until(lambda: taken(system, event), faults.BACK, "no gateway takes it in", every=0.2)


def taken(system: System, event: bytes) -> str | None:
    try:
        answer = system.webhook(event)
    except httpx.TransportError:
        return None
    return answer.json()["ref"] if answer.is_success else None


def assert_all_there(system: System, refs: list[str]) -> None:
    """Each alert is one case, and there is no other."""
    found, cursor = [], None
    while cursor is not None or not found:
        query = {"limit": 50, **({"cursor": cursor} if cursor else {})}
        page = system.http.get("/v1/alerts", params=query, headers=system.auth("operator")).json()
        found += [line["ref"] for line in page["alerts"]]
        cursor = page["next_cursor"]
    assert sorted(found) == sorted(refs)


def assert_paged(system: System, ref: str) -> None:
    """Its first page is out, once to each contact; a repeat only where a sender died, and labelled."""
    alert = faults.await_settled(system, ref, PAGED_WITHIN)
    assert [e["rung"] for e in faults.entered(alert)] == ["district"]
    faults.assert_rows_once(alert)
    faults.assert_repeats_labelled(system, alert)
    faults.assert_paged_on_time(system, alert, PAGED_WITHIN)


def runs(system: System, refs: list[str]) -> list[dict[str, Any]]:
    return system.prefect("POST", "/flow_runs/filter", {"flow_runs": {"name": {"any_": refs}}})


def unparked(system: System, refs: list[str]) -> set[str]:
    """The cases that are not carried by exactly one run, which waits."""
    try:
        found = runs(system, refs)
    except httpx.HTTPError:
        return set(refs)
    number = Counter(run["name"] for run in found)
    waiting = {run["name"] for run in found if run["state"]["name"].startswith("Awaiting")}
    return {ref for ref in refs if number[ref] != 1 or ref not in waiting}


def scheduled(system: System) -> list[dict[str, Any]]:
    """Runs that Prefect's scheduler made, one of its background services."""
    wanted = {"flow_runs": {"tags": {"any_": ["auto-scheduled"]}}, "limit": 5}
    return system.prefect("POST", "/flow_runs/filter", wanted)


def shown(system: System, since: datetime) -> list[dict[str, Any]]:
    """Events of runs that went from an API server over Redis to the background services, and were kept."""
    wanted = {"occurred": {"since": since.isoformat()}, "event": {"prefix": ["prefect.flow-run."]}}
    return system.prefect("POST", "/events/filter", {"filter": wanted, "limit": 1})["events"]
