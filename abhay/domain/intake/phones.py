"""Reads telephone numbers as people write them: the number in E.164 and the kind of line.

The numbering plans are those of `phonenumbers` (Google's libphonenumber). A number needs only to be
possible, not in use: the invented numbers +91 55555 xxxxx belong to no operator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from phonenumbers import (
    Leniency,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
    format_number,
    is_valid_number,
    national_significant_number,
    number_type,
)

from abhay.domain.intake.phone_fields import LONGEST, fields_of
from abhay.domain.text import ascii_digits

HOME = "IN"
_HOME_CODE = 91
_HOME_DIGITS = 10
_LEAST_DIGITS = 7
"""With the country code: the shortest numbers of any country are those of four digits behind a code of three (Niue)."""
_NOT_WRITTEN_IN_NUMBERS = re.compile(r"[^\w\s()+.,;=#-]|_")
_HINDI_EXTENSION = re.compile(r"एक्सटेंशन\.?")
_NOT_A_DIGIT = re.compile(r"\D")
_GROUP = re.compile(r"\d+")
_PREFIX = re.compile(r"^(?:0{0,2}91)?0?(?=\d{10}$)")


class Line(StrEnum):
    """The kind of line, as far as the numbering plan tells."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    EITHER = "landline or mobile"
    OTHER = "other"


_LINES = {
    PhoneNumberType.MOBILE: Line.MOBILE,
    PhoneNumberType.FIXED_LINE: Line.LANDLINE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: Line.EITHER,
}


@dataclass(frozen=True)
class Phone:
    """One number; `after_trunk_zero` if it was written with a 0 before the area code, as landlines are."""

    e164: str
    national: str
    line: Line
    is_indian: bool
    after_trunk_zero: bool


def phones_in(text: str) -> Iterator[Phone]:
    """Returns the telephone numbers in a text that was written as a number, in their order.

    Blanks, hyphens, brackets, words around the number, digits of any script and the prefixes 0, 91, +91 and 0091
    do not matter. A number without a country code is Indian. Extensions are dropped. Short numbers (112), local
    ones without the area code, and placeholders of one repeated digit are left out: they name nobody.
    """
    if len(text) > LONGEST:
        return
    for field in fields_of(ascii_digits(text)):
        yield from _phones_in_field(field)


def _phones_in_field(field: str) -> Iterator[Phone]:
    apart = field.replace("/", ",")  # 0744-2555501/02 is one number and the end of another
    plain = _HINDI_EXTENSION.sub(" ext ", _NOT_WRITTEN_IN_NUMBERS.sub(" ", apart))
    for found in PhoneNumberMatcher(plain, HOME, leniency=Leniency.POSSIBLE):
        phone = _phone(found.number, found.raw_string)
        if phone is not None:
            yield phone


def _phone(number: PhoneNumber, written: str) -> Phone | None:
    is_indian = number.country_code == _HOME_CODE
    if is_indian:
        number = _without_tail(number, written)
    national = national_significant_number(number)
    least = _HOME_DIGITS if is_indian else _LEAST_DIGITS - len(str(number.country_code))
    if len(set(national)) == 1 or len(national) < least:
        return None
    digits = _NOT_A_DIGIT.sub("", written)
    return Phone(
        e164=format_number(number, PhoneNumberFormat.E164),
        national=national,
        line=_LINES.get(number_type(number), Line.OTHER),
        is_indian=is_indian,
        after_trunk_zero=is_indian and f"0{national}" in digits,
    )


def _without_tail(number: PhoneNumber, written: str) -> PhoneNumber:
    """Returns the ten digits of an Indian number that is too long, for what stands before or behind it.

    Behind it stand hours, years and short extensions: `55555 00101 9pm` is complete where a group of its figures
    ends. Otherwise it is too long for its prefix, such as 091 or `1)`.
    """
    national = national_significant_number(number)
    complete = _complete_at_a_gap(written)
    if complete is None and (len(national) <= _HOME_DIGITS or is_valid_number(number)):
        return number
    return PhoneNumber(country_code=_HOME_CODE, national_number=int(complete or national[-_HOME_DIGITS:]))


def _complete_at_a_gap(written: str) -> str | None:
    """Returns the ten digits that stand in one piece, or are complete before the last groups, or None."""
    groups = _GROUP.findall(written)
    whole = next((digits for group in groups if len(digits := _PREFIX.sub("", group)) == _HOME_DIGITS), None)
    if whole is not None:
        return whole
    if len(_PREFIX.sub("", "".join(groups))) == _HOME_DIGITS:
        return None
    for count in range(len(groups) - 1, 0, -1):
        digits = _PREFIX.sub("", "".join(groups[:count]))
        if len(digits) == _HOME_DIGITS and digits[0] != "0":
            return digits
    return None
