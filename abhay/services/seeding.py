"""Filling a database: what the gazetteer knows, the default policy, and synthetic contacts to try things out with."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from abhay.gazetteer import load
from abhay.pins import hash_pin, make_pin
from abhay.policy.document import default_policy, parse_policy
from abhay.store import directory
from abhay.store.database import Database
from abhay.store.directory import STATE, NewContact
from abhay.store.seed import CONTROL_ROOM, DESK_POST, DGP_CONTROL, SP_OFFICE, seed
from models.tables import District, PoliceUnit

_OUTBOX = "outbox"


async def seed_directory(database: Database) -> None:
    """Districts, police units, posts and the default policy; safe to run at each start."""
    gazetteer = load()
    districts = [District(id=one.id, name_en=one.name_en, name_hi=one.name_hi) for one in gazetteer.districts()]
    units = [
        PoliceUnit(id=u.id, district_id=u.district, name_en=u.name_en, name_hi=u.name_hi, unit_type=u.type)
        for u in gazetteer.units()
        if u.district is not None
    ]
    policy = parse_policy(default_policy(), {unit.id for unit in units})
    await seed(database, districts, units, policy)


async def seed_synthetic_contacts(database: Database) -> int:
    """An outbox contact with a random PIN for every post that has no contact point at all; answers how many.

    For development and demonstrations. Addresses look like `outbox:kota-city/control-room`.
    """
    places = [(unit.unit, post) for unit in await directory.list_units(database) for post in (CONTROL_ROOM, SP_OFFICE)]
    places += [(STATE, DGP_CONTROL), (STATE, DESK_POST)]
    known = await directory.posts_with_contacts(database)
    missing = [place for place in places if place not in known]
    contacts = await asyncio.gather(*(asyncio.to_thread(_synthetic, unit, post) for unit, post in missing))
    await directory.set_contacts(database, _by_unit(missing, contacts), complete=False, by="seed", role="system")
    return len(missing)


def _synthetic(unit: str, post: str) -> NewContact:
    pin = make_pin()
    return NewContact(
        post=post, channel=_OUTBOX, address=f"{_OUTBOX}:{unit}/{post}", pin_hash=hash_pin(pin), dev_pin=pin
    )


def _by_unit(places: Iterable[tuple[str, str]], contacts: Iterable[NewContact]) -> dict[str, list[NewContact]]:
    lists: dict[str, list[NewContact]] = defaultdict(list)
    for (unit, _), contact in zip(places, contacts, strict=True):
        lists[unit].append(contact)
    return lists
