"""What a route is worth to the person: right, honest, too cautious, noisy, wrong or dangerous."""

from enum import StrEnum

from models.enums import RouteState
from models.routes import Route
from tests.corpus.cases import Case

UNRESOLVED = RouteState.UNRESOLVED.value
_SEVERAL = "ambiguous:"
_SHOWN = 4
"""Candidates of an ambiguous route that count; a longer list is no answer."""


class Verdict(StrEnum):
    """From the best to the worst."""

    RIGHT = "right"
    HONEST = "honest"
    CAUTIOUS = "too cautious"
    NOISY = "noisy"
    WRONG = "wrong"
    DANGEROUS = "dangerous"


def said(route: Route) -> str:
    """Returns the answer as the corpus writes it: a district_id, a state, or the districts of an ambiguous route."""
    if route.state is RouteState.RESOLVED:
        return route.district or ""
    if route.state is not RouteState.AMBIGUOUS:
        return route.state.value
    named = {one.district for one in route.candidates[:_SHOWN]} | {route.district or ""}
    return _SEVERAL + "+".join(sorted(named - {""}))


def has_one_place(case: Case) -> bool:
    """Whether a dispatcher would name one place and not ask anybody."""
    return UNRESOLVED not in case.accept and any(not one.startswith(_SEVERAL) for one in case.accept)


def judge(got: str, case: Case) -> Verdict:
    """Returns the verdict on an answer: the first that fits."""
    named = _districts(got)
    several = [_districts(one) for one in case.accept if one.startswith(_SEVERAL)]
    if not named and got in case.never:
        return Verdict.DANGEROUS
    if not named and got in case.accept:
        return Verdict.HONEST if got == UNRESOLVED else Verdict.RIGHT
    if any(len(named & wanted) >= min(2, len(wanted)) for wanted in several):
        return Verdict.HONEST
    if named and UNRESOLVED in case.accept:
        return Verdict.NOISY if named <= set(case.never) else Verdict.HONEST
    if got == UNRESOLVED or named & set(case.accept) or any(named & wanted for wanted in several):
        return Verdict.CAUTIOUS
    return Verdict.WRONG


def _districts(answer: str) -> set[str]:
    return set(answer.removeprefix(_SEVERAL).split("+")) if answer.startswith(_SEVERAL) else set()
