"""Telephone numbers as people write them. Numbers are invented (+91 55555 xxxxx) or the numbering plan's own examples."""

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from abhay.adapters.gazetteer import load
from abhay.adapters.gazetteer.places.files import rows
from abhay.domain.intake.phone_fields import LONGEST, fields_of
from abhay.domain.intake.phones import Line, phones_in

DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
EXAMPLE = phonenumbers.format_number(
    phonenumbers.example_number_for_type("IN", PhoneNumberType.MOBILE), PhoneNumberFormat.E164
)


@pytest.fixture(scope="module")
def gazetteer():
    return load()


def only(text):
    (phone,) = phones_in(text)
    return phone


def as_stored_before(written):
    """How a number was normalised before this module: its last ten digits, an extension cut off."""
    without = re.sub(r"(?:extension|extn|ext|x|एक्सटेंशन)\.?\s*\d*\s*$", "", written, flags=re.IGNORECASE)
    digits = "".join(str(int(char)) for char in without if char.isdecimal())[-10:]
    return digits if len(digits) == 10 and len(set(digits)) > 1 else None


NUMBERS = st.from_regex(r"[1-9][0-9]{9}", fullmatch=True).filter(lambda digits: len(set(digits)) > 1)
PREFIXES = [
    "",
    "0",
    "91",
    "+91",
    "0091",
    "+91-",
    "+91 (0)",
    "tel:+91",
    "+91 0",
    "091 ",
    "(+91) ",
    "91-",
    "+91-0-",
    "++91",
]
GAPS = st.lists(st.sampled_from(["", " ", "-", "\u200b", ".", "_", "–", "*"]), min_size=9, max_size=9)
BEHIND = ["", ".", " (home)", " ext 12", " extn. 4", " एक्सटेंशन 7", " x3", " WhatsApp", " माँ"]


def written(digits, prefix, gaps, behind, devanagari):
    text = prefix + digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    return (text.translate(DEVANAGARI) if devanagari else text) + behind


@given(NUMBERS, st.sampled_from(PREFIXES), GAPS, st.sampled_from(BEHIND), st.booleans())
def test_a_number_is_the_same_however_it_is_written_and_as_it_was_stored_before(
    digits, prefix, gaps, behind, devanagari
):
    text = written(digits, prefix, gaps, behind, devanagari)

    assert as_stored_before(text) == digits
    assert digits in [phone.national for phone in phones_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mob: {}",
        "मोबाइल {} है",
        "mobile no 1: {}",
        "1) {}",
        "2026-11-12 {}",
        "age 17, {}",
        "<{}>",
        '"{}"',
        "M{}",
        "91{}",
        "{}#",
    ],
)
def test_words_and_figures_around_a_number_do_not_matter(text):
    assert [phone.national for phone in phones_in(text.format("5555500101"))] == ["5555500101"]


@pytest.mark.parametrize(
    "text",
    ["", "unknown", "112", "100", "14416", "2555501", "0000000000", "+91 99999 99999", "+91 55555 0010", "5" * 101],
)
def test_what_is_nobodys_number_is_none(text):
    assert list(phones_in(text)) == []


@pytest.mark.parametrize(
    ("text", "national"),
    [
        ("0744-2555501", "7442555501"),
        ("0744-2555501/02", "7442555501"),
        ("0744-2555501 ext 12", "7442555501"),
        ("(0744) 2555501", "7442555501"),
        ("01552 255501", "1552255501"),
    ],
)
def test_an_area_code_belongs_to_the_number_and_an_extension_does_not(text, national):
    assert only(text).national == national
    assert only(text).e164 == f"+91{national}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (EXAMPLE, Line.MOBILE),
        ("0141-2555501", Line.LANDLINE),
        ("01552 255501", Line.LANDLINE),
        ("0744-2555501", Line.EITHER),
        ("07462-255501", Line.EITHER),
        ("+91 55555 00101", Line.OTHER),
    ],
)
def test_the_kind_of_line_is_what_the_numbering_plan_says(text, line):
    assert only(text).line is line


def test_every_landline_code_of_kotas_region_could_be_a_mobiles():
    """What a channel for mobiles must know: of these the plan does not say that they are landlines."""
    for code in ("0744", "0747", "07432", "07453", "07462", "07464"):
        assert only(code + "2555501"[: 11 - len(code)]).line is Line.EITHER


@pytest.mark.parametrize(
    ("text", "trunk"),
    [("0744-2555501", True), ("+91 0744 2555501", True), ("+91 744 2555501", False), ("7442555501", False)],
)
def test_a_zero_before_the_area_code_is_seen(text, trunk):
    assert only(text).after_trunk_zero is trunk


@pytest.mark.parametrize("text", ["+1 202 555 0143", "001 202 555 0143"])
def test_a_number_of_another_country_keeps_its_code(text):
    phone = only(text)
    assert (phone.e164, phone.is_indian, phone.after_trunk_zero) == ("+12025550143", False, False)


@pytest.mark.parametrize(
    "behind",
    [".0", ".00", " till 9pm", " 9pm tak", " 5pm", " (2)", " 2", "-2", ";ext=4", " x12", " #3", " 24x7", " (since 2019)",
     " Ravi 17 yrs", ", 2", "/02", " or 00102", " 12-11-2026", " रात 9 बजे के बाद", ";phone-context=+91", " 2)"],
)  # fmt: skip
@pytest.mark.parametrize(
    "number", ["5555500101", "+91 55555 00101", "055555-00101", "tel:+915555500101", "0091 55555 00101"]
)
def test_what_stands_behind_a_number_is_not_of_it(number, behind):
    assert [phone.national for phone in phones_in(number + behind)] == ["5555500101"]


@pytest.mark.parametrize(
    "text",
    [
        "5555500101 5555500102",
        "55555 00101 55555 00102",
        "+915555500101+915555500102",
        "55555001015555500102",
        "+91 55555 00101 / +91 55555 00102",
        "5555500101/5555500102",
        "5555500101 (mother) 5555500102 (father)",
        "1) 5555500101 2) 5555500102",
        "05555500101 या 05555500102",
    ],
)
def test_two_numbers_in_one_field_are_both_found(text):
    assert [phone.national for phone in phones_in(text)] == ["5555500101", "5555500102"]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("5555500101.0", ["5555500101"]),
        ("5.555500101E9", ["5555500101"]),
        ("9.15555500101E+11", ["915555500101"]),
        ("5555500101 5555500102", ["5555500101", "5555500102"]),
        ("0744-2555501/02", ["0744-2555501/02"]),
        ("0141/2555501", ["0141-2555501"]),
        ("+1 202 555 0143 5555500102", ["+1 202 555 0143", "5555500102"]),
        ("tel:+915555500101;ext=4", ["tel:+915555500101;ext=4"]),
        ("5555500101 " + "only after nine " * 10, ["5555500101"]),
        ("112", ["112"]),
        ("no number", []),
    ],
)
def test_a_field_is_taken_apart_into_its_numbers(text, fields):
    assert list(fields_of(text)) == fields


def test_every_std_code_of_the_state_is_known(gazetteer):
    for row in rows("std_codes.csv"):
        code = row["std_code"]
        number = "2555501"[: 10 - len(code)]
        for written_as in (
            f"0{code}-{number}",
            f"0{code}{number}",
            f"(0{code}) {number}",
            f"0{code}/{number}",
            f"+91-0{code}-{number}",
        ):
            assert gazetteer.landline(written_as) == row["district_id"], written_as


def test_several_numbers_come_in_their_order():
    assert [phone.national for phone in phones_in("55555 00101 (mother 55555 00102)")] == ["5555500101", "5555500102"]


@pytest.mark.parametrize("text", ["+4901", "+49 123", "+1 23", "0049 01"])
def test_a_number_of_another_country_that_is_too_short_names_nobody(text):
    assert list(phones_in(text)) == []


@given(st.text("0123456789०१+-() ./x,ext;&|", max_size=2 * LONGEST))
def test_taking_a_field_apart_leaves_short_parts(text):
    assert all(0 < len(field) <= LONGEST for field in fields_of(text))


@given(st.text("0123456789०१+-() ./x,ext", max_size=LONGEST))
def test_whatever_is_written_never_raises(text):
    for phone in phones_in(text):
        assert re.fullmatch(r"\+[0-9]{7,17}", phone.e164)
