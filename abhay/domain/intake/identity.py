"""Which open case a new message belongs to: one person is one case (docs/adr/0030-an-account-is-a-person.md)."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

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
    """A case that shares identities with a message: the number of proofs among them, and the case's last message.

    A proof is an account or the partner's case reference. `by_number` is whether a telephone number that both have
    joins them, as a noted call joins the alert that it is about (`abhay.domain.intake.persons.joins_by_number`).
    """

    case: Case_co
    shared: int
    last_message_at: datetime
    by_number: bool = False


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
        and (match.shared > 0 or match.by_number)
        and match.last_message_at >= message.since
    )


def case_of_person(message: Arriving, matches: Iterable[Match[Case_co]]) -> Case_co | None:
    """Returns the case that a message belongs to, or None if it opens a new one.

    Of several cases it is the one that shares most proofs (split cases may share an account), then the newest. A
    number joins only where it leads to one case: of two people who share it, nobody knows which one is meant.
    """
    joinable = [match for match in matches if may_join(message, match)]
    proven = [match for match in joinable if match.shared > 0]
    best = max(proven, key=lambda match: (match.shared, match.case.received_at), default=None)
    if best is not None:
        return best.case
    return joinable[0].case if len(joinable) == 1 else None


def maybe_same(message: Arriving, home: KnownCase | None, matches: Sequence[Match[Case_co]]) -> list[Case_co]:
    """Returns the open cases that may be about the same person as a message, but which it does not belong to."""
    others = (match.case for match in matches if match.case is not home)
    return [case for case in others if case.drill == message.drill and case.status is not Status.CLOSED]


def key_after(key: str, closed_case: UUID) -> str:
    """Returns the key of an event or delivery that is sent again after its case was closed: a new event."""
    return hashlib.sha256(f"{key} again after {closed_case}".encode()).hexdigest()
