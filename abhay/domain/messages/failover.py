"""The pure rules of fail-over inside a rung: who is paged first, and who is paged next where nobody is known reached.

A post has contact points in an order. Those of one preference are one group, paged together. A group whose page is
refused, unavailable, in doubt or not known to be delivered within the bound goes on to the next group, once. Nothing
here delays the climb, and nobody is left out because a breaker is open: the next group is paged beside it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Final, Protocol, TypeVar
from uuid import UUID

from abhay.domain.cases.answers import UNANSWERED
from abhay.domain.messages.channel_kinds import ChannelKind, traits_of
from abhay.domain.messages.kinds import MEANINGS
from models.enums import FailOver, MessageKind, Severity, Status

AT_ONCE: Final = (ChannelKind.TEXT, ChannelKind.VOICE)
"""In an imminent case the first contact point of each of these kinds is paged at once."""


class OnChannel(Protocol):
    """What goes by a channel: a contact point, or a message to one."""

    @property
    def channel(self) -> str: ...  # noqa: D102  said above


class Point(OnChannel, Protocol):
    """A contact point of a post: its id, its channel, and its place in the order of the post."""

    @property
    def id(self) -> UUID: ...  # noqa: D102  said above

    @property
    def preference(self) -> int: ...  # noqa: D102  said above


AnyPoint = TypeVar("AnyPoint", bound=Point)


@dataclass(frozen=True)
class Bounds:
    """Seconds after which a message that is not known to be delivered goes on to the next contact point."""

    imminent: float = 30
    high: float = 60
    concern: float = 300

    def of(self, severity: Severity) -> timedelta:
        """Returns the bound of a case's messages."""
        return timedelta(seconds=getattr(self, severity.value))


@dataclass(frozen=True)
class PostProgress:
    """How a post's paging stands in one rung and round: groups that went on, and whether any page was delivered.

    A page that was delivered by a side way alone does not count: its post may still not have heard it.
    """

    gone_on: frozenset[int] = frozenset()
    delivered: bool = False


def first_points(points: Sequence[AnyPoint], *, urgent: bool, shut: Collection[str] = ()) -> list[AnyPoint]:
    """Returns the contact points of one post that are paged first, in the order given.

    These are the ones with the lowest preference. While all channels of a group are `shut` (their breakers are open)
    or side ways, the next group is paged too. `urgent`: text and voice at once, where the post has both.
    """
    chosen = _groups(points, shut)
    if urgent:
        for kind in AT_ONCE:
            if not any(_kind(point) is kind and _is_sure(point) for point in chosen):
                chosen += _groups([point for point in points if _kind(point) is kind], shut)
    return _in_given_order(points, chosen)


def next_points(points: Sequence[AnyPoint], *, tried: Collection[UUID], shut: Collection[str] = ()) -> list[AnyPoint]:
    """Returns the contact points of one post that are paged next: the first group of those not yet tried."""
    left = [point for point in points if point.id not in tried]
    return _in_given_order(points, _groups(left, shut))


def can_follow(kind: MessageKind, status: Status) -> bool:
    """Returns whether a message of this kind goes on: it asks somebody to act, and nobody has answered the case.

    A notice to the desk goes on until the case is closed: nobody else hears of it.
    """
    if kind is MessageKind.DESK:
        return status is not Status.CLOSED
    return MEANINGS[kind].paged and status in UNANSWERED


def goes_on(preference: int, progress: PostProgress) -> bool:
    """Returns whether a group goes on now: it did not before, and no page of the post is known to be delivered."""
    return not progress.delivered and preference not in progress.gone_on


def kind_of_next(kind: MessageKind) -> MessageKind:
    """Returns the kind of the message that follows one: whoever gets it was not paged before."""
    return MessageKind.DESK if kind is MessageKind.DESK else MessageKind.PAGE


def kinds_like(kind: MessageKind) -> tuple[MessageKind, ...]:
    """Returns the kinds that page a post as this one does: notices to the desk among themselves, all others."""
    if kind is MessageKind.DESK:
        return (kind,)
    return tuple(each for each in MessageKind if MEANINGS[each].paged and each is not MessageKind.DESK)


def repeats(because: FailOver, *, same_address: bool) -> bool:
    """Returns whether the next message may be the second one at its address, and is labelled as a repeat."""
    return same_address and because in (FailOver.UNKNOWN, FailOver.UNCONFIRMED)


def _groups(points: Iterable[AnyPoint], shut: Collection[str]) -> list[AnyPoint]:
    """Returns the first groups, up to one of which a channel is open and no side way; all of them if none has one."""
    chosen: list[AnyPoint] = []
    for _, group in groupby(sorted(points, key=_preference), key=_preference):
        same = list(group)
        chosen += same
        if any(point.channel not in shut and _is_sure(point) for point in same):
            break
    return chosen


def reaches_surely(messages: Iterable[OnChannel]) -> bool:
    """Returns whether one of these messages goes by more than a side way, which never counts as the only one."""
    return any(map(_is_sure, messages))


def _preference(point: Point) -> int:
    return point.preference


def _is_sure(thing: OnChannel) -> bool:
    return not traits_of(thing.channel).side


def _kind(point: Point) -> ChannelKind:
    return traits_of(point.channel).kind


def _in_given_order(points: Sequence[AnyPoint], chosen: Iterable[AnyPoint]) -> list[AnyPoint]:
    wanted = {point.id for point in chosen}
    return [point for point in points if point.id in wanted]
