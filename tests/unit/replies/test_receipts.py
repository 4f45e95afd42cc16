"""What a message's receipts come to: the same in any order, doubled, early and late."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.receipts import Event, Folded, fold
from models.enums import Reported

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
EVENTS = st.lists(
    st.builds(
        Event, st.sampled_from(Reported), st.integers(0, 1000).map(lambda seconds: NOON + timedelta(seconds=seconds))
    ),
    max_size=8,
)


@given(events=EVENTS, data=st.data())
def test_order_and_doubles_change_nothing(events: list[Event], data: st.DataObject) -> None:
    shuffled = data.draw(
        st.permutations([*events, *data.draw(st.lists(st.sampled_from(events) if events else st.nothing()))])
    )
    assert fold(shuffled) == fold(events)


@given(events=EVENTS, more=EVENTS)
def test_delivered_is_final_and_sent_overwrites_nothing(events: list[Event], more: list[Event]) -> None:
    before, after = fold(events), fold([*events, *more])
    if before and before.state is Reported.DELIVERED:
        assert after
        assert after.state is Reported.DELIVERED
    if before and before.state is Reported.FAILED:
        assert after
        assert after.state in {Reported.FAILED, Reported.DELIVERED}


def test_what_was_said_to_have_failed_and_arrived_is_late() -> None:
    failed, arrived = Event(Reported.FAILED, NOON), Event(Reported.DELIVERED, NOON + timedelta(hours=1))
    assert fold([failed]) == Folded(Reported.FAILED)
    assert fold([failed, arrived]) == Folded(Reported.DELIVERED, late=True)
    assert fold([Event(Reported.DELIVERED, NOON), Event(Reported.FAILED, NOON + timedelta(hours=1))]) == Folded(
        Reported.DELIVERED
    )
    assert fold([]) is None
