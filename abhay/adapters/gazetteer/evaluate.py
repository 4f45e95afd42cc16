"""Measures routing on labelled cases: how often it is right, honest or wrong, and whether its confidence is true.

A labelled file is JSON Lines; docs/routing.md describes a line. A case has its alert, or only the evidence that
was kept of it, so that a correction can be labelled without a word of the person.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import Field, ValidationError

from abhay.adapters.gazetteer import load, route_payload
from abhay.domain.routing import OUT_OF_STATE, decide_route
from abhay.errors import BadInput
from models.enums import IntakeChannel, RouteState, Trust
from models.payloads import AlertPayload, Payload, PostContent, Subject, Technical
from models.routes import Evidence, Route

UNRESOLVED = RouteState.UNRESOLVED.value
_BINS = 5


class LabelledAlert(Payload):
    """The parts of an alert that routing reads."""

    posted_at: datetime | None = None
    content: PostContent = PostContent()
    subject: Subject = Subject()
    technical: Technical = Technical()
    note: str | None = None


class LabelledCase(Payload):
    """One line. `expect` is a district_id, `out_of_state` or `unresolved`; `group` names a row of the report."""

    id: str
    expect: str
    group: str = "all"
    unit: str | None = None
    received_at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    alert: LabelledAlert | None = None
    evidence: tuple[Evidence, ...] | None = None


class Verdict(StrEnum):
    """How a route compares with its label."""

    RIGHT = "right"
    HONEST = "honest"
    WRONG = "wrong"


class Bin(Payload):
    """Resolved cases of similar confidence: their mean confidence, and how often they were right."""

    count: int
    confidence: float
    right: float


class Figures(Payload):
    """One group of cases: shares of all of them; `units_right` is the share of labelled units that were paged."""

    cases: int
    right: float
    honest: float
    wrong: float
    units_right: float | None = None


class Report(Payload):
    """The whole result; `confusion` counts wrong cases by expected and given place, `wrong` has their ids."""

    total: Figures
    groups: dict[str, Figures] = Field(default_factory=dict)
    confusion: dict[str, dict[str, int]] = Field(default_factory=dict)
    calibration: tuple[Bin, ...] = ()
    calibration_error: float = 0.0
    wrong: tuple[str, ...] = ()


def evaluate(lines: Iterable[str]) -> Report:
    """Returns the figures of a labelled file; raises BadInput, naming the line, if one cannot be read."""
    return report([(case, _route(case)) for case in read_cases(lines)])


def read_cases(lines: Iterable[str]) -> Iterator[LabelledCase]:
    """Yields the cases of a labelled file without its empty lines; raises BadInput, naming the line."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = LabelledCase.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            raise BadInput(f"line {number}: not a labelled case") from error
        if (case.alert is None) == (case.evidence is None):
            raise BadInput(f"line {number}: give either alert or evidence")
        yield case


def judge(case: LabelledCase, route: Route) -> Verdict:
    """Returns right if the one place is the label, honest if several were paged or the desk was asked, else wrong."""
    said = _said(route)
    if said == case.expect:
        return Verdict.RIGHT
    if route.state is RouteState.UNRESOLVED:
        return Verdict.HONEST
    if route.state is RouteState.AMBIGUOUS and case.expect in _paged(route):
        return Verdict.HONEST
    return Verdict.WRONG


def report(results: Sequence[tuple[LabelledCase, Route]]) -> Report:
    """Returns the figures of routed cases."""
    verdicts = [(case, route, judge(case, route)) for case, route in results]
    groups: dict[str, list[tuple[LabelledCase, Route, Verdict]]] = defaultdict(list)
    confusion: dict[str, Counter[str]] = defaultdict(Counter)
    for case, route, verdict in verdicts:
        groups[case.group].append((case, route, verdict))
        if verdict is Verdict.WRONG:
            confusion[case.expect][_said(route)] += 1
    bins = _calibration([(route.confidence, verdict) for _, route, verdict in verdicts if _is_sure(route)])
    sure = sum(one.count for one in bins)
    return Report(
        total=_figures(verdicts),
        groups={name: _figures(rows) for name, rows in sorted(groups.items())},
        confusion={expected: dict(said) for expected, said in sorted(confusion.items())},
        calibration=bins,
        calibration_error=round(sum(abs(b.confidence - b.right) * b.count for b in bins) / sure, 3) if sure else 0.0,
        wrong=tuple(case.id for case, _, verdict in verdicts if verdict is Verdict.WRONG),
    )


def _route(case: LabelledCase) -> Route:
    if case.evidence is not None:
        return decide_route(case.evidence, load().rooms())
    payload = AlertPayload(
        source="labelled",
        channel=IntakeChannel.WEBHOOK,
        trust=Trust.VERIFIED,
        event_key=case.id,
        raw=b"",
        media_type="application/json",
        **dict(case.alert or LabelledAlert()),
    )
    return route_payload(payload, case.received_at)


def _said(route: Route) -> str:
    """Returns the district or districts that were paged, else the state of the route."""
    if route.state in (RouteState.RESOLVED, RouteState.AMBIGUOUS):
        return " or ".join(_paged(route))
    return OUT_OF_STATE if route.state is RouteState.OUT_OF_STATE else UNRESOLVED


def _paged(route: Route) -> list[str]:
    districts = {candidate.unit: candidate.district for candidate in route.candidates}
    return sorted({districts[unit] for unit in route.units})


def _is_sure(route: Route) -> bool:
    return route.state in (RouteState.RESOLVED, RouteState.OUT_OF_STATE)


def _figures(rows: Sequence[tuple[LabelledCase, Route, Verdict]]) -> Figures:
    counts = Counter(verdict for _, _, verdict in rows)
    with_unit = [case.unit in route.units for case, route, _ in rows if case.unit]
    cases = len(rows)
    return Figures(
        cases=cases,
        right=round(counts[Verdict.RIGHT] / cases, 4) if cases else 0.0,
        honest=round(counts[Verdict.HONEST] / cases, 4) if cases else 0.0,
        wrong=round(counts[Verdict.WRONG] / cases, 4) if cases else 0.0,
        units_right=round(sum(with_unit) / len(with_unit), 4) if with_unit else None,
    )


def _calibration(sure: Iterable[tuple[float, Verdict]]) -> tuple[Bin, ...]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, verdict in sure:
        bins[min(int(confidence * _BINS), _BINS - 1)].append((confidence, verdict is Verdict.RIGHT))
    return tuple(
        Bin(
            count=len(rows),
            confidence=round(sum(confidence for confidence, _ in rows) / len(rows), 3),
            right=round(sum(right for _, right in rows) / len(rows), 3),
        )
        for _, rows in sorted(bins.items())
    )
