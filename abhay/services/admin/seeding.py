"""Filling a database: the gazetteer's places, the default policy, and synthetic contacts for trials."""

from collections import defaultdict
from collections.abc import Iterable

from abhay.adapters.gazetteer import Facts
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory import contacts as directory
from abhay.adapters.store.directory.contact_lists import NewContact, set_contacts
from abhay.adapters.store.directory.contacts import STATE
from abhay.adapters.store.directory.seed import CONTROL_ROOM, DESK_POST, DGP_CONTROL, SP_OFFICE, note_source, seed
from abhay.adapters.store.keys.older_rows import move_reasons, seal_clear_texts
from abhay.domain.policy.document import default_policy, parse_policy
from abhay.security.pins import hash_pin, make_pin
from abhay.services.admin.source import source
from abhay.services.runtime import Runtime
from models.actors import system
from models.tables import District, PoliceUnit

_OUTBOX = "outbox"


async def prepare(runtime: Runtime) -> None:
    """Fills this version's tables with the data it needs; existing data stays, so it is safe at each start."""
    database, synthetic = runtime.database, runtime.settings.wants_synthetic_contacts
    await seed_directory(database)
    await seal_clear_texts(database)
    await move_reasons(database)
    if synthetic:
        await seed_synthetic_contacts(database)
    await note_source(database, source(synthetic_contacts=synthetic))


async def seed_directory(database: Database) -> None:
    """Writes districts, police units, posts and the default policy; safe to run at each start."""
    facts = Facts()
    districts = [District(id=one.id, name_en=one.name_en, name_hi=one.name_hi) for one in facts.districts]
    units = [
        PoliceUnit(id=u.id, district_id=u.district, name_en=u.name_en, name_hi=u.name_hi, unit_type=u.type)
        for u in facts.units
        if u.district is not None
    ]
    policy = parse_policy(default_policy(), {unit.id for unit in units})
    await seed(database, districts, units, policy)


async def seed_synthetic_contacts(database: Database) -> int:
    """Adds an outbox contact with a random PIN for every post that has no contact point; returns their number.

    For development and demonstrations. Addresses look like `outbox:kota-city/control-room`.
    """
    places = [(unit.unit, post) for unit in await directory.list_units(database) for post in (CONTROL_ROOM, SP_OFFICE)]
    places += [(STATE, DGP_CONTROL), (STATE, DESK_POST)]
    known = await directory.posts_with_contacts(database)
    missing = [place for place in places if place not in known]
    contacts = [_synthetic(unit, post) for unit, post in missing]
    await set_contacts(database, _by_unit(missing, contacts), complete=False, actor=system("seed"))
    return len(missing)


def _synthetic(unit: str, post: str) -> NewContact:
    pin = make_pin()
    return NewContact(
        post=post,
        channel=_OUTBOX,
        address=f"{_OUTBOX}:{unit}/{post}",
        pin_hash=hash_pin(pin, kept_in_clear=True),
        dev_pin=pin,
    )


def _by_unit(places: Iterable[tuple[str, str]], contacts: Iterable[NewContact]) -> dict[str, list[NewContact]]:
    lists: dict[str, list[NewContact]] = defaultdict(list)
    for (unit, _), contact in zip(places, contacts, strict=True):
        lists[unit].append(contact)
    return lists
