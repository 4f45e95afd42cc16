"""A case of another State: the desk hands over, and the receipt has a clock; packets are numbered and audited."""

import asyncio

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge, close, reach_milestone
from abhay.adapters.store.cases.handovers import give, note_receipt
from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import Accepted
from abhay.adapters.store.views.reading import reveal
from abhay.errors import UnknownAlert
from models.enums import MilestoneKind, Mover, Outcome, PacketFormat, RouteState, Status, TimelineEvent
from models.routes import Route
from tests.support import reading
from tests.support.actors import DESK, OPERATOR, paged
from tests.support.cases import UNKNOWN, move_clock, open_case

GUJARAT = Route(state=RouteState.OUT_OF_STATE, other_state="Gujarat", confidence=1)
AT_THE_DESK = Answer(post="abhay-desk", rung="desk")


async def settle(database: Database, case: Accepted) -> None:
    """Take every step that is due."""
    seen = -1
    while True:
        step = await advance(database, case.id, Mover.FLOW)
        if step.done or (step.wait_until is not None and len(step.messages) == seen):
            return
        seen = len(step.messages)


async def clocks(database: Database, case: Accepted) -> list[str]:
    """The milestones that are asked for."""
    return sorted(await reading.milestones(database, case.id))


async def overdue(database: Database, case: Accepted) -> list[tuple[str, str]]:
    """Who was told that the receipt is missing, and how."""
    told = await reading.notifications(database, case.id)
    return [(each.kind, each.post_id) for each in told if each.milestone is MilestoneKind.HANDED_OVER]


async def receipts(database: Database, case: Accepted) -> list[tuple[str, str, str | None]]:
    """What somebody who may see the person reads of the receipts, oldest first."""
    opened = await reveal(database, case.id, OPERATOR, "test")
    return [(r.noted_by, r.received_by, r.remark) for r in sorted(opened.receipts, key=lambda each: each.at)]


async def taken_by_the_desk(database: Database, **changes: object):
    case = await open_case(database, GUJARAT, **changes)
    await settle(database, case)
    await acknowledge(database, case.id, DESK, AT_THE_DESK)
    await settle(database, case)
    return case


async def test_no_team_of_ours_is_asked_for_a_person_in_another_state(database: Database) -> None:
    case = await taken_by_the_desk(database)
    assert await clocks(database, case) == ["closed", "handed_over"]


async def test_a_unit_that_answers_a_case_of_another_state_is_asked_as_ever(database: Database) -> None:
    case = await open_case(database, GUJARAT)
    await settle(database, case)
    await acknowledge(database, case.id, paged("sirohi"), Answer("sirohi", "control-room", rung="district"))
    assert await clocks(database, case) == ["closed", "dispatched", "family_informed", "reached"]


@pytest.mark.parametrize(("severity", "deadline"), [("imminent", 900), ("high", 1800), ("concern", 7200)])
async def test_a_receipt_that_does_not_come_reminds_the_desk_and_then_tells_the_next_rung(
    database: Database, severity: str, deadline: int
) -> None:
    case = await taken_by_the_desk(database, severity=severity)
    await move_clock(database, deadline - 1)
    await settle(database, case)
    assert await overdue(database, case) == []
    await move_clock(database, 1)
    await settle(database, case)
    assert await overdue(database, case) == [("reminder", "abhay-desk")]
    await move_clock(database, 300)
    await settle(database, case)
    assert await overdue(database, case) == [
        ("reminder", "abhay-desk"), ("reminder", "abhay-desk"), ("escalated", "dgp-control"),
    ]  # fmt: skip
    await move_clock(database, 1800)
    await settle(database, case)
    assert (await overdue(database, case))[3:] == [("reminder", "abhay-desk")], "asked once, not twice"


async def test_a_receipt_stops_the_clock_and_who_received_it_is_sealed(database: Database) -> None:
    case = await taken_by_the_desk(database)
    assert await note_receipt(database, case.id, "Synthetic Inspector", "will call back", OPERATOR)
    await move_clock(database, 3600)
    await settle(database, case)
    assert await overdue(database, case) == []
    assert await receipts(database, case) == [("Synthetic Operator", "Synthetic Inspector", "will call back")]
    for table in ("milestone", "timeline", "audit", "hand_over_receipt"):
        rows = await reading.stored(database, table)
        assert rows
        assert not any("Inspector" in row or "call back" in row for row in rows), table


async def test_every_receipt_is_kept_and_the_first_one_counts(database: Database) -> None:
    case = await taken_by_the_desk(database)
    assert await note_receipt(database, case.id, "First", None, OPERATOR)
    first = (await reading.milestones(database, case.id))[MilestoneKind.HANDED_OVER].done_at
    assert first is not None
    assert not await note_receipt(database, case.id, "Second", None, OPERATOR)
    assert (await reading.milestones(database, case.id))[MilestoneKind.HANDED_OVER].done_at == first
    assert await receipts(database, case) == [
        ("Synthetic Operator", "First", None),
        ("Synthetic Operator", "Second", None),
    ]


async def test_a_receipt_before_any_answer_is_an_acknowledgement(database: Database) -> None:
    case = await open_case(database, GUJARAT)
    await settle(database, case)
    await note_receipt(database, case.id, "Synthetic Inspector", None, OPERATOR)
    assert (await reading.case(database, case.id)).status is Status.ACKNOWLEDGED
    await move_clock(database, 7200)
    await settle(database, case)
    assert await overdue(database, case) == []


async def test_nobody_is_asked_for_a_receipt_once_the_person_was_reached_or_the_case_closed(
    database: Database,
) -> None:
    reached, closed = await taken_by_the_desk(database), await taken_by_the_desk(database)
    await reach_milestone(database, reached.id, MilestoneKind.REACHED, DESK, AT_THE_DESK)
    await close(database, closed.id, Outcome.OUT_OF_STATE, DESK, AT_THE_DESK)
    await move_clock(database, 3600)
    for case in (reached, closed):
        await settle(database, case)
        assert await overdue(database, case) == []


async def test_packets_are_numbered_also_when_several_ask_at_once(database: Database) -> None:
    case = await open_case(database, GUJARAT)
    formats = [PacketFormat.CAP, PacketFormat.TEXT, PacketFormat.HTML, PacketFormat.CAP]
    given = await asyncio.gather(*(give(database, case.id, each, "Gujarat", OPERATOR) for each in formats))
    assert sorted(each.number for each in given) == [1, 2, 3, 4]
    last = await give(database, case.id, PacketFormat.CAP, "Gujarat", OPERATOR)
    caps = [packet.number for packet, each in zip(given, formats, strict=True) if each is PacketFormat.CAP]
    assert [number for number, _ in last.earlier] == sorted(caps)
    assert len(await reading.timeline(database, case.id, TimelineEvent.HANDED_OVER)) == 5
    assert len(await reading.audit(database, "alert.hand_over", case.id)) == 5


async def test_there_is_no_packet_of_an_unknown_case(database: Database) -> None:
    from uuid import uuid4

    with pytest.raises(UnknownAlert):
        await give(database, uuid4(), PacketFormat.CAP, "Gujarat", OPERATOR)


async def test_later_evidence_of_another_state_tells_the_desk_whom_to_hand_over_to(database: Database) -> None:
    person = {"subject": {"user_id": "one-and-the-same"}}
    case = await open_case(database, UNKNOWN, **person)
    await settle(database, case)
    await open_case(database, None, **person)
    assert await record_route(database, case.id, GUJARAT, Mover.FLOW)
    assert (await reading.case(database, case.id)).route_state is RouteState.OUT_OF_STATE


async def test_a_case_that_comes_back_to_a_unit_of_ours_is_asked_as_ever(database: Database) -> None:
    case = await taken_by_the_desk(database)
    await note_receipt(database, case.id, "Synthetic Inspector", None, OPERATOR)
    await route_to(database, case.id, "sirohi", OPERATOR, "seen in Abu Road")
    await settle(database, case)
    await acknowledge(database, case.id, paged("sirohi"), Answer("sirohi", "control-room", rung="district"))
    assert await clocks(database, case) == ["closed", "dispatched", "family_informed", "reached"]
    assert len(await receipts(database, case)) == 1, "that it was received elsewhere is still known"
