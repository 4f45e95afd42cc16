"""The decision alone: plain evidence in, a route out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.routing import ENOUGH, HINTS, OUT_OF_STATE, RELIABILITY, UNKNOWN, decide_route
from models.enums import EvidenceKind, RouteState
from models.routes import Evidence, Route

ROOMS = {
    "kota": ("kota-city", "kota-rural"),
    "bundi": ("bundi",),
    "alwar": ("alwar",),
    "kotputli-behror": ("kotputli-behror",),
    "jhunjhunu": ("jhunjhunu",),
}


def piece(kind: str, says: str, weight: float | None = None, **more: Any) -> Evidence:
    known = EvidenceKind(kind)
    return Evidence(kind=known, says=says, weight=RELIABILITY[known] if weight is None else weight, **more)


def decide(*pieces: Evidence) -> Route:
    return decide_route(pieces, ROOMS)


def test_nothing_known_goes_to_the_desk() -> None:
    route = decide()
    assert (route.state, route.units, route.candidates, route.confidence) == (RouteState.UNRESOLVED, (), (), 0)


def test_one_sure_piece_resolves() -> None:
    route = decide(piece("pin", "bundi", tehsil="Talera"))
    assert (route.state, route.district, route.units, route.tehsil) == (
        RouteState.RESOLVED,
        "bundi",
        ("bundi",),
        "Talera",
    )
    assert route.confidence == pytest.approx(0.85)


@pytest.mark.parametrize("kind", sorted(HINTS))
def test_a_hint_never_decides_alone(kind: EvidenceKind) -> None:
    route = decide(piece(kind, "bundi", weight=1.0))
    assert route.state is RouteState.UNRESOLVED
    assert [candidate.district for candidate in route.candidates] == ["bundi"]


def test_hints_do_not_decide_together_either() -> None:
    route = decide(*(piece(kind, "bundi", weight=1.0) for kind in HINTS))
    assert route.state is RouteState.UNRESOLVED


def test_fresh_gps_beats_the_address_whose_unit_gets_a_copy() -> None:
    route = decide(piece("gps", "kota", unit="kota-city"), piece("pin", "jhunjhunu"), piece("address", "jhunjhunu"))
    assert (route.state, route.units, route.copies) == (RouteState.RESOLVED, ("kota-city",), ("jhunjhunu",))
    assert route.confidence < 0.9


def test_gps_against_address_and_city_pages_both() -> None:
    route = decide(piece("gps", "kota", unit="kota-city"), piece("pin", "jhunjhunu"), piece("city", "jhunjhunu"))
    assert (route.state, route.district) == (RouteState.AMBIGUOUS, "kota")
    assert set(route.units) == {"kota-city", "jhunjhunu"}


def test_an_address_against_the_current_city_pages_both() -> None:
    route = decide(piece("pin", "jhunjhunu"), piece("address", "jhunjhunu"), piece("city", "kota", unit="kota-city"))
    assert (route.state, route.units) == (RouteState.AMBIGUOUS, ("jhunjhunu", "kota-city"))


def test_one_name_of_two_districts_goes_to_the_desk_with_both() -> None:
    route = decide(piece("city", "alwar", 0.3), piece("city", "bundi", 0.3))
    assert (route.state, route.units) == (RouteState.UNRESOLVED, ())
    assert {candidate.unit for candidate in route.candidates} == {"alwar", "bundi"}


def test_the_same_shared_name_twice_is_no_stronger() -> None:
    pieces = [piece(kind, says, 0.3) for kind in ("city", "self_reported") for says in ("alwar", "bundi")]
    assert decide(*pieces).state is RouteState.UNRESOLVED


def test_a_hint_tips_no_balance_but_orders_the_candidates() -> None:
    route = decide(piece("city", "alwar", 0.3), piece("city", "bundi", 0.3), piece("hometown", "bundi"))
    assert route.state is RouteState.UNRESOLVED
    assert route.candidates[0].unit == "bundi"


@pytest.mark.parametrize("kind", ["gps", "pin"])
def test_a_border_point_and_a_straddling_pin_page_both(kind: str) -> None:
    route = decide(piece(kind, "alwar", 0.55), piece(kind, "bundi", 0.3))
    assert (route.state, route.units) == (RouteState.AMBIGUOUS, ("alwar", "bundi"))


def test_a_second_piece_settles_a_border_point() -> None:
    route = decide(piece("gps", "alwar", 0.6), piece("gps", "bundi", 0.37), piece("city", "alwar"))
    assert (route.state, route.units) == (RouteState.RESOLVED, ("alwar",))


def test_a_passing_mention_does_not_unseat_the_current_city() -> None:
    route = decide(piece("city", "alwar"), piece("text", "bundi", 0.33))
    assert (route.state, route.units) == (RouteState.RESOLVED, ("alwar",))
    assert route.confidence < 0.65


def test_a_weak_piece_alone_is_not_enough() -> None:
    route = decide(piece("text", "bundi", ENOUGH - 0.01))
    assert (route.state, [one.unit for one in route.candidates]) == (RouteState.UNRESOLVED, ["bundi"])


def test_an_unknown_unit_pages_both_control_rooms_of_the_district() -> None:
    route = decide(piece("city", "kota"))
    assert (route.state, route.district, route.units) == (RouteState.AMBIGUOUS, "kota", ("kota-city", "kota-rural"))


def test_units_that_contradict_each_other_are_both_paged() -> None:
    route = decide(piece("pin", "kota", unit="kota-city"), piece("city", "kota", unit="kota-rural"))
    assert set(route.units) == {"kota-city", "kota-rural"}


def test_an_outdated_district_word_gets_a_copy_and_no_weight() -> None:
    route = decide(piece("address", "kotputli-behror"), piece("address", "alwar", 0, unit="alwar"))
    assert (route.state, route.units, route.copies) == (RouteState.RESOLVED, ("kotputli-behror",), ("alwar",))


def test_a_unit_that_is_paged_gets_no_copy() -> None:
    route = decide(piece("pin", "alwar"), piece("gps", "alwar", 0, unit="alwar"))
    assert route.copies == ()


def test_a_point_outside_is_handed_over_and_home_is_told() -> None:
    route = decide(piece("gps", OUT_OF_STATE, state="Delhi"), piece("pin", "jhunjhunu"), piece("city", "jhunjhunu"))
    assert (route.state, route.units) == (RouteState.OUT_OF_STATE, ())
    assert (route.other_state, route.copies) == ("Delhi", ("jhunjhunu",))


def test_a_city_outside_against_an_address_here_is_for_the_desk() -> None:
    route = decide(piece("city", OUT_OF_STATE, state="Delhi"), piece("address", "jhunjhunu"))
    assert (route.state, route.other_state) == (RouteState.UNRESOLVED, "Delhi")
    assert [one.unit for one in route.candidates] == ["jhunjhunu"]


def test_another_state_in_the_text_alone_is_for_the_desk() -> None:
    route = decide(piece("text", OUT_OF_STATE, state="Delhi"))
    assert (route.state, route.other_state) == (RouteState.UNRESOLVED, "Delhi")


def test_another_state_in_text_and_profile_is_handed_over() -> None:
    route = decide(piece("text", OUT_OF_STATE, state="Delhi"), piece("city", OUT_OF_STATE, state="Delhi"))
    assert (route.state, route.other_state) == (RouteState.OUT_OF_STATE, "Delhi")


def test_what_says_nothing_is_kept_but_not_counted() -> None:
    route = decide(piece("ip", UNKNOWN, 0, detail="look it up"), piece("pin", "bundi"))
    assert route.units == ("bundi",)
    assert len(route.evidence) == 2


evidence = st.builds(
    Evidence,
    kind=st.sampled_from(EvidenceKind),
    says=st.sampled_from([*ROOMS, OUT_OF_STATE, UNKNOWN, "no-such-district"]),
    weight=st.one_of(st.just(0.0), st.floats(0, 1)),
    detail=st.just("why"),
    unit=st.none(),
    state=st.just("Delhi"),
)
pieces_of_evidence = st.lists(evidence, max_size=8)


@given(pieces_of_evidence)
def test_every_route_is_whole(pieces: list[Evidence]) -> None:
    route = decide(*pieces)
    paged = {RouteState.RESOLVED: 1, RouteState.AMBIGUOUS: 2}.get(route.state, 0)
    assert len(route.units) == paged if paged < 2 else len(route.units) >= paged
    assert len(set(route.units)) == len(route.units)
    assert not set(route.units) & set(route.copies)
    assert (route.district in ROOMS) == bool(route.units)
    assert 0 <= route.confidence <= 1
    assert sum(candidate.score for candidate in route.candidates) <= 1.01
    assert set(route.units) <= {candidate.unit for candidate in route.candidates}
    assert sorted(map(repr, route.evidence)) == sorted(map(repr, pieces))


@given(pieces_of_evidence, st.randoms())
def test_the_order_of_the_pieces_does_not_matter(pieces: list[Evidence], random: Any) -> None:
    shuffled = list(pieces)
    random.shuffle(shuffled)
    one, other = decide(*pieces), decide(*shuffled)
    assert (one.state, one.district, set(one.units)) == (other.state, other.district, set(other.units))


@given(pieces_of_evidence)
def test_pieces_without_weight_change_no_decision(pieces: list[Evidence]) -> None:
    light = [one.model_copy(update={"weight": 0.0}) for one in pieces]
    with_them, without = decide(*pieces, *light), decide(*pieces)
    assert (with_them.state, with_them.units) == (without.state, without.units)


@given(st.lists(evidence.filter(lambda one: one.kind in HINTS or one.kind is EvidenceKind.TEXT), max_size=8))
def test_words_and_hints_never_hand_a_case_to_another_state(pieces: list[Evidence]) -> None:
    assert decide(*pieces).state is not RouteState.OUT_OF_STATE


@given(pieces_of_evidence, st.sampled_from([district for district, rooms in ROOMS.items() if len(rooms) == 1]))
def test_more_evidence_for_the_resolved_district_keeps_it(pieces: list[Evidence], district: str) -> None:
    before = decide(*pieces)
    if before.state is RouteState.RESOLVED and before.district == district:
        after = decide(*pieces, piece("self_reported", district))
        assert (after.state, after.district) == (RouteState.RESOLVED, district)
        assert after.confidence >= before.confidence - 0.001
