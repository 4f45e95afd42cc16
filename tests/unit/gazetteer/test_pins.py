import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.gazetteer import Gazetteer
from abhay.gazetteer.pins import find_pins, is_called_pin


def test_a_pin_of_one_district(gazetteer: Gazetteer) -> None:
    place = gazetteer.pin("324005")
    assert place is not None
    assert [(share.district, share.weight, share.units) for share in place.shares] == [
        ("kota", 1.0, (("kota-city", 1.0),))
    ]


def test_a_pin_that_straddles_names_both_and_favours_none_too_much(gazetteer: Gazetteer) -> None:
    place = gazetteer.pin("303103")
    assert place is not None
    assert [share.district for share in place.shares] == ["jaipur", "kotputli-behror"]
    assert place.shares[0].part > 0.9
    assert place.shares[1].weight > 0.29


def test_a_slip_in_the_list_does_not_make_a_pin_straddle(gazetteer: Gazetteer) -> None:
    """One office of 345033 is listed under Jhalawar, 500 km away from the others in Jaisalmer."""
    place = gazetteer.pin("345033")
    assert place is not None
    assert [share.district for share in place.shares] == ["jaisalmer"]


def test_a_pin_knows_the_district_of_before(gazetteer: Gazetteer) -> None:
    place = gazetteer.pin("301701")
    assert place is not None
    assert (place.shares[0].district, place.shares[0].olds) == ("kotputli-behror", frozenset({"alwar"}))


def test_a_pin_of_another_state(gazetteer: Gazetteer) -> None:
    place = gazetteer.pin("110001")
    assert place is not None
    assert (place.state, place.shares) == ("Delhi", ())


def test_an_unlisted_pin_of_the_state_gives_its_region(gazetteer: Gazetteer) -> None:
    place = gazetteer.pin("324999")
    assert place is not None
    assert not place.known
    assert {share.district for share in place.shares} == {"kota"}


@pytest.mark.parametrize("pin", ["999999", "000000", "12", ""])
def test_what_is_no_pin_has_no_place(gazetteer: Gazetteer, pin: str) -> None:
    assert gazetteer.pin(pin) is None


@given(st.text(max_size=8))
def test_any_text_can_be_looked_up(gazetteer: Gazetteer, pin: str) -> None:
    gazetteer.pin(pin)


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("Talwandi, Kota 324005", ["324005"]),
        ("कोटा ३२४००५", ["324005"]),
        ("324 005 and 324-006", ["324005", "324006"]),
        ("call +91 55555 01001 or 5555501001", []),
        ("order 3240051", []),
    ],
)
def test_pins_are_found_in_text(text: str, pins: list[str]) -> None:
    assert find_pins(text) == pins


@pytest.mark.parametrize(
    ("text", "called"),
    [("my pin is 324005", True), ("पिन कोड ३२४००५", True), ("pincode-324 005", True), ("code 324005", False)],
)
def test_a_number_is_a_pin_when_it_is_called_one(text: str, called: bool) -> None:
    assert is_called_pin(text, "324005") is called
