"""The main job with real processes: an alert in, its district told, then the SP, then the DGP."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.speed import patience
from tests.support.system import RUNGS, System, synthetic, until, when

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]


def climbed(system: System, ref: str, rungs: tuple[str, ...] = RUNGS, limit: float = 40) -> dict[str, dict]:
    """The first page of each rung, once all are there."""

    def pages() -> dict[str, dict] | None:
        found: dict[str, dict] = {}
        for message in system.outbox(ref, kind="page"):
            found.setdefault(message["rung"], message)
        return found if set(rungs) <= found.keys() else None

    found = until(pages, limit, f"not every one of {rungs} was paged")
    assert found is not None
    return found


def acknowledge_by_link(system: System, message: dict) -> None:
    path = re.sub(r"^https?://[^/]+", "", message["ack_url"])
    assert system.http.get(path).status_code == 200
    assert system.http.post(path, data={"pin": message["ack_pin"]}, follow_redirects=True).status_code == 200


def test_unanswered_it_climbs_on_time_and_then_the_desk_is_paged(in_process: System) -> None:
    in_process.set_policy(wait=5)
    ref = in_process.raise_alert()
    states: set[str] = set()

    def exhausted() -> bool:
        states.add(in_process.run_state(ref) or "")
        return bool(in_process.outbox(ref, kind="desk"))

    until(exhausted, 40, "the desk was not paged after the last rung", every=0.3)
    pages = climbed(in_process, ref)
    entered = {e["rung"]: e for e in in_process.alert(ref)["timeline"] if e["event"] == "rung_entered"}
    for lower, higher in (("district", "sp"), ("sp", "dgp")):
        late = (when(entered[higher]["at"]) - when(entered[lower]["detail"]["due_at"])).total_seconds()
        assert 0 <= late < patience(2.5), f"{higher} was entered {late} s after it was due"
    for rung in RUNGS:
        lag = (when(pages[rung]["at"]) - when(entered[rung]["at"])).total_seconds()
        assert 0 <= lag < patience(2.5), f"{rung} was paged {lag} s after it was entered"
    assert {"AwaitingDistrict", "AwaitingSP", "AwaitingDGP"} <= states
    until(lambda: in_process.run_state(ref) == "AwaitingDesk", 10, "the run does not wait at the desk")
    assert "exhausted" in [e["event"] for e in in_process.alert(ref)["timeline"]]


@pytest.mark.parametrize("rung", RUNGS)
def test_acknowledged_at_each_rung_the_higher_ones_stay_silent(in_process: System, rung: str) -> None:
    in_process.set_policy(wait=5)
    ref = in_process.raise_alert()
    below = RUNGS[: RUNGS.index(rung) + 1]
    acknowledge_by_link(in_process, climbed(in_process, ref, below)[rung])
    until(lambda: in_process.run_state(ref) == "AwaitingOutcome", 10, "the run does not await the outcome")
    acknowledged = in_process.alert(ref)["acknowledgement"]
    assert acknowledged["rung"] == rung
    told = until(lambda: in_process.outbox(ref, kind="acknowledged"), 5, "nobody was told who has it")
    assert {m["rung"] for m in told} <= set(below)
    due = when(in_process.alert(ref)["timeline"][-1]["at"])
    assert due is not None
    for kind in ("dispatched", "reached", "family_informed"):
        assert in_process.post(f"/v1/alerts/{ref}/milestones", {"kind": kind}).status_code in (200, 201)
    assert in_process.post(f"/v1/alerts/{ref}/closure", {"outcome": "safe"}).status_code in (200, 201)
    until(lambda: in_process.run_state(ref) == "Completed", 15, "the run did not complete")
    assert {m["rung"] for m in in_process.outbox(ref, kind="page")} == set(below)
    assert in_process.outbox(ref, kind="closed")


def test_acknowledged_at_the_moment_of_the_deadline(in_process: System) -> None:
    """Five times; whoever is first, the outcome is one of the two legal ones."""
    in_process.set_policy(wait=5)
    refs = [in_process.raise_alert() for _ in range(5)]
    pages = {ref: climbed(in_process, ref, ("district",))["district"] for ref in refs}
    due = {ref: when(in_process.alert(ref)["due_at"]).timestamp() for ref in refs}

    def at_the_deadline(ref: str) -> None:
        import time

        until(lambda: time.time() >= due[ref] - 0.02, 10, "the deadline did not come", every=0.005)
        acknowledge_by_link(in_process, pages[ref])

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(at_the_deadline, refs))
    for ref in refs:
        until(lambda ref=ref: in_process.run_state(ref) == "AwaitingOutcome", 15, "the run does not await the outcome")
        alert = in_process.alert(ref)
        answered = when(alert["acknowledgement"]["at"])
        higher = [n for n in alert["notifications"] if n["rung"] != "district" and n["kind"] == "page"]
        assert all(when(n["queued_at"]) <= answered for n in higher)
        sp = [event for event in alert["timeline"] if event["event"] == "rung_entered" and event["rung"] == "sp"]
        # On a machine that takes seconds for an answer, the next deadline may have passed before it, too.
        if not sp or answered < when(sp[0]["detail"]["due_at"]):
            assert not [n for n in alert["notifications"] if n["rung"] == "dgp"]


def test_the_same_event_ten_times_at_once_is_one_case_and_one_run(in_process: System) -> None:
    body = json.dumps(synthetic()).encode()
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: in_process.webhook(body), range(10)))
    refs = {answer.json()["ref"] for answer in answers}
    assert len(refs) == 1
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [202]
    ref = refs.pop()
    until(lambda: in_process.run_state(ref) == "AwaitingDistrict", 15, "the run does not wait")
    assert len(in_process.runs(ref)) == 1
    assert len(in_process.outbox(ref, kind="page")) == 1


def test_a_policy_change_does_not_touch_an_open_alert(in_process: System) -> None:
    before = in_process.set_policy(wait=60)
    ref = in_process.raise_alert()
    until(lambda: in_process.alert(ref)["due_at"], 10, "not paged")
    due = in_process.alert(ref)["due_at"]
    after = in_process.set_policy(wait=5)
    assert after > before
    alert = in_process.alert(ref)
    assert (alert["policy_version"], alert["due_at"]) == (before, due)
    later = in_process.raise_alert()
    assert in_process.alert(later)["policy_version"] == after


def test_a_run_started_by_hand_does_what_the_gateways_does_and_only_once(in_process: System) -> None:
    in_process.set_policy(wait=60)
    ref = in_process.raise_alert()
    until(lambda: in_process.run_state(ref) == "AwaitingDistrict", 15, "the run does not wait")
    deployment = in_process.prefect("GET", "/deployments/name/escalate-alert/abhay")
    alert_id = in_process.alert(ref)["id"]
    path = f"/deployments/{deployment['id']}/create_flow_run"
    second = in_process.prefect("POST", path, {"parameters": {"alert_id": alert_id}, "state": {"type": "SCHEDULED"}})
    ended = until(
        lambda: (r := in_process.prefect("GET", f"/flow_runs/{second['id']}"))["state"]["type"] == "COMPLETED" and r,
        30,
        "the second run did not end",
    )
    assert ended["state"]["message"] == f"already handled by {ref}"
    assert len(in_process.outbox(ref, kind="page")) == 1


def test_no_process_is_held_while_alerts_wait(in_process: System) -> None:
    in_process.set_policy(wait=600)
    before = len(in_process.processes())
    refs = [in_process.raise_alert() for _ in range(8)]
    for ref in refs:
        until(lambda ref=ref: in_process.run_state(ref) == "AwaitingDistrict", 30, "the run does not wait")
    assert len(in_process.processes()) <= before


def test_when_processors_are_short_alerts_go_first_and_prefect_last(in_process: System) -> None:
    nice = {name: in_process.part(name).nice() for name in ("postgres", "gateway", "watcher", "worker", "prefect")}
    assert sorted(nice, key=nice.__getitem__) == list(nice)
    assert nice["postgres"] == nice["gateway"] < nice["watcher"] < nice["worker"] < nice["prefect"]
