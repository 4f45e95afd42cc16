"""A merged case's run ends, a split one begins its own, and each message of it reaches who must know."""

import pytest

from tests.support.system import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240), pytest.mark.xdist_group("in_process")]


def test_a_case_is_merged_into_another_and_split_off_again(in_process: System) -> None:
    in_process.set_policy(wait=120)
    stays, gone = in_process.raise_alert(), in_process.raise_alert()
    for ref in (stays, gone):
        until(lambda ref=ref: in_process.outbox(ref, kind="page"), 15, "not paged")
    answer = in_process.post(f"/v1/alerts/{gone}/merge", {"into": stays, "reason": "one person"})
    assert answer.status_code == 200, answer.text
    (told,) = until(lambda: in_process.outbox(gone, kind="stood_down"), 10, "who was paged for it was not told")
    assert stays in told["subject"]
    assert stays in told["body"]
    until(lambda: in_process.outbox(stays, kind="update"), 10, "the case that goes on was not paged again")
    until(lambda: in_process.run_state(gone) == "Completed", 20, "the merged case's run did not end")
    until(lambda: in_process.run_state(stays) == "AwaitingDistrict", 20, "the other one's run does not wait")

    moved = in_process.alert(stays)["events"][1]["id"]
    answer = in_process.post(f"/v1/alerts/{stays}/split", {"events": [moved], "reason": "two people after all"})
    assert answer.status_code == 200, answer.text
    new = answer.json()["ref"]
    until(lambda: in_process.outbox(new, kind="page"), 15, "the split case was not paged as a new alert")
    until(lambda: in_process.run_state(new) == "AwaitingDistrict", 20, "the split case has no run that waits")
    assert [entry["event"] for entry in in_process.alert(new)["timeline"]][:2] == ["received", "split"]
    assert in_process.alert(new)["route"]["units"] == ["kota-city"]
