"""What becomes of messages that cannot be handed over, or of which nobody knows: sent again, labelled, and then told."""

from datetime import timedelta
from uuid import UUID

import pytest

from abhay.adapters.store.cases.runs import due_cases
from abhay.adapters.store.cases.steps import QueuedMessage, advance
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import claim_briefed
from abhay.domain.messages.delivery import RESEND_AFTER, TRY_LIMIT
from models.enums import MessageKind, Mover
from models.tables import ContactPoint
from tests.support import reading
from tests.support.cases import move_clock, open_case

GRACE = timedelta(seconds=2)


async def due(database: Database, alert_id: UUID, kind: MessageKind = MessageKind.PAGE) -> list[QueuedMessage]:
    """What is to be sent now, when nothing else is left to decide."""
    step = await advance(database, alert_id, Mover.FLOW)
    while step.wait_until is None and not step.messages:
        step = await advance(database, alert_id, Mover.FLOW)
    return [message for message in step.messages if message.kind == kind]


async def rows(database: Database, alert_id: UUID) -> list[str]:
    """The pages of the first rung: how each stands, which attempt it is, and whether it repeats another."""
    pages = [page for page in await reading.pages(database, alert_id) if page.rung == "district"]
    pages.sort(key=lambda page: page.attempt)
    return [f"{page.status} {page.attempt}" + (" again" if page.resend_of else "") for page in pages]


async def test_a_channel_that_is_down_is_tried_three_times_and_then_the_desk_is_told(database: Database) -> None:
    case = await open_case(database)
    for attempt in (1, 2, 3):
        page, *others = await due(database, case.id)
        assert not others
        assert await claim_briefed(database, page.id)
        await queue.mark_failed(database, page.id, "down", permanent=False)
        assert len(await rows(database, case.id)) == attempt
        await move_clock(database, RESEND_AFTER.total_seconds())
    assert await rows(database, case.id) == ["failed 1", "failed 2 again", "failed 3 again"]
    assert await reading.desk_reasons(database, case.id) == ["undelivered"]
    assert [page.rung for page in await due(database, case.id)] == ["sp"]


async def test_a_refusal_is_told_to_the_desk_at_once(database: Database) -> None:
    case = await open_case(database)
    (page,) = await due(database, case.id)
    assert await claim_briefed(database, page.id)
    await queue.mark_failed(database, page.id, "no such address", permanent=True)
    assert [message.kind for message in await due(database, case.id, MessageKind.DESK)] == [MessageKind.DESK]
    assert await rows(database, case.id) == ["failed 1"]


async def test_the_desk_hears_of_a_post_once_however_many_of_its_addresses_fail(database: Database) -> None:
    async with database.transaction() as session:
        at = await now(session)
        session.add_all(
            ContactPoint(
                unit_id="kota-city",
                post_id="control-room",
                channel="email",
                address=f"{number}@mail.example",
                pin_hash="-",
                created_at=at,
            )
            for number in range(20)
        )
    case = await open_case(database)
    pages = await due(database, case.id)
    assert len(pages) > 20
    for page in pages:
        assert await claim_briefed(database, page.id)
        await queue.mark_failed(database, page.id, "no such channel", permanent=True)
    assert await reading.desk_reasons(database, case.id) == ["undelivered"]


async def test_a_claim_whose_sender_died_is_due_again_once_it_ran_out(database: Database) -> None:
    case = await open_case(database)
    (page,) = await due(database, case.id)
    assert await claim_briefed(database, page.id)
    assert not await claim_briefed(database, page.id), "two senders had one message"
    await move_clock(database, TRY_LIMIT.total_seconds() - 1)
    assert await due(database, case.id) == []
    await move_clock(database, 1 + GRACE.total_seconds())
    late = await due_cases(database, overdue_by=GRACE, limit=10, leased_too=True)
    assert [each.id for each in late] == [case.id], "the watcher does not see it"
    (again,) = await due(database, case.id)
    assert await rows(database, case.id) == ["unknown 1", "queued 2 again"]
    assert await claim_briefed(database, again.id)


async def test_a_repeat_in_doubt_is_not_repeated_and_the_desk_hears_of_it(database: Database) -> None:
    case = await open_case(database)
    for _ in range(2):
        (page,) = await due(database, case.id)
        assert await claim_briefed(database, page.id)
        await queue.mark_unknown(database, page.id, "broke off")
    assert await due(database, case.id) == []
    assert await rows(database, case.id) == ["unknown 1", "unknown 2 again"]
    assert await reading.desk_reasons(database, case.id) == ["undelivered"]


@pytest.mark.parametrize("marked_late", [True, False])
async def test_a_receipt_that_comes_late_ends_the_doubt(database: Database, marked_late: bool) -> None:
    """The sender was only slow: its message counts as sent, and is not sent again unless that has begun."""
    case = await open_case(database)
    (page,) = await due(database, case.id)
    assert await claim_briefed(database, page.id)
    await queue.mark_unknown(database, page.id, "broke off")
    if marked_late:
        assert len(await due(database, case.id)) == 1
    await queue.mark_sent(database, page.id, "provider's id")
    assert (await rows(database, case.id))[0] == "sent 1"
    assert len(await due(database, case.id)) == int(marked_late)
