"""Indian Standard Time for people; everything stored or compared stays in UTC.

India has one zone, five and a half hours ahead of UTC, without daylight saving. Officials write
24 hours and DD-MM-YYYY (docs: domain facts, section 8).
"""

from datetime import datetime

import pendulum

IST = pendulum.timezone("Asia/Kolkata")


def in_ist(moment: datetime) -> pendulum.DateTime:
    """An aware moment as this State's clocks show it."""
    return pendulum.instance(moment).in_timezone(IST)


def ist(moment: datetime) -> str:
    """As officials write it: `12-11-2026 22:35 IST`."""
    return in_ist(moment).format("DD-MM-YYYY HH:mm [IST]")


def ist_seconds(moment: datetime | None) -> str:
    """To the second, without the zone's name; empty for a moment that has not come: `12-11-2026 22:35:07`."""
    return in_ist(moment).format("DD-MM-YYYY HH:mm:ss") if moment else ""
