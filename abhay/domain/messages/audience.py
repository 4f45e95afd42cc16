"""Who sees what of a case, in one table: whoever acts sees all, whoever supervises sees how it stands.

A message never holds the person or the post; the table says what it, and the page behind its link, hold besides.
Sources: the chain of command of the desk's programme (a district's head sees the case, the State's posts press), and
the law on children, whose identity is protected (Juvenile Justice Act 2015, s.74; POCSO Act 2012, s.23).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from abhay.domain.policy.rules import Rules
from abhay.domain.text import ascii_digits
from models.policy import DESK, Scope

GROWN_UP: Final = 18
"""Years at which somebody is no child any more (Juvenile Justice Act 2015, s.2)."""

_OLDEST: Final = 120
_YEARS: Final = re.compile(r"[0-9]+")
_BELOW: Final = re.compile(r"under|below|less|younger|upto|up to|<|से कम|से नीचे|से छोट", re.IGNORECASE)
_CHILD: Final = re.compile(r"\b(?:minor|child|juvenile|teen(?:ager)?s?)\b|नाबालिग|अवयस्क|किशोर|बच्च", re.IGNORECASE)


class Audience(StrEnum):
    """What a rung is to a case, whatever the policy calls it.

    `UNIT`: the lowest rung of the ladder, which sends a team. `OFFICE`: a rung of the same unit above it, such as
    the SP. `STATE`: a post of the whole State, such as the DGP's control room. `DESK`: the desk.
    """

    UNIT = "unit"
    OFFICE = "office"
    STATE = "state"
    DESK = "desk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What an audience sees.

    `person`: the page shows the person, the place and the post. `minors`: also who a child is; without it the name
    and all that leads to it are masked. `place`: how near the place is known and when the post was written; without
    it a message names the district alone. `tried`: how long nobody has answered, and what was tried in that time.
    """

    person: bool = False
    minors: bool = False
    place: bool = False
    tried: bool = False


SIGHTS: Final[Mapping[Audience, Sight]] = MappingProxyType(
    {
        Audience.UNIT: Sight(person=True, minors=True, place=True),
        Audience.OFFICE: Sight(person=True, place=True, tried=True),
        Audience.STATE: Sight(tried=True),
        Audience.DESK: Sight(person=True, minors=True, place=True, tried=True),
    }
)


def audience_of(rung: str, rules: Rules) -> Audience:
    """Returns what a rung is; one that left the policy sees as little as a post of the State."""
    if rung == DESK:
        return Audience.DESK
    policy = rules.rungs.get(rung)
    if policy is None or policy.scope is Scope.STATE:
        return Audience.STATE
    return Audience.UNIT if rules.begins_at(rung) else Audience.OFFICE


def is_minor(age: str | None) -> bool:
    """Returns whether somebody of this age, or band of ages as a partner writes it, may be under 18.

    A band that begins below 18 counts: to protect a grown-up by mistake does no harm. An age that is not known, or
    not one, counts as grown-up: its words are shown as they came.
    """
    text = ascii_digits(age or "")
    years = [int(each) for each in _YEARS.findall(text) if int(each) <= _OLDEST]
    if not years:
        return _CHILD.search(text) is not None
    lowest = min(years)
    return lowest < GROWN_UP or (lowest == GROWN_UP and len(years) == 1 and _BELOW.search(text) is not None)


def any_minor(ages: Iterable[str | None]) -> bool:
    """Returns whether one of several statements about a person says a child."""
    return any(is_minor(age) for age in ages)
