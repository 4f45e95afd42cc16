"""The policy as a form: what was typed comes back as the policy, and onto the version that somebody else saved meanwhile."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.fields import field_path, fields_of, number, rebased, with_values
from abhay.domain.policy.rules import effective, rungs_in_order
from models.enums import Severity
from models.policy import PolicyDocument

from .strategies import UNITS, policies, quick

DEFAULT = parse_policy(default_policy(), UNITS)
WAIT, REMIND = "severity.imminent.ladder[0].wait", "severity.imminent.ladder[0].remind"
SP_WAIT = "severity.imminent.ladder[1].wait"
OWN = "unit.kota-city.severity.imminent.ladder[0].wait"


def texts(policy: PolicyDocument, unit: str | None) -> dict[str, str]:
    """The form as it is opened."""
    return {each.name: str(each.value) for severity in Severity for each in fields_of(policy, severity, unit)}


def typed(policy: PolicyDocument, unit: str | None = None, **values: str) -> PolicyDocument:
    return parse_policy(with_values(policy, unit, values), UNITS)


def with_rung(policy: PolicyDocument) -> PolicyDocument:
    """The same with a rung between the first two."""
    data = policy.model_dump(mode="json")
    data["rung"]["range"] = {"label": "Range", "posts": ["range-office"], "scope": "unit"}
    for severity in data["severity"].values():
        severity["ladder"].insert(1, {"rung": "range", "wait": 333, "remind": 99})
    return parse_policy(data, UNITS)


@quick
@given(policies(), st.none() | st.sampled_from(UNITS))
def test_a_form_that_nobody_touched_is_the_same_policy(data: dict[str, Any], unit: str | None) -> None:
    policy = parse_policy(data, UNITS)
    assert parse_policy(with_values(policy, unit, texts(policy, unit)), UNITS) == policy


@quick
@given(policies(), st.data())
def test_a_unit_has_what_was_typed_for_it_and_no_other_unit_has(data: dict[str, Any], draw: st.DataObject) -> None:
    policy, unit, severity = parse_policy(data, UNITS), draw.draw(st.sampled_from(UNITS)), Severity.HIGH
    field = draw.draw(st.sampled_from(fields_of(policy, severity, unit)))
    value = draw.draw(st.integers(field.least, field.most))
    changed = PolicyDocument.model_validate(with_values(policy, unit, {field.name: str(value)}))
    (after,) = (each for each in fields_of(changed, severity, unit) if each.name == field.name)
    assert after.value == value
    others = [(each, which) for each in Severity for which in (None, *UNITS) if (each, which) != (severity, unit)]
    assert all(effective(changed, *each) == effective(policy, *each) for each in others)


@quick
@given(policies(), policies(), st.none() | st.sampled_from(UNITS))
def test_nothing_typed_on_top_of_another_version_is_that_version(
    one: dict[str, Any], other: dict[str, Any], unit: str | None
) -> None:
    base, current = parse_policy(one, UNITS), parse_policy(other, UNITS)
    anew = rebased(base, current, unit, texts(base, unit))
    assert anew.values == texts(current, unit)
    assert anew.contested == {}


def test_every_number_has_its_limits_and_the_rung_whose_clock_it_is() -> None:
    fields = fields_of(DEFAULT, Severity.IMMINENT, None)
    assert [(each.rung, each.kind, each.value) for each in fields[:4]] == [
        ("desk", "wait", 120), ("desk", "remind", 60), ("district", "wait", 180), ("district", "remind", 60),
    ]  # fmt: skip
    assert [each.kind for each in fields[8:]] == [
        "repeat", "dispatched", "reached", "family_informed", "handed_over", "closed",
    ]  # fmt: skip
    assert {(each.kind, each.least, each.most) for each in fields[:9]} == {
        ("wait", 5, 86400), ("remind", 1, 86400), ("repeat", 1, 20),
    }  # fmt: skip
    assert rungs_in_order(DEFAULT) == ("desk", "district", "sp", "dgp")


def test_numbers_of_any_script_are_read_and_what_is_none_stays_for_the_rules_to_name() -> None:
    assert (number(" ९० "), number("90"), number("1e3"), number(""), number("9" * 12)) == (90, 90, "1e3", "", "9" * 12)
    assert with_values(DEFAULT, None, {WAIT: "soon"})["severity"]["imminent"]["ladder"][0]["wait"] == "soon"


def test_only_what_differs_from_all_units_is_a_units_own_and_none_of_it_when_it_no_longer_does() -> None:
    own = typed(DEFAULT, "kota-city", **{WAIT: "60", "severity.imminent.desk.wait": "90", "severity.high.repeat": "2"})
    kept = own.model_dump(mode="json")["unit"]["kota-city"]["severity"]
    assert kept["imminent"]["desk"] == {"wait": 90}
    assert kept["high"] == {"repeat": 2}
    assert [step["wait"] for step in kept["imminent"]["ladder"]] == [60, 300, 600]
    (field,) = (each for each in fields_of(own, Severity.IMMINENT, "kota-city") if each.name == WAIT)
    assert (field.value, field.base) == (60, 180)
    back = typed(own, "kota-city", **{WAIT: "180", "severity.imminent.desk.wait": "120", "severity.high.repeat": "3"})
    assert back.unit == {}


def test_a_problem_of_a_units_value_is_told_at_its_field() -> None:
    assert (field_path(OWN, "kota-city"), field_path(WAIT, None), field_path(OWN, "bundi")) == (WAIT, WAIT, OWN)


def test_both_changes_meet_on_the_version_in_force_and_the_value_that_both_changed_is_contested() -> None:
    current = typed(DEFAULT, **{WAIT: "100", SP_WAIT: "200"})
    sent = {**texts(DEFAULT, None), WAIT: "90", REMIND: "45"}
    anew = rebased(DEFAULT, current, None, sent)
    assert (anew.values[WAIT], anew.values[REMIND], anew.values[SP_WAIT]) == ("90", "45", "200")
    assert anew.contested == {WAIT: 100}
    agreed = rebased(DEFAULT, current, None, {**texts(DEFAULT, None), WAIT: "100"})
    assert agreed.contested == {}


def test_what_was_typed_for_a_rung_stays_with_it_when_the_ladder_has_grown() -> None:
    grown = with_rung(deepcopy(DEFAULT))
    anew = rebased(DEFAULT, grown, None, {**texts(DEFAULT, None), SP_WAIT: "222"})
    assert (anew.values[SP_WAIT], anew.values["severity.imminent.ladder[2].wait"]) == ("333", "222")
    back = rebased(grown, DEFAULT, None, {**texts(grown, None), SP_WAIT: "444"})
    assert back.values == texts(DEFAULT, None)
