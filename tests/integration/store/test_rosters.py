"""A rung pages whoever is on duty by the database's clock, and somebody else, loudly, where nobody is."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge
from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database, now
from abhay.adapters.store.directory.contact_lists import NewContact, set_contacts
from abhay.adapters.store.directory.roster_lists import (
    NewOverride,
    NewShift,
    NewWindow,
    add_override,
    remove_override,
    set_shifts,
    set_windows,
)
from abhay.adapters.store.directory.rosters import read_roster
from abhay.domain.rosters.duty import DAY, WEEK, gaps, minute_of_week
from abhay.domain.versions import made_from
from abhay.errors import BadInput, NotPossibleNow, StaleVersion, UnknownOverride, UnknownUnit, WrongRole
from abhay.security.pins import hash_pin
from models.enums import MessageKind, Mover, Reason
from models.tables import ContactPoint, Notification
from tests.support import reading
from tests.support.actors import HOST, OPERATOR, paged
from tests.support.cases import KOTA, TWO, move_clock, open_case

UNIT, ROOM = "kota-city", "control-room"
ASHA, BINA, LANDLINE = "Asha", "Bina", None
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
async def _contacts(database: Database) -> None:
    room = [
        NewContact(ROOM, "outbox", f"room-{number}", pin_hash=hash_pin("507318"), name=name)
        for number, name in enumerate((ASHA, BINA, LANDLINE))
    ]
    head = NewContact("sp-office", "outbox", "head", pin_hash=hash_pin("507318"), name="Head")
    await set_contacts(database, {UNIT: [*room, head]}, complete=True, actor=HOST)


async def at_now(database: Database) -> datetime:
    async with database.transaction() as session:
        return await now(session)


async def on_duty_now(database: Database, *who: str, minutes: int = 60) -> list[NewWindow]:
    """Give them a window that began ten minutes ago, and nobody else any."""
    begun = (minute_of_week(await at_now(database)) - 10) % WEEK
    windows = [NewWindow(ROOM, each, begun, minutes) for each in who]
    await set_windows(database, UNIT, windows, HOST)
    return windows


async def names(database: Database, rows: list[Notification]) -> list[str | None]:
    known = {row.id: row.name for row in await reading.rows(database, ContactPoint)}
    return sorted((known[row.contact_id] for row in rows), key=str)


async def paged_now(database: Database, case: UUID, kind: MessageKind = MessageKind.PAGE) -> list[str | None]:
    return await names(database, await reading.notifications(database, case, kind=kind))


async def desk_heard(database: Database, case: UUID) -> list[tuple[str, str | None, str | None]]:
    rows = await reading.notifications(database, case, kind=MessageKind.DESK)
    return [(row.reason, row.about_unit_id, row.about_post_id) for row in rows]


async def page(database: Database, **changes) -> UUID:
    case = await open_case(database, **changes)
    await advance(database, case.id, Mover.FLOW)
    return case.id


async def test_without_a_roster_every_contact_point_is_paged_as_before(database: Database) -> None:
    case = await page(database)
    assert await paged_now(database, case) == [ASHA, BINA, LANDLINE]
    assert await desk_heard(database, case) == []


async def test_only_whoever_is_on_duty_is_paged_and_the_next_shift_when_the_reminder_is_due(database: Database) -> None:
    begun = (minute_of_week(await at_now(database)) - 59) % WEEK
    await set_windows(
        database, UNIT, [NewWindow(ROOM, ASHA, begun, 60), NewWindow(ROOM, BINA, (begun + 60) % WEEK, 60)], HOST
    )
    case = await page(database)
    assert await paged_now(database, case) == [ASHA]
    assert await desk_heard(database, case) == []
    await move_clock(database, 60)
    await advance(database, case, Mover.WATCHER)
    assert (await paged_now(database, case))[:2] == [ASHA, BINA]
    assert await paged_now(database, case, MessageKind.REMINDER) == [], "whoever is off duty is left alone"


async def test_the_clock_is_the_databases(database: Database) -> None:
    await on_duty_now(database, ASHA)
    await move_clock(database, 3600)
    case = await page(database)
    assert await paged_now(database, case) == [BINA, LANDLINE], "an hour later, whatever the host's clock says"


async def test_in_a_gap_the_permanent_number_is_paged_and_told_why_and_so_is_the_desk(database: Database) -> None:
    await on_duty_now(database, ASHA, BINA, minutes=5)
    case = await page(database)
    (row,) = await reading.notifications(database, case, kind=MessageKind.PAGE)
    assert await names(database, [row]) == [LANDLINE]
    assert (row.reason, row.about_unit_id, row.about_post_id) == (Reason.ROSTER_GAP, UNIT, ROOM)
    assert await desk_heard(database, case) == [(Reason.ROSTER_GAP, UNIT, ROOM)]


async def test_without_a_permanent_number_the_units_post_above_is_paged(database: Database) -> None:
    off = NewContact(ROOM, "outbox", "room-2", active=False)
    await set_contacts(database, {UNIT: [off]}, complete=False, actor=HOST)
    await on_duty_now(database, ASHA, BINA, minutes=5)
    case = await page(database)
    assert await paged_now(database, case) == ["Head"]
    assert await desk_heard(database, case) == [(Reason.ROSTER_GAP, UNIT, ROOM)]


async def test_without_that_the_desk_is_told_twice_over(database: Database) -> None:
    off = [NewContact(ROOM, "outbox", "room-2", active=False), NewContact("sp-office", "outbox", "head", active=False)]
    await set_contacts(database, {UNIT: off}, complete=False, actor=HOST)
    await on_duty_now(database, ASHA, BINA, minutes=5)
    case = await page(database)
    heard = await desk_heard(database, case)
    assert sorted(heard) == [(Reason.NO_CONTACT, UNIT, ROOM), (Reason.ROSTER_GAP, UNIT, ROOM)]


async def test_a_gap_of_one_unit_silences_no_other(database: Database) -> None:
    await on_duty_now(database, ASHA, BINA, minutes=5)
    case = await page(database, route=TWO)
    units = {row.unit_id for row in await reading.notifications(database, case, kind=MessageKind.PAGE)}
    assert units == {UNIT, "kota-rural"}
    assert await desk_heard(database, case) == [(Reason.ROSTER_GAP, UNIT, ROOM)]


async def test_whoever_was_paged_acknowledges_also_after_the_shift_ended(database: Database) -> None:
    await on_duty_now(database, ASHA)
    case = await page(database)
    await move_clock(database, 3600)
    (row,) = await reading.notifications(database, case, kind=MessageKind.PAGE)
    answer = Answer(UNIT, ROOM, rung=row.rung, notification_id=row.id)
    assert (await acknowledge(database, case, paged(UNIT), answer)).first


async def test_a_unit_that_gets_the_case_later_is_paged_by_its_roster_too(database: Database) -> None:
    await on_duty_now(database, ASHA, BINA, minutes=5)
    case = await open_case(database, route=KOTA.model_copy(update={"units": ("bundi",)}))
    await advance(database, case.id, Mover.FLOW)
    await route_to(database, case.id, UNIT, OPERATOR, "test")
    rows = await reading.notifications(database, case.id, kind=MessageKind.PAGE)
    assert await names(database, [row for row in rows if row.unit_id == UNIT]) == [LANDLINE]
    assert await desk_heard(database, case.id) == [(Reason.ROSTER_GAP, UNIT, ROOM)]


async def test_an_override_beats_the_roster_until_it_ends_or_is_taken_back(database: Database) -> None:
    await on_duty_now(database, ASHA, minutes=DAY)
    at = await at_now(database)
    override = NewOverride(ROOM, at - HOUR, at + HOUR, (BINA,), "Asha is in court")
    row = await add_override(database, UNIT, override, HOST)
    assert await paged_now(database, await page(database)) == [BINA]
    await remove_override(database, UNIT, row.id, HOST)
    assert await paged_now(database, await page(database)) == [ASHA]
    await add_override(database, UNIT, override, HOST)
    await move_clock(database, 3600)
    assert await paged_now(database, await page(database)) == [ASHA]


async def test_two_overrides_of_a_post_do_not_hold_at_once(database: Database) -> None:
    at = await at_now(database)
    first = NewOverride(ROOM, at, at + HOUR, (BINA,), "x")
    await add_override(database, UNIT, first, HOST)
    with pytest.raises(NotPossibleNow, match="delete it first"):
        await add_override(database, UNIT, NewOverride(ROOM, at + HOUR / 2, at + 2 * HOUR, (ASHA,), "x"), HOST)
    await add_override(database, UNIT, NewOverride(ROOM, at + HOUR, at + 2 * HOUR, (ASHA,), "x"), HOST)
    with pytest.raises(BadInput, match="has ended"):
        await add_override(database, UNIT, NewOverride(ROOM, at - HOUR, at - HOUR / 2, (ASHA,), "x"), HOST)


async def test_an_override_of_another_unit_cannot_be_taken_back(database: Database) -> None:
    at = await at_now(database)
    row = await add_override(database, UNIT, NewOverride(ROOM, at, at + HOUR, (BINA,), "x"), HOST)
    for unit in ("bundi", "state"):
        with pytest.raises(UnknownOverride):
            await remove_override(database, unit, row.id, HOST)
    await remove_override(database, UNIT, row.id, HOST)
    with pytest.raises(UnknownOverride):
        await remove_override(database, UNIT, row.id, HOST)


async def test_shifts_of_a_calendar_are_duty_too_and_a_new_import_replaces_them(database: Database) -> None:
    at = await at_now(database)
    await set_shifts(database, UNIT, ROOM, [NewShift(ASHA, at - HOUR, at + HOUR)], HOST)
    assert await paged_now(database, await page(database)) == [ASHA]
    await set_shifts(database, UNIT, ROOM, [NewShift(BINA, at - HOUR, at + HOUR)], HOST)
    assert await paged_now(database, await page(database)) == [BINA]


async def test_a_roster_is_saved_only_over_the_version_it_was_made_from(database: Database) -> None:
    windows = await on_duty_now(database, ASHA)
    seen = (await read_roster(database, UNIT)).version
    await on_duty_now(database, BINA)
    with pytest.raises(StaleVersion) as refused:
        await set_windows(database, UNIT, windows, HOST, expected=made_from(seen))
    assert refused.value.since[0].paths == (ROOM,)
    current = (await read_roster(database, UNIT)).version
    assert await set_windows(database, UNIT, windows, HOST, expected=made_from(current)) == current + 1
    assert await set_windows(database, UNIT, windows, HOST) == current + 1, "nothing changed"


async def test_who_may_not_changes_nothing_and_who_may_is_in_the_audit_log(database: Database) -> None:
    with pytest.raises(WrongRole):
        await set_windows(database, UNIT, [], OPERATOR)
    with pytest.raises(UnknownUnit):
        await set_windows(database, "nowhere", [], HOST)
    await on_duty_now(database, ASHA)
    at = await at_now(database)
    await add_override(database, UNIT, NewOverride(ROOM, at, at + HOUR, (BINA,), "Asha is ill"), HOST)
    (saved,) = await reading.audit(database, "roster.set")
    assert saved.detail == {"unit": UNIT, "version": 1, "posts": [ROOM], "windows": 1}
    (overridden,) = await reading.audit(database, "roster.override")
    assert "Asha" not in str(overridden.detail)
    assert overridden.reason_commitment


async def test_the_gaps_of_a_stored_roster_are_exact(database: Database) -> None:
    monday = datetime(2026, 11, 30, 6, tzinfo=UTC) - timedelta(hours=11, minutes=30)
    await set_windows(database, UNIT, [NewWindow(ROOM, ASHA, 0, WEEK - 60)], HOST)
    roster = (await read_roster(database, UNIT)).rosters[UNIT, ROOM]
    found = gaps(roster, {ASHA}, monday, days=7)
    assert [(gap.start - monday, gap.end - monday) for gap in found] == [(timedelta(days=7) - HOUR, timedelta(days=7))]
