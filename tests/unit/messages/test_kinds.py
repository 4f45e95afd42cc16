"""What a kind of message means: every kind stands in the table, as the contract has it."""

import pytest

from abhay.domain.messages.kinds import MEANINGS, NOTICES, STOPPED_BY_ACKNOWLEDGEMENT, Meaning, kinds_where
from models.enums import MessageKind

YES, NO = True, False
EXPECTED = {
    #                         notice answerable stopped paged desk_hears
    MessageKind.PAGE:         (NO,   YES,       YES,    YES,  YES),
    MessageKind.REMINDER:     (NO,   YES,       YES,    YES,  NO),
    MessageKind.UPDATE:       (NO,   YES,       YES,    YES,  YES),
    MessageKind.DESK:         (NO,   YES,       YES,    YES,  NO),
    MessageKind.ESCALATED:    (YES,  YES,       YES,    NO,   NO),
    MessageKind.ACKNOWLEDGED: (YES,  NO,        NO,     NO,   NO),
    MessageKind.STOOD_DOWN:   (YES,  NO,        NO,     NO,   NO),
    MessageKind.CLOSED:       (YES,  NO,        NO,     NO,   NO),
}  # fmt: skip


def test_every_kind_has_a_meaning() -> None:
    assert set(MEANINGS) == set(EXPECTED) == set(MessageKind)


@pytest.mark.parametrize("kind", MessageKind)
def test_a_kind_means_what_the_contract_says(kind: MessageKind) -> None:
    said = MEANINGS[kind]
    assert (said.notice, said.answerable, said.stopped, said.paged, said.desk_hears) == EXPECTED[kind]


@pytest.mark.parametrize("kind", MessageKind)
def test_whoever_counts_as_paged_was_asked_to_act_and_can_acknowledge(kind: MessageKind) -> None:
    assert MEANINGS[kind].paged is not MEANINGS[kind].notice
    assert MEANINGS[kind].answerable or not MEANINGS[kind].paged


@pytest.mark.parametrize("kind", MessageKind)
def test_what_can_be_answered_is_what_an_answer_stops(kind: MessageKind) -> None:
    assert MEANINGS[kind].answerable is MEANINGS[kind].stopped


@pytest.mark.parametrize("kind", MessageKind)
def test_the_desk_hears_of_no_failed_notice_and_of_none_of_its_own(kind: MessageKind) -> None:
    assert not (MEANINGS[kind].desk_hears and (MEANINGS[kind].notice or kind is MessageKind.DESK))


def test_the_lists_are_those_of_the_table() -> None:
    assert set(NOTICES) == {kind for kind in MessageKind if EXPECTED[kind][0]}
    assert set(STOPPED_BY_ACKNOWLEDGEMENT) == {kind for kind in MessageKind if EXPECTED[kind][2]}
    assert kinds_where(lambda _: False) == ()


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        MEANINGS[MessageKind.PAGE] = Meaning()  # pyright: ignore[reportIndexIssue]  what the test is about
