"""Only what is in doubt, and pages the desk alone, may be quiet or end as not genuine."""

import itertools

import pytest

from abhay.domain.cases.quiet import LONGEST, SHORTEST, is_doubtful, require_fitting, require_quietable
from abhay.errors import NotPossibleNow
from models.enums import Outcome, Status, Trust
from models.policy import DESK

CELLS = list(itertools.product(Trust, (True, False), (True, False)))


@pytest.mark.parametrize(("held", "status", "rung"), list(itertools.product((True, False), Status, (DESK, "sp", None))))
def test_only_a_held_case_that_the_desk_was_paged_for_may_be_quiet(
    held: bool, status: Status, rung: str | None
) -> None:
    if (held, status, rung) == (True, Status.AWAITING, DESK):
        require_quietable(held=held, status=status, rung=rung)
        return
    with pytest.raises(NotPossibleNow):
        require_quietable(held=held, status=status, rung=rung)


@pytest.mark.parametrize(("trust", "readable", "has_units"), CELLS)
def test_a_message_is_in_doubt_while_no_unit_has_it_and_its_sender_or_its_words_are_unknown(
    trust: Trust, readable: bool, has_units: bool
) -> None:
    unknown = trust in {Trust.FAILED, Trust.NONE} or not readable
    assert is_doubtful(trust=trust, readable=readable, has_units=has_units) == (unknown and not has_units)


@pytest.mark.parametrize(("outcome", "cell"), list(itertools.product(Outcome, CELLS)))
def test_no_other_outcome_is_refused(outcome: Outcome, cell: tuple[Trust, bool, bool]) -> None:
    trust, readable, has_units = cell
    facts = {"trust": trust, "readable": readable, "has_units": has_units}
    if outcome is Outcome.NOT_GENUINE and not is_doubtful(**facts):  # pyright: ignore[reportArgumentType]
        with pytest.raises(NotPossibleNow):
            require_fitting(outcome, trust=trust, readable=readable, has_units=has_units)
    else:
        require_fitting(outcome, trust=trust, readable=readable, has_units=has_units)


def test_quiet_always_ends() -> None:
    assert SHORTEST < LONGEST
