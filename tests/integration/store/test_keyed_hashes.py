"""Hashes of messages are stored under the index key: guessed by nobody, found again by whoever holds a key of then."""

import asyncio
import hashlib
import re
from datetime import timedelta
from uuid import UUID

import pytest
from cryptography.fernet import Fernet

from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake import mailbox
from abhay.adapters.store.intake.alerts import Accepted, take_in
from abhay.adapters.store.keys.indexing import Indexed, index_anew
from abhay.security.vault import Hashed, fingerprint
from models.actors import partner
from models.enums import IntakeChannel, MailFate
from models.payloads import AlertPayload
from models.tables import Alert, MailboxMessage
from tests.support import reading
from tests.support.cases import column, payload
from tests.support.databases import Open

KEYS = [Fernet.generate_key().decode()]
FORM = re.compile("(?P<label>[0-9a-f]{12}):[0-9a-f]{64}")
DESK = "desk@abhay.test"


def plain(said: str) -> str:
    return hashlib.sha256(said.encode()).hexdigest()


def message(number: int, **changes: object) -> AlertPayload:
    """A message that its sender numbered, from bytes of its own."""
    keys = {"event_key": plain(f"event {number}"), "delivery_key": plain(f"delivery {number}")}
    return payload(**{**keys, "raw": f"raw {number}".encode(), "external_id": None, **changes})


async def bring(database: Database, given: AlertPayload) -> Accepted:
    """Take a message in that names nobody: nothing but its own keys shows that it is known."""
    return await take_in(database, given, [], actor=partner("test"), window=timedelta(days=7))


async def stored_hashes(database: Database) -> set[str]:
    """Every hash of a message that is stored."""
    events = [each for row in await reading.messages_in(database) for each in (row.event_key, row.delivery_key)]
    originals = [row.sha256 for row in await reading.originals(database)]
    mails = [row.sha256 for row in await reading.rows(database, MailboxMessage)]
    return {each for each in (*events, *originals, *mails) if each is not None}


async def labels(database: Database) -> set[str]:
    """The keys that the stored hashes name; a plain one names itself."""
    return {found["label"] if (found := FORM.fullmatch(form)) else form for form in await stored_hashes(database)}


async def written_as_before(database: Database, given: AlertPayload) -> None:
    """Leave the rows of this message as the release before wrote them."""
    form = database.vault.keyed(Hashed.EVENT, given.event_key)[0]
    (event,) = await column(
        database,
        "UPDATE alert_event SET event_key = :event, delivery_key = :delivery WHERE event_key = :form RETURNING id",
        form=form,
        event=given.event_key,
        delivery=given.delivery_key,
    )
    sha256 = hashlib.sha256(given.raw).hexdigest()
    changed = "UPDATE evidence SET sha256 = :sha256 WHERE event_id = :event RETURNING 1"
    assert await column(database, changed, sha256=sha256, event=event)


async def test_no_plain_hash_is_stored_and_each_names_its_key(opened: Open) -> None:
    database, given = opened(KEYS, "one", None), message(1)
    await bring(database, given)
    await take_mail(database, b"raw 1", MailFate.OWN)
    assert await labels(database) == {fingerprint(b"one")}
    kept = "\n".join((await reading.dump(database)).values())
    for each in (given.event_key, given.delivery_key, plain("raw 1")):
        assert each is not None
        assert each not in kept


AGAIN = {
    "as it was": {},
    "by its event": {"delivery_key": plain("another delivery")},
    "by its event alone": {"delivery_key": None},
    "by its number": {"event_key": plain("another event")},
}


@pytest.mark.parametrize("older", [False, True], ids=["of today", "of before"])
@pytest.mark.parametrize("again", AGAIN.values(), ids=AGAIN)
async def test_a_message_again_is_known_before_while_and_after_the_key_changes(
    opened: Open, again: dict[str, object], older: bool
) -> None:
    before, during, after = (opened(KEYS, *keys) for keys in (("one", None), ("two", "one"), ("two", None)))
    first = await bring(before, message(1))
    if older:
        await written_as_before(before, message(1))
    known = [await bring(each, message(1, **again)) for each in (before, during)]
    indexed = await index_anew(during, identities)
    assert (indexed.hashes, indexed.unknown) == (3, 0)
    assert await labels(during) == {fingerprint(b"two")}
    known += [await bring(each, message(1, **again)) for each in (during, after)]
    assert [(each.ref, each.repeat) for each in known] == [(first.ref, True)] * 4
    assert await index_anew(after, identities) == Indexed(cases=1)
    assert not (await bring(after, message(2))).repeat


async def test_processes_that_hold_the_keys_the_other_way_round_know_each_others_messages(opened: Open) -> None:
    """How several machines change the key one after the other: first as the old one, then as the newest."""
    ahead, behind = opened(KEYS, "two", "one"), opened(KEYS, "one", "two")
    for number in range(5):
        brought = await asyncio.gather(*(bring(each, message(number)) for each in (ahead, behind) * 3))
        assert len({each.ref for each in brought}) == 1
        assert sorted(each.repeat for each in brought) == [False, *[True] * 5]
    assert await reading.count(ahead, Alert) == 5


async def test_messages_that_come_again_while_hashes_are_keyed_anew_are_known(opened: Open) -> None:
    before, during = opened(KEYS, "one", None), opened(KEYS, "two", "one")
    refs = [(await bring(before, message(number))).ref for number in range(20)]
    for number in range(0, 20, 2):
        await written_as_before(before, message(number))
    _, *again = await asyncio.gather(
        index_anew(during, identities), *(bring(during, message(number)) for number in (*range(20), *range(20)))
    )
    assert [(each.ref, each.repeat) for each in again] == [(ref, True) for ref in (*refs, *refs)]
    assert await labels(during) == {fingerprint(b"two")}


async def test_an_event_that_two_versions_stored_side_by_side_stops_nothing(opened: Open) -> None:
    """A process of the release before knows no keyed hash: it stored again what this one had stored."""
    before, given = opened(KEYS, "one", None), message(1)
    keys = "UPDATE alert_event SET event_key = :event, delivery_key = :delivery WHERE event_key {} RETURNING 1"
    await bring(before, given)
    assert await column(before, keys.format("<> 'away'"), event="away", delivery="away")
    assert not (await bring(before, given)).repeat
    assert await column(before, keys.format("= 'away'"), event=given.event_key, delivery=given.delivery_key)
    for newer, old in (("two", "one"), ("three", "two")):
        during = opened(KEYS, newer, old)
        indexed = await index_anew(during, identities)
        assert (indexed.hashes, indexed.unknown) == (6, 0)
        assert await labels(during) == {fingerprint(newer.encode())}
        assert await index_anew(during, identities) == Indexed(cases=2)
    assert (await bring(opened(KEYS, "three", None), given)).repeat


async def test_bytes_that_are_not_those_that_were_hashed_keep_their_hash(opened: Open) -> None:
    before, during = opened(KEYS, "one", None), opened(KEYS, "two", "one")
    await bring(before, message(1))
    (stored,) = [row.sha256 for row in await reading.originals(before)]
    await column(before, "UPDATE evidence SET raw = :raw RETURNING 1", raw=before.vault.seal(b"other bytes"))
    indexed = await index_anew(during, identities)
    assert (indexed.hashes, indexed.unknown) == (2, 1)
    assert [row.sha256 for row in await reading.originals(during)] == [stored]


async def take_mail(database: Database, raw: bytes, fate: MailFate, case: UUID | None = None) -> None:
    """Give a mail of the folder its fate."""
    uid = 1 + await reading.count(database, MailboxMessage)
    if uid == 1:
        await mailbox.begin(database, DESK, 1, 0, ())
    await mailbox.note_arrivals(database, DESK, 1, [uid])
    sha256 = hashlib.sha256(raw).hexdigest()
    await mailbox.seal_fate(database, DESK, 1, uid, fate, sha256=sha256, alert_id=case)


async def is_known(database: Database, raw: bytes, name: str = DESK) -> bool:
    return await mailbox.is_known(database, name, hashlib.sha256(raw).hexdigest())


async def test_a_mail_is_known_before_while_and_after_the_key_changes(opened: Open) -> None:
    before, during, after = (opened(KEYS, *keys) for keys in (("one", None), ("two", "one"), ("two", None)))
    case = await bring(before, message(1, channel=IntakeChannel.MAIL))
    await take_mail(before, b"raw 1", MailFate.CASE, case.id)
    await take_mail(before, b"of ours", MailFate.OWN)
    for database in (before, during):
        assert [await is_known(database, raw) for raw in (b"raw 1", b"of ours", b"raw 2")] == [True, True, False]
        assert not await is_known(database, b"raw 1", "another@abhay.test")
    await index_anew(during, identities)
    assert [await is_known(during, raw) for raw in (b"raw 1", b"of ours")] == [True, True]
    # What brought no case is held nowhere, so its hash stays under the key before: read again, it is the same again.
    assert [await is_known(after, raw) for raw in (b"raw 1", b"of ours")] == [True, False]


async def test_the_hashes_of_mails_that_the_release_before_stored_are_keyed(opened: Open) -> None:
    database = opened(KEYS, "one", None)
    case = await bring(database, message(1, channel=IntakeChannel.MAIL))
    for raw, fate in ((b"raw 1", MailFate.CASE), (b"of ours", MailFate.OWN), (b"raw 1", MailFate.KNOWN)):
        await take_mail(database, raw, fate, case.id if fate is MailFate.CASE else None)
    await take_mail(database, b"", MailFate.GONE)
    for uid, raw in enumerate((b"raw 1", b"of ours", b"raw 1"), start=1):
        sha256 = hashlib.sha256(raw).hexdigest()
        await column(
            database, "UPDATE mailbox_message SET sha256 = :sha256 WHERE uid = :uid RETURNING 1", sha256=sha256, uid=uid
        )
    assert await is_known(database, b"of ours")
    assert (await index_anew(database, identities)).hashes == 3
    assert await labels(database) == {fingerprint(b"one")}
    assert [await is_known(database, raw) for raw in (b"raw 1", b"of ours", b"raw 2")] == [True, True, False]
    assert await index_anew(database, identities) == Indexed(cases=1)
