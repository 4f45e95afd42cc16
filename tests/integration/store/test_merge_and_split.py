"""Merging and splitting under load: whatever else happens at the same time, no message is lost, doubled or misplaced."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from abhay.adapters.gazetteer import load
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.cases.answers import Answer, acknowledge, close
from abhay.adapters.store.cases.merges.merging import merge
from abhay.adapters.store.cases.merges.splitting import split
from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.cases.routes import record_route
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import Accepted, take_in
from abhay.adapters.store.intake.originals import payloads_of
from abhay.errors import BadInput, NotPossibleNow
from abhay.services.cases.routing import route_payloads
from models.actors import partner
from models.enums import MessageKind, Mover, Outcome, Severity, Status, Trust
from models.payloads import Subject
from models.tables import Content
from models.tables import Subject as SubjectRow
from tests.support import reading
from tests.support.actors import OPERATOR
from tests.support.cases import KOTA, UNKNOWN, move_clock, open_case, payload

WHY = "one person"
WEEK = timedelta(days=7)
OFFICER = Answer("kota-city", "control-room")


async def bring(database: Database, external_id: str | None = None, **subject: object) -> Accepted:
    """A message about a person."""
    said = payload(subject=Subject(**subject), external_id=external_id)
    return await take_in(database, said, identities(said), actor=partner("test"), window=WEEK)


async def paged(database: Database, **changes: object) -> Accepted:
    case = await open_case(database, **changes)
    await advance(database, case.id, Mover.FLOW)
    return case


async def two_people_in_one(database: Database) -> tuple[Accepted, list[UUID]]:
    """One case of two accounts to which the partner gave one reference; answers it and its messages."""
    first = await bring(database, "SYN-1", user_id="9100001", phones=("+915555500001",))
    second = await bring(database, "SYN-1", user_id="9100002", phones=("+915555500001",))
    assert first.id == second.id
    return first, [each.id for each in await reading.messages_in(database, first.id)]


async def where(database: Database) -> dict[UUID, list[UUID]]:
    """Every case's messages, read where they stand; a message's parts must stand with it."""
    events = await reading.messages_in(database)
    home = {event.id: event.alert_id for event in events}
    parts = [*await reading.rows(database, SubjectRow), *await reading.rows(database, Content)]
    assert [part for part in parts if part.alert_id != home[part.event_id]] == []
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
                await merge(database, source, target, OPERATOR, WHY)
            except (BadInput, NotPossibleNow):
                continue
        else:
            ref = data.draw(st.sampled_from(refs))
            events = [each.id for each in await reading.messages_in(database, ref)]
            chosen = data.draw(st.lists(st.sampled_from(events), unique=True)) if events else []
            try:
                refs.append((await split(database, ref, chosen, OPERATOR, WHY, identities)).ref)
            except BadInput:
                continue
    homes = await where(database)
    assert {event for events in homes.values() for event in events} >= known
    after = await reading.cases(database)
    assert [case.ref for case in after if case.merged_into is None and case.id not in homes] == []
    assert [case.ref for case in after if case.merged_into and case.outcome is not Outcome.DUPLICATE] == []
    assert [case.ref for case in after if case.status is not Status.CLOSED and case.next_at is None] == []


async def test_messages_that_come_in_while_a_case_is_merged_find_the_one_that_goes_on(database: Database) -> None:
    for round_ in range(10):
        person = {"user_id": f"91{round_:06d}", "phones": (f"+91555551{round_:04d}",)}
        source, target = await bring(database, **person), await open_case(database)
        await record_route(database, source.id, KOTA, Mover.FLOW)
        *brought, merged = await asyncio.gather(
            *(bring(database, **person) for _ in range(4)), merge(database, source.ref, target.ref, OPERATOR, WHY)
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
            bring(database, "SYN-1", user_id=user, phones=("+915555500001",))
            for user in ("9100001", "9100002")
            for _ in range(3)
        ),
        split(database, case.ref, [theirs], OPERATOR, WHY, identities),
    )
    assert {each.id for each in brought} <= {case.id, new.id}
    assert (await bring(database, "SYN-1", user_id="9100001", phones=("+915555500001",))).id == case.id
    assert (await bring(database, "SYN-1", user_id="9100002", phones=("+915555500001",))).id == new.id
    assert (await bring(database, "SYN-1", user_id="9100001", phones=("+915555500001",))).id == case.id
    assert sum(len(events) for events in (await where(database)).values()) == 11


@pytest.mark.parametrize("acknowledged", ["source", "target"])
async def test_an_acknowledgement_at_the_same_moment_is_never_lost(database: Database, acknowledged: str) -> None:
    for _ in range(12):
        source, target = await paged(database), await paged(database)
        answered = {"source": source, "target": target}[acknowledged]
        taken, merged = await asyncio.gather(
            acknowledge(database, answered.id, OPERATOR, OFFICER),
            merge(database, source.ref, target.ref, OPERATOR, WHY),
            return_exceptions=True,
        )
        assert not isinstance(taken, BaseException)
        assert taken.first
        left, goes_on = await reading.case(database, source.id), await reading.case(database, target.id)
        if isinstance(merged, NotPossibleNow):  # the answer was first: who has the case keeps it
            assert left.status is Status.ACKNOWLEDGED
        else:
            assert not isinstance(merged, BaseException), merged
            assert (left.status, goes_on.status) == (Status.CLOSED, Status.ACKNOWLEDGED)


async def test_two_operators_who_merge_both_ways_at_once_leave_one_open_case(database: Database) -> None:
    for _ in range(10):
        one, two = await paged(database), await paged(database)
        answers = await asyncio.gather(
            merge(database, one.ref, two.ref, OPERATOR, WHY),
            merge(database, two.ref, one.ref, OPERATOR, WHY),
            return_exceptions=True,
        )
        assert sorted(isinstance(answer, NotPossibleNow) for answer in answers) == [False, True], answers
        statuses = [(await reading.case(database, each.id)).status for each in (one, two)]
        assert statuses.count(Status.CLOSED) == 1


async def test_a_split_at_the_moment_of_an_acknowledgement_takes_nothing_back(database: Database) -> None:
    for _ in range(10):
        case, (_, theirs) = await two_people_in_one(database)
        await record_route(database, case.id, KOTA, Mover.FLOW)
        await advance(database, case.id, Mover.FLOW)
        await asyncio.gather(
            acknowledge(database, case.id, OPERATOR, OFFICER),
            split(database, case.ref, [theirs], OPERATOR, WHY, identities),
        )
        left = await reading.case(database, case.id)
        assert left.status is Status.ACKNOWLEDGED
        assert left.acknowledged_at is not None
        await close(database, case.id, Outcome.SAFE, OPERATOR, OFFICER)
        await move_clock(database, WEEK.total_seconds() + 1)


async def test_the_same_split_ten_times_at_once_makes_one_case(database: Database) -> None:
    case, (_, theirs) = await two_people_in_one(database)
    made = await asyncio.gather(*(split(database, case.ref, [theirs], OPERATOR, WHY, identities) for _ in range(10)))
    assert len({each.id for each in made}) == 1
    assert [each.again for each in made].count(False) == 1


async def test_a_mover_at_the_same_moment_pages_nobody_for_a_merged_case(database: Database) -> None:
    for _ in range(10):
        source, target = await paged(database), await paged(database)
        await move_clock(database, 181)
        await asyncio.gather(
            merge(database, source.ref, target.ref, OPERATOR, WHY),
            *(advance(database, case.id, mover) for case in (source, target) for mover in Mover),
            return_exceptions=True,
        )
        await advance(database, source.id, Mover.FLOW)
        closed_at = (await reading.case(database, source.id)).closed_at
        queued = await reading.notifications(database, source.id)
        pressing = [each for each in queued if each.kind in {MessageKind.PAGE, MessageKind.REMINDER}]
        assert [each.kind for each in pressing if closed_at and each.queued_at > closed_at] == []


async def test_a_merged_message_routes_again_unless_a_person_had_decided(database: Database) -> None:
    for decided in (False, True):
        source, target = await paged(database), await paged(database)
        if decided:
            await route_to(database, target.id, "bundi", OPERATOR, "learnt by telephone")
        await merge(database, source.ref, target.ref, OPERATOR, WHY)
        assert (await advance(database, target.id, Mover.FLOW)).must_route is not decided


async def test_merging_notes_what_happened_and_nothing_else(database: Database) -> None:
    source, target = await paged(database), await paged(database)
    for case in (source, target):
        await record_route(database, case.id, KOTA, Mover.FLOW)

    async def noted(case: Accepted) -> list[str]:
        return [entry.event for entry in await reading.timeline(database, case.id)]

    before = {case.id: await noted(case) for case in (source, target)}
    await merge(database, source.ref, target.ref, OPERATOR, WHY)
    after = {case.id: await noted(case) for case in (source, target)}
    assert after[target.id] == [*before[target.id], "merged"]
    assert after[source.id] == [*before[source.id], "merged", "closed"]


async def test_the_severest_severity_and_the_sooner_deadline_hold(database: Database) -> None:
    older = await paged(database, severity=Severity.IMMINENT)
    await move_clock(database, 60)
    newer = await paged(database, severity=Severity.IMMINENT)
    mild = await paged(database, severity=Severity.CONCERN)
    sooner = (await reading.case(database, older.id)).due_at
    await merge(database, older.ref, newer.ref, OPERATOR, WHY)
    assert (await reading.case(database, newer.id)).due_at == sooner
    await merge(database, newer.ref, mild.ref, OPERATOR, WHY)
    goes_on = await reading.case(database, mild.id)
    assert (goes_on.due_at, goes_on.severity) == (sooner, Severity.IMMINENT)


async def test_milestones_run_on_as_they_were(database: Database) -> None:
    older = await paged(database)
    await acknowledge(database, older.id, OPERATOR, OFFICER)
    await move_clock(database, 60)
    newer = await paged(database)
    await acknowledge(database, newer.id, OPERATOR, OFFICER)
    await merge(database, older.ref, newer.ref, OPERATOR, WHY)
    clocks = await reading.milestones(database, newer.id)
    assert (await reading.case(database, newer.id)).due_at == min(each.due_at for each in clocks.values())


async def test_a_case_that_is_further_is_not_merged_into_one_that_is_not(database: Database) -> None:
    further, behind = await paged(database), await open_case(database)
    await move_clock(database, 181)
    await advance(database, further.id, Mover.FLOW)
    await advance(database, behind.id, Mover.FLOW)
    with pytest.raises(NotPossibleNow, match=f"merge {behind.ref} into {further.ref}"):
        await merge(database, further.ref, behind.ref, OPERATOR, WHY)
    before = (await reading.case(database, further.id)).due_at
    await merge(database, behind.ref, further.ref, OPERATOR, WHY)
    after = await reading.case(database, further.id)
    assert (after.due_at, after.rung) == (before, "sp")


async def test_a_merged_held_mail_routes_nothing_by_itself(database: Database) -> None:
    authentic = await open_case(database, subject=Subject(user_id="1", city="Kota"))
    spoofed = await open_case(database, None, trust=Trust.NONE, subject=Subject(user_id="1", city="Jaisalmer"))
    await merge(database, spoofed.ref, authentic.ref, OPERATOR, WHY)
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
        await merge(database, authentic.ref, spoofed.ref, OPERATOR, WHY)
    await route_to(database, spoofed.id, "kota-city", OPERATOR, "checked by telephone")
    await advance(database, spoofed.id, Mover.FLOW)
    await merge(database, authentic.ref, spoofed.ref, OPERATOR, WHY)
    assert (await reading.case(database, spoofed.id)).trust is Trust.VERIFIED
    assert [each.trust for each in await reading.messages_in(database, spoofed.id)] == [Trust.FAILED, Trust.VERIFIED]
    assert (await bring(database, user_id="9100007")).id == spoofed.id


async def test_a_case_that_is_none_is_said_so(database: Database) -> None:
    case = await open_case(database)
    for call in (
        merge(database, case.ref, f"RJ-2026-{uuid4().int % 10**6:06d}9", OPERATOR, WHY),
        split(database, case.ref, [uuid4()], OPERATOR, WHY, identities),
    ):
        with pytest.raises(BadInput):
            await call
