"""Who can be reached: contact points entered by admins or imported from a table, checked before any is stored.

The table's columns are documented in docs/howto/production.md. All problems are found at once,
each with the line and column (or the field) to mend.
"""

import asyncio
import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from pathlib import Path
from urllib.parse import urlsplit

from abhay.channels.registry import known_channels
from abhay.errors import InvalidContacts
from abhay.pins import hash_pin, is_trivial, valid_pin
from abhay.store import directory
from abhay.store.database import Database
from abhay.store.directory import STATE, ContactChanges, NewContact
from abhay.words import one_line
from models.policy import Scope

OUTBOX, EMAIL, WEBHOOK = "outbox", "email", "webhook"
COLUMNS = ("unit", "post", "channel", "address", "pin", "active")
NEEDED = ("post", "channel", "address")
_LONGEST_ADDRESS = 500
_YES, _NO = frozenset({"", "yes", "true", "1", "हाँ"}), frozenset({"no", "false", "0", "नहीं"})

Problem = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """A contact point as somebody wrote it; `where` and `joint` make the place that a problem is reported at."""

    where: str
    unit: str
    post: str
    channel: str
    address: str
    pin: str | None = None
    active: bool = True
    joint: str = ", column "

    def at(self, column: str) -> str:
        """The place of one of its values: `line 3, column pin`."""
        return f"{self.where}{self.joint}{column}"


async def set_contacts(
    database: Database, unit: str, entries: Sequence[Entry], *, by: str, role: str
) -> ContactChanges:
    """Make these all the contact points of a unit (or `state`). Raises `UnknownUnit`, `InvalidContacts`."""
    contacts = await _checked(database, {unit: entries})
    return await directory.set_contacts(database, contacts, complete=True, by=by, role=role)


async def import_contacts(database: Database, file: Path, *, by: str, role: str) -> ContactChanges:
    """Add and change the contact points that a CSV file lists; others stay. Raises `InvalidContacts`."""
    entries = read_table(file)
    known = await directory.unit_ids(database) | {STATE}
    strange = [(e.at("unit"), f"{e.unit!r} is no police unit") for e in entries if e.unit not in known]
    if strange:
        raise InvalidContacts(strange)
    lists: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        lists[entry.unit].append(entry)
    contacts = await _checked(database, lists)
    return await directory.set_contacts(database, contacts, complete=False, by=by, role=role)


def read_table(file: Path) -> list[Entry]:
    """The rows of a CSV file with a heading line. Raises `InvalidContacts`, and `OSError` for the file itself."""
    try:
        text = file.read_text(encoding="utf-8-sig")  # spreadsheets write a mark in front
        rows = list(csv.DictReader(io.StringIO(text, newline=""), restkey="more", strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InvalidContacts([("the file", f"is no CSV in UTF-8 ({error})")]) from error
    heading = list(rows[0]) if rows else []
    missing = [("line 1", f"the column {name} is missing") for name in NEEDED if name not in heading]
    unknown = [("line 1", f"the column {name} is not known") for name in heading if name not in (*COLUMNS, "more")]
    if missing or unknown:
        raise InvalidContacts(missing + unknown)
    problems: list[Problem] = []
    entries = [_entry(number, row, problems) for number, row in enumerate(rows, start=2)]
    if problems:
        raise InvalidContacts(problems)
    return entries


def _entry(number: int, row: Mapping[str, str | None], problems: list[Problem]) -> Entry:
    value = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if row.get("more"):
        problems.append((f"line {number}", "has more cells than the heading"))
    active = value["active"].lower()
    if active not in _YES | _NO:
        problems.append((f"line {number}, column active", "give yes or no"))
    return Entry(
        where=f"line {number}",
        unit=value["unit"] or STATE,
        post=value["post"],
        channel=value["channel"],
        address=value["address"],
        pin=value["pin"] or None,
        active=active in _YES,
    )


async def _checked(database: Database, lists: Mapping[str, Sequence[Entry]]) -> dict[str, Sequence[NewContact]]:
    """The entries as they are stored, PINs hashed, if nothing at all is wrong with them."""
    scopes = await directory.post_scopes(database)
    problems: list[Problem] = []
    for unit, entries in lists.items():
        known = await directory.known_places(database, unit)
        for entry in entries:
            problems += [(entry.at(column), what) for column, what in _problems(entry, scopes, known)]
        problems += _repeated(entries)
    if problems:
        raise InvalidContacts(problems)
    return {unit: [await _stored(entry) for entry in entries] for unit, entries in lists.items()}


def _problems(entry: Entry, scopes: Mapping[str, Scope], known: Collection[tuple[str, str, str]]) -> Iterator[Problem]:
    own = Scope.STATE if entry.unit == STATE else Scope.UNIT
    if scopes.get(entry.post) is not own:
        named = ", ".join(sorted(post for post, scope in scopes.items() if scope is own))
        yield "post", f"use one of {named}"
    if entry.channel not in known_channels():
        yield "channel", f"use one of {', '.join(sorted(known_channels()))}"
    if what := _address_problem(entry):
        yield "address", what
    if entry.pin is None and (entry.post, entry.channel, entry.address) not in known:
        yield "pin", "is needed for a new contact: six digits"
    elif entry.pin is not None and (what := _pin_problem(entry.pin)):
        yield "pin", what


def _address_problem(entry: Entry) -> str | None:
    address = entry.address
    if not address or address != one_line(address, _LONGEST_ADDRESS):
        return "is empty, too long, or has characters that cannot be seen"
    if entry.channel == EMAIL and not _is_mail_address(address):
        return "is not a mail address"
    if entry.channel == WEBHOOK and not _is_web_address(address):
        return "is not a web address: begin with https://"
    return None


def _pin_problem(text: str) -> str | None:
    pin = valid_pin(text)
    if pin is None:
        return "give six digits"
    return "is too easy to guess: use another one" if is_trivial(pin) else None


def _is_mail_address(text: str) -> bool:
    try:
        return bool(Address(addr_spec=text).domain)
    except (ValueError, MessageError, IndexError):
        return False


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname)


def _repeated(entries: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], str] = {}
    for entry in entries:
        place = (entry.post, entry.channel, entry.address)
        if place in seen:
            yield entry.where, f"says the same as {seen[place]}: remove one"
        seen.setdefault(place, entry.where)


async def _stored(entry: Entry) -> NewContact:
    pin = valid_pin(entry.pin) if entry.pin else None
    return NewContact(
        post=entry.post,
        channel=entry.channel,
        address=entry.address,
        active=entry.active,
        pin_hash=await asyncio.to_thread(hash_pin, pin) if pin else None,
        dev_pin=pin if entry.channel == OUTBOX else None,
    )
