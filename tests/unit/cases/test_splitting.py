"""Which messages may leave a case, and how the case begins that they become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.cases.splitting import Opening, Part, opening_of, require_splittable
from abhay.domain.intake.trust import is_believed
from abhay.errors import BadInput, NotPossibleNow
from models.enums import Severity, Trust

PROVEN, UNPROVEN = Part(Trust.VERIFIED, Severity.HIGH, True), Part(Trust.NONE, Severity.CONCERN, False)


@pytest.mark.parametrize(
    ("chosen", "leaving", "staying", "says"),
    [
        ((), (), (PROVEN,), "not all messages of RJ-1"),
        ((1, 2), (PROVEN,), (PROVEN,), "not all messages of RJ-1"),
        ((1,), (PROVEN,), (), "At least one message stays in RJ-1"),
    ],
)
def test_a_choice_of_messages_that_cannot_leave_is_refused(
    chosen: tuple[int, ...], leaving: tuple[Part, ...], staying: tuple[Part, ...], says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        require_splittable("RJ-1", Trust.VERIFIED, chosen, leaving, staying)


@pytest.mark.parametrize("case", Trust)
@pytest.mark.parametrize("leaves", [PROVEN, UNPROVEN])
@pytest.mark.parametrize("stays", [PROVEN, UNPROVEN])
def test_a_believed_case_keeps_something_that_is_believed(case: Trust, leaves: Part, stays: Part) -> None:
    if is_believed(case) and leaves is PROVEN and stays is UNPROVEN:
        with pytest.raises(NotPossibleNow, match="let those leave instead"):
            require_splittable("RJ-1", case, (1,), (leaves,), (stays,))
    else:
        require_splittable("RJ-1", case, (1,), (leaves,), (stays,))


def test_a_message_that_is_chosen_twice_is_one() -> None:
    require_splittable("RJ-1", Trust.VERIFIED, (1, 1), (PROVEN,), (PROVEN,))


parts = st.builds(Part, st.sampled_from(Trust), st.sampled_from(Severity), st.booleans())


@given(st.lists(parts, min_size=1))
def test_a_new_case_is_as_severe_and_as_believed_as_any_of_its_messages(messages: list[Part]) -> None:
    begins = opening_of(messages)
    assert begins.severity in {each.severity for each in messages}
    assert begins == Opening(
        next(level for level in Trust if level in {each.trust for each in messages}),
        next(level for level in Severity if level in {each.severity for each in messages}),
        any(each.readable for each in messages),
    )
