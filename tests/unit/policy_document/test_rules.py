"""Each rule of a policy, by one policy that breaks it."""

from collections.abc import Callable
from typing import Any

import pytest

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.rules import effective
from abhay.errors import InvalidPolicy
from models.enums import Severity
from models.policy import PolicyDocument

UNITS = {"kota-city", "jhunjhunu"}
RANGE = {"label": "Range", "posts": ["range-office"], "scope": "unit"}


def problems(policy: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(InvalidPolicy) as refusal:
        parse_policy(policy, UNITS)
    return dict(refusal.value.problems)


def override(**parts: object) -> dict[str, Any]:
    return {"kota-city": {"severity": {"imminent": parts}}}


def test_the_default_is_the_contracts_policy() -> None:
    document = parse_policy(default_policy(), UNITS)
    clocks = {
        severity: [(step.rung, step.wait, step.remind) for step in document.severity.of(severity).ladder]
        for severity in Severity
    }
    assert clocks == {
        Severity.IMMINENT: [("district", 180, 60), ("sp", 300, 120), ("dgp", 600, 300)],
        Severity.HIGH: [("district", 600, 180), ("sp", 600, 180), ("dgp", 900, 300)],
        Severity.CONCERN: [("district", 1800, 600), ("sp", 1800, 600), ("dgp", 3600, 900)],
    }
    assert [document.severity.of(severity).repeat for severity in Severity] == [3, 3, 2]
    assert [tuple(document.severity.of(severity).desk.model_dump().values()) for severity in Severity] == [
        (120, 60, "dgp"),
        (300, 120, "dgp"),
        (900, 300, "dgp"),
    ]
    assert [tuple(document.severity.of(severity).milestones.model_dump().values()) for severity in Severity] == [
        (300, 1200, 3600, 900, 86400),
        (600, 2400, 7200, 1800, 172800),
        (3600, 14400, 28800, 7200, 604800),
    ]
    assert {name: (rung.label, rung.posts, str(rung.scope)) for name, rung in document.rung.items()} == {
        "district": ("District", ("control-room",), "unit"),
        "sp": ("SP", ("sp-office",), "unit"),
        "dgp": ("DGP", ("dgp-control",), "state"),
        "desk": ("Desk", ("abhay-desk",), "state"),
    }


def test_a_policy_from_before_hand_overs_gets_the_deadline_of_each_severity() -> None:
    old = default_policy()
    for severity in Severity:
        del old["severity"][severity]["milestones"]["handed_over"]
    old["unit"] = override(milestones={"handed_over": 60})
    document = PolicyDocument.model_validate(old)
    assert {s: document.severity.of(s).milestones.handed_over for s in Severity} == {
        Severity.IMMINENT: 900, Severity.HIGH: 1800, Severity.CONCERN: 7200,
    }  # fmt: skip
    assert effective(document, Severity.IMMINENT, "kota-city").milestones.handed_over == 60
    assert "handed_over" not in old["severity"]["imminent"]["milestones"], "what was given is left as it is"


Change = Callable[[dict[str, Any]], object]
REFUSED: list[tuple[str, str, Change]] = [
    ("no ladder", "severity.imminent.ladder", lambda p: p["severity"]["imminent"].update(ladder=[])),
    (
        "too short a wait",
        "severity.high.ladder[1].wait",
        lambda p: p["severity"]["high"]["ladder"][1].update(wait=4, remind=4),
    ),
    ("over a day", "severity.high.ladder[1].wait", lambda p: p["severity"]["high"]["ladder"][1].update(wait=86401)),
    ("late reminder", "severity.high.ladder[2].remind", lambda p: p["severity"]["high"]["ladder"][2].update(wait=299)),
    ("no repeat", "severity.concern.repeat", lambda p: p["severity"]["concern"].update(repeat=0)),
    ("repeats for ever", "severity.concern.repeat", lambda p: p["severity"]["concern"].update(repeat=21)),
    ("unknown rung", "severity.high.ladder[0].rung", lambda p: p["severity"]["high"]["ladder"][0].update(rung="zone")),
    ("rung twice", "severity.high.ladder[2].rung", lambda p: p["severity"]["high"]["ladder"][2].update(rung="sp")),
    (
        "desk in ladder",
        "severity.high.ladder[0].rung",
        lambda p: p["severity"]["high"]["ladder"][0].update(rung="desk"),
    ),
    ("rung taken away", "severity.concern.ladder[1].rung", lambda p: p["rung"].pop("sp")),
    ("desk to nowhere", "severity.imminent.desk.then", lambda p: p["severity"]["imminent"]["desk"].update(then="igp")),
    ("desk to itself", "severity.imminent.desk.then", lambda p: p["severity"]["imminent"]["desk"].update(then="desk")),
    ("desk to a unit", "severity.imminent.desk.then", lambda p: p["severity"]["imminent"]["desk"].update(then="sp")),
    ("late desk", "severity.imminent.desk.remind", lambda p: p["severity"]["imminent"]["desk"].update(remind=121)),
    ("a severity less", "severity.high", lambda p: p["severity"].pop("high")),
    ("a severity more", "severity.urgent", lambda p: p["severity"].update(urgent=p["severity"]["high"])),
    ("no desk", "rung.desk", lambda p: p["rung"].pop("desk")),
    ("a desk per unit", "rung.desk.scope", lambda p: p["rung"]["desk"].update(scope="unit")),
    ("no posts", "rung.sp.posts", lambda p: p["rung"]["sp"].update(posts=[])),
    ("post twice", "rung.sp.posts[1]", lambda p: p["rung"]["sp"].update(posts=["sp-office", "sp-office"])),
    ("post not a word", "rung.sp.posts[0]", lambda p: p["rung"]["sp"].update(posts=["SP office"])),
    ("no label", "rung.sp.label", lambda p: p["rung"]["sp"].pop("label")),
    ("label not a state", "rung.sp.label", lambda p: p["rung"]["sp"].update(label="S. P.")),
    ("label taken", "rung.range.label", lambda p: p["rung"].update(range=RANGE | {"label": "dgp"})),
    ("label of the end", "rung.range.label", lambda p: p["rung"].update(range=RANGE | {"label": "Outcome"})),
    ("unknown scope", "rung.sp.scope", lambda p: p["rung"]["sp"].update(scope="district")),
    ("rung not a word", 'rung."I G"', lambda p: p["rung"].update({"I G": RANGE})),
    ("unknown unit", "unit.atlantis", lambda p: p.update(unit={"atlantis": {}})),
    ("unit, not a word", 'unit."kota \\" city"', lambda p: p.update(unit={'kota " city': {}})),
    ("half a character", 'unit."?"', lambda p: p.update(unit={"\ud800": {}})),
    ("unknown table", "units", lambda p: p.update(units={})),
    (
        "unit's severity",
        "unit.kota-city.severity.low",
        lambda p: p.update(unit={"kota-city": {"severity": {"low": {}}}}),
    ),
    ("unit's empty ladder", "unit.kota-city.severity.imminent.ladder", lambda p: p.update(unit=override(ladder=[]))),
    (
        "unit's unknown rung",
        "unit.kota-city.severity.imminent.ladder[0].rung",
        lambda p: p.update(unit=override(ladder=[{"rung": "zone", "wait": 60, "remind": 60}])),
    ),
    (
        "unit's wait under the common reminder",
        "unit.kota-city.severity.imminent.desk.wait",
        lambda p: p.update(unit=override(desk={"wait": 59})),
    ),
    (
        "unit's reminder over the common wait",
        "unit.kota-city.severity.imminent.desk.remind",
        lambda p: p.update(unit=override(desk={"remind": 121})),
    ),
    (
        "unit's desk to a unit",
        "unit.kota-city.severity.imminent.desk.then",
        lambda p: p.update(unit=override(desk={"then": "district"})),
    ),
    (
        "unit's deadline",
        "unit.kota-city.severity.imminent.milestones.reached",
        lambda p: p.update(unit=override(milestones={"reached": 0})),
    ),
]


@pytest.mark.parametrize(("path", "change"), [pytest.param(path, change, id=name) for name, path, change in REFUSED])
def test_refused_at_its_own_path_alone(path: str, change: Change) -> None:
    policy = default_policy()
    change(policy)
    found = problems(policy)
    assert path in found
    broken_reference = path == "severity.concern.ladder[1].rung"  # a rung that is gone is missed everywhere
    assert broken_reference or list(found) == [path]


def test_everything_wrong_is_said_at_once() -> None:
    policy = default_policy()
    policy["severity"]["imminent"]["ladder"] = []
    policy["severity"]["imminent"]["desk"]["remind"] = 9999
    policy["severity"]["high"]["ladder"][1] = {"rung": "zone", "wait": "soon", "remind": 60}
    policy["rung"]["sp"]["label"] = ""
    policy["unit"] = {"atlantis": {"severity": {"high": {"desk": {"then": "sp"}}}}}
    assert set(problems(policy)) == {
        "severity.imminent.ladder",
        "severity.imminent.desk.remind",
        "severity.high.ladder[1].rung",
        "severity.high.ladder[1].wait",
        "rung.sp.label",
        "unit.atlantis",
        "unit.atlantis.severity.high.desk.then",
    }


def test_a_fragment_is_refused_with_the_empty_ladder_named() -> None:
    found = problems({"severity": {"imminent": {"ladder": []}}})
    assert found["severity.imminent.ladder"] == "give at least one"
    assert {"severity.high", "severity.concern", "rung"} <= set(found)


def test_advice_names_the_choices_and_the_bounds() -> None:
    policy = default_policy()
    policy["severity"]["high"]["ladder"][0] |= {"rung": "zone", "wait": 90000}
    policy["severity"]["high"]["desk"]["then"] = "sp"
    found = problems(policy)
    assert "use one of dgp, district, sp" in found["severity.high.ladder[0].rung"]
    assert found["severity.high.ladder[0].wait"] == "give at most 86400"
    assert "use one of dgp" in found["severity.high.desk.then"]


def test_a_short_drill_policy_is_accepted_over_the_default() -> None:
    policy = default_policy()
    ladder = [{"rung": rung, "wait": 8.0, "remind": 8} for rung in ("district", "sp", "dgp")]
    policy["severity"]["imminent"] |= {"repeat": 1, "ladder": ladder}
    step = parse_policy(policy, UNITS).severity.imminent.ladder[0]
    assert (step.wait, type(step.wait), step.remind) == (8, int, 8)


def test_a_rung_is_put_between_without_code() -> None:
    policy = default_policy()
    policy["rung"]["range"] = RANGE
    policy["severity"]["imminent"]["ladder"].insert(2, {"rung": "range", "wait": 300, "remind": 120})
    document = parse_policy(policy, UNITS)
    assert [step.rung for step in document.severity.imminent.ladder] == ["district", "sp", "range", "dgp"]


def test_a_stored_version_is_read_without_the_directory_of_units() -> None:
    policy = default_policy() | {"unit": override(repeat=5)}
    stored = parse_policy(policy, UNITS).model_dump_json()
    assert PolicyDocument.model_validate_json(stored) == parse_policy(policy, UNITS)
