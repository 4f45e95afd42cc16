"""Merging and splitting under load: whatever else happens at the same time, no message is lost, doubled or misplaced."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from abhay.errors import BadInput, NotPossibleNow
from abhay.gazetteer import load
from abhay.services.routing import route_payloads
from abhay.sources.identity import identities
from abhay.store.answers import Answer, acknowledge, close
from abhay.store.arranging import Arrangement
from abhay.store.database import Database
from abhay.store.evidence import payloads_of
from abhay.store.intake import Accepted, take_in
from abhay.store.merging import merge
from abhay.store.rerouting import Correction, route_to
from abhay.store.routes import record_route
from abhay.store.splitting import split
from abhay.store.steps import advance
from models.enums import Mover, Outcome, Severity, Trust
from models.payloads import Subject
from models.tables import AlertEvent
from tests.support.cases import KOTA, UNKNOWN, column, move_clock, open_case, payload

BY = Arrangement(actor="op", role="operator", reason="one person")
WEEK = timedelta(days=7)
OFFICER = Answer(by="Officer", via="api", role="operator", unit="kota-city", post="control-room")
EVENTS = "SELECT id FROM alert_event WHERE alert_id = :id ORDER BY received_at, id"


async def bring(database: Database, **subject: object) -> Accepted:
    """A message about a person."""
    said = payload(subject=Subject(**subject), external_id=None)
    return await take_in(database, said, identities(said), actor="test", window=WEEK)


async def paged(database: Database, **changes: object) -> Accepted:
    case = await open_case(database, **changes)
    await advance(database, case.id, Mover.FLOW)
    return case


async def two_people_in_one(database: Database) -> tuple[Accepted, list[UUID]]:
    """One case of two accounts that name the same telephone; answers it and its messages."""
    first = await bring(database, user_id="9100001", phones=("+915555500001",))
    second = await bring(database, user_id="9100002", phones=("+915555500001",))
    assert first.id == second.id
    return first, await column(database, EVENTS, id=first.id)


async def where(database: Database) -> dict[UUID, list[UUID]]:
    """Every case's messages, read where they stand; a message's parts must stand with it."""
    async with database.transaction() as session:
        events = (await session.exec(select(AlertEvent))).all()
    for table in ("subject", "content"):
        apart = f"SELECT count(*) FROM {table} t JOIN alert_event e ON e.id = t.event_id WHERE t.alert_id <> e.alert_id"  # noqa: S608
        assert await column(database, apart) == [0]
    homes: dict[UUID, list[UUID]] = {}
    for event in events:
        homes.setdefault(event.alert_id, []).append(event.id)
    return homes


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
async def test_whatever_is_merged_and_split_every_message_is_in_exactly_one_case(
    database: Database, data: st.DataObject
) -> None:
    cases = [await open_case(database, severity=data.draw(st.sampled_from(Severity))) for _ in range(3)]
    known = {event for events in (await where(database)).values() for event in events}
    refs = [case.ref for case in cases]
    for _ in range(data.draw(st.integers(1, 5))):
        if data.draw(st.booleans()):
            source, target = data.draw(st.sampled_from(refs)), data.draw(st.sampled_from(refs))
            try:
                await merge(database, source, target, BY)
            except (BadInput, NotPossibleNow):
                continue
        else:
            ref = data.draw(st.sampled_from(refs))
            events = await column(
                database, "SELECT e.id FROM alert_event e JOIN alert a ON a.id = e.alert_id WHERE a.ref = :ref", ref=ref
            )
            chosen = data.draw(st.lists(st.sampled_from(events), unique=True)) if events else []
            try:
                refs.append((await split(database, ref, chosen, BY, identities)).ref)
            except BadInput:
                continue
    homes = await where(database)
    assert {event for events in homes.values() for event in events} >= known
    empty = "SELECT ref FROM alert WHERE id NOT IN (SELECT alert_id FROM alert_event) AND merged_into IS NULL"
    assert await column(database, empty) == []
    assert await column(database, "SELECT 1 FROM alert WHERE merged_into IS NOT NULL AND outcome <> 'duplicate'") == []
    assert await column(database, "SELECT 1 FROM alert WHERE status <> 'closed' AND next_at IS NULL") == []


async def test_messages_that_come_in_while_a_case_is_merged_find_the_one_that_goes_on(database: Database) -> None:
    for round_ in range(10):
        person = {"user_id": f"91{round_:06d}", "phones": (f"+91555551{round_:04d}",)}
        source, target = await bring(database, **person), await open_case(database)
        await record_route(database, source.id, KOTA, Mover.FLOW)
        *brought, merged = await asyncio.gather(
            *(bring(database, **person) for _ in range(4)), merge(database, source.ref, target.ref, BY)
        )
        assert merged.id == target.id
        assert {each.id for each in brought} <= {source.id, target.id}, "a message opened a case of its own"
        assert (await bring(database, **person)).id == target.id
        assert len((await where(database))[target.id]) == 7
        assert source.id not in await where(database)


async def test_messages_that_come_in_while_a_case_is_split_find_their_own(database: Database) -> None:
    case, (_, theirs) = await two_people_in_one(database)
    *brought, new = await asyncio.gather(
        *(
            bring(database, user_id=user, phones=("+915555500001",))
            for user in ("9100001", "9100002")
            for _ in range(3)
        ),
        split(database, case.ref, [theirs], BY, identities),
    )
    assert {each.id for each in brought} <= {case.id, new.id}
    assert (await bring(database, user_id="9100001", phones=("+915555500001",))).id == case.id
    assert (await bring(database, user_id="9100002", phones=("+915555500001",))).id == new.id
    assert (await bring(database, user_id="9100001", phones=("+915555500001",))).id == case.id
    assert sum(len(events) for events in (await where(database)).values()) == 11


@pytest.mark.parametrize("acknowledged", ["source", "target"])
async def test_an_acknowledgement_at_the_same_moment_is_never_lost(database: Database, acknowledged: str) -> None:
    for _ in range(12):
        source, target = await paged(database), await paged(database)
        answered = {"source": source, "target": target}[acknowledged]
        taken, merged = await asyncio.gather(
            acknowledge(database, answered.id, OFFICER),
            merge(database, source.ref, target.ref, BY),
            return_exceptions=True,
        )
        assert not isinstance(taken, BaseException)
        assert taken.first
        states = "SELECT status FROM alert WHERE id = :id"
        if isinstance(merged, NotPossibleNow):  # the answer was first: who has the case keeps it
            assert await column(database, states, id=source.id) == ["acknowledged"]
        else:
            assert not isinstance(merged, BaseException), merged
            assert await column(database, states, id=target.id) == ["acknowledged"]
            assert await column(database, states, id=source.id) == ["closed"]


async def test_two_operators_who_merge_both_ways_at_once_leave_one_open_case(database: Database) -> None:
    for _ in range(10):
        one, two = await paged(database), await paged(database)
        answers = await asyncio.gather(
            merge(database, one.ref, two.ref, BY), merge(database, two.ref, one.ref, BY), return_exceptions=True
        )
        assert sorted(isinstance(answer, NotPossibleNow) for answer in answers) == [False, True], answers
        open_ones = "SELECT ref FROM alert WHERE id IN (:one, :two) AND status <> 'closed'"
        assert len(await column(database, open_ones, one=one.id, two=two.id)) == 1


async def test_a_split_at_the_moment_of_an_acknowledgement_takes_nothing_back(database: Database) -> None:
    for _ in range(10):
        case, (_, theirs) = await two_people_in_one(database)
        await record_route(database, case.id, KOTA, Mover.FLOW)
        await advance(database, case.id, Mover.FLOW)
        await asyncio.gather(
            acknowledge(database, case.id, OFFICER), split(database, case.ref, [theirs], BY, identities)
        )
        row = "SELECT status || ' ' || (acknowledged_at IS NOT NULL) FROM alert WHERE id = :id"
        assert await column(database, row, id=case.id) == ["acknowledged true"]
        await close(database, case.id, Outcome.SAFE, OFFICER)
        await move_clock(database, WEEK.total_seconds() + 1)


async def test_the_same_split_ten_times_at_once_makes_one_case(database: Database) -> None:
    case, (_, theirs) = await two_people_in_one(database)
    made = await asyncio.gather(*(split(database, case.ref, [theirs], BY, identities) for _ in range(10)))
    assert len({each.id for each in made}) == 1
    assert [each.again for each in made].count(False) == 1


async def test_a_mover_at_the_same_moment_pages_nobody_for_a_merged_case(database: Database) -> None:
    for _ in range(10):
        source, target = await paged(database), await paged(database)
        await move_clock(database, 181)
        await asyncio.gather(
            merge(database, source.ref, target.ref, BY),
            *(advance(database, case.id, mover) for case in (source, target) for mover in Mover),
            return_exceptions=True,
        )
        await advance(database, source.id, Mover.FLOW)
        late = (
            "SELECT 1 FROM notification n JOIN alert a ON a.id = n.alert_id WHERE a.id = :id"
            " AND n.kind IN ('page', 'reminder') AND n.queued_at > a.closed_at"
        )
        assert await column(database, late, id=source.id) == []


async def test_the_severest_severity_and_the_sooner_deadline_hold(database: Database) -> None:
    older = await paged(database, severity=Severity.IMMINENT)
    await move_clock(database, 60)
    newer = await paged(database, severity=Severity.IMMINENT)
    mild = await paged(database, severity=Severity.CONCERN)
    due = "SELECT due_at FROM alert WHERE id = :id"
    sooner = await column(database, due, id=older.id)
    await merge(database, older.ref, newer.ref, BY)
    assert await column(database, due, id=newer.id) == sooner
    await merge(database, newer.ref, mild.ref, BY)
    assert await column(database, due, id=mild.id) == sooner
    assert await column(database, "SELECT severity FROM alert WHERE id = :id", id=mild.id) == ["imminent"]


async def test_milestones_run_on_as_they_were(database: Database) -> None:
    older = await paged(database)
    await acknowledge(database, older.id, OFFICER)
    await move_clock(database, 60)
    newer = await paged(database)
    await acknowledge(database, newer.id, OFFICER)
    await merge(database, older.ref, newer.ref, BY)
    first = "SELECT a.due_at = min(m.due_at) FROM alert a JOIN milestone m ON m.alert_id = a.id WHERE a.id = :id GROUP BY a.id"
    assert await column(database, first, id=newer.id) == [True]


async def test_a_case_that_is_further_is_not_merged_into_one_that_is_not(database: Database) -> None:
    further, behind = await paged(database), await open_case(database)
    await move_clock(database, 181)
    await advance(database, further.id, Mover.FLOW)
    await advance(database, behind.id, Mover.FLOW)
    with pytest.raises(NotPossibleNow, match=f"merge {behind.ref} into {further.ref}"):
        await merge(database, further.ref, behind.ref, BY)
    before = await column(database, "SELECT due_at FROM alert WHERE id = :id", id=further.id)
    await merge(database, behind.ref, further.ref, BY)
    assert await column(database, "SELECT due_at FROM alert WHERE id = :id", id=further.id) == before
    assert await column(database, "SELECT rung FROM alert WHERE id = :id", id=further.id) == ["sp"]


async def test_a_merged_held_mail_routes_nothing_by_itself(database: Database) -> None:
    authentic = await open_case(database, subject=Subject(user_id="1", city="Kota"))
    spoofed = await open_case(database, None, trust=Trust.NONE, subject=Subject(user_id="1", city="Jaisalmer"))
    await merge(database, spoofed.ref, authentic.ref, BY)
    said = await payloads_of(database, authentic.id)
    assert [each.trust for _, each in said] == [Trust.VERIFIED, Trust.NONE]
    alone = said[1:]
    assert "jaisalmer" in {piece.says for piece in route_payloads(alone, load()).evidence}, "an operator sees it"
    assert "jaisalmer" not in {piece.says for piece in route_payloads(said, load()).evidence}


async def test_what_an_operator_routed_is_found_by_later_messages_once_an_authentic_case_is_merged_into_it(
    database: Database,
) -> None:
    spoofed = await open_case(database, UNKNOWN, trust=Trust.FAILED)
    await advance(database, spoofed.id, Mover.FLOW)
    authentic = await bring(database, user_id="9100007")
    await record_route(database, authentic.id, UNKNOWN, Mover.FLOW)
    with pytest.raises(NotPossibleNow, match=f"merge {spoofed.ref} into {authentic.ref}"):
        await merge(database, authentic.ref, spoofed.ref, BY)
    await route_to(database, spoofed.id, "kota-city", Correction("op", "operator", "checked by telephone"))
    await advance(database, spoofed.id, Mover.FLOW)
    await merge(database, authentic.ref, spoofed.ref, BY)
    assert await column(database, "SELECT trust FROM alert WHERE id = :id", id=spoofed.id) == ["verified"]
    trusts = "SELECT trust FROM alert_event WHERE alert_id = :id ORDER BY trust"
    assert await column(database, trusts, id=spoofed.id) == ["failed", "verified"]
    assert (await bring(database, user_id="9100007")).id == spoofed.id


async def test_a_case_that_is_none_is_said_so(database: Database) -> None:
    case = await open_case(database)
    for call in (
        merge(database, case.ref, f"RJ-2026-{uuid4().int % 10**6:06d}9", BY),
        split(database, case.ref, [uuid4()], BY, identities),
    ):
        with pytest.raises(BadInput):
            await call
