"""Who is paged first, and who next: each contact point once, nobody left out, by order and by kind."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.messages.channel_kinds import SIDE_WAYS, TRAITS, traits_of
from abhay.domain.messages.failover import (
    AT_ONCE,
    Bounds,
    PostProgress,
    can_follow,
    first_points,
    goes_on,
    kind_of_next,
    next_points,
    repeats,
)
from abhay.domain.messages.kinds import MEANINGS
from models.enums import FailOver, MessageKind, Severity, Status


@dataclass(frozen=True)
class At:
    channel: str
    preference: int = 1
    id: UUID = field(default_factory=uuid4)


SMS, VOICE, MAIL, SECOND_SMS = At("sms", 1), At("voice", 3), At("email", 2), At("sms", 2)

points = st.lists(st.builds(At, st.sampled_from(sorted(TRAITS)), st.integers(1, 4)), max_size=8)
shut = st.frozensets(st.sampled_from(sorted(TRAITS)))


def test_all_of_one_preference_are_paged_together_as_they_always_were() -> None:
    same = [At("outbox"), At("email"), At("sms")]
    assert first_points(same, urgent=False) == same
    assert next_points(same, tried={each.id for each in same}) == []


def test_the_lowest_preference_is_paged_first_and_the_next_one_next() -> None:
    post = [VOICE, MAIL, SMS]
    assert first_points(post, urgent=False) == [SMS]
    assert next_points(post, tried={SMS.id}) == [MAIL]
    assert next_points(post, tried={SMS.id, MAIL.id}) == [VOICE]


def test_an_imminent_case_has_text_and_voice_at_once() -> None:
    assert first_points([SMS, MAIL, SECOND_SMS, VOICE], urgent=True) == [SMS, VOICE]
    assert first_points([MAIL, SECOND_SMS], urgent=True) == [MAIL, SECOND_SMS]
    assert first_points([At("outbox"), MAIL], urgent=True)[0].channel == "outbox"


@pytest.mark.parametrize("side", SIDE_WAYS)
def test_a_side_way_never_stands_alone(side: str) -> None:
    beside, alone = At(side, 1), At(side, 9)
    assert first_points([beside, MAIL, VOICE], urgent=False) == [beside, MAIL]
    assert first_points([beside, At(side, 2), VOICE], urgent=False)[-1] == VOICE
    assert next_points([SMS, alone], tried={SMS.id}) == [alone]
    assert first_points([beside], urgent=False) == [beside]
    assert SECOND_SMS in first_points([At("whatsapp", 1), At("outbox", 1), SECOND_SMS], urgent=True)


def test_an_open_breaker_adds_the_next_group_and_leaves_nobody_out() -> None:
    assert first_points([SMS, MAIL, VOICE], urgent=False, shut={"sms"}) == [SMS, MAIL]
    assert first_points([SMS, MAIL, VOICE], urgent=False, shut={"sms", "email", "voice"}) == [SMS, MAIL, VOICE]
    assert next_points([SMS, MAIL, VOICE], tried={SMS.id}, shut={"email"}) == [MAIL, VOICE]


@given(points, st.booleans(), shut)
def test_a_post_with_contact_points_is_never_without_a_page(post: list[At], urgent: bool, closed: frozenset) -> None:
    first = first_points(post, urgent=urgent, shut=closed)
    assert bool(first) == bool(post)
    assert {at.id for at in first} >= {at.id for at in first_points(post, urgent=False)}
    reachable = {at.preference for at in post if at.channel not in closed}
    assert not reachable or any(at.channel not in closed for at in first)


@given(points, st.booleans(), shut)
def test_going_on_reaches_every_contact_point_once_in_order(post: list[At], urgent: bool, closed: frozenset) -> None:
    tried = [at.id for at in first_points(post, urgent=urgent, shut=closed)]
    while further := next_points(post, tried=tried, shut=closed):
        assert not {at.id for at in further} & set(tried)
        left = [at for at in post if at.id not in tried]
        assert min(at.preference for at in left) in {at.preference for at in further}
        tried += [at.id for at in further]
    assert sorted(tried) == sorted(at.id for at in post)


@given(points)
def test_urgent_reaches_each_of_both_kinds_that_a_post_has(post: list[At]) -> None:
    first = {traits_of(at.channel).kind for at in first_points(post, urgent=True)}
    assert {traits_of(at.channel).kind for at in post} & set(AT_ONCE) <= first


def test_a_group_goes_on_once_and_not_once_a_page_was_delivered() -> None:
    assert goes_on(1, PostProgress())
    assert goes_on(2, PostProgress(frozenset({1})))
    assert not goes_on(1, PostProgress(frozenset({1})))
    assert not goes_on(1, PostProgress(delivered=True))


@pytest.mark.parametrize("kind", MessageKind)
@pytest.mark.parametrize("status", Status)
def test_only_what_asks_to_act_goes_on_and_only_while_nobody_answered(kind: MessageKind, status: Status) -> None:
    unanswered = status in (Status.RECEIVED, Status.AWAITING)
    if kind is MessageKind.DESK:
        assert can_follow(kind, status) == (status is not Status.CLOSED)
    else:
        assert can_follow(kind, status) == (MEANINGS[kind].paged and unanswered)


def test_whoever_is_next_was_not_paged_before_so_it_is_a_page() -> None:
    assert {kind_of_next(kind) for kind in MessageKind if kind is not MessageKind.DESK} == {MessageKind.PAGE}
    assert kind_of_next(MessageKind.DESK) is MessageKind.DESK


def test_the_same_address_is_labelled_where_the_first_message_may_have_arrived() -> None:
    labelled = {because for because in FailOver if repeats(because, same_address=True)}
    assert labelled == {FailOver.UNKNOWN, FailOver.UNCONFIRMED}
    assert not any(repeats(because, same_address=False) for because in FailOver)


def test_the_bounds_of_the_contract() -> None:
    assert [Bounds().of(severity).total_seconds() for severity in Severity] == [30, 60, 300]
