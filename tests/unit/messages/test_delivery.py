"""How a message is tried again: soon, later, and in the end by telling the desk."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages import delivery
from abhay.domain.messages.delivery import (
    MOST_RESENDS,
    RESEND_AFTER,
    GiveUp,
    RepeatNow,
    SendAgain,
    TellDesk,
    after_failure,
    after_unknown,
    has_time_for_quick_try,
)
from models.enums import MessageKind

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER = NOW + timedelta(seconds=15)

kinds = st.sampled_from(MessageKind)
moments = st.datetimes(timezones=st.just(UTC))


@pytest.mark.parametrize(
    ("kind", "permanent", "resends", "case_closed", "expected"),
    [
        (MessageKind.PAGE, False, 0, False, SendAgain(LATER)),
        (MessageKind.PAGE, False, 1, False, SendAgain(LATER)),
        (MessageKind.PAGE, False, 2, False, TellDesk()),
        (MessageKind.PAGE, True, 0, False, TellDesk()),
        (MessageKind.UPDATE, True, 0, False, TellDesk()),
        (MessageKind.UPDATE, False, 2, False, TellDesk()),
        (MessageKind.REMINDER, True, 0, False, GiveUp()),
        (MessageKind.DESK, False, 2, False, GiveUp()),
        (MessageKind.ESCALATED, False, 2, False, GiveUp()),
        (MessageKind.CLOSED, False, 0, True, RepeatNow(LATER)),
        (MessageKind.CLOSED, False, 1, True, RepeatNow(LATER)),
        (MessageKind.CLOSED, False, 2, True, GiveUp()),
        (MessageKind.STOOD_DOWN, True, 0, True, GiveUp()),
    ],
)
def test_after_a_failure(
    kind: MessageKind, permanent: bool, resends: int, case_closed: bool, expected: delivery.AfterFailure
) -> None:
    assert after_failure(kind, NOW, permanent=permanent, resends=resends, case_closed=case_closed) == expected


@given(kinds, st.integers(0, 100), st.booleans())
def test_a_refusal_is_never_sent_again(kind: MessageKind, resends: int, case_closed: bool) -> None:
    after = after_failure(kind, NOW, permanent=True, resends=resends, case_closed=case_closed)
    assert isinstance(after, TellDesk | GiveUp)


@given(kinds, st.booleans())
def test_a_message_that_keeps_failing_comes_to_an_end(kind: MessageKind, case_closed: bool) -> None:
    resends, at = 0, NOW
    while isinstance(
        after := after_failure(kind, at, permanent=False, resends=resends, case_closed=case_closed),
        SendAgain | RepeatNow,
    ):
        at = after.at if isinstance(after, SendAgain) else after.not_before
        resends += 1
    assert resends == MOST_RESENDS
    assert at == NOW + MOST_RESENDS * RESEND_AFTER


@given(kinds, st.integers(0, 5))
def test_whoever_should_have_been_paged_is_never_given_up_in_silence(kind: MessageKind, resends: int) -> None:
    after = after_failure(kind, NOW, permanent=True, resends=resends, case_closed=False)
    assert isinstance(after, TellDesk) is (kind in {MessageKind.PAGE, MessageKind.UPDATE})


def test_a_message_in_doubt_is_sent_again_at_once_and_its_repeat_never() -> None:
    assert after_unknown(MessageKind.PAGE, NOW, is_repeat=False) == SendAgain(NOW)
    assert after_unknown(MessageKind.PAGE, NOW, is_repeat=True) == TellDesk()
    assert after_unknown(MessageKind.REMINDER, NOW, is_repeat=True) == GiveUp()


def test_a_quick_try_is_made_only_where_it_ends_before_the_deadline() -> None:
    assert has_time_for_quick_try(NOW, None)
    assert has_time_for_quick_try(NOW, NOW + timedelta(seconds=9, microseconds=1))
    assert not has_time_for_quick_try(NOW, NOW + timedelta(seconds=9))
    assert not has_time_for_quick_try(NOW, NOW - timedelta(days=1))


@given(moments, st.timedeltas(timedelta(0), timedelta(seconds=60)))
def test_a_later_deadline_never_takes_a_quick_try_away(due: datetime, later: timedelta) -> None:
    if has_time_for_quick_try(NOW, due) and due < datetime.max.replace(tzinfo=UTC) - later:
        assert has_time_for_quick_try(NOW, due + later)


def test_the_figures_fit_each_other() -> None:
    """A claim outlives the slowest channel (8 s), a pause between quick tries never looks like a dead sender."""
    assert timedelta(seconds=8) < delivery.TRY_LIMIT
    assert len(delivery.QUICK_PAUSES) == delivery.QUICK_TRIES - 1
    assert max(delivery.QUICK_PAUSES) < delivery.BETWEEN_QUICK_TRIES < delivery.RESEND_AFTER
    assert max(delivery.QUICK_PAUSES) + timedelta(seconds=5) < delivery.QUICK_TRY_TAKES
