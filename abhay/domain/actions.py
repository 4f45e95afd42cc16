"""What a case can need next: `abhay.domain.escalation.decide` returns one of these, its caller carries it out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from models.enums import MilestoneKind


@dataclass(frozen=True)
class RouteFirst:
    """Route the case: it has no route yet, or more is known than when it was routed."""


@dataclass(frozen=True)
class EnterRung:
    """Page the posts of this rung; it runs out `wait` seconds after the commit that enters it."""

    rung: str
    round: int
    wait: int


@dataclass(frozen=True)
class Remind:
    """Page the posts of the current rung again, as its n-th reminder."""

    rung: str
    round: int
    attempt: int


@dataclass(frozen=True)
class PageDesk:
    """Page the desk once more: the case is held or exhausted, and nobody has answered."""


@dataclass(frozen=True)
class Resend:
    """Send these failed or unknown messages once more."""

    messages: tuple[UUID, ...]


@dataclass(frozen=True)
class GoOn:
    """Page the next contact points of a message's post: the message is not known to be delivered within its bound."""

    message: UUID


@dataclass(frozen=True)
class MilestoneOverdue:
    """Follow up a milestone whose deadline has passed.

    The first follow-up goes to the post that acknowledged, the second also to the rung `tell`; from the third
    on, every `FOLLOW_UP_EVERY`, the post and the desk are asked.
    """

    kind: MilestoneKind
    follow_up: int
    tell: str | None


@dataclass(frozen=True)
class OrderUnit:
    """Page the unit's posts of these rungs once more, as the n-th order.

    Somebody from outside the unit acknowledged the case, and no post of the unit has answered.
    """

    rungs: tuple[str, ...]
    attempt: int


@dataclass(frozen=True)
class Exhausted:
    """Page the desk until somebody answers: the top rung was paged as often as the policy says."""


@dataclass(frozen=True)
class WaitUntil:
    """Wait until `at`; Prefect's UI shows the state `state` meanwhile."""

    at: datetime
    state: str


@dataclass(frozen=True)
class Done:
    """End: the case is closed."""


Action = RouteFirst | EnterRung | Remind | PageDesk | GoOn | Resend | MilestoneOverdue | OrderUnit | Exhausted


Decision = Action | WaitUntil | Done
