"""The pure rules of paging: contact points for a rung or an answer, neighbours to warn, reasons, overdue milestones.

Every list of contacts keeps the order of the contacts given.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from abhay.domain.actions import MilestoneOverdue
from abhay.domain.policy.rules import Rules
from models.enums import MilestoneKind, Reason, RouteState
from models.policy import DESK, RungPolicy, Scope
from models.routes import Route

MOST_WARNED = 2
"""Most candidates that are paged when the desk did not find the place in time; our own estimate."""


class About(NamedTuple):
    """The subject of a notice to the desk: a unit, one of its posts, or a post of the State."""

    unit: str | None = None
    post: str | None = None


NOBODY = About()


@dataclass(frozen=True)
class Why:
    """Why a message is sent: the reason, the overdue milestone, and the subject of a notice to the desk."""

    reason: Reason = Reason.NEW_ALERT
    milestone: MilestoneKind | None = None
    about: About = NOBODY


PLAIN = Why()
"""No reason beyond the kind of the message."""


URGENT_AT_DESK = frozenset(
    {Reason.NO_CONTACT, Reason.UNDELIVERED, Reason.EXHAUSTED, Reason.HELD_UNAUTHENTICATED, Reason.READ_BY_HAND}
)
"""Reasons for which the desk is called at once in an imminent case; other notices to it are read."""


def page_reason(*, held: bool, readable: bool, has_units: bool, route_state: RouteState | None) -> Reason:
    """Returns why a rung is paged, derived from the trust in the sender and the route."""
    if held:
        return Reason.HELD_UNAUTHENTICATED
    if not readable and not has_units:
        return Reason.READ_BY_HAND
    if route_state is RouteState.OUT_OF_STATE:
        return Reason.OUT_OF_STATE
    return Reason.NEW_ALERT if has_units else Reason.LOCATION_UNKNOWN


def desk_reason(*, exhausted: bool) -> Reason:
    """Returns why the desk is paged every minute: nobody answered on any rung, or the sender is not believed."""
    return Reason.EXHAUSTED if exhausted else Reason.HELD_UNAUTHENTICATED


@dataclass(frozen=True)
class Neighbours:
    """Units without the case that may be nearest to the person: their posts of `rung` are paged too."""

    units: tuple[str, ...]
    rung: str
    reason: Reason


def neighbours(entered: str, route: Route, units: Collection[str], *, held: bool, rules: Rules) -> Neighbours | None:
    """Returns the units to warn when a case with these units enters a rung for the first time; None for nobody.

    With the first rung or the desk, these are the units that an outdated district name or a near border suggests.
    Once the desk could not find the place in time, they are the likeliest candidates. Each may acknowledge.
    """
    first = rules.names()[0]
    if rules.rungs[first].scope is not Scope.UNIT:
        return None
    if entered in (first, DESK):
        warned, reason = tuple(unit for unit in route.copies if unit not in units), Reason.COPY
    elif not units and not held:
        warned, reason = tuple(each.unit for each in route.candidates[:MOST_WARNED]), Reason.LOCATION_UNKNOWN
    else:
        return None
    return Neighbours(warned, first, reason) if warned else None


@dataclass(frozen=True)
class ToldOfOverdue:
    """Recipients for an overdue milestone: the desk (`asks_desk`) or the acknowledging post is asked, others told."""

    asks_desk: bool
    tells_rung: str | None
    tells_desk: bool


def told_of_overdue(decision: MilestoneOverdue) -> ToldOfOverdue:
    """Returns the recipients: the post that acknowledged is asked; then the next rung is told too, later the desk.

    A hand-over is the desk's work, whoever acknowledged: the desk is asked, so it is not told.
    """
    handed_over = decision.kind is MilestoneKind.HANDED_OVER
    tells_desk = decision.tell is None and decision.follow_up > 1 and not handed_over
    return ToldOfOverdue(asks_desk=handed_over, tells_rung=decision.tell, tells_desk=tells_desk)


class Contact(Protocol):
    """A contact point: its duty post, and that post's police unit, None for a post of the State."""

    @property
    def unit_id(self) -> str | None: ...  # noqa: D102  said above

    @property
    def post_id(self) -> str: ...  # noqa: D102  said above


AnyContact = TypeVar("AnyContact", bound=Contact)


def unreached(rule: RungPolicy, units: Sequence[str]) -> About:
    """Returns whom a rung without any contact should have reached: its first post, in the unit that has the case."""
    return About(next(iter(units), None) if rule.scope is Scope.UNIT else None, rule.posts[0])


def of_post(contacts: Sequence[AnyContact], post: str | None) -> list[AnyContact]:
    """Returns the contacts of the post that acknowledged, or all contacts if it has none, so that somebody is asked."""
    return [each for each in contacts if post is not None and each.post_id == post] or list(contacts)
