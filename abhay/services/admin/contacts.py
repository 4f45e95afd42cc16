"""Contact points, entered by admins or imported from a table, and checked before any is stored.

The table's columns are documented in docs/howto/production.md. All problems are found at once,
each with the line and column (or the field) to correct.
"""

import asyncio
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.registry import why_off
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory import contact_lists
from abhay.adapters.store.directory import contacts as directory
from abhay.adapters.store.directory.contact_lists import ContactChanges, NewContact
from abhay.adapters.store.directory.contacts import STATE
from abhay.domain.messages.numbers import NumberRules
from abhay.domain.permissions import require
from abhay.domain.text import comparable
from abhay.domain.versions import Expected
from abhay.errors import ChannelOff, UnknownUnit
from abhay.security.pins import hash_pin
from abhay.services.admin.alone import tell_if_alone
from abhay.services.admin.contact_rows import Entry, Known, Row, check_rows
from abhay.services.admin.contact_table import read_table
from abhay.services.runtime import Runtime
from models.actors import Act, Actor
from models.views import ContactView, UnitView

OUTBOX = "outbox"

_AT_ONCE = os.cpu_count() or 1
"""PINs that are hashed at the same time, each on a core of its own."""

Progress = Callable[[int, int], None]


def _silently(done: int, total: int) -> None:
    """Tells nobody."""


async def set_contacts(
    runtime: Runtime,
    unit: str,
    rows: Sequence[Row],
    actor: Actor,
    *,
    expected: Expected | None = None,
    complete: bool = True,
) -> ContactChanges:
    """Replaces all contact points of a unit (or `state`) by these; those alone, unless `complete`.

    Raises `WrongRole`, `UnknownUnit`, `InvalidContacts`, `ChannelOff` for a channel that is not set up, and
    `StaleVersion` if the version in force is not `expected`.
    """
    database = runtime.database
    known = await _known(runtime, [unit])
    entries = check_rows([{**row, "unit": unit} for row in rows], known, _item)
    _require_channels(runtime.channels, Counter(entry.channel for entry in entries if entry.active))
    contacts = {unit: [await _stored(entry, known) for entry in entries]}
    done = await contact_lists.set_contacts(database, contacts, complete=complete, actor=actor, expected=expected)
    return await tell_if_alone(runtime, done, actor)


async def import_contacts(
    runtime: Runtime, file: Path, actor: Actor, *, progress: Progress = _silently
) -> ContactChanges:
    """Adds and changes the contact points that a CSV file lists; others stay.

    `progress` is told how many of how many PINs are hashed, which is what takes long. Raises `InvalidContacts`, and
    `ChannelOff` for a channel that is not set up: nothing is written then.
    """
    rows = read_table(file)
    known = await _known(runtime, ())
    named = {known.unit(str(row.get("unit", STATE))) for row in rows} - {None}
    places = {unit: await directory.known_places(runtime.database, unit) for unit in named if unit is not None}
    known = replace(known, places=places)
    entries = check_rows(rows, known, _line)
    _require_channels(runtime.channels, Counter(entry.channel for entry in entries if entry.active))
    lists: dict[str, list[NewContact]] = defaultdict(list)
    for start in range(0, len(entries), _AT_ONCE):
        batch = entries[start : start + _AT_ONCE]
        for entry, stored in zip(batch, await asyncio.gather(*(_stored(each, known) for each in batch)), strict=True):
            lists[entry.unit].append(stored)
        progress(start + len(batch), len(entries))
    done = await contact_lists.set_contacts(runtime.database, lists, complete=False, actor=actor)
    return await tell_if_alone(runtime, done, actor)


async def listed_contacts(runtime: Runtime, unit: str | None, actor: Actor) -> list[ContactView]:
    """Returns the contact points of a unit (its id or a name, or `state`), or all of them. Raises `UnknownUnit`."""
    require(actor, Act.READ_CONTACTS)
    if unit is None:
        return await directory.every_contact(runtime.database)
    found = (await _known(runtime, ())).unit(unit)
    if found is None:
        raise UnknownUnit(f"{unit!r} is no police unit: see `abhay units list`.")
    return await directory.list_contacts(runtime.database, found)


async def unreachable_channels(database: Database, channels: Mapping[str, Channel]) -> list[str]:
    """Returns one line for each channel that has active contact points and sends nothing here."""
    return [f"{where}: {what}" for where, what in _off(channels, await directory.contacts_by_channel(database))]


def _require_channels(channels: Mapping[str, Channel], counts: Mapping[str, int]) -> None:
    if problems := _off(channels, counts):
        raise ChannelOff(problems)


def _off(channels: Mapping[str, Channel], counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [
        (f"channel {name}", f"{count} active contacts, and it is {why}")
        for name, count in sorted(counts.items())
        if (why := why_off(channels, name)) is not None
    ]


def _line(number: int, column: str | None) -> str:
    """Returns the place in a table whose first line is its heading."""
    return f"line {number + 2}, column {column}" if column else f"line {number + 2}"


def _item(number: int, field: str | None) -> str:
    """Returns the place in a request's body."""
    return f"contacts.{number}.{field}" if field else f"contacts.{number}"


async def _known(runtime: Runtime, named: Iterable[str]) -> Known:
    """Returns what contact points of the named units are checked against. Raises `UnknownUnit`."""
    database, settings = runtime.database, runtime.settings
    units = await directory.list_units(database)
    return Known(
        numbers=NumberRules(settings.special_numbers, invented=settings.allows_test_numbers),
        units=frozenset(each.unit for each in units) | {STATE},
        names=_by_name(units),
        scopes=await directory.post_scopes(database),
        places={unit: await directory.known_places(database, unit) for unit in named},
    )


def _by_name(units: Iterable[UnitView]) -> dict[str, str]:
    """Returns the units by their names in Hindi and English and by their ids; a name that two have names none."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in units:
        for name in (each.name_hi, each.name_en, each.unit, each.unit.replace("-", " ")):
            found[comparable(name)].add(each.unit)
    return {name: only for name, (only, *others) in ((name, sorted(ids)) for name, ids in found.items()) if not others}


async def _stored(entry: Entry, known: Known) -> NewContact:
    return NewContact(
        post=entry.post,
        channel=entry.channel,
        address=entry.address,
        active=entry.active,
        pin_hash=await asyncio.to_thread(hash_pin, entry.pin) if entry.pin else None,
        dev_pin=entry.pin if entry.channel == OUTBOX else None,
        name=entry.name,
        phone=entry.phone,
        line=entry.line_by(known.numbers),
        language=entry.language,
        preference=entry.order,
    )
