"""The counts of wrong PINs under concurrent tries: no moment gives more of them, and the desk hears once."""

import asyncio
from datetime import timedelta
from random import Random
from uuid import UUID

import pytest

from abhay.adapters.store.cases.limits import Try, count_try, lock_of, note_wrong_pin, uncount_try
from abhay.adapters.store.cases.steps import advance
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contact_lists import NewContact, set_contacts
from abhay.domain.limits import MOST_WRONG_PINS, MOST_WRONG_PINS_A_DAY, TOLD_WRONG_PINS_A_DAY, PinLock
from abhay.security.pins import hash_pin
from models.enums import Mover, Reason
from models.tables import ContactPoint, PinDay, PinFailure
from tests.support import reading
from tests.support.actors import ADMIN
from tests.support.cases import column, open_case

LINKS = 9
"""Each takes five wrong PINs: more than a day does."""


async def links(database: Database, count: int = LINKS) -> tuple[UUID, list[UUID]]:
    """The control room of one unit, and its open cases."""
    found: list[UUID] = []
    for _ in range(count):
        case = await open_case(database)
        await advance(database, case.id, Mover.FLOW)
        found.append(case.id)
    (page, *_) = await reading.pages(database, found[0])
    return page.contact_id, found


async def attempt(database: Database, case: UUID, contact: UUID, *, right: bool = False) -> Try | None:
    """One try, as the page makes it, without the slow look at the PIN in between."""
    tried = await count_try(database, case, contact)
    if tried is None:
        return None
    if right:
        await uncount_try(database, case, contact)
    else:
        await note_wrong_pin(database, case, contact, tried)
    return tried


async def told(database: Database, reason: Reason) -> int:
    return len(await reading.notifications(database, reason=reason))


async def test_guesses_at_all_links_at_once_get_no_more_than_a_day_has(database: Database) -> None:
    contact, cases = await links(database)
    results = await asyncio.gather(
        *(attempt(database, case, contact) for case in cases for _ in range(MOST_WRONG_PINS))
    )
    looked_at = [each for each in results if each is not None]
    assert sorted(each.in_day for each in looked_at) == list(range(1, MOST_WRONG_PINS_A_DAY + 1))
    assert await told(database, Reason.PIN_GUESSED) == 1
    assert await lock_of(database, cases[-1], contact) is PinLock.DAY
    (day,) = await reading.rows(database, PinDay)
    assert (day.wrong, day.told_at is not None) == (MOST_WRONG_PINS_A_DAY, True)


@pytest.mark.parametrize("seed", range(3))
async def test_right_and_wrong_pins_at_the_same_moment_leave_the_wrong_ones_counted(
    database: Database, seed: int
) -> None:
    contact, cases = await links(database, 4)
    rolls = Random(seed)
    wrong = [rolls.choice(cases) for _ in range(rolls.randint(4, 16))]
    tries = [(case, False) for case in wrong] + [(rolls.choice(cases), True) for _ in range(6)]
    rolls.shuffle(tries)
    results = await asyncio.gather(*(attempt(database, case, contact, right=right) for case, right in tries))
    counted = sum(each is not None and not right for each, (_, right) in zip(results, tries, strict=True))
    (day,) = await reading.rows(database, PinDay)
    failures = await reading.rows(database, PinFailure)
    assert day.wrong == counted == sum(each.failures for each in failures)
    assert all(each.failures <= MOST_WRONG_PINS for each in failures)
    if counted >= TOLD_WRONG_PINS_A_DAY:
        assert await told(database, Reason.PIN_GUESSED) == 1
    elif counted < TOLD_WRONG_PINS_A_DAY - 6:
        assert await told(database, Reason.PIN_GUESSED) == 0


async def test_a_link_that_is_locked_for_its_case_costs_the_day_nothing(database: Database) -> None:
    contact, (case,) = await links(database, 1)
    for _ in range(MOST_WRONG_PINS + 3):
        await attempt(database, case, contact)
    (day,) = await reading.rows(database, PinDay)
    assert day.wrong == MOST_WRONG_PINS
    assert await lock_of(database, case, contact) is PinLock.CASE


async def test_the_day_is_the_databases_and_begins_with_its_first_wrong_pin(database: Database) -> None:
    contact, (case, other) = await links(database, 2)
    await attempt(database, case, contact, right=True)
    await column(database, "UPDATE pin_day SET began_at = began_at - interval '23 hours' RETURNING wrong")
    await attempt(database, case, contact)
    (day,) = await reading.rows(database, PinDay)
    (age,) = await column(database, "SELECT abhay_now() - began_at FROM pin_day")
    assert (day.wrong, age < timedelta(hours=1)) == (1, True), "a right PIN begins no day"
    await column(database, "UPDATE pin_day SET began_at = began_at - interval '24 hours', wrong = 30 RETURNING wrong")
    assert await lock_of(database, other, contact) is None
    again = await attempt(database, other, contact)
    assert again == Try(in_case=1, in_day=1)


async def test_a_new_pin_while_somebody_guesses_ends_in_a_count_of_what_came_after(database: Database) -> None:
    contact, cases = await links(database, 4)
    (row,) = await reading.contacts(database, ContactPoint.id == contact)
    place = NewContact(row.post_id, row.channel, row.address, pin_hash=hash_pin("482916"))
    await asyncio.gather(
        *(attempt(database, case, contact, right=right) for case in cases for right in (False, True, False)),
        set_contacts(database, {"kota-city": [place]}, complete=False, actor=ADMIN),
    )
    days = await reading.rows(database, PinDay)
    failures = sum(each.failures for each in await reading.rows(database, PinFailure))
    assert 0 <= sum(each.wrong for each in days) <= 8
    assert failures <= 8
    await set_contacts(database, {"kota-city": [place]}, complete=False, actor=ADMIN)
    assert [await reading.count(database, each) for each in (PinDay, PinFailure)] == [0, 0]
