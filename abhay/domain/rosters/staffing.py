"""Which contact points a rung pages by its posts' rosters, and who stands in where nobody is on duty.

A roster names people or telephones: a contact point answers to its name, its address, and `channel:address`. A post
without a roster is reached at all of its active contact points. Where nobody is on duty, the post's permanent contact
points are paged, those that have no duty in its roster; else the same unit's post of the next rung; else nobody, and
the desk hears it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from abhay.domain.messages.paging import About, Contact
from abhay.domain.rosters.duty import Roster, on_duty
from models.policy import RungPolicy, Scope


class RosteredContact(Contact, Protocol):
    """A contact point as rosters know it; `unit_id` and `post_id` are those of its post."""

    @property
    def name(self) -> str | None: ...  # noqa: D102  said above

    @property
    def channel(self) -> str: ...  # noqa: D102  said above

    @property
    def address(self) -> str: ...  # noqa: D102  said above


AnyContact = TypeVar("AnyContact", bound=RosteredContact)
Rosters = Mapping[About, Roster]
"""The rosters by unit (None for the State) and post."""


@dataclass(frozen=True)
class Staffed(Generic[AnyContact]):
    """Who is reached at one post now; `gap` is whether its roster names nobody who can be."""

    contacts: tuple[AnyContact, ...]
    gap: bool = False


@dataclass(frozen=True)
class OnDuty(Generic[AnyContact]):
    """Who is reached for a rung now: contact points with the post that each stands in for, if any, and all gaps."""

    reached: tuple[tuple[AnyContact, About | None], ...]
    gaps: tuple[About, ...]


def keys_of(contact: RosteredContact) -> frozenset[str]:
    """Returns the keys by which a roster may name a contact point."""
    named = {contact.address, f"{contact.channel}:{contact.address}"}
    return frozenset(named | ({contact.name} if contact.name else set()))


def of_post_now(contacts: Iterable[AnyContact], roster: Roster | None, at: datetime) -> Staffed[AnyContact]:
    """Returns which of a post's active contact points are paged now."""
    everybody = tuple(contacts)
    duty = on_duty(roster, at) if roster else None
    if roster is None or duty is None:
        return Staffed(everybody)
    there = tuple(each for each in everybody if keys_of(each) & duty)
    if there:
        return Staffed(there)
    return Staffed(permanent(everybody, roster), gap=True)


def permanent(contacts: Iterable[AnyContact], roster: Roster | None) -> tuple[AnyContact, ...]:
    """Returns the contact points of a post that have no duty in its roster; without one all of them."""
    named = roster.named if roster else frozenset[str]()
    return tuple(each for each in contacts if not keys_of(each) & named)


def of_rung_now(
    contacts: Sequence[AnyContact],
    rosters: Rosters,
    at: datetime,
    rungs: Sequence[RungPolicy],
    units: Iterable[str],
) -> OnDuty[AnyContact]:
    """Returns who is reached for the first of these rungs now; the others, upwards, stand in where nobody is.

    `contacts` are active ones of the State and of at least these units; their order is kept.
    """
    rule, *higher = rungs
    places = [None] if rule.scope is Scope.STATE else list(dict.fromkeys(units))
    found: dict[int, About | None] = {}
    gaps: list[About] = []
    for unit in places:
        for post in rule.posts:
            place = About(unit, post)
            staffed = _at(contacts, rosters, at, place)
            there = staffed.contacts
            if staffed.gap:
                gaps.append(place)
                there = there or _above(contacts, rosters, at, unit, higher)
            for each in there:
                found.setdefault(id(each), place if staffed.gap else None)
    reached = tuple((each, found[id(each)]) for each in contacts if id(each) in found)
    return OnDuty(reached, tuple(gaps))


def _at(contacts: Sequence[AnyContact], rosters: Rosters, at: datetime, place: About) -> Staffed[AnyContact]:
    own = [each for each in contacts if (each.unit_id, each.post_id) == place]
    return of_post_now(own, rosters.get(place), at)


def _above(
    contacts: Sequence[AnyContact], rosters: Rosters, at: datetime, unit: str | None, higher: Sequence[RungPolicy]
) -> tuple[AnyContact, ...]:
    """Returns who is reached at the unit's own post of the next rung that reaches anybody."""
    for rung in (each for each in higher if each.scope is Scope.UNIT and unit is not None):
        there = [each for post in rung.posts for each in _at(contacts, rosters, at, About(unit, post)).contacts]
        if there:
            return tuple(there)
    return ()
