"""Pure rules of answers: which one takes a case, which units it stands down, which late one the desk hears of."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from models.enums import Status

UNANSWERED = (Status.RECEIVED, Status.AWAITING)
"""The statuses of a case that waits for an acknowledgement."""


@dataclass(frozen=True)
class Answering:
    """The duty post that answers: `unit` is None for a post of the whole State, `post` None for an operator."""

    post: str | None = None
    unit: str | None = None


def takes_case(status: Status, answer: Answering, stood_down: Collection[str]) -> bool:
    """Returns whether an answer stops the climb: it is the first, and the case was not taken from its unit."""
    return status in UNANSWERED and answer.unit not in stood_down


def waits_for_unit(holder: Answering, units: Collection[str], unit_answered_at: datetime | None) -> bool:
    """Returns whether a case that somebody has still waits for a post of its unit to answer.

    Whoever acknowledged from outside (a post of the State, the desk, an operator who names no unit) sends no team.
    """
    return holder.unit is None and bool(units) and unit_answered_at is None


def is_news_to_desk(answer: Answering, holder: Answering | None) -> bool:
    """Returns whether the desk hears of an answer that took nothing: not if its post already has the case."""
    return answer != holder


def stands_down(paged_unit: str | None, answer: Answering) -> bool:
    """Returns whether this answer stands a paged unit down, since another unit has the case now.

    Posts of the whole State are never stood down, and an answer of one of them stands no unit down.
    """
    return answer.unit is not None and paged_unit not in (None, answer.unit)


class Involvement(Enum):
    """What a recipient has to do with a case: the words and the link of a message depend on it.

    `OWNER`: the case is its unit's, or it is a post of the whole State. `BESIDE`: another unit has it, or nobody.
    `TAKER`: this post acknowledged. `COLLEAGUE`: another post of its unit did. `ORDERED`: a post from outside the unit
    acknowledged, and no post of the unit has answered.
    """

    OWNER = auto()
    BESIDE = auto()
    TAKER = auto()
    COLLEAGUE = auto()
    ORDERED = auto()


def involvement_of(
    recipient: Answering, units: Collection[str], answer: Answering | None, unit_answered_at: datetime | None = None
) -> Involvement:
    """Returns the involvement of a duty post in a case with these units and this acknowledgement, if any.

    An answer of a unit that names no post counts for each of its posts; one that names neither is an operator's.
    """
    if answer is not None and _is_same(recipient, answer):
        return Involvement.TAKER
    if recipient.unit is None:
        return Involvement.OWNER
    if answer is not None and answer.unit == recipient.unit:
        return Involvement.COLLEAGUE
    if recipient.unit not in units:
        return Involvement.BESIDE
    ordered = answer is not None and waits_for_unit(answer, units, unit_answered_at)
    return Involvement.ORDERED if ordered else Involvement.OWNER


def _is_same(recipient: Answering, answer: Answering) -> bool:
    known = answer.post is not None or answer.unit is not None
    return known and recipient.unit == answer.unit and answer.post in (recipient.post, None)
