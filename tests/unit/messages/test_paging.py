"""Why a page is sent, which neighbours are warned, and who hears of an overdue milestone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.actions import MilestoneOverdue
from abhay.domain.messages.paging import (
    MOST_WARNED,
    Neighbours,
    ToldOfOverdue,
    desk_reason,
    neighbours,
    page_reason,
    told_of_overdue,
)
from abhay.domain.policy.rules import Rules
from models.enums import MilestoneKind, Reason, RouteState
from models.policy import DESK, DeskStep, LadderStep, Milestones, RungPolicy, Scope, SeverityPolicy
from models.routes import Candidate, Route

UNITS = ("kota-city", "kota-rural", "bundi", "jhunjhunu", "sirohi")
MILESTONES = Milestones(dispatched=300, reached=900, family_informed=1800, closed=7200)


def rules(first: Scope = Scope.UNIT) -> Rules:
    ladder = tuple(LadderStep(rung=name, wait=60, remind=20) for name in ("district", "dgp"))
    severity = SeverityPolicy(
        repeat=2, desk=DeskStep(wait=60, remind=20, then="dgp"), ladder=ladder, milestones=MILESTONES
    )
    rungs = {
        "district": RungPolicy(label="District", posts=("control-room",), scope=first),
        "dgp": RungPolicy(label="DGP", posts=("dgp-control-room",), scope=Scope.STATE),
        DESK: RungPolicy(label="Desk", posts=("abhay-desk",), scope=Scope.STATE),
    }
    return Rules(severity, rungs)


def route(*, copies: tuple[str, ...] = (), candidates: tuple[str, ...] = ()) -> Route:
    likely = tuple(Candidate(district=unit, unit=unit, score=0.2) for unit in candidates)
    return Route(state=RouteState.UNRESOLVED, copies=copies, candidates=likely)


@pytest.mark.parametrize(
    ("held", "readable", "has_units", "state", "expected"),
    [
        (True, False, False, RouteState.OUT_OF_STATE, Reason.HELD_UNAUTHENTICATED),
        (False, False, False, RouteState.UNRESOLVED, Reason.READ_BY_HAND),
        (False, False, True, RouteState.RESOLVED, Reason.NEW_ALERT),
        (False, True, False, RouteState.OUT_OF_STATE, Reason.OUT_OF_STATE),
        (False, True, True, RouteState.OUT_OF_STATE, Reason.OUT_OF_STATE),
        (False, True, False, RouteState.UNRESOLVED, Reason.LOCATION_UNKNOWN),
        (False, True, False, None, Reason.LOCATION_UNKNOWN),
        (False, True, True, RouteState.AMBIGUOUS, Reason.NEW_ALERT),
    ],
)
def test_why_a_page_is_sent(
    held: bool, readable: bool, has_units: bool, state: RouteState | None, expected: Reason
) -> None:
    assert page_reason(held=held, readable=readable, has_units=has_units, route_state=state) is expected


def test_why_the_desk_is_paged_by_the_minute() -> None:
    assert desk_reason(exhausted=True) is Reason.EXHAUSTED
    assert desk_reason(exhausted=False) is Reason.HELD_UNAUTHENTICATED


NEAR = route(copies=("bundi", "kota-rural"), candidates=("sirohi", "jhunjhunu", "bundi"))


@pytest.mark.parametrize(
    ("entered", "units", "held", "expected"),
    [
        ("district", ("kota-city",), False, Neighbours(("bundi", "kota-rural"), "district", Reason.COPY)),
        ("district", ("kota-city", "bundi"), False, Neighbours(("kota-rural",), "district", Reason.COPY)),
        ("district", ("bundi", "kota-rural"), False, None),
        (DESK, (), False, Neighbours(("bundi", "kota-rural"), "district", Reason.COPY)),
        (DESK, (), True, Neighbours(("bundi", "kota-rural"), "district", Reason.COPY)),
        ("dgp", (), False, Neighbours(("sirohi", "jhunjhunu"), "district", Reason.LOCATION_UNKNOWN)),
        ("dgp", (), True, None),
        ("dgp", ("kota-city",), False, None),
    ],
)
def test_which_neighbours_are_warned(
    entered: str, units: tuple[str, ...], held: bool, expected: Neighbours | None
) -> None:
    assert neighbours(entered, NEAR, units, held=held, rules=rules()) == expected


def test_nobody_is_warned_where_the_first_rung_is_the_states_or_no_unit_is_near() -> None:
    assert neighbours("district", NEAR, (), held=False, rules=rules(Scope.STATE)) is None
    assert neighbours("district", route(), ("kota-city",), held=False, rules=rules()) is None


units_of = st.lists(st.sampled_from(UNITS), unique=True).map(tuple)


@given(st.sampled_from(["district", "dgp", DESK]), units_of, units_of, units_of, st.booleans())
def test_whoever_has_the_case_is_never_warned_of_it(
    entered: str, copies: tuple[str, ...], candidates: tuple[str, ...], units: tuple[str, ...], held: bool
) -> None:
    near = route(copies=copies, candidates=candidates)
    warned = neighbours(entered, near, units, held=held, rules=rules())
    if warned is None:
        return
    assert warned.units
    assert not set(warned.units) & set(units)
    assert warned.reason is Reason.COPY or (len(warned.units) <= MOST_WARNED and not held)


@pytest.mark.parametrize(
    ("kind", "follow_up", "tell", "expected"),
    [
        (MilestoneKind.REACHED, 1, None, ToldOfOverdue(asks_desk=False, tells_rung=None, tells_desk=False)),
        (MilestoneKind.REACHED, 2, "sp", ToldOfOverdue(asks_desk=False, tells_rung="sp", tells_desk=False)),
        (MilestoneKind.REACHED, 3, None, ToldOfOverdue(asks_desk=False, tells_rung=None, tells_desk=True)),
        (MilestoneKind.HANDED_OVER, 1, None, ToldOfOverdue(asks_desk=True, tells_rung=None, tells_desk=False)),
        (MilestoneKind.HANDED_OVER, 2, "dgp", ToldOfOverdue(asks_desk=True, tells_rung="dgp", tells_desk=False)),
        (MilestoneKind.HANDED_OVER, 3, None, ToldOfOverdue(asks_desk=True, tells_rung=None, tells_desk=False)),
    ],
)
def test_who_hears_of_an_overdue_milestone(
    kind: MilestoneKind, follow_up: int, tell: str | None, expected: ToldOfOverdue
) -> None:
    assert told_of_overdue(MilestoneOverdue(kind, follow_up, tell)) == expected


@given(st.sampled_from(MilestoneKind), st.integers(3, 100))
def test_from_the_third_time_on_the_desk_always_hears_of_it(kind: MilestoneKind, follow_up: int) -> None:
    told = told_of_overdue(MilestoneOverdue(kind, follow_up, None))
    assert told.asks_desk is not told.tells_desk
