"""The pure rule of notices: what only tells how a case went on rings nobody who can be told by a quieter way.

A telephone that rings is for whoever has to act. A post that has just answered is never rung: it heard the answer.
"""

from collections.abc import Sequence

from abhay.domain.messages.channel_kinds import ChannelKind, traits_of
from abhay.domain.messages.failover import AnyPoint, Point
from abhay.domain.messages.kinds import kinds_where

QUIET = kinds_where(lambda meaning: meaning.notice and not meaning.stopped)
"""The kinds that ask nobody to act: who took a case, that a unit need not go, how it ended."""


def quietest(told: Sequence[AnyPoint], of_post: Sequence[AnyPoint], *, answered: bool) -> list[AnyPoint]:
    """Returns the contact points of one post that get a notice which `told` would get.

    These are the ones that do not ring. Where all ring, the first others of the post (`of_post`) that do not come in
    their place. A post that can only be rung is rung, unless it is the one that has just `answered`.
    """
    if silent := [point for point in told if not rings(point)]:
        return silent
    others = [point for point in of_post if not rings(point)]
    first = min((point.preference for point in others), default=None)
    if first is not None:
        return [point for point in others if point.preference == first]
    return [] if answered else list(told)


def rings(point: Point) -> bool:
    """Returns whether a contact point is a telephone that rings."""
    return traits_of(point.channel).kind is ChannelKind.VOICE
