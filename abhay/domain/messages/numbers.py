"""The telephone numbers of contact points: the one spelling in which they are stored, and the line behind them.

The numbering plan alone does not tell a Kota landline from a mobile: every 074xx number may be either, so the kind
of line is entered, and only checked against the plan (`phonenumbers`, Google's libphonenumber).
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from phonenumbers import (
    NumberParseException,
    PhoneNumber,
    PhoneNumberFormat,
    PhoneNumberType,
    format_number,
    is_valid_number,
    national_significant_number,
    number_type,
    parse,
)

from abhay.domain.text import ascii_digits
from models.enums import Line

HOME: Final = "IN"
_HOME_CODE, _HOME_DIGITS, _SHORT_DIGITS = 91, 10, 6
INVENTED: Final = "55555"
"""How the invented numbers begin: +91 55555 xxxxx belongs to no operator."""

_SPECIAL = "is a special number: allow it in ABHAY_SPECIAL_NUMBERS, or give a plain one"
_SEPARATORS = "/,;"
_MOBILES_BEGIN = "6789"
_LINES = {PhoneNumberType.MOBILE: Line.MOBILE, PhoneNumberType.FIXED_LINE: Line.LANDLINE}


class WrongNumber(ValueError):
    """The number cannot be stored; its text says why, and what to do, behind the name of the field."""


@dataclass(frozen=True)
class NumberRules:
    """What is allowed beyond plain lines: special numbers by list (`1600*`: all that begin so), and invented ones."""

    allowed: Collection[str] = ()
    invented: bool = False


@dataclass(frozen=True)
class ContactNumber:
    """A number in E.164, or as it is dialled for a short one, and its line; None for a special number."""

    address: str
    line: Line | None


def contact_number(text: str, line: Line | None, rules: NumberRules, *, mobiles_only: bool) -> ContactNumber:
    """Returns the number of a contact point. `line` is the kind that was entered.

    `mobiles_only`: the channel writes to mobiles alone. Raises `WrongNumber`.
    """
    if any(separator in text for separator in _SEPARATORS):
        raise WrongNumber("holds more than one number: give each a row of its own")
    if (special := _special(text, rules.allowed)) is not None:
        if mobiles_only:
            raise WrongNumber("is a special number, which gets no text messages: use the channel voice")
        return ContactNumber(special, None)
    number = _parsed(text)
    found = ContactNumber(format_number(number, PhoneNumberFormat.E164), _line(number, line, rules))
    if mobiles_only and found.line is not Line.MOBILE:
        raise WrongNumber("is a landline, which gets no text messages: use the channel voice")
    return found


def is_invented(text: str) -> bool:
    """Returns whether a number is one of the invented ones, however it is written."""
    digits = "".join(each for each in ascii_digits(text) if each.isdigit())
    return len(digits) >= _HOME_DIGITS and digits[-_HOME_DIGITS:].startswith(INVENTED)


def _special(text: str, allowed: Collection[str]) -> str | None:
    """Returns the digits of a number that the list allows."""
    digits = "".join(each for each in ascii_digits(text) if each.isdigit())
    plain = digits.removeprefix("91") if text.strip().startswith(("+91", "0091")) else digits
    for entry in allowed:
        if plain.startswith(entry[:-1]) if entry.endswith("*") else plain == entry:
            return f"+{_HOME_CODE}{plain}" if len(plain) == _HOME_DIGITS else plain
    return None


def _parsed(text: str) -> PhoneNumber:
    try:
        number = parse(ascii_digits(text), HOME)
    except NumberParseException as wrong:
        raise WrongNumber("is no telephone number: give it as +91 and ten digits, or with the area code") from wrong
    if number.extension:
        raise WrongNumber("has an extension, which cannot be dialled here: give a direct number")
    return number


def _line(number: PhoneNumber, entered: Line | None, rules: NumberRules) -> Line:
    """Returns the line behind a number. Raises `WrongNumber` where it has none, or another than was entered."""
    national = national_significant_number(number)
    if number.country_code == _HOME_CODE and national.startswith(INVENTED) and len(national) == _HOME_DIGITS:
        if not rules.invented:
            raise WrongNumber("is an invented number, which reaches nobody: give a real one")
        return entered or Line.MOBILE
    if len(national) <= _SHORT_DIGITS:
        raise WrongNumber(_SPECIAL)
    if not is_valid_number(number):
        raise WrongNumber("is no number in use: give it as +91 and ten digits, or with the area code")
    kind = number_type(number)
    if kind is PhoneNumberType.FIXED_LINE_OR_MOBILE:
        if entered is None:
            raise WrongNumber("may be a landline or a mobile: say which in the column line")
        return entered
    line = _LINES.get(kind)
    if line is None or (line is Line.MOBILE and _is_series(number, national)):
        raise WrongNumber(_SPECIAL)
    if entered not in (None, line):
        raise WrongNumber(f"is a {line.value}, not a {entered}")
    return line


def _is_series(number: PhoneNumber, national: str) -> bool:
    """Returns whether an Indian number that the plan calls a mobile is none: 1600… is the government's voice series."""
    return number.country_code == _HOME_CODE and national[0] not in _MOBILES_BEGIN
