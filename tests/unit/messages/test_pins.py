import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.errors import BadInput
from abhay.security.pins import check_pin, hash_pin, is_trivial, make_pin, valid_pin

PIN = "482916"
HASHED = hash_pin(PIN)

six_digits = st.from_regex(r"[0-9]{6}", fullmatch=True)


def test_the_right_pin_opens_and_a_wrong_one_does_not():
    assert check_pin(PIN, HASHED)
    assert not check_pin("482917", HASHED)


@pytest.mark.parametrize("typed", [" 482916", "482916\n", "४८२९१६", " ४८२916 "])
def test_devanagari_digits_and_space_around_are_understood(typed: str):
    assert valid_pin(typed) == PIN
    assert check_pin(typed, HASHED)


@pytest.mark.parametrize("typed", ["", "48291", "4829166", "482916x", "000000x", "４８２９１６", "٤٨٢٩١٦", "-82916"])
def test_anything_but_six_digits_is_no_pin(typed: str):
    assert valid_pin(typed) is None
    assert not check_pin(typed, HASHED)
    with pytest.raises(BadInput):
        hash_pin(typed)


@given(st.text(max_size=12))
def test_what_is_valid_is_six_ascii_digits(typed: str):
    pin = valid_pin(typed)
    assert pin is None or (len(pin) == 6 and pin.isascii() and pin.isdecimal())


def test_the_hash_hides_the_pin_and_is_salted():
    assert PIN not in HASHED
    assert hash_pin(PIN) != HASHED
    assert HASHED.split("$")[:4] == ["scrypt", "14", "8", "1"]


def test_a_hash_made_at_another_cost_is_still_checked():
    cheap = "scrypt$4$8$1$c3ludGhldGljLXNhbHQ=$ARP/2tO4DaRQXxfrW8UQ/dIXdCLdmhjyPjG9CQ7TQ7U="
    assert check_pin(PIN, cheap)
    assert not check_pin("482917", cheap)


@pytest.mark.parametrize(
    "broken",
    ["", "plain", "scrypt$14$8$1$only", "scrypt$x$8$1$AAAA$AAAA", "scrypt$14$8$1$é$AAAA", "scrypt$40$8$1$AAAA$AAAA"],
)
def test_a_hash_that_cannot_be_read_matches_nothing_and_is_logged(broken: str, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.ERROR):
        assert not check_pin(PIN, broken)
    assert "set the contact's PIN again" in caplog.text
    assert PIN not in caplog.text


@pytest.mark.parametrize("pin", ["000000", "999999", "123456", "654321", "890123", "121212", "123123", "210987"])
def test_the_pins_that_everybody_tries_first_are_trivial(pin: str):
    assert is_trivial(pin)


@pytest.mark.parametrize("pin", ["482916", "123457", "112233", "100000", "121213"])
def test_other_pins_are_not(pin: str):
    assert not is_trivial(pin)


def test_made_pins_are_valid_various_and_never_trivial(monkeypatch: pytest.MonkeyPatch):
    made = {make_pin() for _ in range(200)}
    assert len(made) > 190
    assert all(valid_pin(pin) == pin and not is_trivial(pin) for pin in made)
    drawn = iter([0, 123456, 121212, 482916])
    monkeypatch.setattr("abhay.security.pins.secrets.randbelow", lambda _: next(drawn))
    assert make_pin() == "482916"
