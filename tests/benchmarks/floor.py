"""The floor: what Prefect's server can do at best of the three calls that a pass cannot be without."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from tests.benchmarks.load import Line
from tests.benchmarks.systems import BenchSystem

IN_FLIGHT = 8


def passes_per_second(system: BenchSystem, count: int) -> float:
    """Create (Pending, as our worker does), Running, Scheduled for later: plain HTTP, eight at once, no worker at work."""
    deployment = system.prefect("GET", "/deployments/name/escalate-alert/abhay")["id"]
    shares = [len(range(number, count, IN_FLIGHT)) for number in range(IN_FLIGHT)]

    def passes(share: int) -> None:
        with Line(system.prefect_port) as line:
            for _ in range(share):
                _bare_pass(line, deployment)

    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        begun = time.monotonic()
        list(pool.map(passes, shares))
        return count / (time.monotonic() - begun)


def _bare_pass(line: Line, deployment: str) -> None:
    id_ = str(uuid4())
    created = line.post_json(
        f"/api/deployments/{deployment}/create_flow_run",
        {"name": f"floor-{id_}", "parameters": {"alert_id": id_}, "idempotency_key": id_, "state": {"type": "PENDING"}},
    )
    later = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    waiting = {"type": "SCHEDULED", "name": "AwaitingDistrict", "state_details": {"scheduled_time": later}}
    for state in ({"type": "RUNNING"}, waiting):
        path = f"/api/flow_runs/{created['id']}/set_state"
        answer = line.post_json(path, {"state": state, "force": state["type"] == "SCHEDULED"})
        assert answer["status"] == "ACCEPT", answer
