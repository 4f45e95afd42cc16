"""Indian Standard Time for people; everything stored or compared stays in UTC.

India has one zone, five and a half hours ahead of UTC, without daylight saving. Officials write
24 hours and DD-MM-YYYY.
"""

from datetime import date, datetime

import pendulum

IST = pendulum.timezone("Asia/Kolkata")


def in_ist(moment: datetime) -> pendulum.DateTime:
    """Returns an aware time in this State's zone."""
    return pendulum.instance(moment).in_timezone(IST)


def day_begins(day: date) -> datetime:
    """Returns the first moment of a day in this State, in UTC."""
    return pendulum.datetime(day.year, day.month, day.day, tz=IST).in_timezone("UTC")


def ist(moment: datetime) -> str:
    """As officials write it: `12-11-2026 22:35 IST`."""
    return f"{moment.astimezone(IST):%d-%m-%Y %H:%M} IST"  # a tenth of the time of pendulum's own format


def ist_seconds(moment: datetime | None) -> str:
    """Returns a time to the second, without the zone's name: `12-11-2026 22:35:07`; empty for None."""
    return f"{moment.astimezone(IST):%d-%m-%Y %H:%M:%S}" if moment else ""
