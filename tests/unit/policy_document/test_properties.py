"""What holds for every policy: its texts, its corruptions, its overrides."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.policy.document import parse_policy
from abhay.domain.policy.rules import effective
from abhay.domain.policy.toml import dump_toml, load_toml, toml_path
from abhay.errors import InvalidPolicy
from models.enums import Severity
from models.policy import PolicyDocument

from .strategies import UNITS, policies, quick

Keys = tuple[str | int, ...]
NOT_A_NUMBER = [True, "60", "", float("nan"), float("inf"), 2.5, 0, -5, 10**9, 1e300, [], {}, [60]]
NOT_A_WORD = [3, True, "", "Not a word!", "\ud800", "x" * 41, [], {}, ["sp"]]
NOT_A_TABLE = [3, True, "sp", [], [{}]]
NOT_A_LIST = [3, True, "sp", {}, []]


def values(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Every value below the top, tables and lists included, with its keys."""
    if keys:
        yield keys, value
    for key, part in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from values(part, (*keys, key))


def put(policy: dict[str, Any], keys: Keys, value: object) -> dict[str, Any]:
    changed: Any = deepcopy(policy)
    parent = changed
    for key in keys[:-1]:
        parent = parent[key]
    parent[keys[-1]] = value
    return changed


def _is_required(keys: Keys) -> bool:
    """A field, unless it is an override's or came later; a rung, a unit or an entry of a list is no field."""
    if keys[-1] == "handed_over" or isinstance(keys[-1], int) or (keys[0] == "rung" and len(keys) == 2):
        return False
    return keys[0] != "unit" or "ladder" in keys[:-1]


def refused_paths(policy: dict[str, Any]) -> list[str]:
    with pytest.raises(InvalidPolicy) as refusal:
        parse_policy(policy, UNITS)
    return [path for path, _ in refusal.value.problems]


@quick
@given(policies())
def test_toml_and_json_say_the_same(policy: dict[str, Any]) -> None:
    document = parse_policy(policy, UNITS)
    assert document.model_dump(mode="json") == policy
    assert parse_policy(load_toml(dump_toml(document)), UNITS) == document
    assert PolicyDocument.model_validate_json(document.model_dump_json()) == document


@quick
@given(policies(), st.data())
def test_one_corrupted_value_is_refused_at_its_path(policy: dict[str, Any], data: st.DataObject) -> None:
    keys, value = data.draw(st.sampled_from(list(values(policy))))
    wrong = {int: NOT_A_NUMBER, str: NOT_A_WORD, dict: NOT_A_TABLE, list: NOT_A_LIST}[type(value)]
    assert toml_path(keys) in refused_paths(put(policy, keys, data.draw(st.sampled_from(wrong))))


@quick
@given(policies(), st.data())
def test_an_unknown_key_is_refused_at_its_path(policy: dict[str, Any], data: st.DataObject) -> None:
    tables = [keys for keys, value in values(policy) if isinstance(value, dict)]
    keys = (*data.draw(st.sampled_from(tables)), "No such key")
    assert toml_path(keys) in refused_paths(put(policy, keys, 60))


@quick
@given(policies(), st.data())
def test_a_missing_value_is_refused_at_its_path(policy: dict[str, Any], data: st.DataObject) -> None:
    required = [keys for keys, _ in values(policy) if _is_required(keys)]
    keys = data.draw(st.sampled_from(required))
    changed: Any = deepcopy(policy)
    parent = changed
    for key in keys[:-1]:
        parent = parent[key]
    del parent[keys[-1]]
    assert toml_path(keys) in refused_paths(changed)


@quick
@given(policies(), st.sampled_from(Severity), st.sampled_from([*UNITS, "ajmer", None]))
def test_a_units_policy_is_the_common_one_with_its_own_values(
    policy: dict[str, Any], severity: Severity, unit: str | None
) -> None:
    found = effective(parse_policy(policy, UNITS), severity, unit).model_dump(mode="json")
    base = policy["severity"][severity]
    own = policy["unit"].get(unit, {}).get("severity", {}).get(severity, {})
    assert found["repeat"] == own.get("repeat", base["repeat"])
    assert found["ladder"] == own.get("ladder", base["ladder"])
    assert found["desk"] == base["desk"] | own.get("desk", {})
    assert found["milestones"] == base["milestones"] | own.get("milestones", {})


@quick
@given(policies(), st.sampled_from(Severity), st.sampled_from(UNITS), st.data())
def test_a_units_policy_is_never_invalid(
    policy: dict[str, Any], severity: Severity, unit: str, data: st.DataObject
) -> None:
    """Also when a unit's desk has only one half of its clock: such a pair is refused, or it fits."""
    half = data.draw(st.fixed_dictionaries({}, optional={"wait": st.integers(5, 600), "remind": st.integers(1, 600)}))
    parts = policy["unit"].setdefault(unit, {"severity": {}})["severity"].setdefault(severity, {})
    parts["desk"] = half
    merged = policy["severity"][severity]["desk"] | half
    if merged["remind"] > merged["wait"]:
        blamed = "remind" if "remind" in half else "wait"
        assert refused_paths(policy) == [f"unit.{unit}.severity.{severity}.desk.{blamed}"]
        return
    as_common = effective(parse_policy(policy, UNITS), severity, unit).model_dump(mode="json")
    parse_policy({**policy, "severity": policy["severity"] | {severity: as_common}, "unit": {}}, UNITS)


@quick
@given(policies(), st.data())
def test_null_means_not_overridden(policy: dict[str, Any], data: st.DataObject) -> None:
    own = [keys for keys, _ in values(policy) if len(keys) == 5 and keys[0] == "unit"]
    if own:
        keys = data.draw(st.sampled_from(own))
        without = deepcopy(policy)
        del without["unit"][keys[1]]["severity"][keys[3]][keys[4]]
        assert parse_policy(put(policy, keys, None), UNITS) == parse_policy(without, UNITS)
