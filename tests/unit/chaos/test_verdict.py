"""The verdict on chaos: each thing that must hold is seen when it does not, and a fault of the database excuses lateness alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.chaos.faults import KINDS, plan
from tests.chaos.verdict import BOUND, HANG_NOTICED, RECOVERED, Fault, steps, wrong_with, wrong_with_pages

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
WAIT = 15.0


def at(seconds: float) -> str:
    return (NOON + timedelta(seconds=seconds)).isoformat()


def case(*entered: float, rungs: tuple[str, ...] = ("district", "sp", "dgp")) -> dict[str, Any]:
    """A case of noon that entered these rungs so many seconds later, each of which was to last `WAIT`."""
    timeline = [
        {"event": "rung_entered", "rung": rung, "at": at(seconds), "detail": {"due_at": at(seconds + WAIT)}}
        for rung, seconds in zip(rungs, entered, strict=True)
    ]
    return {"ref": "RJ-2026-000001", "received_at": at(0), "timeline": timeline, "acknowledgement": None}


WELL = case(0.1, 15.2, 30.4)


def wrong(alert: dict[str, Any], *faults: Fault, answered: float | None = None) -> list[str]:
    moment = None if answered is None else NOON.timestamp() + answered
    return wrong_with(alert, steps(alert, faults), moment)


def fault(began: float, ended: float, **hit: bool) -> Fault:
    return Fault("any", NOON.timestamp() + began, NOON.timestamp() + ended, **hit)


def test_what_went_well_is_not_wrong() -> None:
    assert wrong(WELL) == []
    assert wrong(case(0.1, rungs=("district",)), answered=5) == []


@pytest.mark.parametrize(
    ("alert", "answered", "says"),
    [
        (case(0.1, 15.2, 30.4, rungs=("district", "dgp", "sp")), None, "entered district dgp sp"),
        (case(0.1, 15.2, rungs=("district", "sp")), None, "got only as far as sp"),
        (case(rungs=()), None, "got only as far as nowhere"),
        (case(0.1, 14.9, 29.9), None, "entered sp 0.20 s early"),
        (case(0.1, 15.2 + BOUND, 30.4 + BOUND), None, f"s late, {BOUND:.0f} s are allowed"),
        (WELL, 20.0, "entered dgp after it was answered"),
    ],
    ids=["order", "not-high-enough", "nowhere", "early", "late", "after-the-answer"],
)
def test_what_must_hold_is_seen_when_it_does_not(alert: dict[str, Any], answered: float | None, says: str) -> None:
    assert any(says in line for line in wrong(alert, answered=answered))


def test_only_a_fault_of_the_database_that_falls_into_the_wait_excuses_lateness() -> None:
    late = case(0.1, 40.0, 55.2)
    assert wrong(late, fault(20, 35, database=True)) == []
    assert wrong(late, fault(0, 15.1 - RECOVERED - 1, database=True)) != [], "it was over"
    assert wrong(late, fault(20, 35)) != [], "a killed part holds up nobody"


def test_while_both_movers_hang_more_is_allowed_but_not_without_an_end() -> None:
    assert wrong(case(0.1, 15.1 + BOUND + HANG_NOTICED - 1, 60.0), fault(10, 60, movers=True)) == []
    assert wrong(case(0.1, 15.1 + BOUND + HANG_NOTICED + 1, 60.0), fault(10, 60, movers=True)) != []


def row(id_: str, rung: str = "district", status: str = "sent", **more: Any) -> dict[str, Any]:
    place = {"round": 1, "unit": "kota-city", "post": "control-room", "channel": "outbox"}
    return {"id": id_, "kind": "page", "rung": rung, "status": status, **place, **more}


def file(id_: str, attempt: int = 1, *, labelled: bool = False) -> dict[str, Any]:
    return {"id": id_, "kind": "page", "attempt": attempt, "possible_duplicate": labelled}


@pytest.mark.parametrize(
    ("rows", "files", "says"),
    [
        ([row("1")], [file("1")], None),
        ([row("1", status="unknown"), row("2")], [file("1"), file("2", 2, labelled=True)], None),
        ([row("1")], [file("1"), file("1")], "handed over 2 times"),
        ([row("1")], [], "never left"),
        ([row("1", status="failed")], [], "nobody of district was paged"),
        ([row("1"), row("2")], [file("1"), file("2")], "was written 2 times"),
        ([row("1")], [file("1", 2)], "wrongly labelled"),
        ([row("1")], [file("1", labelled=True)], "wrongly labelled"),
    ],
    ids=["once", "labelled", "twice", "lost", "nobody", "written-twice", "unlabelled", "labelled-for-nothing"],
)
def test_pages(rows: list[dict[str, Any]], files: list[dict[str, Any]], says: str | None) -> None:
    found = wrong_with_pages({**case(0.1, rungs=("district",)), "notifications": rows}, files)
    assert found == [] if says is None else any(says in line for line in found)


@pytest.mark.parametrize(
    ("closed", "faults", "held"),
    [
        (BOUND - 1, (), True),
        (BOUND + 1, (), False),
        (BOUND + HANG_NOTICED - 1, (fault(0, 20, movers=True),), True),
        (BOUND + HANG_NOTICED + 1, (fault(0, 20, movers=True),), False),
        (60, (fault(0, 50, database=True),), True),
    ],
)
def test_a_closure_overtakes_a_page_within_the_time_that_it_may_be_late(
    closed: float, faults: tuple[Fault, ...], *, held: bool
) -> None:
    alert = case(0.1, rungs=("district",))
    alert["timeline"].append({"event": "closed", "rung": "district", "at": at(0.1 + closed), "detail": {}})
    found = wrong_with_pages({**alert, "notifications": [row("1", status="stood_down")]}, [], faults)
    assert found == ([] if held else ["RJ-2026-000001: nobody of district was paged"])


def test_a_seed_plans_the_same_faults_and_another_one_others() -> None:
    assert plan(7, 10) == plan(7, 10) != plan(8, 10)


@pytest.mark.parametrize("seed", range(5))
def test_a_plan_fills_its_minutes_and_keeps_to_its_kinds(seed: int) -> None:
    planned = plan(seed, 10, without=("full disk",))
    assert sum(each.lasts + each.rest for each in planned) >= 600
    for each in planned:
        assert KINDS[each.kind].least <= each.lasts <= KINDS[each.kind].most
    assert "full disk" not in {each.kind for each in planned}


def test_in_a_few_plans_everything_breaks() -> None:
    assert {each.kind for seed in range(10) for each in plan(seed, 10)} == set(KINDS)
