"""Plus codes, held to the examples of the public specification."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.positions.pluscodes import nearest_square, plus_codes_in, square_of

DIGITS = "23456789CFGHJMPQRVWX"


@pytest.mark.parametrize(
    ("code", "lat", "lon"),
    [
        ("7FG49Q00+", None, None),
        ("7FG49QCJ+2V", 20.3700625, 2.7821875),
        ("7FG49QCJ+2VX", 20.3701125, 2.782234375),
        ("7FG49QCJ+2VXGJ", 20.3701135, 2.78223535156),
        ("8FVC2222+22", 47.0000625, 8.0000625),
        ("4VCPPQGP+Q9", -41.2730625, 174.7859375),
        ("62G20000+", None, None),
        ("8FVC9G8F+6X", 47.3655625, 8.5249375),
    ],
)
def test_a_full_code_names_its_square(code, lat, lon):
    found = [one.digits for one in plus_codes_in(f"meri jagah {code} hai")]

    if lat is None:  # the padded codes of wide squares say nothing of a place
        assert found == []
    else:
        assert found == [code]
        square = square_of(code)
        assert (square.lat, square.lon) == pytest.approx((lat, lon), abs=1e-6)


@pytest.mark.parametrize(
    ("full", "short", "lat", "lon"),
    [
        ("9C3W9QCJ+2VX", "CJ+2VX", 51.3708675, -1.217765625),
        ("9C3W9QCJ+2VX", "9QCJ+2VX", 51.3701125, -1.217765625),
        ("8FRCG2GG+GG", "G2GG+GG", 46.526, 7.976),
        ("8FRCXGGG+GG", "XGGG+GG", 47.026, 8.526),
    ],
)
def test_a_short_code_is_completed_by_a_point_near_it(full, short, lat, lon):
    square = nearest_square(short, lat, lon)

    assert (square.lat, square.lon) == pytest.approx((square_of(full).lat, square_of(full).lon), abs=1e-6)


@given(st.floats(-80, 80), st.floats(-170, 170), st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_any_square_is_found_again_from_its_short_code(lat, lon, north, east):
    first = nearest_square("2222+22", lat, lon)
    again = nearest_square("2222+22", first.lat + north, first.lon + east)

    assert (again.lat, again.lon) == pytest.approx((first.lat, first.lon), abs=1e-6)


@pytest.mark.parametrize("text", ["5555+55", "98765432+23", "a+b", "X2222222+22", "Q8CF+C9+1", "4+4", "1234+567"])
def test_sums_and_telephone_numbers_are_no_codes(text):
    assert list(plus_codes_in(text)) == []


def test_the_town_behind_a_short_code_is_kept():
    (code,) = plus_codes_in("q8cf+c9 Pali, Rajasthan. last location")

    assert (code.digits, code.town, code.is_full) == ("Q8CF+C9", "Pali, Rajasthan", False)


@given(st.text(DIGITS + "+ ,a", max_size=60))
def test_any_code_that_is_found_can_be_placed(text):
    for code in plus_codes_in(text):
        square = square_of(code.digits) if code.is_full else nearest_square(code.digits, 26.9, 75.8)
        assert -91 <= square.lat <= 91
        assert -181 <= square.lon <= 181
