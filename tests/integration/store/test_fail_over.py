"""Fail-over inside a rung as rows: the next contact point at once or after the bound, each once, never after an answer."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.adapters.store.messages.receipts import Report, note_report
from models.enums import FailOver, MessageKind, MessageStatus, Mover, Reported, Severity, TimelineEvent, Trust
from models.tables import ContactPoint, Notification
from tests.support import reading
from tests.support.actors import OPERATOR
from tests.support.cases import UNKNOWN, move_clock, open_case

BOUND = {Severity.IMMINENT: 30, Severity.HIGH: 60, Severity.CONCERN: 300}


async def contacts(
    database: Database, *points: tuple[str, int], unit: str | None = "kota-city", post: str = "control-room"
):
    """The post has these contact points alone: channel and order of each; their addresses are their places."""
    async with database.transaction() as session:
        at = await now(session)
        for each in await reading.contacts(database, ContactPoint.unit_id == unit, ContactPoint.post_id == post):
            each.active = False
            session.add(each)
        for number, (channel, order) in enumerate(points):
            session.add(
                ContactPoint(
                    unit_id=unit,
                    post_id=post,
                    channel=channel,
                    address=f"{channel} {number}",
                    pin_hash="-",
                    preference=order,
                    created_at=at + timedelta(microseconds=number),
                )
            )


async def settle(database: Database, alert_id: UUID) -> None:
    """Advance until the case waits; nothing is sent."""
    seen = -1
    while True:
        step = await advance(database, alert_id, Mover.FLOW)
        if step.wait_until is not None and len(step.messages) == seen:
            return
        seen = len(step.messages)


async def pages(database: Database, alert_id: UUID, rung: str = "district") -> list[Notification]:
    return [page for page in await reading.pages(database, alert_id) if page.rung == rung]


async def channels(database: Database, alert_id: UUID) -> list[str]:
    """The channels of the first rung's pages, in their order, with the cause of each that followed another."""
    found = await pages(database, alert_id)
    order = sorted(found, key=lambda page: (page.queued_at, page.channel))
    return [page.channel + (f": {page.because}" if page.because else "") for page in order]


async def claimed(database: Database, alert_id: UUID, channel: str) -> UUID:
    (page,) = [p for p in await pages(database, alert_id) if p.channel == channel and p.status is MessageStatus.QUEUED]
    assert await claim_briefed(database, page.id)
    return page.id


async def sent(database: Database, alert_id: UUID, channel: str) -> UUID:
    page = await claimed(database, alert_id, channel)
    await queue.mark_sent(database, page, "id", "gateway")
    return page


async def begun(database: Database, *points: tuple[str, int], severity: Severity = Severity.HIGH) -> UUID:
    await contacts(database, *points)
    case = await open_case(database, severity=severity)
    await settle(database, case.id)
    return case.id


THREE = (("email", 1), ("webhook", 2), ("outbox", 3))


async def test_the_first_in_the_order_is_paged_alone_and_the_next_one_at_once_when_it_is_refused(
    database: Database,
) -> None:
    case = await begun(database, *THREE)
    assert await channels(database, case) == ["email"]
    await queue.mark_failed(database, await claimed(database, case, "email"), "no such mailbox", permanent=True)
    assert await channels(database, case) == ["email", "webhook: refused"], "not in the transaction of the mark"
    assert await reading.desk_reasons(database, case) == []
    first, second = await pages(database, case)
    assert (second.in_place_of, second.resend_of) == (first.id, None)
    told = await reading.timeline(database, case, TimelineEvent.PAGED)
    assert told[-1].detail["because"] == "refused"


async def test_a_channel_that_is_down_goes_on_and_is_tried_again_beside(database: Database) -> None:
    case = await begun(database, *THREE)
    page = await claimed(database, case, "email")
    assert not await queue.mark_unavailable(database, page, "down", quick=True), "a quick try holds up the next one"
    assert await channels(database, case) == ["email", "webhook: unavailable"]
    await move_clock(database, 15)
    await settle(database, case)
    again = [p for p in await pages(database, case) if p.resend_of == page]
    assert [p.channel for p in again] == ["email"]
    await queue.mark_failed(database, await claimed(database, case, "email"), "still down", permanent=False)
    assert len([c for c in await channels(database, case) if c.startswith("webhook")]) == 1, "a group goes on once"


async def test_without_another_contact_point_the_quick_tries_are_made(database: Database) -> None:
    case = await begun(database, ("email", 1))
    assert await queue.mark_unavailable(database, await claimed(database, case, "email"), "down", quick=True)
    assert await channels(database, case) == ["email"]


async def test_in_doubt_another_one_is_paged_rather_than_the_same_one_twice(database: Database) -> None:
    case = await begun(database, *THREE)
    await queue.mark_unknown(database, await claimed(database, case, "email"), "broke off")
    await settle(database, case)
    assert await channels(database, case) == ["email", "webhook: unknown"]
    await queue.mark_unknown(database, await claimed(database, case, "webhook"), "broke off")
    await queue.mark_unknown(database, await claimed(database, case, "outbox"), "broke off")
    await settle(database, case)
    twice = [page for page in await pages(database, case) if page.resend_of]
    assert [page.channel for page in twice] == ["outbox"], "nobody is left: the last one is sent again, labelled"


async def test_a_sender_that_died_goes_on_to_the_next(database: Database) -> None:
    case = await begun(database, *THREE)
    await claimed(database, case, "email")
    await move_clock(database, 11)
    await settle(database, case)
    assert await channels(database, case) == ["email", "webhook: unknown"]


@pytest.mark.parametrize("severity", Severity)
async def test_what_is_not_known_to_be_delivered_goes_on_at_its_bound(database: Database, severity: Severity) -> None:
    case = await begun(database, *THREE, severity=severity)
    await sent(database, case, "email")
    await settle(database, case)
    stored = await reading.case(database, case)
    (page,) = await pages(database, case)
    assert stored.next_at is not None
    assert stored.next_at <= page.queued_at + timedelta(seconds=BOUND[severity])
    await move_clock(database, BOUND[severity])
    await settle(database, case)
    assert await channels(database, case) == ["email", "webhook: unconfirmed"]
    first, second = await pages(database, case)
    assert second.queued_at - first.queued_at >= timedelta(seconds=BOUND[severity]), "early"
    await move_clock(database, BOUND[severity])
    await settle(database, case)
    assert await channels(database, case) == ["email", "webhook: unconfirmed", "outbox: unconfirmed"]
    await move_clock(database, BOUND[severity])
    await settle(database, case)
    assert len([p for p in await pages(database, case) if p.kind is MessageKind.PAGE]) == 3


async def test_a_page_that_hangs_in_its_channel_goes_on_at_its_bound_too(database: Database) -> None:
    case = await begun(database, *THREE)
    await move_clock(database, 60)
    await settle(database, case)
    assert await channels(database, case) == ["email", "webhook: unconfirmed"]


async def test_a_page_known_to_be_delivered_does_not_go_on(database: Database) -> None:
    case = await begun(database, *THREE)
    await mark_delivered(database, await sent(database, case, "email"))
    await move_clock(database, 120)
    await settle(database, case)
    assert await channels(database, case) == ["email"]


async def mark_delivered(database: Database, page: UUID) -> None:
    async with database.transaction() as session:
        row = await session.get_one(Notification, page)
        row.status, row.delivered_at = MessageStatus.DELIVERED, await now(session)
        session.add(row)


async def test_a_receipt_of_a_failure_goes_on_at_once(database: Database) -> None:
    case = await begun(database, ("sms", 1), ("email", 2))
    page = await sent(database, case, "sms")
    await note_report(database, "gateway", Report(Reported.FAILED, "UNDELIV", message_id=page))
    assert await channels(database, case) == ["sms", "email: returned"]


async def test_a_call_that_nobody_answers_goes_on_at_once_and_is_made_again(database: Database) -> None:
    case = await begun(database, ("voice", 1), ("email", 2))
    page = await sent(database, case, "voice")
    report = Report(Reported.FAILED, "no_answer", message_id=page)
    await note_report(database, "gateway", report, redial=timedelta(seconds=20))
    assert await channels(database, case) == ["voice", "email: unavailable"]
    (call,) = [each for each in await pages(database, case) if each.channel == "voice"]
    assert call.again_after is not None


async def test_an_acknowledgement_ends_it(database: Database) -> None:
    case = await begun(database, *THREE)
    page = await claimed(database, case, "email")
    await acknowledge(database, case, OPERATOR, Answer())
    await queue.mark_failed(database, page, "refused", permanent=True)
    await move_clock(database, 120)
    await settle(database, case)
    assert await channels(database, case) == ["email"]


async def test_reminders_go_to_all_that_were_reached_and_a_page_to_whoever_was_not(database: Database) -> None:
    case = await begun(database, *THREE)
    await queue.mark_failed(database, await claimed(database, case, "email"), "refused", permanent=True)
    await move_clock(database, 180)
    await settle(database, case)
    reminded = await reading.notifications(database, case, MessageKind.REMINDER)
    assert sorted(reminder.channel for reminder in reminded) == ["email", "outbox", "webhook"]
    assert await channels(database, case) == ["email", "webhook: refused", "outbox: unconfirmed"]


async def test_an_imminent_case_has_text_and_voice_at_once(database: Database) -> None:
    points = (("sms", 1), ("email", 2), ("voice", 3))
    assert await channels(database, await begun(database, *points, severity=Severity.IMMINENT)) == ["sms", "voice"]


async def test_a_less_urgent_case_has_text_first(database: Database) -> None:
    assert await channels(database, await begun(database, ("sms", 1), ("email", 2), ("voice", 3))) == ["sms"]


async def test_the_climb_is_not_delayed(database: Database) -> None:
    case = await begun(database, *THREE, severity=Severity.CONCERN)
    entered = (await reading.case(database, case)).due_at
    for channel in ("email", "webhook"):
        await queue.mark_failed(database, await claimed(database, case, channel), "refused", permanent=True)
    await settle(database, case)
    assert (await reading.case(database, case)).due_at == entered


async def test_the_same_number_on_another_channel_is_labelled_where_the_first_may_have_arrived(
    database: Database,
) -> None:
    case = await begun(database, ("sms", 1), ("voice", 2))
    async with database.transaction() as session:
        for each in await reading.contacts(database, ContactPoint.active, ContactPoint.unit_id == "kota-city"):
            if each.post_id == "control-room":
                each.address = "+915555500101"
                session.add(each)
    await queue.mark_unknown(database, await claimed(database, case, "sms"), "broke off")
    (page,) = [p for p in await pages(database, case) if p.channel == "voice"]
    briefing = await claim_briefed(database, page.id)
    assert briefing is not None
    assert briefing.possible_duplicate


async def rungs(database: Database, case: UUID) -> Sequence[str | None]:
    return [entry.rung for entry in await reading.timeline(database, case, TimelineEvent.RUNG_ENTERED)]


async def test_a_rung_without_a_contact_is_left_at_once_and_the_desk_hears(database: Database) -> None:
    await contacts(database)
    case = (await open_case(database)).id
    await settle(database, case)
    assert await rungs(database, case) == ["district", "sp"]
    assert await reading.desk_reasons(database, case) == ["no_contact"]


async def test_a_rung_of_which_every_page_failed_is_left_at_once(database: Database) -> None:
    case = await begun(database, ("email", 1), ("webhook", 2))
    await queue.mark_failed(database, await claimed(database, case, "email"), "refused", permanent=True)
    await settle(database, case)
    assert await rungs(database, case) == ["district"]
    await queue.mark_failed(database, await claimed(database, case, "webhook"), "refused", permanent=True)
    assert await reading.desk_reasons(database, case) == ["undelivered"]
    await settle(database, case)
    assert await rungs(database, case) == ["district", "sp"]


@pytest.mark.parametrize("channel", ["whatsapp", "apprise"])
async def test_a_rung_with_a_side_way_alone_is_paged_and_left_at_once(database: Database, channel: str) -> None:
    """Its provider may drop the page without a word: nobody waits a rung's time for that."""
    case = await begun(database, (channel, 1))
    await settle(database, case)
    assert await channels(database, case) == [channel]
    assert await rungs(database, case) == ["district", "sp"]
    assert await reading.desk_reasons(database, case) == ["no_contact"]


async def test_a_rung_of_which_a_side_way_alone_is_left_is_left_at_once(database: Database) -> None:
    case = await begun(database, ("whatsapp", 1), ("email", 2))
    assert sorted(await channels(database, case)) == ["email", "whatsapp"]
    await queue.mark_failed(database, await claimed(database, case, "email"), "refused", permanent=True)
    await settle(database, case)
    assert await rungs(database, case) == ["district", "sp"]


async def test_a_case_given_to_a_unit_with_a_side_way_alone_goes_on_at_once(database: Database) -> None:
    case = await begun(database, ("email", 1))
    await sent(database, case, "email")
    await contacts(database, ("whatsapp", 1), unit="bundi")
    await route_to(database, case, "bundi", OPERATOR, "the brother says he is in Bundi")
    await settle(database, case)
    assert await reading.desk_reasons(database, case) == ["no_contact"]
    assert await rungs(database, case) == ["district", "sp"]


async def test_a_side_way_that_fails_beside_a_sure_one_changes_nothing(database: Database) -> None:
    case = await begun(database, ("whatsapp", 1), ("email", 2))
    await queue.mark_failed(database, await claimed(database, case, "whatsapp"), "refused", permanent=True)
    await settle(database, case)
    assert await rungs(database, case) == ["district"]


async def test_a_case_that_reaches_nobody_on_any_rung_does_not_spin(database: Database) -> None:
    for unit, post in (("kota-city", "control-room"), ("kota-city", "sp-office"), (None, "dgp-control")):
        await contacts(database, unit=unit, post=post)
    case = (await open_case(database)).id
    await settle(database, case)
    assert await rungs(database, case) == ["district", "sp", "dgp"]
    assert await reading.desk_reasons(database, case) == ["no_contact"] * 3
    await move_clock(database, 300)
    await settle(database, case)
    assert await reading.desk_reasons(database, case) == ["no_contact"] * 4, "the reminder reached nobody, and said so"
    for _ in range(4):
        await move_clock(database, 600)
        await settle(database, case)
    assert (await reading.desk_reasons(database, case))[-1] == "exhausted"


async def test_a_contact_that_is_switched_off_in_a_rung_is_noticed_by_the_next_reminder(database: Database) -> None:
    case = await begun(database, ("email", 1))
    await sent(database, case, "email")
    await contacts(database, ("webhook", 1))
    await move_clock(database, 180)
    await settle(database, case)
    assert await channels(database, case) == ["email", "webhook"]
    (reminded,) = await reading.timeline(database, case, TimelineEvent.REMINDED)
    assert reminded.detail["switched_off"] == ["kota-city/control-room/email"]
    await contacts(database)
    await move_clock(database, 180)
    await settle(database, case)
    assert await rungs(database, case) == ["district", "sp"]
    assert await reading.desk_reasons(database, case) == ["no_contact"]


async def test_a_held_case_without_a_desk_stays_held(database: Database) -> None:
    await contacts(database, unit=None, post="abhay-desk")
    case = (await open_case(database, route=UNKNOWN, trust=Trust.FAILED)).id
    await settle(database, case)
    await move_clock(database, 600)
    await settle(database, case)
    assert await rungs(database, case) == ["desk"]


async def test_a_case_of_an_unknown_place_without_a_desk_goes_up_at_once(database: Database) -> None:
    await contacts(database, unit=None, post="abhay-desk")
    case = (await open_case(database, route=UNKNOWN)).id
    await settle(database, case)
    assert await rungs(database, case) == ["desk", "dgp"]


async def test_the_desk_too_is_told_in_order(database: Database) -> None:
    await contacts(database, ("email", 1), ("webhook", 2), unit=None, post="abhay-desk")
    await contacts(database)
    case = (await open_case(database, severity=Severity.HIGH)).id
    await settle(database, case)
    (notice,) = await reading.notifications(database, case, MessageKind.DESK)
    assert notice.channel == "email"
    assert await claim_briefed(database, notice.id)
    await queue.mark_failed(database, notice.id, "refused", permanent=True)
    both = await reading.notifications(database, case, MessageKind.DESK)
    assert sorted((each.channel, each.reason, each.because) for each in both) == [
        ("email", "no_contact", None),
        ("webhook", "no_contact", "refused"),
    ]


def test_the_causes_are_those_of_the_contract() -> None:
    assert [each.value for each in FailOver] == [
        "refused",
        "unavailable",
        "unknown",
        "unconfirmed",
        "returned",
        "off",
    ]
