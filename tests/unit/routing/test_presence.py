"""What the words of a post do to all other evidence: now beats the profile, left takes away."""

import pytest

from models.enums import NameMatch, PlaceKind, RouteState, Standing
from models.routes import (
    DistrictPointParams,
    Evidence,
    EvidenceReason,
    EvidenceWhy,
    NameParams,
    NearDistrictParams,
    PlaceName,
    SaidParams,
)
from tests.unit.routing.test_decide_route import decide, piece

NAME = PlaceName(en="Alwar")


def left(says: str) -> Evidence:
    params = SaidParams(name=NAME, kind=PlaceKind.DISTRICT, match=NameMatch.LETTERS, standing=Standing.LEFT)
    return piece("text", says, 0, why=EvidenceWhy(code=EvidenceReason.SAID, params=params))


def named(kind: str, says: str, unit: str) -> Evidence:
    params = NameParams(name=NAME, kind=PlaceKind.DISTRICT, match=NameMatch.LETTERS)
    return piece(kind, says, unit=unit, why=EvidenceWhy(code=EvidenceReason.NAME, params=params))


def point(says: str, weight: float, *, minutes: int | None, accuracy_m: int | None) -> Evidence:
    params = DistrictPointParams(age_minutes=minutes, accuracy_m=accuracy_m, district=NAME)
    return piece("gps", says, weight, why=EvidenceWhy(code=EvidenceReason.POINT, params=params))


def test_now_beats_the_profile_whose_unit_gets_a_copy() -> None:
    route = decide(piece("presence", "bundi"), piece("city", "alwar"), piece("address", "alwar"))
    assert (route.state, route.units, route.copies) == (RouteState.RESOLVED, ("bundi",), ("alwar",))


def test_a_presence_without_its_verb_does_not_beat_the_profile() -> None:
    route = decide(piece("presence", "bundi", 0.6), piece("city", "alwar"))
    assert (route.state, set(route.units)) == (RouteState.AMBIGUOUS, {"bundi", "alwar"})


def test_left_takes_away_and_gives_no_copy() -> None:
    assert decide(piece("city", "alwar"), left("alwar")).state is RouteState.UNRESOLVED
    route = decide(piece("city", "alwar"), left("alwar"), piece("presence", "bundi"))
    assert (route.units, route.copies) == (("bundi",), ())


def test_who_left_and_is_there_is_there() -> None:
    assert decide(piece("presence", "alwar"), left("alwar")).units == ("alwar",)


@pytest.mark.parametrize(("minutes", "accuracy_m"), [(5, 30), (-2, None), (None, 500)])
def test_a_fresh_position_keeps_its_weight(minutes: int | None, accuracy_m: int | None) -> None:
    route = decide(piece("presence", "bundi"), point("alwar", 0.97, minutes=minutes, accuracy_m=accuracy_m))
    assert (route.units, route.copies) == (("alwar",), ("bundi",))


@pytest.mark.parametrize(("minutes", "accuracy_m"), [(61, 30), (5, 1_001)])
def test_an_old_or_coarse_position_yields_to_the_words(minutes: int, accuracy_m: int) -> None:
    route = decide(piece("presence", "bundi"), point("alwar", 0.7, minutes=minutes, accuracy_m=accuracy_m))
    assert route.units == ("bundi",)


def test_a_position_whose_reason_was_not_kept_goes_by_its_weight() -> None:
    assert decide(piece("presence", "bundi"), piece("gps", "alwar")).units == ("alwar",)
    assert decide(piece("presence", "bundi"), piece("gps", "alwar", 0.5)).units == ("bundi",)


def test_the_other_side_of_a_fresh_position_keeps_its_weight() -> None:
    params = NearDistrictParams(district=NAME, km=0.5)
    near = piece("gps", "kotputli-behror", 0.4, why=EvidenceWhy(code=EvidenceReason.DISTRICT_NEAR, params=params))
    route = decide(piece("presence", "bundi"), point("alwar", 0.57, minutes=5, accuracy_m=30), near)
    scores = {one.district: one.score for one in route.candidates}
    assert scores["kotputli-behror"] > 0.05


def test_a_districts_name_means_its_city_until_anything_finer_is_known() -> None:
    bare = decide(named("city", "kota", "kota-city"))
    assert (bare.units, bare.copies) == (("kota-city",), ("kota-rural",))
    finer = decide(named("city", "kota", "kota-city"), piece("pin", "kota", unit="kota-rural"))
    assert (finer.units, finer.copies) == (("kota-rural",), ())


def test_the_state_that_is_only_mentioned_hands_nothing_over() -> None:
    assert decide(piece("text", "out_of_state", 0.37)).state is RouteState.UNRESOLVED
    assert decide(piece("presence", "out_of_state")).state is RouteState.OUT_OF_STATE
