"""Which open case a new message belongs to: one person is one case (docs/adr/0008-one-case-per-person.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from abhay.domain.intake.trust import is_believed
from models.enums import Status, Trust


class KnownCase(Protocol):
    """The facts of a case that the rule needs; an alert's row has them."""

    status: Status
    trust: Trust
    drill: bool
    received_at: datetime


Case_co = TypeVar("Case_co", bound=KnownCase, covariant=True)


@dataclass(frozen=True)
class Match(Generic[Case_co]):
    """A case that shares identities with a message: their number, and the time of the case's last message."""

    case: Case_co
    shared: int
    last_message_at: datetime


@dataclass(frozen=True)
class Arriving:
    """The facts of a message that the rule needs; it joins only a case with a message since `since`."""

    trust: Trust
    drill: bool
    since: datetime


def may_join(message: Arriving, match: Match[KnownCase]) -> bool:
    """Returns whether a message may join a case: both are believed, and the case is open and within the window.

    A drill never joins a real case, nor a real message a drill: neither may delay or hide the other.
    """
    case = match.case
    return (
        is_believed(message.trust)
        and is_believed(case.trust)
        and case.status is not Status.CLOSED
        and case.drill == message.drill
        and match.shared > 0
        and match.last_message_at >= message.since
    )


def case_of_person(message: Arriving, matches: Iterable[Match[Case_co]]) -> Case_co | None:
    """Returns the case that a message belongs to, or None if it opens a new one.

    Of several cases it is the one that shares most identities (split cases may share a number), then the newest.
    """
    joinable = [match for match in matches if may_join(message, match)]
    best = max(joinable, key=lambda match: (match.shared, match.case.received_at), default=None)
    return None if best is None else best.case
