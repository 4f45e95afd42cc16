"""What is said of a change: nothing only if nothing changed, and enough to repeat it."""

import re
from typing import Any

from hypothesis import given

from abhay.domain.policy.diff import Change, changes
from abhay.domain.policy.document import default_policy, parse_policy

from .strategies import UNITS, policies, quick


def apply(policy: dict[str, Any], found: list[Change]) -> dict[str, Any]:
    """`policy` with every change carried out."""
    for change in found:
        keys = [int(part) if part.isdigit() else part for part in re.findall(r"[^.\[\]]+", change.path)]
        parent: Any = policy
        for key in keys[:-1]:
            parent = parent[key]
        if change.after is None:
            del parent[keys[-1]]
        else:
            parent[keys[-1]] = change.after
    return policy


def between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    return changes(parse_policy(before, UNITS), parse_policy(after, UNITS))


@quick
@given(policies(), policies())
def test_the_changes_lead_from_one_policy_to_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = between(before, after)
    assert bool(found) == (before != after)
    assert all(change.before != change.after for change in found)
    assert apply(before, found) == after


@quick
@given(policies())
def test_an_equal_policy_has_no_changes(policy: dict[str, Any]) -> None:
    assert between(policy, policy) == []


def test_one_wait_is_one_change() -> None:
    after = default_policy()
    after["severity"]["high"]["ladder"][1]["wait"] = 240
    found = between(default_policy(), after)
    assert [str(change) for change in found] == ["severity.high.ladder[1].wait: 600 → 240"]


def test_a_new_rung_is_told_as_a_new_ladder() -> None:
    after = default_policy()
    after["rung"]["range"] = {"label": "Range", "posts": ["range-office"], "scope": "unit"}
    after["severity"]["concern"]["ladder"].pop(0)
    assert [str(change) for change in between(default_policy(), after)] == [
        (
            "severity.concern.ladder: "
            "[{rung district, wait 1800, remind 600}, {rung sp, wait 1800, remind 600}, "
            "{rung dgp, wait 3600, remind 900}]"
            " → [{rung sp, wait 1800, remind 600}, {rung dgp, wait 3600, remind 900}]"
        ),
        "rung.range: none → {label Range, posts [range-office], scope unit}",
    ]
