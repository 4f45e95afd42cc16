"""The number that a text message goes to: a mobile, in the spellings that gateways ask for."""

from dataclasses import dataclass
from typing import Final

from abhay.domain.intake.phones import Line as Kind
from abhay.domain.intake.phones import Phone, phones_in
from abhay.errors import ChannelRefused
from models.enums import Line

_INVENTED: Final = "+9155555"
"""Of no operator: tests and demonstrations use these numbers, and contacts refuse them in earnest."""


@dataclass(frozen=True)
class Mobile:
    """A mobile number: with `+`, as digits with the country code, and without it."""

    plus: str
    national: str

    @property
    def digits(self) -> str:
        """The number with its country code and no sign."""
        return self.plus.removeprefix("+")


def mobile_of(address: str, line: Line | None) -> Mobile:
    """Returns the mobile of a contact. Raises `ChannelRefused` for a landline, and where nobody knows.

    What was entered counts before the numbering plan, which cannot tell a landline of Kota (074xx) from a mobile.
    """
    phones = list(phones_in(address))
    if len(phones) != 1 or any(each.isalpha() for each in address):
        raise ChannelRefused("The contact's address is no telephone number.")
    (phone,) = phones
    if line is Line.LANDLINE or (line is None and not _is_mobile(phone)):
        raise ChannelRefused("The contact's number is not known to be a mobile: set its line to mobile if it is.")
    return Mobile(phone.e164, phone.national)


def _is_mobile(phone: Phone) -> bool:
    return phone.line is Kind.MOBILE or phone.e164.startswith(_INVENTED)
