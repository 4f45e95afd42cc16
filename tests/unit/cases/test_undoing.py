"""Undo: the newest act alone, by whoever did it or the desk, for five minutes, while nobody has acted since."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.cases.undoing import (
    UNDO_WITHIN,
    By,
    StandingAct,
    UndoAllowed,
    UndoRefusal,
    UndoRefused,
    may_undo,
    undoable_by,
)

AT = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
ROOM, SP = By("control-room", "kota-city"), By("sp-office", "kota-city")
NEXT_ROOM, UNIT, DESK = By("control-room", "kota-rural"), By(None, "kota-city"), By("abhay-desk", None, of_desk=True)
OPERATOR, DGP, RANGE = By(of_desk=True), By("dgp-control"), By("range-office")
SOON = AT + timedelta(minutes=1)


def act(by: By, seconds: int = 0, can_be_undone: bool = True) -> StandingAct:
    return StandingAct(by, AT + timedelta(seconds=seconds), "SI Synthetic", "x", can_be_undone)


@pytest.mark.parametrize(
    ("did", "asks", "allowed"),
    [
        (ROOM, ROOM, True),
        (ROOM, UNIT, True),
        (UNIT, ROOM, True),
        (ROOM, DESK, True),
        (ROOM, OPERATOR, True),
        (OPERATOR, DESK, True),
        (DGP, DGP, True),
        (ROOM, SP, False),
        (ROOM, NEXT_ROOM, False),
        (ROOM, DGP, False),
        (DESK, ROOM, False),
        (OPERATOR, DGP, False),
        (DGP, RANGE, False),
    ],
)
def test_whose_act_may_be_undone_by_whom(did: By, asks: By, allowed: bool) -> None:
    verdict = may_undo([act(did)], asks, SOON)
    assert verdict == (UndoAllowed(AT + UNDO_WITHIN) if allowed else UndoRefused(UndoRefusal.NOT_YOURS))


def test_without_an_act_there_is_nothing_to_undo() -> None:
    assert may_undo([], DESK, AT) == UndoRefused(UndoRefusal.NOTHING)


@pytest.mark.parametrize(("seconds", "allowed"), [(0, True), (299, True), (300, False), (86_400, False)])
def test_five_minutes_and_no_longer(seconds: int, allowed: bool) -> None:
    assert may_undo([act(ROOM)], ROOM, AT + timedelta(seconds=seconds)).allowed is allowed


@pytest.mark.parametrize("did", [ROOM, SP, NEXT_ROOM, DESK, OPERATOR, DGP])
@pytest.mark.parametrize("can_be_undone", [True, False])
def test_what_somebody_did_since_stays_and_is_named(did: By, can_be_undone: bool) -> None:
    later = act(did, 30, can_be_undone)
    verdict = may_undo([later, act(ROOM)], ROOM, SOON)
    if did == ROOM and can_be_undone:
        assert verdict.allowed, "the newest of one's own goes first"
        assert undoable_by([act(ROOM), later], ROOM) == later
    else:
        assert verdict == UndoRefused(UndoRefusal.ACTED_SINCE, later)


def test_what_came_before_bars_nothing() -> None:
    assert may_undo([act(ROOM, -30, can_be_undone=False), act(SP, -10), act(ROOM)], ROOM, SOON).allowed


@given(st.lists(st.sampled_from([ROOM, SP, NEXT_ROOM, UNIT, DESK, OPERATOR, DGP]), min_size=2, max_size=2))
def test_only_the_desk_undoes_what_another_units_post_did(two: list[By]) -> None:
    did, asks = two
    if did.unit != asks.unit and not asks.of_desk:
        assert not may_undo([act(did)], asks, SOON).allowed
