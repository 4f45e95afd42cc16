import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.gazetteer import Gazetteer
from abhay.adapters.gazetteer.places.files import boundary_records
from abhay.adapters.gazetteer.places.points import Boundaries

TOWNS = [
    (25.18, 75.84, "kota"),
    (26.91, 75.79, "jaipur"),
    (26.29, 73.02, "jodhpur"),
    (27.13, 72.36, "phalodi"),
    (27.89, 76.28, "kotputli-behror"),
    (28.13, 75.40, "jhunjhunu"),
    (24.58, 73.71, "udaipur"),
    (29.91, 73.88, "sri-ganganagar"),
    (23.84, 73.71, "dungarpur"),
    (24.14, 74.04, "salumbar"),
]


@pytest.mark.parametrize(("lat", "lon", "district"), TOWNS)
def test_a_town_lies_in_its_district(gazetteer: Gazetteer, lat: float, lon: float, district: str) -> None:
    inside = gazetteer.locate(lat, lon).inside
    assert inside is not None
    assert inside.id == district


@pytest.mark.parametrize(
    ("lat", "lon", "district", "state"),
    [
        (24.4764, 74.8724, "Neemuch", "Madhya Pradesh"),
        (28.61, 77.21, "New Delhi", "Delhi"),
        (19.08, 72.88, "Mumbai Suburban", "Maharashtra"),
        (27.18, 78.01, "Agra", "Uttar Pradesh"),
    ],
)
def test_a_point_elsewhere_names_its_district_and_state(
    gazetteer: Gazetteer, lat: float, lon: float, district: str, state: str
) -> None:
    inside = gazetteer.locate(lat, lon).inside
    assert inside is not None
    assert (inside.id, inside.name, inside.state) == (None, district, state)


def test_neighbours_are_named_nearest_first_within_twenty_km(gazetteer: Gazetteer) -> None:
    near = gazetteer.locate(24.4764, 74.8724).near
    assert {"chittorgarh", "pratapgarh"} <= {side.id for side in near}
    assert [side.km for side in near] == sorted(side.km for side in near)
    assert all(0 < side.km <= 20 for side in near)


def test_a_distance_is_true_to_a_few_percent(gazetteer: Gazetteer) -> None:
    """Going straight towards a border shortens its distance by what was gone."""
    here = next(side for side in gazetteer.locate(25.18, 75.84).near if side.id == "bundi")
    north = next(side for side in gazetteer.locate(25.19, 75.84).near if side.id == "bundi")
    assert abs(here.km - north.km) <= 1.12 * 1.03


@pytest.mark.parametrize(
    ("lat", "lon", "district"),
    [(25.255, 71.750, "balotra"), (25.201, 71.436, "balotra"), (25.90, 71.767, "barmer"), (25.75, 71.39, "barmer")],
    ids=["Gudamalani", "Dhorimanna", "Baytu", "Barmer"],
)
def test_barmer_and_balotra_are_those_of_2026(gazetteer: Gazetteer, lat: float, lon: float, district: str) -> None:
    inside = gazetteer.locate(lat, lon).inside
    assert inside is not None
    assert inside.id == district


def test_beyond_the_country_nothing_is_inside(gazetteer: Gazetteer) -> None:
    assert gazetteer.locate(27.0, 69.0).inside is None


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_any_point_has_an_answer(gazetteer: Gazetteer, lat: float, lon: float) -> None:
    spot = gazetteer.locate(lat, lon)
    assert all(math.isfinite(side.km) for side in spot.near)
    assert spot.inside is None or spot.inside not in spot.near


def test_every_district_borders_others(gazetteer: Gazetteer) -> None:
    borders = Boundaries(boundary_records()).borders()
    assert set(borders) == {district.id for district in gazetteer.districts()}
    assert borders["dungarpur"] >= {"banswara", "salumbar", "udaipur"}
    assert all(district in borders[other] for district, others in borders.items() for other in others)
