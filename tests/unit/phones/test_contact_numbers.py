"""The telephone numbers of contact points: one spelling, and no text message to a landline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.numbers import ContactNumber, NumberRules, WrongNumber, contact_number
from models.enums import Line

PLAIN, INVENTED = NumberRules(), NumberRules(invented=True)
LISTED = NumberRules(("112", "14416", "1600*"))
MOBILE, LANDLINE = Line.MOBILE, Line.LANDLINE


def voice(text: str, line: Line | None = None, rules: NumberRules = PLAIN) -> ContactNumber:
    return contact_number(text, line, rules, mobiles_only=False)


def problem(text: str, line: Line | None = None, rules: NumberRules = PLAIN, *, mobiles_only: bool = False) -> str:
    with pytest.raises(WrongNumber) as caught:
        contact_number(text, line, rules, mobiles_only=mobiles_only)
    return str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "5555512345",
        "05555512345",
        "+915555512345",
        "00915555512345",
        "915555512345",
        "५५५५५१२३४५",
        "+91 0 55555 12345",
        "55555-12345",
    ],
)
def test_every_spelling_is_stored_as_the_same_number(text: str) -> None:
    assert contact_number(text, None, INVENTED, mobiles_only=True) == ContactNumber("+915555512345", MOBILE)


# What libphonenumber says of each kind of number in Rajasthan, so that a new release of it cannot change it unseen.
# The landlines are made up; what counts is the area code.
PLAN = {
    "0744-2450777": "either", "7442450777": "either", "0747-2450777": "either", "07432-245077": "either",
    "07453-245077": "either", "07462-245077": "either", "07464-245077": "either",
    "0141-2450777": "landline", "0145-2450777": "landline", "0291-2450777": "landline", "0151-2450777": "landline",
    "0294-2450777": "landline", "0144-2450777": "landline", "05644-245077": "landline", "02932-245077": "landline",
    "01572-245077": "landline",
    "1800 891 4416": "special", "1860 123 4567": "special", "1401234567": "special", "1600123456": "special",
    "112": "special", "100": "special", "108": "special", "1098": "special", "1090": "special", "181": "special",
    "14416": "special", "1930": "special",
    "2227110": "wrong", "": "wrong", "ask the munshi": "wrong",
}  # fmt: skip


def plan_of(text: str) -> str:
    try:
        return str(voice(text).line)
    except WrongNumber as wrong:
        said = str(wrong)
    return "either" if "may be" in said else "special" if "special" in said else "wrong"


def test_the_numbering_plan_is_as_it_was() -> None:
    assert {text: plan_of(text) for text in PLAN} == PLAN


@pytest.mark.parametrize("text", ["0744-2450777/78", "0744-2450777, 0744-2450778", "0744-2450777;78"])
def test_two_numbers_in_one_field_are_refused_before_they_become_one(text: str) -> None:
    assert "more than one number" in problem(text, LANDLINE)


def test_a_number_that_may_be_either_needs_its_line() -> None:
    assert "say which in the column line" in problem("0744-2450777")
    assert voice("0744-2450777", LANDLINE) == ContactNumber("+917442450777", LANDLINE)
    assert voice("7442450777", MOBILE) == ContactNumber("+917442450777", MOBILE)


def test_a_landline_gets_no_text_message() -> None:
    assert "is a landline" in problem("0141-2450777", mobiles_only=True)
    assert "is a landline" in problem("0744-2450777", LANDLINE, mobiles_only=True)
    assert "is a landline" in problem("5555512345", LANDLINE, INVENTED, mobiles_only=True)
    assert voice("0141-2450777").line is LANDLINE


def test_a_line_that_the_plan_denies_is_refused() -> None:
    assert "is a landline, not a mobile" in problem("0141-2450777", MOBILE)


def test_special_numbers_pass_by_the_list_alone_and_only_for_voice() -> None:
    assert voice("112", rules=LISTED) == ContactNumber("112", None)
    assert voice("१४४१६", rules=LISTED) == ContactNumber("14416", None)
    assert voice("1600123456", rules=LISTED) == ContactNumber("+911600123456", None)
    assert voice("+911600123456", rules=LISTED) == ContactNumber("+911600123456", None)
    assert "ABHAY_SPECIAL_NUMBERS" in problem("108", rules=LISTED)
    assert "no text messages" in problem("112", rules=LISTED, mobiles_only=True)


def test_invented_numbers_are_for_tests_alone() -> None:
    assert "invented" in problem("+91 55555 12345")
    assert voice("+91 55555 12345", rules=INVENTED).line is MOBILE


def test_an_extension_is_refused() -> None:
    assert "extension" in problem("0141-2450777 ext 12")


@given(st.text(max_size=30), st.sampled_from([None, *Line]), st.booleans())
def test_whatever_is_entered_is_stored_in_a_form_that_is_stored_again_unchanged(
    text: str, line: Line | None, mobiles_only: bool
) -> None:
    try:
        found = contact_number(text, line, INVENTED, mobiles_only=mobiles_only)
    except WrongNumber:
        return
    assert contact_number(found.address, found.line, INVENTED, mobiles_only=mobiles_only) == found
    assert found.line is MOBILE or not mobiles_only
