"""What people do in Prefect's UI: the forms, started as the UI starts them."""

from typing import Any

import pytest

from tests.support.speed import patience
from tests.support.system import System, until, when

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]


def submit(system: System, form: str, **fields: Any) -> dict[str, Any]:
    """Fill in a form and wait for its run to end."""
    deployment = system.prefect("GET", f"/deployments/name/{form}/abhay")
    run = system.prefect("POST", f"/deployments/{deployment['id']}/create_flow_run", {"parameters": fields})

    def ended() -> dict[str, Any] | None:
        now = system.prefect("GET", f"/flow_runs/{run['id']}")
        return now if now["state"]["type"] in ("COMPLETED", "CANCELLED", "FAILED", "CRASHED") else None

    found = until(ended, 40, f"the form {form} was not carried out")
    assert found is not None
    return found


def artifact(system: System, key: str) -> str:
    return system.prefect("POST", "/artifacts/latest/filter", {"artifacts": {"key": {"any_": [key]}}})[0]["data"]


def test_an_alert_is_acknowledged_for_a_post_that_answered_by_phone(in_process: System) -> None:
    in_process.set_policy(wait=120)
    ref = in_process.raise_alert()
    until(lambda: in_process.outbox(ref, kind="page"), 15, "not paged")
    run = submit(in_process, "acknowledge-alert", ref=ref, post="control-room", unit="kota-city")
    assert run["state"]["type"] == "COMPLETED"
    answer = in_process.alert(ref)["acknowledgement"]
    assert (answer["post"], answer["via"]) == ("control-room", "prefect")
    assert "stopped the climb" in artifact(in_process, f"acknowledged-{ref.lower()}")
    until(lambda: in_process.outbox(ref, kind="acknowledged"), 10, "nobody was told who has it")


def test_a_clock_is_tuned_and_the_artifact_shows_before_and_after(in_process: System) -> None:
    before = in_process.set_policy(wait=120)
    run = submit(in_process, "tune-policy", severity="imminent", rung="sp", wait=240)
    assert run["state"]["type"] == "COMPLETED"
    answer = in_process.http.get("/v1/policy", headers=in_process.auth("admin")).json()
    assert answer["version"] == before + 1
    ladder = {step["rung"]: step["wait"] for step in answer["policy"]["severity"]["imminent"]["ladder"]}
    assert ladder == {"district": 120, "sp": 240, "dgp": 120}
    assert "| 120 | 240 |" in artifact(in_process, f"policy-{before + 1}")


def test_a_wrong_value_is_named_and_changes_nothing(in_process: System) -> None:
    before = in_process.set_policy(wait=120)
    run = submit(in_process, "tune-policy", severity="high", rung="sp", wait=60, remind=90)
    assert (run["state"]["type"], run["state"]["name"]) == ("CANCELLED", "Refused")
    assert "severity.high.ladder[1].remind" in run["state"]["message"]
    assert in_process.http.get("/v1/policy", headers=in_process.auth("admin")).json()["version"] == before


def test_a_case_is_closed_for_a_post_that_told_its_outcome(in_process: System) -> None:
    in_process.set_policy(wait=120)
    ref = in_process.raise_alert()
    run = submit(in_process, "close-alert", ref=ref, outcome="safe", post="control-room", unit="kota-city")
    assert run["state"]["type"] == "COMPLETED"
    assert (in_process.alert(ref)["status"], in_process.alert(ref)["outcome"]) == ("closed", "safe")
    assert "closed as safe" in artifact(in_process, f"closed-{ref.lower()}")


def test_a_form_about_no_case_or_no_post_is_refused_in_one_sentence(in_process: System) -> None:
    ref = in_process.raise_alert()
    for fields, why in (
        ({"ref": "RJ-2026-999999", "post": "control-room"}, "no such alert"),
        ({"ref": ref, "post": "kontrol-room"}, "use one of"),
    ):
        state = submit(in_process, "acknowledge-alert", **fields)["state"]
        assert (state["type"], state["name"]) == ("CANCELLED", "Refused")
        assert "NOTHING WAS DONE" in state["message"]
        assert why in state["message"]
    assert in_process.alert(ref)["acknowledgement"] is None


def test_only_what_no_loop_does_is_scheduled(in_process: System) -> None:
    found = {d["entrypoint"]: len(d["schedules"]) for d in in_process.prefect("POST", "/deployments/filter", {})}
    assert {name.rpartition(".")[2] for name, number in found.items() if number} == {"check_readiness", "daily_report"}


def test_first_messages_go_out_at_once(in_process: System) -> None:
    """Loosely, on a machine that runs other tests beside it; `make bench` measures tightly."""
    in_process.set_policy(wait=120)
    delays: list[float] = []
    for _ in range(10):
        ref = in_process.raise_alert()
        first = until(lambda ref=ref: in_process.outbox(ref, kind="page"), 15, "not paged", every=0.05)[0]
        delays.append((when(first["at"]) - when(in_process.alert(ref)["received_at"])).total_seconds())
    assert sorted(delays)[len(delays) // 2] < patience(1.5)
