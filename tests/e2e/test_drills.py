"""A drill begun by the form in Prefect's UI goes the way of a real case, and its scorecard tells who answered."""

import pytest

from tests.e2e.test_forms import artifact, submit
from tests.support.system import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]


def test_a_drill_is_paged_answered_and_scored(in_process: System) -> None:
    in_process.set_policy(wait=120)
    run = submit(in_process, "run-drill", units=["kota-city", "bundi"], severity="imminent", reason="routine")
    assert run["state"]["type"] == "COMPLETED", run["state"]
    http, admin = in_process.http, in_process.auth("admin")
    (begun, *_) = http.get("/v1/drills", headers=admin).json()["drills"]
    assert "kota-city" in artifact(in_process, f"drill-{begun['id']}")
    for ref in begun["cases"].values():
        page = until(lambda ref=ref: in_process.outbox(ref, kind="page"), 15, "not paged")[0]
        assert page["drill"]
        assert page["subject"].startswith("[अभ्यास / DRILL]")
        http.post(f"/a/{page['ack_url'].rpartition('/')[2]}", data={"pin": page["ack_pin"]})
    found = http.get(f"/v1/drills/{begun['id']}", headers=admin).json()
    assert {card["unit"]: card["mark"] for card in found["scorecard"]["units"]} == {
        "kota-city": "in_time",
        "bundi": "in_time",
    }
    for ref in begun["cases"].values():
        until(lambda ref=ref: in_process.alert(ref)["flow_run_id"], 15, "no flow run carries it")
        body = {"outcome": "false_alarm"}
        http.post(f"/v1/alerts/{ref}/closure", json=body, headers=in_process.auth("operator"))
    ended = until(
        lambda: http.get(f"/v1/drills/{begun['id']}", headers=admin).json()["ended_at"], 20, "the drill goes on"
    )
    assert ended
    again = submit(in_process, "run-drill", units=["no-such-unit"], severity="high", reason="training")
    assert (again["state"]["type"], again["state"]["name"]) == ("CANCELLED", "Refused")
    assert "no-such-unit" in again["state"]["message"]
