"""Units, contacts and what an empty database is filled with."""

import asyncio

import pytest

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contact_lists import NewContact, set_contacts
from abhay.adapters.store.directory.contacts import STATE, contact_gaps, list_contacts, list_units
from abhay.adapters.store.directory.policies import current_version
from abhay.adapters.store.directory.tokens import create_token, find_actor, revoke_tokens
from abhay.errors import BadInput, InvalidContacts, UnknownToken, UnknownUnit
from abhay.security.pins import check_pin, hash_pin
from abhay.services.admin.seeding import seed_directory, seed_synthetic_contacts
from models.enums import Role
from models.tables import ContactPoint, District, PoliceUnit, PolicyVersion, Post
from tests.support import reading
from tests.support.actors import HOST
from tests.support.cases import column

SEEDED = (District, PoliceUnit, Post, PolicyVersion, ContactPoint)


async def counts(database: Database) -> list[int]:
    return [await reading.count(database, table) for table in SEEDED]


async def test_seeding_again_and_again_at_once_changes_nothing(database: Database) -> None:
    before = await counts(database)
    await asyncio.gather(*(seed_directory(database) for _ in range(3)))
    assert await asyncio.gather(*(seed_synthetic_contacts(database) for _ in range(3))) == [0, 0, 0]
    assert await counts(database) == before
    assert before[0] == 41


async def test_seeding_mends_names_and_leaves_the_policy(database: Database) -> None:
    await column(database, "UPDATE district SET name_hi = 'x' WHERE id = 'kota' RETURNING id")
    await column(database, "UPDATE contact_point SET active = false WHERE unit_id = 'bundi' RETURNING id")
    await seed_directory(database)
    assert await seed_synthetic_contacts(database) == 0
    (kota,) = await reading.rows(database, District, District.id == "kota")
    assert kota.name_hi == "कोटा"
    assert {each.active for each in await reading.contacts(database, ContactPoint.unit_id == "bundi")} == {False}
    async with database.transaction() as session:
        assert await current_version(session) == 1


async def test_synthetic_contacts_have_pins_of_their_own_that_work(database: Database) -> None:
    contacts = await reading.contacts(database)
    for contact in [each for each in contacts if each.post_id == "sp-office"][:3]:
        assert contact.address.startswith("outbox:")
        assert check_pin(contact.dev_pin or "", contact.pin_hash)
    assert len({each.dev_pin for each in contacts}) > 100


async def test_every_unit_belongs_to_a_district_and_the_zones_are_there(database: Database) -> None:
    units = {unit.unit: unit for unit in await list_units(database)}
    assert {"kota-city", "kota-rural", "jaipur-commissionerate", "jaipur-east", "bhiwadi"} <= units.keys()
    assert "abhay-desk" not in units


async def test_gaps_are_named_by_the_current_policy(database: Database) -> None:
    assert await contact_gaps(database) == []
    where = "unit_id = 'bundi' AND post_id = 'control-room' OR post_id = 'dgp-control'"
    await column(database, f"UPDATE contact_point SET active = false WHERE {where} RETURNING id")  # noqa: S608
    assert sorted(await contact_gaps(database)) == [
        "bundi: no active contact for control-room",
        "state: no active contact for dgp-control",
    ]


async def test_railway_units_need_no_contacts(database: Database) -> None:
    await column(database, "UPDATE contact_point SET active = false WHERE unit_id LIKE 'grp-%' RETURNING id")
    assert await contact_gaps(database) == []


async def test_contacts_are_added_without_touching_others_unless_the_list_is_complete(database: Database) -> None:
    new = NewContact("control-room", "email", "a@b.example", pin_hash=hash_pin("507318"))
    before = len(await list_contacts(database, "kota-city"))
    done = await set_contacts(database, {"kota-city": [new]}, complete=False, actor=HOST)
    assert (done.added, done.changed, done.switched_off) == (1, 0, 0)
    again = await set_contacts(database, {"kota-city": [new]}, complete=True, actor=HOST)
    assert (again.added, again.changed, again.switched_off) == (0, 1, before)
    assert [c.channel for c in await list_contacts(database, "kota-city") if c.active] == ["email"]


async def test_one_wrong_contact_stores_none(database: Database) -> None:
    good = NewContact("control-room", "email", "a@b.example", pin_hash=hash_pin("507318"))
    without_pin = NewContact("dgp-control", "email", "c@d.example")
    with pytest.raises(InvalidContacts):
        await set_contacts(database, {"kota-city": [good], STATE: [without_pin]}, complete=False, actor=HOST)
    with pytest.raises(UnknownUnit):
        await set_contacts(database, {"kota-city": [good], "nowhere": []}, complete=False, actor=HOST)
    assert "email" not in {c.channel for c in await list_contacts(database, "kota-city")}


async def test_a_token_is_found_by_its_hash_alone(database: Database) -> None:
    token = await create_token(database, role=Role.UNIT, name="room", unit="kota-city", actor=HOST)
    actor = await find_actor(database, token)
    assert (actor.name, actor.role, actor.unit) == ("room", Role.UNIT, "kota-city")
    assert token not in (await reading.stored(database, "api_token"))[0]
    for wrong in ("", token[:-1], f"{token}x", token.swapcase()):
        with pytest.raises(UnknownToken):
            await find_actor(database, wrong)


async def test_a_revoked_token_is_unknown(database: Database) -> None:
    tokens = [await create_token(database, role=Role.ADMIN, name="two", unit=None, actor=HOST) for _ in range(2)]
    assert await revoke_tokens(database, "two", HOST) == 2
    assert await revoke_tokens(database, "two", HOST) == 0
    for token in tokens:
        with pytest.raises(UnknownToken):
            await find_actor(database, token)


@pytest.mark.parametrize(
    ("role", "unit", "name"), [(Role.UNIT, None, "x"), (Role.ADMIN, "kota-city", "x"), (Role.ADMIN, None, "  ")]
)
async def test_a_token_that_makes_no_sense_is_not_made(database: Database, role: Role, unit: str, name: str) -> None:
    with pytest.raises(BadInput):
        await create_token(database, role=role, name=name, unit=unit, actor=HOST)


async def test_a_token_for_an_unknown_unit_is_not_made(database: Database) -> None:
    with pytest.raises(UnknownUnit):
        await create_token(database, role=Role.UNIT, name="x", unit="nowhere", actor=HOST)
    assert await reading.audit(database, "token.create") == []
