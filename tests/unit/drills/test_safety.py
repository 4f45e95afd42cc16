"""When a drill may begin and when it ends, how high it climbs, and that real cases go before it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.drills.order import DrillOrder
from abhay.domain.drills.safety import Load, in_turn, require_room, top_of, why_end
from abhay.domain.policy.cutting import cut_above
from abhay.domain.policy.document import default_policy
from abhay.domain.policy.rules import Rules, effective
from abhay.errors import BadInput, DrillNotNow
from models.drills.words import DrillEnd
from models.enums import Severity
from models.policy import PolicyDocument
from tests.unit.policy_document.strategies import policies

AT = datetime(2026, 11, 30, 6, tzinfo=UTC)
UNITS = [f"unit-{letter}" for letter in "abcdefghijklmno"]


@dataclass(frozen=True)
class Due:
    number: int
    drill: bool


cases = st.lists(st.booleans()).map(lambda kinds: [Due(n, drill) for n, drill in enumerate(kinds)])


@given(cases, st.integers(0, 20), st.integers(1, 20), st.integers(0, 20))
def test_a_drill_begins_only_while_no_real_case_waits(due: list[Due], free: int, places: int, drills: int) -> None:
    begun = in_turn(due, free=free, places=places, drills=drills)
    real = [case for case in due if not case.drill]
    assert len(begun) <= free
    assert begun == sorted(begun, key=lambda case: case.number)
    if real:
        assert begun == real[:free]
    else:
        assert len(begun) + min(drills, max(1, places // 2)) <= max(1, places // 2)


@given(st.sets(st.sampled_from(UNITS)), st.sets(st.sampled_from(UNITS), min_size=1), st.integers(0, 30))
def test_what_begins_is_within_every_bound(drilled: set[str], units: set[str], real: int) -> None:
    fits = real < 10 and not drilled & units and len(drilled | units) <= 10
    try:
        require_room(Load(frozenset(drilled), real), units, most_open=10, real_mark=10)
    except DrillNotNow:
        assert not fits
    else:
        assert fits


@pytest.mark.parametrize(
    ("load", "says"),
    [
        (Load(frozenset(), 10), "10 real cases wait for an answer"),
        (Load(frozenset({"unit-a"}), 0), "unit-a: a drill is open there already"),
        (Load(frozenset(UNITS[5:14]), 0), "there is room for 1"),
    ],
)
def test_a_refusal_says_why(load: Load, says: str) -> None:
    with pytest.raises(DrillNotNow, match=says):
        require_room(load, ["unit-a", "unit-b"], most_open=10, real_mark=10)


@pytest.mark.parametrize(
    ("minutes", "open_cases", "real", "why"),
    [
        (0, 1, 0, None),
        (59, 1, 9, None),
        (60, 1, 0, DrillEnd.WINDOW),
        (0, 1, 10, DrillEnd.REAL_LOAD),
        (60, 1, 10, DrillEnd.REAL_LOAD),
        (0, 0, 0, DrillEnd.DONE),
        (60, 0, 10, DrillEnd.DONE),
    ],
)
def test_a_drill_ends_with_its_window_its_cases_or_real_load(
    minutes: int, open_cases: int, real: int, why: DrillEnd | None
) -> None:
    now = AT + timedelta(minutes=minutes)
    assert why_end(AT + timedelta(hours=1), now, open_cases=open_cases, real=real, real_mark=10) == why


def rungs_of(document: PolicyDocument, severity: Severity, unit: str | None) -> list[str]:
    rules = Rules(effective(document, severity, unit), document.rung)
    return [*rules.names(), rules.severity.desk.then]


@given(policies(), st.data())
def test_no_case_under_a_cut_policy_reaches_a_rung_above_the_cut(body: dict[str, Any], data: st.DataObject) -> None:
    policy = PolicyDocument.model_validate(body)
    top = data.draw(st.sampled_from(sorted(policy.rung)))
    cut = cut_above(policy, top)
    for severity in Severity:
        for unit in (None, *policy.unit):
            ladder = [step.rung for step in effective(policy, severity, unit).ladder]
            allowed = ladder[: ladder.index(top) + 1] if top in ladder else ladder[:1]
            assert rungs_of(cut, severity, unit)[:-1] == allowed
            assert rungs_of(cut, severity, unit)[-1] in allowed
    assert cut_above(policy, None) is policy


def test_by_default_a_drill_climbs_to_the_highest_rung_of_the_unit_itself() -> None:
    policy = PolicyDocument.model_validate(default_policy())
    assert top_of(policy, Severity.IMMINENT, ["kota-city"], None) == "sp"
    assert top_of(policy, Severity.IMMINENT, ["kota-city"], "district") == "district"
    assert top_of(policy, Severity.IMMINENT, ["kota-city"], "dgp") == "dgp"
    with pytest.raises(BadInput, match="'range' is not on the ladder of kota-city: use one of district, sp, dgp"):
        top_of(policy, Severity.IMMINENT, ["kota-city"], "range")


def test_an_order_names_each_unit_once() -> None:
    order = {"units": ["kota-city", "kota-city"], "severity": "high", "reason": "routine"}
    with pytest.raises(ValueError, match="name each unit once"):
        DrillOrder.model_validate(order)
    assert DrillOrder.model_validate({**order, "units": ["kota-city"]}).window_minutes == 60


def test_a_ladder_of_the_state_alone_asks_for_a_rung() -> None:
    body = default_policy()
    for severity in body["severity"].values():
        severity["ladder"] = severity["ladder"][-1:]
    with pytest.raises(BadInput, match="every rung of kota-city is the State's: name one of dgp"):
        top_of(PolicyDocument.model_validate(body), Severity.HIGH, ["kota-city"], None)
