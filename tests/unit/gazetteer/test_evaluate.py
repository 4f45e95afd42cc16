import json
from typing import Any

import pytest

from abhay.adapters.gazetteer.evaluate import LabelledCase, Verdict, evaluate, judge, read_cases, report
from abhay.errors import BadInput
from models.enums import RouteState
from models.routes import Candidate, Route


def line(expect: str = "bundi", **more: Any) -> str:
    more = more or {"alert": {"subject": {"address": {"pin": "323001"}}}}
    return json.dumps({"id": "one", "expect": expect, **more})


def case(expect: str, group: str = "all", unit: str | None = None) -> LabelledCase:
    return LabelledCase(id=expect, expect=expect, group=group, unit=unit, evidence=())


def route(state: str, *districts: str, confidence: float = 0.0) -> Route:
    candidates = tuple(Candidate(district=district, unit=district, score=0.1) for district in districts)
    units = districts if state in ("resolved", "ambiguous") else ()
    return Route(state=RouteState(state), units=units, candidates=candidates, confidence=confidence)


@pytest.mark.parametrize(
    ("expect", "given", "verdict"),
    [
        ("bundi", route("resolved", "bundi"), Verdict.RIGHT),
        ("bundi", route("resolved", "kota"), Verdict.WRONG),
        ("bundi", route("ambiguous", "kota", "bundi"), Verdict.HONEST),
        ("bundi", route("ambiguous", "kota", "baran"), Verdict.WRONG),
        ("bundi", route("unresolved", "bundi"), Verdict.HONEST),
        ("bundi", route("out_of_state"), Verdict.WRONG),
        ("out_of_state", route("out_of_state"), Verdict.RIGHT),
        ("out_of_state", route("resolved", "bundi"), Verdict.WRONG),
        ("out_of_state", route("unresolved"), Verdict.HONEST),
        ("unresolved", route("unresolved"), Verdict.RIGHT),
        ("unresolved", route("resolved", "bundi"), Verdict.WRONG),
    ],
)
def test_verdicts(expect: str, given: Route, verdict: Verdict) -> None:
    assert judge(case(expect), given) is verdict


def test_a_report_counts_groups_confusion_and_units() -> None:
    found = report(
        [
            (case("bundi", "pin", "bundi"), route("resolved", "bundi", confidence=0.9)),
            (case("kota", "pin", "kota-city"), route("resolved", "bundi", confidence=0.9)),
            (case("baran", "text"), route("unresolved")),
        ]
    )
    assert (found.total.cases, found.total.right, found.total.honest, found.total.wrong) == (3, 0.3333, 0.3333, 0.3333)
    assert found.groups["pin"].units_right == 0.5
    assert found.groups["text"].units_right is None
    assert found.confusion == {"kota": {"bundi": 1}}
    assert found.wrong == ("kota",)


def test_calibration_compares_confidence_with_what_came_true() -> None:
    sure = [(case("bundi"), route("resolved", "bundi", confidence=0.9)) for _ in range(9)]
    wrong = [(case("kota"), route("resolved", "bundi", confidence=0.9))]
    found = report(sure + wrong)
    assert [(one.count, one.confidence, one.right) for one in found.calibration] == [(10, 0.9, 0.9)]
    assert found.calibration_error == 0.0


def test_a_report_of_nothing_is_empty() -> None:
    assert evaluate([]).total.cases == 0
    assert evaluate(["", "  "]).calibration == ()


def test_a_file_is_routed_and_judged() -> None:
    found = evaluate([line(), line("kota")])
    assert (found.total.right, found.confusion) == (0.5, {"kota": {"bundi": 1}})


def test_a_case_may_bring_only_its_evidence() -> None:
    evidence = [{"kind": "pin", "says": "bundi", "weight": 0.85}]
    assert evaluate([line(evidence=evidence)]).total.right == 1.0


@pytest.mark.parametrize(
    "bad",
    ["{", "[]", "1", line(alert={}, evidence=[]), json.dumps({"id": "x", "expect": "kota"}), line(alert={"city": "x"})],
)
def test_a_line_that_cannot_be_read_is_named(bad: str) -> None:
    with pytest.raises(BadInput, match="line 2"):
        list(read_cases([line(), bad]))
