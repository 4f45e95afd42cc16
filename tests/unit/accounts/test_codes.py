"""Codes of a second factor: each once, a telephone's clock may be off, a lost telephone has spare codes."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from abhay.security.codes import make_recovery_codes, make_seed, recovery_form, step_of

AT = datetime(2026, 11, 29, 12, 0, 5, tzinfo=UTC)
SEED = make_seed()


def _code(at: datetime) -> str:
    return pyotp.TOTP(SEED).at(at)


@pytest.mark.parametrize(("off", "right"), [(0, True), (-30, True), (30, True), (-61, False), (61, False)])
def test_a_telephone_may_be_half_a_minute_off(off: int, right: bool) -> None:
    assert (step_of(SEED, _code(AT + timedelta(seconds=off)), AT, None) is not None) is right


def test_a_step_that_was_used_or_passed_is_taken_no_more() -> None:
    step = step_of(SEED, _code(AT), AT, None)
    assert step is not None
    assert step_of(SEED, _code(AT), AT, step) is None
    assert step_of(SEED, _code(AT - timedelta(seconds=30)), AT, step) is None
    assert step_of(SEED, _code(AT + timedelta(seconds=30)), AT, step) == step + 1


@pytest.mark.parametrize("typed", ["", "000", "abcdef", "1234567", "\ud800", "١٢٣٤٥٦"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert step_of(SEED, typed, AT, None) is None


def test_devanagari_digits_and_blanks_are_a_code() -> None:
    code = _code(AT).translate(str.maketrans("0123456789", "०१२३४५६७८९"))
    assert step_of(SEED, f"{code[:3]} {code[3:]}", AT, None) is not None


def test_ten_recovery_codes_however_they_are_typed() -> None:
    codes = make_recovery_codes()
    assert len(set(codes)) == 10
    assert {recovery_form(code.upper().replace("-", " ")) for code in codes} == {recovery_form(code) for code in codes}
