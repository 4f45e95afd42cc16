"""Contact points, entered by admins or imported from a table, and checked before any is stored.

The table's columns are documented in docs/howto/production.md. All problems are found at once,
each with the line and column (or the field) to correct.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.registry import why_off
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory import contact_lists
from abhay.adapters.store.directory import contacts as directory
from abhay.adapters.store.directory.contact_lists import ContactChanges, NewContact
from abhay.adapters.store.directory.contacts import STATE
from abhay.domain.messages.numbers import NumberRules
from abhay.domain.versions import Expected
from abhay.errors import ChannelOff
from abhay.security.pins import hash_pin
from abhay.services.admin.alone import tell_if_alone
from abhay.services.admin.contact_rows import Entry, Known, Row, check_rows, read_table
from abhay.services.runtime import Runtime
from models.actors import Actor

OUTBOX = "outbox"


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


async def import_contacts(runtime: Runtime, file: Path, actor: Actor) -> ContactChanges:
    """Adds and changes the contact points that a CSV file lists; others stay.

    Raises `InvalidContacts`, and `ChannelOff` for a channel that is not set up: nothing is written then.
    """
    database, rows = runtime.database, read_table(file)
    units = await directory.unit_ids(database) | {STATE}
    named = {str(row.get("unit", STATE)) for row in rows}
    lists: dict[str, list[NewContact]] = defaultdict(list)
    known = await _known(runtime, named & units)
    entries = check_rows(rows, known, _line)
    _require_channels(runtime.channels, Counter(entry.channel for entry in entries if entry.active))
    for entry in entries:
        lists[entry.unit].append(await _stored(entry, known))
    done = await contact_lists.set_contacts(database, lists, complete=False, actor=actor)
    return await tell_if_alone(runtime, done, actor)


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
    return Known(
        numbers=NumberRules(settings.special_numbers, invented=settings.allows_test_numbers),
        units=await directory.unit_ids(database) | {STATE},
        scopes=await directory.post_scopes(database),
        places={unit: await directory.known_places(database, unit) for unit in named},
    )


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
