"""A case of another State: the desk hands over, and the receipt has a clock; packets are numbered and audited."""

import asyncio

import pytest

from abhay.errors import UnknownAlert
from abhay.store.answers import Answer, acknowledge, close, reach_milestone
from abhay.store.database import Database
from abhay.store.handovers import give, note_receipt
from abhay.store.reading import reveal
from abhay.store.rerouting import Correction, route_to
from abhay.store.routes import record_route
from abhay.store.steps import advance
from abhay.words import MILESTONE
from models.enums import MilestoneKind, Mover, Outcome, PacketFormat, RouteState, TimelineEvent
from models.routes import Route
from tests.support.cases import UNKNOWN, column, move_clock, open_case

GUJARAT = Route(state=RouteState.OUT_OF_STATE, other_state="Gujarat", confidence=1)
DESK = Answer(by="Synthetic Operator", via="link", role="post", post="abhay-desk", rung="desk")

RECEIVED = MILESTONE[MilestoneKind.HANDED_OVER].both
CLOCKS = "SELECT kind FROM milestone WHERE alert_id = :id ORDER BY kind"
OVERDUE = (
    "SELECT kind || ' ' || post_id FROM notification"
    " WHERE alert_id = :id AND milestone = 'handed_over' ORDER BY queued_at, kind DESC"
)


async def settle(database: Database, case: object) -> None:
    """Take every step that is due."""
    seen = -1
    while True:
        step = await advance(database, case.id, Mover.FLOW)
        if step.done or (step.wait_until is not None and len(step.messages) == seen):
            return
        seen = len(step.messages)


async def notes(database: Database, case: object) -> list[tuple[str, str]]:
    """What somebody who may see the person reads of the answers."""
    opened = await reveal(database, case.id, reason="test", actor="test", role="operator")
    return [(each.by, each.note) for each in opened.revealed.notes]


async def taken_by_the_desk(database: Database, **changes: object):
    case = await open_case(database, GUJARAT, **changes)
    await settle(database, case)
    await acknowledge(database, case.id, DESK)
    await settle(database, case)
    return case


async def test_no_team_of_ours_is_asked_for_a_person_in_another_state(database: Database) -> None:
    case = await taken_by_the_desk(database)
    assert await column(database, CLOCKS, id=case.id) == ["closed", "handed_over"]


async def test_a_unit_that_answers_a_case_of_another_state_is_asked_as_ever(database: Database) -> None:
    case = await open_case(database, GUJARAT)
    await settle(database, case)
    await acknowledge(
        database, case.id, Answer(by="x", via="link", role="post", post="control-room", unit="sirohi", rung="district")
    )
    assert await column(database, CLOCKS, id=case.id) == ["closed", "dispatched", "family_informed", "reached"]


@pytest.mark.parametrize(("severity", "deadline"), [("imminent", 900), ("high", 1800), ("concern", 7200)])
async def test_a_receipt_that_does_not_come_reminds_the_desk_and_then_tells_the_next_rung(
    database: Database, severity: str, deadline: int
) -> None:
    case = await taken_by_the_desk(database, severity=severity)
    await move_clock(database, deadline - 1)
    await settle(database, case)
    assert await column(database, OVERDUE, id=case.id) == []
    await move_clock(database, 1)
    await settle(database, case)
    assert await column(database, OVERDUE, id=case.id) == ["reminder abhay-desk"]
    await move_clock(database, 300)
    await settle(database, case)
    assert await column(database, OVERDUE, id=case.id) == [
        "reminder abhay-desk", "reminder abhay-desk", "escalated dgp-control",
    ]  # fmt: skip
    await move_clock(database, 1800)
    await settle(database, case)
    assert (await column(database, OVERDUE, id=case.id))[3:] == ["reminder abhay-desk"], "asked once, not twice"


async def test_a_receipt_stops_the_clock_and_who_received_it_is_sealed(database: Database) -> None:
    case = await taken_by_the_desk(database)
    assert await note_receipt(database, case.id, "Synthetic Inspector", "will call back", DESK)
    await move_clock(database, 3600)
    await settle(database, case)
    assert await column(database, OVERDUE, id=case.id) == []
    assert await notes(database, case) == [
        ("Synthetic Operator", f"{RECEIVED}: Synthetic Inspector: will call back"),
    ]
    for table in ("milestone", "timeline", "audit", "hand_over_receipt"):
        rows = await column(database, f"SELECT row_to_json(t)::text FROM {table} t WHERE alert_id = :id", id=case.id)  # noqa: S608  our own tables
        assert rows
        assert not any("Inspector" in row or "call back" in row for row in rows), table


async def test_every_receipt_is_kept_and_the_first_one_counts(database: Database) -> None:
    case = await taken_by_the_desk(database)
    done = "SELECT done_at FROM milestone WHERE alert_id = :id AND kind = 'handed_over'"
    assert await note_receipt(database, case.id, "First", None, DESK)
    first = await column(database, done, id=case.id)
    assert not await note_receipt(database, case.id, "Second", None, DESK)
    assert await column(database, done, id=case.id) == first
    assert await notes(database, case) == [
        ("Synthetic Operator", f"{RECEIVED}: Second"),
        ("Synthetic Operator", f"{RECEIVED}: First"),
    ]


async def test_a_receipt_before_any_answer_is_an_acknowledgement(database: Database) -> None:
    case = await open_case(database, GUJARAT)
    await settle(database, case)
    await note_receipt(database, case.id, "Synthetic Inspector", None, DESK)
    assert await column(database, "SELECT status FROM alert WHERE id = :id", id=case.id) == ["acknowledged"]
    await move_clock(database, 7200)
    await settle(database, case)
    assert await column(database, OVERDUE, id=case.id) == []


async def test_nobody_is_asked_for_a_receipt_once_the_person_was_reached_or_the_case_closed(
    database: Database,
) -> None:
    reached, closed = await taken_by_the_desk(database), await taken_by_the_desk(database)
    await reach_milestone(database, reached.id, MilestoneKind.REACHED, DESK)
    await close(database, closed.id, Outcome.OUT_OF_STATE, DESK)
    await move_clock(database, 3600)
    for case in (reached, closed):
        await settle(database, case)
        assert await column(database, OVERDUE, id=case.id) == []


async def test_packets_are_numbered_also_when_several_ask_at_once(database: Database) -> None:
    case = await open_case(database, GUJARAT)
    formats = [PacketFormat.CAP, PacketFormat.TEXT, PacketFormat.HTML, PacketFormat.CAP]
    asked = {"state": "Gujarat", "actor": "desk-1", "role": "operator"}
    given = await asyncio.gather(*(give(database, case.id, packet_format=each, **asked) for each in formats))
    assert sorted(each.number for each in given) == [1, 2, 3, 4]
    last = await give(database, case.id, packet_format=PacketFormat.CAP, **asked)
    caps = "SELECT number FROM hand_over WHERE alert_id = :id AND format = 'cap' AND number < 5 ORDER BY number"
    assert [number for number, _ in last.earlier] == await column(database, caps, id=case.id)
    events = await column(database, "SELECT event FROM timeline WHERE alert_id = :id", id=case.id)
    assert events.count(TimelineEvent.HANDED_OVER) == 5
    actions = await column(database, "SELECT action FROM audit WHERE alert_id = :id", id=case.id)
    assert actions.count("alert.hand_over") == 5


async def test_there_is_no_packet_of_an_unknown_case(database: Database) -> None:
    from uuid import uuid4

    with pytest.raises(UnknownAlert):
        await give(database, uuid4(), packet_format=PacketFormat.CAP, state="Gujarat", actor="x", role="operator")


async def test_later_evidence_of_another_state_tells_the_desk_whom_to_hand_over_to(database: Database) -> None:
    person = {"subject": {"user_id": "one-and-the-same"}}
    case = await open_case(database, UNKNOWN, **person)
    await settle(database, case)
    await open_case(database, None, **person)
    assert await record_route(database, case.id, GUJARAT, Mover.FLOW)
    assert await column(database, "SELECT route_state FROM alert WHERE id = :id", id=case.id) == ["out_of_state"]


async def test_a_case_that_comes_back_to_a_unit_of_ours_is_asked_as_ever(database: Database) -> None:
    case = await taken_by_the_desk(database)
    await note_receipt(database, case.id, "Synthetic Inspector", None, DESK)
    await route_to(database, case.id, "sirohi", Correction("desk-1", "operator", "seen in Abu Road"))
    await settle(database, case)
    await acknowledge(
        database, case.id, Answer(by="x", via="link", role="post", post="control-room", unit="sirohi", rung="district")
    )
    assert await column(database, CLOCKS, id=case.id) == ["closed", "dispatched", "family_informed", "reached"]
    assert len(await notes(database, case)) == 1, "that it was received elsewhere is still known"
