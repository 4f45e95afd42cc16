"""A call without an answer is made again while its rung waits, and not a moment longer."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from abhay.domain.messages.redialling import redial_at
from models.enums import MessageKind, Status

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
AFTER = timedelta(seconds=20)


@dataclass
class Case:
    status: Status = Status.AWAITING
    rung: str | None = "district"
    round: int | None = 1
    due_at: datetime | None = NOON + timedelta(minutes=3)


@dataclass
class Call:
    kind: MessageKind = MessageKind.PAGE
    rung: str = "district"
    round: int = 1


def test_it_is_made_again_while_its_rung_waits() -> None:
    assert redial_at(Case(), Call(), NOON, AFTER) == NOON + AFTER
    assert redial_at(Case(due_at=None), Call(), NOON, AFTER) == NOON + AFTER


@pytest.mark.parametrize(
    "case",
    [
        Case(status=Status.ACKNOWLEDGED),
        Case(status=Status.CLOSED),
        Case(rung="sp"),
        Case(round=2),
        Case(due_at=NOON + AFTER),
    ],
)
def test_it_is_not_once_its_rung_waits_no_more(case: Case) -> None:
    assert redial_at(case, Call(), NOON, AFTER) is None


@pytest.mark.parametrize("kind", [MessageKind.CLOSED, MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN])
def test_what_only_tells_is_said_once(kind: MessageKind) -> None:
    assert redial_at(Case(), Call(kind=kind), NOON, AFTER) is None
