"""Readers of single values: whatever type a partner chose becomes what the payload holds, or Unreadable.

Each reader answers None (or nothing) where the value says that there is nothing, as in `n/a`.
"""

import ipaddress
import math
import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from abhay.adapters.sources.reading.document import Fields, Unreadable
from abhay.domain.intake.phone_fields import fields_of
from abhay.domain.text import ascii_digits, clean, clean_identifier

T = TypeVar("T")

SHORT_LIMIT = 2_000
TEXT_LIMIT = 100_000
_MOST_PHONES = 500
"""Numbers of one field that are looked at: five times as many as are kept, for those that are written twice."""

_ABSENT = frozenset({
    "", "-", "--", "n/a", "na", "nil", "none", "null", "undefined", "unknown", "not available", "not provided",
    "not known", "unavailable", "अज्ञात", "उपलब्ध नहीं", "ज्ञात नहीं", "नहीं है",
})  # fmt: skip
_PHONE_KEYS = ("number", "phone", "phonenumber", "mobile", "value", "e164", "msisdn", "tel")
_EMAIL_KEYS = ("email", "emailaddress", "mail", "address", "value")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:\.\d{0,20})?")
_DIGIT = re.compile(r"\d")
_EMAIL = re.compile(r"[^\s@<>\"',;()\[\]]{1,64}@[^\s@<>\"',;()\[\]]{1,250}")
_PINCODE = re.compile(r"(?<!\d)[1-9]\d{2}[ -]?\d{3}(?!\d)")
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_LENGTH = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)\s*(km|k\.m\.|kilomet|कि|m|met|मी)?", re.IGNORECASE)


def is_absent(text: str) -> bool:
    """Whether the words say that nothing is known."""
    return clean_identifier(text).casefold().strip(". ") in _ABSENT


def read_scalar(value: object) -> str:
    """Returns a text or number as text. Raises Unreadable for a truth value, list or object."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Unreadable("neither text nor number")


def read_text(value: object) -> str | None:
    """Free text as it is, cut after 100,000 characters; raises Unreadable when it is no text."""
    text = clean(read_scalar(value))[:TEXT_LIMIT]
    return text if text.strip() else None


def read_short(value: object) -> str | None:
    """Returns a short free text such as a name or a street, trimmed. Raises Unreadable above 2,000 characters."""
    text = clean(read_scalar(value)).strip()
    if len(text) > SHORT_LIMIT:
        raise Unreadable("too long")
    return None if is_absent(text) else text


def read_identifier(value: object) -> str | None:
    """Returns a name that is compared (id, user name, address on the net), without invisible characters."""
    text = clean_identifier(read_scalar(value))
    if len(text) > SHORT_LIMIT:
        raise Unreadable("too long")
    return None if is_absent(text) else text


def read_word(value: object) -> str | None:
    """Returns an identifier in lower case, as platform and surface are kept."""
    text = read_identifier(value)
    return text.casefold() if text else None


def read_number(value: object) -> float:
    """Returns a finite number, also from a text in any script's digits. Raises Unreadable."""
    if isinstance(value, bool):
        raise Unreadable("a truth value is no number")
    if isinstance(value, int | float):
        number = float(value)
    else:
        text = ascii_digits(clean_identifier(read_scalar(value))).strip("° ")
        if text.count(",") == 1 and "." not in text:
            text = text.replace(",", ".")  # 25,17 as some phones write it
        if not _NUMBER.fullmatch(text):
            raise Unreadable("not a number")
        number = float(text)
    if not math.isfinite(number):
        raise Unreadable("not a finite number")
    return number


def read_metres(value: object) -> float:
    """Returns a length in metres, from a number or a text such as `300 m` or `0.3 km`. Raises Unreadable."""
    if not isinstance(value, str):
        number = read_number(value)
    else:
        found = _LENGTH.search(ascii_digits(clean_identifier(value)))
        if found is None:
            raise Unreadable("no length")
        number = float(found[1]) * (1000 if (found[2] or "").lower().startswith(("k", "कि")) else 1)
    if not 0 <= number < 1e8:
        raise Unreadable("no length on this earth")
    return number


def read_port(value: object) -> int | None:
    """Returns a port 1 to 65535. Raises Unreadable otherwise."""
    number = read_number(value)
    if not (number.is_integer() and 0 < number < 65536):
        raise Unreadable("no port")
    return int(number)


def read_phones(value: object) -> Iterator[str]:
    """Yields every telephone number in a text, number or object, digits as 0–9, otherwise as written.

    Numbers are never judged: a synthetic or mistyped one is for a person to see. Raises Unreadable
    for a text without any digit.
    """
    if isinstance(value, Fields):
        yield from value.read_all("number", read_phones, *_PHONE_KEYS)
        return
    text = ascii_digits(clean(read_scalar(value)))
    if is_absent(text):
        return
    found = [clean_identifier(part) for part in islice(fields_of(text), _MOST_PHONES)]
    if not found:
        raise Unreadable("no telephone number")
    yield from found


def split_phone(line: str) -> tuple[list[str], str | None]:
    """Returns the comma-separated words of a line, and the telephone number among them."""
    parts = [clean(part).strip(" \t\r\n:-") for part in re.split(r"[,;|]", line[:SHORT_LIMIT])]
    numbers = [part for part in parts if len(_DIGIT.findall(part)) >= 7]
    phone = clean_identifier(ascii_digits(numbers[0])) if numbers else None
    return [part for part in parts if part and part not in numbers and not is_absent(part)], phone


def words_only(reader: Callable[[object], T | None]) -> Callable[[object], T | None]:
    """Returns the reader for plain values; an object in their place belongs to another field and is passed over."""
    return lambda value: None if isinstance(value, Fields) else reader(value)


def read_emails(value: object) -> Iterator[str]:
    """Yields every mail address in a text or object. Raises Unreadable for a text without one."""
    if isinstance(value, Fields):
        yield from value.read_all("address", read_emails, *_EMAIL_KEYS)
        return
    text = clean_identifier(read_scalar(value))[: SHORT_LIMIT * 2]
    if is_absent(text):
        return
    found = _EMAIL.findall(text)
    if not found:
        raise Unreadable("no mail address")
    yield from found


def read_pincode(value: object) -> str | None:
    """Returns a pincode of six ASCII digits. Raises Unreadable when the value holds none."""
    text = ascii_digits(clean_identifier(read_scalar(value)))
    if is_absent(text):
        return None
    if not _PINCODE.fullmatch(text):
        raise Unreadable("not a pincode")
    return re.sub(r"[ -]", "", text)


def find_pincode(text: str) -> str | None:
    """Returns the last pincode in an address line, where it is written in India."""
    found = _PINCODE.findall(ascii_digits(clean_identifier(text)))
    return re.sub(r"[ -]", "", found[-1]) if found else None


def read_ip(value: object) -> str:
    """Returns an IP address in its usual form. Raises Unreadable when it is none."""
    text = clean_identifier(read_scalar(value)).strip("[]")
    if "%" in text:
        raise Unreadable("a scoped address is not a public one")
    return str(ipaddress.ip_address(text))


def media_type_of(header: str) -> str:
    """Returns the type and subtype of a Content-Type header, or `application/octet-stream` where it is none."""
    found = _MEDIA_TYPE.match(header.strip().lower())
    return found[0] if found else "application/octet-stream"
