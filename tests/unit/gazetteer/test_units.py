import pytest

from abhay.adapters.gazetteer import Gazetteer

SEVERAL = {
    "jaipur": ("jaipur-commissionerate", "jaipur-rural"),
    "jodhpur": ("jodhpur-commissionerate", "jodhpur-rural"),
    "kota": ("kota-city", "kota-rural"),
    "khairthal-tijara": ("bhiwadi", "khairthal-tijara"),
}


def test_every_district_has_a_room_and_four_have_two(gazetteer: Gazetteer) -> None:
    rooms = gazetteer.rooms()
    assert len(rooms) == 41
    assert {district: units for district, units in rooms.items() if len(units) != 1} == SEVERAL


def test_no_railway_unit_is_ever_a_room(gazetteer: Gazetteer) -> None:
    railway = {unit.id for unit in gazetteer.units() if unit.type == "railway"}
    assert railway
    assert not railway & {unit for units in gazetteer.rooms().values() for unit in units}


def test_units_and_districts_are_complete_for_seeding(gazetteer: Gazetteer) -> None:
    units = {unit.id: unit for unit in gazetteer.units()}
    assert len(units) == len(gazetteer.units()) == 55
    assert units["abhay-desk"].district is None
    assert units["kota-city"].name_hi == "कोटा शहर पुलिस"
    assert {unit.district for unit in gazetteer.units()} - {None} == {one.id for one in gazetteer.districts()}


def test_every_unit_that_is_paged_for_a_district_belongs_to_it(gazetteer: Gazetteer) -> None:
    belongs = {unit.id: unit.district for unit in gazetteer.units()}
    assert all(belongs[unit] == district for district, units in gazetteer.rooms().items() for unit in units)


@pytest.mark.parametrize(
    ("lat", "lon", "district", "units"),
    [
        (25.1702, 75.8365, "kota", {"kota-city"}),
        (24.93, 76.29, "kota", {"kota-rural"}),
        (27.935, 76.855, "khairthal-tijara", {"bhiwadi"}),
        (27.39, 75.96, "jaipur", {"jaipur-rural"}),
    ],
    ids=["Kota", "Sangod", "Tijara", "Shahpura"],
)
def test_the_unit_of_a_point(gazetteer: Gazetteer, lat: float, lon: float, district: str, units: set[str]) -> None:
    assert {unit for unit, _ in gazetteer.units_near(lat, lon, district)} == units


def test_a_point_of_a_district_with_one_unit_needs_no_neighbours(gazetteer: Gazetteer) -> None:
    assert gazetteer.units_near(25.44, 75.64, "bundi") == ()


def test_shares_of_units_add_up_to_one(gazetteer: Gazetteer) -> None:
    for lat in range(24, 29):
        for lon in range(72, 77):
            for district in SEVERAL:
                shares = gazetteer.units_near(lat, lon, district)
                assert not shares or sum(share for _, share in shares) == pytest.approx(1)
