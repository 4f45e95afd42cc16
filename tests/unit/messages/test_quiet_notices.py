"""What only tells how a case went on rings nobody who can be told otherwise, and never who has just answered."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from abhay.domain.messages.quiet import QUIET, quietest
from models.enums import MessageKind


@dataclass(frozen=True)
class Point:
    channel: str
    preference: int = 1
    id: UUID = field(default_factory=uuid4)


CALL, TEXT, MAIL, LATER = Point("voice"), Point("sms", 2), Point("email", 2), Point("outbox", 3)


@pytest.mark.parametrize("answered", [True, False])
def test_whoever_was_also_written_to_is_not_rung(*, answered: bool) -> None:
    assert quietest([CALL, TEXT], [CALL, TEXT, MAIL], answered=answered) == [TEXT]
    assert quietest([MAIL], [MAIL], answered=answered) == [MAIL]


@pytest.mark.parametrize("answered", [True, False])
def test_in_place_of_a_call_come_the_next_ways_of_the_post(*, answered: bool) -> None:
    assert quietest([CALL], [LATER, CALL, TEXT, MAIL], answered=answered) == [TEXT, MAIL]


def test_a_post_that_can_only_be_rung_is_rung_unless_it_has_just_answered() -> None:
    assert quietest([CALL], [CALL], answered=False) == [CALL]
    assert quietest([CALL], [CALL], answered=True) == []


def test_these_kinds_ask_nobody_to_act() -> None:
    assert set(QUIET) == {MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED}
