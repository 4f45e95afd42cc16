"""The length of a text message: measured figures of GSM 03.38 and UCS-2."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.sms.parts import is_unicode, not_in_gsm, parts, units


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 1), ("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2),
     ("क" * 70, 1), ("क" * 71, 2), ("क" * 134, 2), ("क" * 135, 3), ("क" * 201, 3), ("क" * 202, 4)],
)  # fmt: skip
def test_the_parts_of_a_text(text: str, count: int):
    assert parts(text) == count


@pytest.mark.parametrize(
    ("text", "count"), [("क्ष", 3), ("श्री", 4), ("क\u200d", 2), ("😀", 2), ("abc", 3), ("a€", 3), ("a_b-c.", 6)]
)
def test_the_units_of_a_text(text: str, count: int):
    assert units(text) == count


def test_what_turns_an_english_text_into_unicode_is_named():
    assert not is_unicode("https://abhay.example/a?RJ2026000042.Ab_-9")
    assert not_in_gsm("Rs ₹ and – and ’\u00a0") == "₹–’\u00a0"


@given(st.text(max_size=400))
def test_no_text_needs_fewer_parts_than_its_units_or_many_more(text: str):
    each = 67 if is_unicode(text) else 153
    least = 1 if units(text) <= (70 if is_unicode(text) else 160) else -(-units(text) // each)
    assert least <= parts(text) <= least + 1 + len(text) // 60
