"""One clock changed: for all units or for one, on a rung of the ladder or at the desk."""

import pytest

from abhay.domain.policy.diff import changes
from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.tuning import Tuning, tuned
from abhay.errors import InvalidPolicy
from models.enums import Severity

UNITS = {"kota-city"}
POLICY = parse_policy(default_policy(), UNITS)
IMMINENT = Severity.IMMINENT


@pytest.mark.parametrize(
    ("tuning", "paths"),
    [
        (Tuning(IMMINENT, "sp", wait=240), ["severity.imminent.ladder[1].wait"]),
        (Tuning(IMMINENT, "sp", remind=60), ["severity.imminent.ladder[1].remind"]),
        (Tuning(IMMINENT, "desk", wait=90), ["severity.imminent.desk.wait"]),
        (Tuning(IMMINENT, "sp"), []),
        (Tuning(IMMINENT, "sp", wait=300), []),
        (Tuning(IMMINENT, "sp", wait=240, unit="kota-city"), ["unit.kota-city"]),
        (Tuning(IMMINENT, "desk", wait=90, unit="kota-city"), ["unit.kota-city"]),
    ],
    ids=str,
)
def test_one_clock_and_nothing_else_is_changed(tuning: Tuning, paths: list[str]) -> None:
    after = parse_policy(tuned(POLICY, tuning), UNITS)
    assert [each.path for each in changes(POLICY, after)] == paths


def test_a_units_own_clock_is_changed_beside_what_it_has_already() -> None:
    first = parse_policy(tuned(POLICY, Tuning(IMMINENT, "desk", wait=90, unit="kota-city")), UNITS)
    second = parse_policy(tuned(first, Tuning(IMMINENT, "desk", remind=30, unit="kota-city")), UNITS)
    own = second.model_dump(mode="json")["unit"]["kota-city"]["severity"]["imminent"]
    assert own["desk"] == {"wait": 90, "remind": 30}


def test_a_rung_that_the_ladder_lacks_is_named_with_those_it_has() -> None:
    with pytest.raises(InvalidPolicy, match=r"severity\.imminent\.ladder: has no rung 'range': use one of"):
        tuned(POLICY, Tuning(IMMINENT, "range", wait=60))
