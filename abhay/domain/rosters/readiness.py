"""Whether a post can be reached, before anybody has to reach it: contacts, channels, tests, rosters; and a score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final

from abhay.clock import in_ist
from abhay.domain.messages.channel_kinds import traits_of

WANTED: Final = 2
"""Contact points, and channels, that each post needs: one of them may be off."""

_CHECKS: Final = 4
_SUNDAY: Final = 6


class Lack(StrEnum):
    """What a post lacks."""

    NO_CONTACT = "no_contact"
    ONE_CONTACT = "one_contact"
    ONE_CHANNEL = "one_channel"
    SIDE_WAYS_ONLY = "side_ways_only"
    NOT_TESTED = "not_tested"
    ROSTER_GAP = "roster_gap"


@dataclass(frozen=True)
class Point:
    """An active contact point of a post: its channel, its name, and when a test of it was last answered."""

    channel: str
    name: str | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class PostFacts:
    """What is known of a post that the policy pages; `gap_minutes` are those of the next 14 days."""

    post: str
    points: tuple[Point, ...] = ()
    gap_minutes: int = 0


@dataclass(frozen=True)
class Shortcoming:
    """One reason why a unit is not ready; `count` is how many contact points or minutes it concerns."""

    post: str
    lack: Lack
    count: int = 0


@dataclass(frozen=True)
class Readiness:
    """How ready a unit is: a score of 0 to 100, and every reason why it is not 100."""

    unit: str
    score: int
    shortcomings: tuple[Shortcoming, ...]


def readiness_of(unit: str, posts: Sequence[PostFacts], at: datetime, *, within: timedelta) -> Readiness:
    """Returns how ready a unit's posts are; a test counts if it was answered `within` this time.

    Of each post four things count alike: two contact points, two channels, an answered test of two contact points on
    two channels, and no gap in its roster. Who has no contact has none of them, and so has who has side ways alone
    (WhatsApp, push): these may be held back without a word.
    """
    found = [(post, tuple(_lacks(post, at, within))) for post in posts]
    met = sum(_met(post, lacks) for post, lacks in found)
    score = round(100 * met / (_CHECKS * len(found))) if found else 100
    return Readiness(unit, score, tuple(each for _, lacks in found for each in lacks))


def is_tested(point: Point, at: datetime, within: timedelta) -> bool:
    """Returns whether a test of a contact point was answered lately enough."""
    return point.answered_at is not None and at - point.answered_at <= within


def in_office_hours(at: datetime, begin: time, end: time) -> bool:
    """Returns whether a moment lies in the office hours of a working day in India, Monday to Saturday; half-open."""
    local = in_ist(at)
    return local.weekday() != _SUNDAY and begin <= local.time() < end


def _lacks(post: PostFacts, at: datetime, within: timedelta) -> Iterable[Shortcoming]:
    if not post.points:
        yield Shortcoming(post.post, Lack.NO_CONTACT)
        return
    if all(traits_of(each.channel).side for each in post.points):
        yield Shortcoming(post.post, Lack.SIDE_WAYS_ONLY, len(post.points))
        return
    if len(post.points) < WANTED:
        yield Shortcoming(post.post, Lack.ONE_CONTACT)
    if len({each.channel for each in post.points}) < WANTED:
        yield Shortcoming(post.post, Lack.ONE_CHANNEL)
    tested = [each for each in post.points if is_tested(each, at, within)]
    if len(tested) < WANTED or len({each.channel for each in tested}) < WANTED:
        yield Shortcoming(post.post, Lack.NOT_TESTED, len(post.points) - len(tested))
    if post.gap_minutes:
        yield Shortcoming(post.post, Lack.ROSTER_GAP, post.gap_minutes)


def _met(post: PostFacts, lacks: Sequence[Shortcoming]) -> int:
    alone = any(each.lack is Lack.SIDE_WAYS_ONLY for each in lacks)
    return 0 if alone or not post.points else _CHECKS - len(lacks)
