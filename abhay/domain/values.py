"""Types of the values that callers send: in bodies, paths, queries, cursors and forms alike.

No parameter of a route is a plain text or time: PostgreSQL refuses NUL and lone surrogates, and a moment at the
edge of time cannot be brought into another time zone.
"""

from datetime import UTC, date, datetime
from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, StringConstraints

from abhay.domain.refs import with_hyphens
from abhay.domain.text import clean

_YEARS: Final = range(1900, 2200)
"""Far from the first and the last year, which no offset of a time zone may cross."""


def storable(value: object) -> object:
    """Returns a text without NUL and lone surrogates, which the database cannot hold; anything else as it is."""
    return clean(value) if isinstance(value, str) else value


def bounded(moment: datetime) -> datetime:
    """Returns an aware moment in UTC. Raises `ValueError` for one outside the years 1900 to 2199."""
    if moment.year not in _YEARS:
        raise ValueError("give a time between the years 1900 and 2199")
    return moment.astimezone(UTC)


def bounded_day(day: date) -> date:
    """Returns a day. Raises `ValueError` for one outside the years 1900 to 2199."""
    if day.year not in _YEARS:
        raise ValueError("give a day between the years 1900 and 2199")
    return day


def hyphenated(value: object) -> object:
    """Returns a ref in its usual spelling; anything else as it is."""
    return with_hyphens(value) if isinstance(value, str) else value


Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,60}$")]
"""The id of a unit or a post, or a word of our own."""

SourceName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""The name of a source of alerts."""

GatewayName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
"""The name of a gateway that sends our messages."""

Challenge = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z._-]{0,200}$")]
"""What a gateway has repeated to see that an address is ours."""

Ref = Annotated[str, BeforeValidator(hyphenated), StringConstraints(pattern=r"^RJ-[0-9]{4}-[0-9]{6,12}$")]
"""The ref of a case, in either spelling."""

FileId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}\.[0-9]{1,3}$")]
"""The id of a file: that of its message and its place in it."""

Cursor = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,200}$")]
"""Where the next page of a list begins."""

Words = Annotated[str, BeforeValidator(storable)]
"""Free text of a person: a character that cannot be stored is left out, so that no answer fails for it."""

Moment = Annotated[AwareDatetime, AfterValidator(bounded)]
"""A moment with its time zone, in UTC."""

Day = Annotated[date, AfterValidator(bounded_day)]
"""A day of the calendar, such as 2026-11-29."""

MaybeDay = Annotated[Day | None, BeforeValidator(lambda value: value or None)]
"""A day, or none: an emptied field of a form is sent as an empty text."""
