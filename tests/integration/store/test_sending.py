"""What becomes of messages that cannot be handed over, or of which nobody knows: sent again, labelled, and then told."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from abhay.store import outbox
from abhay.store.briefing import claim_briefed
from abhay.store.database import Database
from abhay.store.runs import due_cases
from abhay.store.steps import QueuedMessage, advance
from models.enums import MessageKind, Mover
from tests.support.cases import column, move_clock, open_case

GRACE = timedelta(seconds=2)


async def due(database: Database, alert_id: UUID, kind: MessageKind = MessageKind.PAGE) -> list[QueuedMessage]:
    """What is to be sent now, when nothing else is left to decide."""
    step = await advance(database, alert_id, Mover.FLOW)
    while step.wait_until is None and not step.messages:
        step = await advance(database, alert_id, Mover.FLOW)
    return [message for message in step.messages if message.kind == kind]


async def rows(database: Database, alert_id: UUID, kind: str = "page") -> list[Any]:
    query = "SELECT status || ' ' || attempt || CASE WHEN resend_of IS NULL THEN '' ELSE ' again' END FROM notification"
    return await column(
        database, f"{query} WHERE alert_id = :id AND kind = :kind ORDER BY attempt", id=alert_id, kind=kind
    )


async def test_a_channel_that_is_down_is_tried_three_times_and_then_the_desk_is_told(database: Database) -> None:
    case = await open_case(database)
    for attempt in (1, 2, 3):
        page, *others = await due(database, case.id)
        assert not others
        assert await claim_briefed(database, page.id)
        await outbox.mark_failed(database, page.id, "down", permanent=False)
        assert len(await rows(database, case.id)) == attempt
        await move_clock(database, outbox.AGAIN_AFTER.total_seconds())
    assert await rows(database, case.id) == ["failed 1", "failed 2 again", "failed 3 again"]
    told = await column(database, "SELECT reason FROM notification WHERE alert_id = :id AND kind = 'desk'", id=case.id)
    assert told == ["undelivered"]
    assert await due(database, case.id) == []


async def test_a_refusal_is_told_to_the_desk_at_once(database: Database) -> None:
    case = await open_case(database)
    (page,) = await due(database, case.id)
    assert await claim_briefed(database, page.id)
    await outbox.mark_failed(database, page.id, "no such address", permanent=True)
    assert [message.kind for message in await due(database, case.id, MessageKind.DESK)] == [MessageKind.DESK]
    assert await rows(database, case.id) == ["failed 1"]


async def test_a_claim_whose_sender_died_is_due_again_once_it_ran_out(database: Database) -> None:
    case = await open_case(database)
    (page,) = await due(database, case.id)
    assert await claim_briefed(database, page.id)
    assert not await claim_briefed(database, page.id), "two senders had one message"
    await move_clock(database, outbox.SENDING_LIMIT.total_seconds() - 1)
    assert await due(database, case.id) == []
    await move_clock(database, 1 + GRACE.total_seconds())
    late = await due_cases(database, overdue_by=GRACE, limit=10, leased_too=True)
    assert [each.id for each in late] == [case.id], "the watcher does not see it"
    (again,) = await due(database, case.id)
    assert await rows(database, case.id) == ["unknown 1", "queued 2 again"]
    assert await claim_briefed(database, again.id)


async def test_a_repeat_in_doubt_is_not_repeated(database: Database) -> None:
    case = await open_case(database)
    for _ in range(2):
        (page,) = await due(database, case.id)
        assert await claim_briefed(database, page.id)
        await outbox.mark_unknown(database, page.id, "broke off")
    assert await due(database, case.id) == []
    assert await rows(database, case.id) == ["unknown 1", "unknown 2 again"]


@pytest.mark.parametrize("marked_late", [True, False])
async def test_a_receipt_that_comes_late_ends_the_doubt(database: Database, marked_late: bool) -> None:
    """The sender was only slow: its message counts as sent, and is not sent again unless that has begun."""
    case = await open_case(database)
    (page,) = await due(database, case.id)
    assert await claim_briefed(database, page.id)
    await outbox.mark_unknown(database, page.id, "broke off")
    if marked_late:
        assert len(await due(database, case.id)) == 1
    await outbox.mark_sent(database, page.id, "provider's id")
    assert (await rows(database, case.id))[0] == "sent 1"
    assert len(await due(database, case.id)) == int(marked_late)
