"""Pure rules that derive a case's true place from corrections: an operator names a unit, a unit says "not ours"."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.timeline import Rerouted


class SaidBy(StrEnum):
    """The source of a route's last correction, in the export's words: operator, unit, or outcome elsewhere."""

    OPERATOR = "rerouted"
    UNIT = "not_ours"
    OUTCOME = "handed_over"


@dataclass(frozen=True)
class Truth:
    """The result of all corrections of one case; `unit` is None where nobody knows the place."""

    unit: str | None
    said_by: SaidBy


def truth_of(corrections: Iterable[Rerouted]) -> Truth | None:
    """Returns the result of a case's corrections, given in the order in which they were made; None without any.

    An operator's word outweighs a refusal. A unit that a "not ours" suggests counts unless it refused the case too.
    """
    truth: Truth | None = None
    refused: set[str] = set()
    for said in corrections:
        if said.not_ours is None:
            refused.difference_update(said.to)
        else:
            refused.add(said.not_ours)
        known = len(said.to) == 1 and said.to[0] not in refused
        truth = Truth(
            unit=said.to[0] if known else None, said_by=SaidBy.OPERATOR if said.not_ours is None else SaidBy.UNIT
        )
    return truth
