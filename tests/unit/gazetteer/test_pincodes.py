import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.gazetteer import Gazetteer
from abhay.adapters.gazetteer.places.codes import called_pincodes, find_pincodes


def test_a_pincode_of_one_district(gazetteer: Gazetteer) -> None:
    place = gazetteer.pincode("324005")
    assert place is not None
    assert [(share.district, share.weight, share.units) for share in place.shares] == [
        ("kota", 1.0, (("kota-city", 1.0),))
    ]


def test_a_pincode_that_straddles_names_both_and_favours_none_too_much(gazetteer: Gazetteer) -> None:
    place = gazetteer.pincode("303103")
    assert place is not None
    assert [share.district for share in place.shares] == ["jaipur", "kotputli-behror"]
    assert place.shares[0].part > 0.9
    assert place.shares[1].weight > 0.29


def test_a_slip_in_the_list_does_not_make_a_pincode_straddle(gazetteer: Gazetteer) -> None:
    """One office of 345033 is listed under Jhalawar, 500 km away from the others in Jaisalmer."""
    place = gazetteer.pincode("345033")
    assert place is not None
    assert [share.district for share in place.shares] == ["jaisalmer"]


def test_a_pincode_knows_the_district_of_before(gazetteer: Gazetteer) -> None:
    place = gazetteer.pincode("301701")
    assert place is not None
    assert (place.shares[0].district, place.shares[0].formers) == ("kotputli-behror", frozenset({"alwar"}))


def test_a_pincode_of_another_state(gazetteer: Gazetteer) -> None:
    place = gazetteer.pincode("110001")
    assert place is not None
    assert (place.state, place.shares) == ("Delhi", ())


def test_an_unlisted_pincode_of_the_state_gives_its_region(gazetteer: Gazetteer) -> None:
    place = gazetteer.pincode("324999")
    assert place is not None
    assert not place.known
    assert {share.district for share in place.shares} == {"kota"}


@pytest.mark.parametrize("pincode", ["999999", "000000", "12", ""])
def test_what_is_no_pincode_has_no_place(gazetteer: Gazetteer, pincode: str) -> None:
    assert gazetteer.pincode(pincode) is None


@given(st.text(max_size=8))
def test_any_text_can_be_looked_up(gazetteer: Gazetteer, pincode: str) -> None:
    gazetteer.pincode(pincode)


@pytest.mark.parametrize(
    ("text", "pincodes"),
    [
        ("Talwandi, Kota 324005", ["324005"]),
        ("कोटा ३२४००५", ["324005"]),
        ("324 005 and 324-006", ["324005", "324006"]),
        ("call +91 55555 01001 or 5555501001", []),
        ("order 3240051", []),
    ],
)
def test_pincodes_are_found_in_text(text: str, pincodes: list[str]) -> None:
    assert find_pincodes(text) == pincodes


@pytest.mark.parametrize(
    ("text", "called"),
    [("my pin is 324005", True), ("पिन कोड ३२४००५", True), ("pin-324 005", True), ("code 324005", False)],
)
def test_a_number_is_a_pincode_when_it_is_called_one(text: str, called: bool) -> None:
    assert ("324005" in called_pincodes(text)) is called
