"""Times as gateways write them: with a zone, in Unix seconds or milliseconds, or in India's time without saying so."""

from datetime import UTC, datetime, timedelta
from typing import Final

from abhay.clock import IST

_MILLISECONDS: Final = 10**11
"""From here on a number counts milliseconds: as seconds it would be the year 5138."""

_FORMS: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M:%S", "%y%m%d%H%M%S", "%y%m%d%H%M")
_FURTHEST: Final = timedelta(days=30)
"""A time further off than this is a mistake of the gateway's clock, and none."""


def read_time(text: str) -> datetime | None:
    """Returns a gateway's time in UTC; one without a zone is India's. None for what cannot be read or believed."""
    moment = _number(text) if text.strip().isdecimal() and len(text.strip()) in (10, 13) else _written(text.strip())
    if moment is None or abs(moment - datetime.now(UTC)) > _FURTHEST:
        return None
    return moment


def _number(text: str) -> datetime:
    number = int(text)
    return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS else number, UTC)


def _written(text: str) -> datetime | None:
    for form in _FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=IST).astimezone(UTC)
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=IST)).astimezone(UTC)
