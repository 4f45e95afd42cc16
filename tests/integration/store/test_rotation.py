"""Keys are changed while the system runs: nothing becomes unreadable, no message misses its case."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Column, MetaData, Table, select, text
from sqlmodel import Field, SQLModel

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.store.cases.answers import Answer, acknowledge, close, reach_milestone
from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake.alerts import Accepted, take_in
from abhay.adapters.store.intake.originals import payloads_of
from abhay.adapters.store.keys.indexing import index_anew
from abhay.adapters.store.keys.older_rows import move_reasons, seal_clear_texts
from abhay.adapters.store.keys.sealing import reseal, sealed_columns
from abhay.adapters.store.log.auditing import read_audit
from abhay.adapters.store.log.living import HOLDS_KEYS, note_living
from abhay.adapters.store.views.reading import reveal
from abhay.errors import KeysNotKnown
from abhay.security.secretfiles import Secrets, load_secrets
from abhay.security.vault import Vault
from abhay.services.admin.rotation import Rotated, rotate
from abhay.services.monitoring.living import telling
from abhay.services.runtime import Runtime
from models.actors import partner
from models.base import sealed_column
from models.enums import MilestoneKind, Outcome
from models.payloads import AlertPayload, PostContent, Subject
from models.tables import LiveProcess
from models.tables import Subject as SubjectRow
from tests.support import reading
from tests.support.actors import HOST, OPERATOR
from tests.support.cases import move_clock, payload
from tests.support.databases import Open, Server

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
WEEK = timedelta(days=7)


def words(number: int) -> AlertPayload:
    """What a person of this number writes."""
    subject = Subject(user_id=f"9100{number}", display_name="Synthetic Person")
    return payload(subject=subject, content=PostContent(text=f"words {number}"), raw=f"raw {number}".encode())


async def bring(database: Database, number: int) -> Accepted:
    said = words(number)
    return await take_in(database, said, identities(said), actor=partner("test"), window=WEEK)


async def rotate_in(server: Server, database: Database) -> Rotated:
    settings = server.settings
    runtime = Runtime(settings, load_secrets(settings), database.url, database.vault, {}, FakeEngine())
    try:
        return await rotate(runtime, HOST)
    finally:
        await runtime.close()


async def a_whole_case(database: Database) -> Accepted:
    """A case with something in every sealed column that a case can fill."""
    case = await bring(database, 1)
    officer = OPERATOR.known_as("Officer")
    await route_to(database, case.id, "bundi", OPERATOR, "her hostel")
    await acknowledge(database, case.id, officer, Answer(note="at the gate"))
    await reach_milestone(database, case.id, MilestoneKind.REACHED, officer, Answer(note="on the roof"))
    await close(database, case.id, Outcome.SAFE, officer, Answer(note="with her mother"))
    return case


async def test_after_a_rotation_everything_reads_without_the_old_keys(postgres: Server, opened: Open) -> None:
    before, during, after = opened([OLD], "one", None), opened([NEW, OLD], "two", "one"), opened([NEW], "two", None)
    case = await a_whole_case(before)
    living = await bring(before, 2)
    rotated = await rotate_in(postgres, during)
    counts = {(c.table, c.column): (c.resealed, c.already, c.changed, c.unreadable) for c in rotated.columns}
    assert counts["evidence", "raw"] == (2, 0, 0, 0)
    assert counts["audit_text", "sealed"] == counts["audit_text", "sealed_salt"] == (1, 0, 0, 0)
    assert counts["acknowledgement", "sealed_note"] == (1, 0, 0, 0)
    assert counts["milestone", "sealed_note"] == (2, 0, 0, 0)
    assert (rotated.index.cases, rotated.index.removed, rotated.index.unknown) == (2, rotated.index.added, 0)
    assert rotated.unreadable == rotated.left == 0
    shown = (await reveal(after, case.id, OPERATOR, "x")).revealed
    assert [note.note for note in shown.notes] == ["with her mother", "on the roof", "at the gate"]
    assert shown.events[0].content.text == "words 1"
    assert [said.content.text for _, said in await payloads_of(after, case.id)] == ["words 1"]
    assert (await bring(after, 2)).id == living.id
    again = await rotate_in(postgres, after)
    assert (sum(c.resealed for c in again.columns), again.unreadable, again.index.added) == (0, 0, 0)


async def test_every_bytes_of_ours_is_sealed_under_the_newest_key(postgres: Server, opened: Open) -> None:
    await a_whole_case(opened([OLD], "one", None))
    during = opened([NEW, OLD], "one", None)
    await rotate_in(postgres, during)
    newest = Fernet(NEW)
    for table, kept in sealed_columns():
        async with during.transaction() as session:
            values = (await (await session.connection()).execute(select(kept).where(kept.is_not(None)))).scalars().all()
        assert all(newest.decrypt(value) is not None for value in values), f"{table.name}.{kept.name}"


class InterruptedVault(Vault):
    """A vault in which something happens before a value is resealed."""

    before_each: Callable[[], None]

    def reseal(self, sealed: bytes) -> bytes | None:
        self.before_each()
        return super().reseal(sealed)


async def test_what_breaks_off_goes_on_with_what_is_left(opened: Open) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    for number in range(7):
        await bring(before, number)
    raw = sealed_in("evidence", "raw")
    calls = count(1)

    def breaks_at_the_fifth() -> None:
        if next(calls) == 5:
            raise ConnectionError

    during.vault = InterruptedVault([NEW, OLD], b"one")
    during.vault.before_each = breaks_at_the_fifth
    with pytest.raises(ConnectionError):
        await reseal(during, *raw, at_once=2)
    rest = await reseal(during, *raw)
    assert (rest.already, rest.resealed) == (4, 3)


async def test_large_values_are_read_by_themselves(opened: Open) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    for number in range(5):
        await bring(before, number)
    done = [await reseal(during, *each, bytes_at_once=1) for each in sealed_columns()]
    assert {each.resealed for each in done} == {0, 5}


async def test_what_somebody_writes_meanwhile_is_never_overwritten(opened: Open) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    await bring(before, 1)
    theirs, quiet = before.vault.seal(b"theirs"), during.vault

    async def write() -> None:
        other = Database(before.url, before.vault)
        async with other.transaction() as session:
            await (await session.connection()).execute(text("UPDATE subject SET sealed = :it"), {"it": theirs})
        await other.close()

    def somebody_writes() -> None:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(asyncio.run, write()).result()

    during.vault = InterruptedVault([NEW, OLD], b"one")
    during.vault.before_each = somebody_writes
    done = await reseal(during, *sealed_in("subject", "sealed"))
    assert (done.resealed, done.changed) == (0, 1)
    assert [each.sealed for each in await reading.rows(during, SubjectRow)] == [theirs]
    during.vault = quiet
    assert (await reseal(during, *sealed_in("subject", "sealed"))).resealed == 1


def sealed_in(table: str, name: str) -> tuple[Table, Column[Any]]:
    return next(each for each in sealed_columns() if (each[0].name, each[1].name) == (table, name))


async def test_what_no_key_opens_stays_and_is_counted(opened: Open) -> None:
    await bring(opened([OLD], "one", None), 1)
    stranger = opened([NEW], "one", None)
    before = [each.raw for each in await reading.originals(stranger)]
    counts = [await reseal(stranger, *each) for each in sealed_columns()]
    assert sum(count.unreadable for count in counts) == 4
    assert sum(count.resealed for count in counts) == 0
    assert [each.raw for each in await reading.originals(stranger)] == before


async def test_while_the_index_key_changes_old_and_new_processes_find_each_others_cases(opened: Open) -> None:
    old, new = opened([OLD], "one", None), opened([OLD], "two", "one")
    ours, theirs = await bring(old, 1), await bring(new, 2)
    assert (await bring(new, 1)).id == ours.id
    assert (await bring(old, 2)).id == theirs.id
    indexed = await index_anew(new, identities)
    assert (indexed.cases, indexed.unknown) == (2, 0)
    assert (await bring(opened([OLD], "two", None), 1)).id == ours.id
    assert (await bring(new, 2)).id == theirs.id


async def test_messages_that_come_in_while_it_is_indexed_find_their_case(opened: Open) -> None:
    before, during = opened([OLD], "one", None), opened([OLD], "two", "one")
    people = range(20)
    cases = {number: (await bring(before, number)).id for number in people}
    _, *brought = await asyncio.gather(
        index_anew(during, identities), *(bring(during, number) for number in (*people, *people))
    )
    assert [each.id for each in brought] == [cases[number] for number in (*people, *people)]
    await index_anew(during, identities)
    after = opened([OLD], "two", None)
    assert [(await bring(after, number)).id for number in people] == list(cases.values())


async def test_what_older_versions_wrote_in_clear_is_sealed_and_still_shown(database: Database) -> None:
    case = await a_whole_case(database)
    for statement in (
        "UPDATE acknowledgement SET note = 'an old note', sealed_note = NULL",
        "UPDATE audit SET detail = detail || jsonb_build_object('reason', 'an old reason') WHERE action = 'alert.route'",
        "DELETE FROM audit_text",
        "UPDATE audit SET reason_commitment = NULL",
    ):
        async with database.transaction() as session:
            await (await session.connection()).exec_driver_sql(statement)
    assert await seal_clear_texts(database) == 2
    assert await seal_clear_texts(database) == 0
    kept = [await reading.stored(database, table) for table in ("acknowledgement", "milestone", "audit", "timeline")]
    for typed in ("an old", "her hostel", "at the gate", "on the roof", "with her mother"):
        assert typed not in str(kept)
    shown = (await reveal(database, case.id, OPERATOR, "x")).revealed
    assert "an old note" in [note.note for note in shown.notes]
    assert await move_reasons(database) == 1
    assert await reading.typed_reasons(database, "alert.route") == ["an old reason"]


async def entries_of(database: Database) -> list[dict[str, Any]]:
    """The audit log without what it says of rotations."""
    return [entry.model_dump() for entry in await reading.audit(database) if entry.action != "key.rotate"]


async def test_a_rotation_leaves_every_audit_entry_as_it_is(postgres: Server, opened: Open) -> None:
    before, during, after = opened([OLD], "one", None), opened([NEW, OLD], "two", "one"), opened([NEW], "two", None)
    case = await a_whole_case(before)
    await reveal(before, case.id, OPERATOR, "her brother asked")
    entries = await entries_of(before)
    await rotate_in(postgres, during)
    assert await entries_of(during) == entries
    lines = await read_audit(after, case.id, HOST)
    assert [(line.reason, line.altered) for line in lines if line.reason] == [
        ("her hostel", False),
        ("her brother asked", False),
    ]


async def test_reasons_that_the_release_before_writes_are_read_moved_and_committed_to(
    postgres: Server, opened: Open
) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    case = await a_whole_case(before)
    await write_as_before(before, "her hostel")
    assert [line.reason for line in await read_audit(before, case.id, HOST)][1] == "her hostel"
    await rotate_in(postgres, during)
    entries = await entries_of(during)
    log = await reading.audit(during)
    assert [entry.id for entry in log if entry.sealed_reason is not None] == []
    assert len([entry for entry in log if entry.reason_commitment]) == 1
    after = opened([NEW], "one", None)
    line = (await read_audit(after, case.id, HOST))[1]
    assert (line.reason, line.altered) == ("her hostel", False)
    await rotate_in(postgres, opened([NEW, OLD], "one", None))
    assert (await entries_of(during))[: len(entries)] == entries


async def write_as_before(database: Database, reason: str) -> None:
    """Put a reason where the release before the tenth revision wrote it."""
    async with database.transaction() as session:
        connection = await session.connection()
        await connection.exec_driver_sql("DELETE FROM audit_text")
        await connection.exec_driver_sql(
            "UPDATE audit SET reason_commitment = NULL, sealed_reason = $1 WHERE action = 'alert.route'",
            (database.vault.seal_text(reason),),
        )


@pytest.mark.parametrize("tampering", ["UPDATE audit_text SET sealed = :other", "DELETE FROM audit_text"])
async def test_a_reason_that_is_not_the_one_that_was_typed_is_shown_as_altered(
    database: Database, tampering: str
) -> None:
    case = await a_whole_case(database)
    async with database.transaction() as session:
        values = {"other": database.vault.seal_text("her school")} if ":other" in tampering else {}
        await (await session.connection()).execute(text(tampering), values)
    lines = await read_audit(database, case.id, HOST)
    assert [line.action for line in lines if line.altered] == ["alert.route"]


async def test_a_reason_that_no_key_opens_is_moved_and_stops_nothing(opened: Open) -> None:
    before, stranger = opened([OLD], "one", None), opened([NEW], "one", None)
    await a_whole_case(before)
    await write_as_before(before, "her hostel")
    assert await move_reasons(stranger) == 1
    assert (await reseal(stranger, *sealed_in("audit_text", "sealed"))).unreadable == 1
    assert await reading.typed_reasons(before, "alert.route") == ["her hostel"]
    assert await move_reasons(before) == 0
    assert len([entry for entry in await reading.audit(before) if entry.reason_commitment]) == 1


class Elsewhere(SQLModel):
    """Base of a table that is none of ours."""

    metadata = MetaData()


class Fingerprint(Elsewhere, table=True):
    """A table with a value that is sealed, and a hash that is not."""

    id: int | None = Field(default=None, primary_key=True)
    sealed: bytes = sealed_column()
    digest: bytes


async def test_bytes_that_are_not_sealed_are_passed_by(opened: Open) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    async with before.engine.begin() as connection:
        await connection.run_sync(Elsewhere.metadata.create_all)
    digest = hashlib.sha256(b"x").digest()
    async with before.transaction() as session:
        session.add(Fingerprint(sealed=before.vault.seal(b"x"), digest=digest))
    done = [await reseal(during, *each) for each in sealed_columns(Elsewhere.metadata)]
    assert [(each.column, each.resealed, each.unreadable) for each in done] == [("sealed", 1, 0)]
    assert [each.digest for each in await reading.rows(during, Fingerprint)] == [digest]


async def test_a_rotation_waits_for_every_running_part_to_hold_the_newest_keys(
    postgres: Server, database: Database
) -> None:
    async with running(postgres, database, (OLD,)), running(postgres, database, (NEW, OLD)):
        with pytest.raises(KeysNotKnown, match=r"a running gateway: restart it"):
            await rotate_with(postgres, database, (NEW, OLD))
        assert await reading.audit(database, "key.rotate") == []
    async with running(postgres, database, (OLD, NEW)):
        await rotate_with(postgres, database, (NEW, OLD))


async def test_a_part_that_was_killed_is_waited_for_half_a_minute_only(postgres: Server, database: Database) -> None:
    await note_living(database, uuid4(), "worker", ["of an old key"])
    with pytest.raises(KeysNotKnown, match="worker"):
        await rotate_with(postgres, database, (NEW, OLD))
    await move_clock(database, HOLDS_KEYS.total_seconds() + 1)
    await rotate_with(postgres, database, (NEW, OLD))


async def test_a_new_index_key_is_waited_for_too(postgres: Server, database: Database) -> None:
    async with running(postgres, database, (OLD,)):
        with pytest.raises(KeysNotKnown):
            await rotate_with(postgres, database, (OLD,), index_key="a newer one")


def test_a_fingerprint_tells_keys_apart_and_nothing_else() -> None:
    keys = Secrets((NEW, OLD), "link", "index", "meta", {})
    assert keys.newest_fingerprints == Secrets((NEW,), "link", "index", "meta", {}).newest_fingerprints
    assert len(keys.fingerprints) == 3
    assert not any(part in key for part in keys.fingerprints for key in (NEW, OLD, "index"))


def runtime_with(server: Server, database: Database, keys: tuple[str, ...], **other: Any) -> Runtime:
    secrets = replace(load_secrets(server.settings), fernet_keys=keys, **other)
    return Runtime(server.settings, secrets, database.url, database.vault, {}, FakeEngine())


@asynccontextmanager
async def running(server: Server, database: Database, keys: tuple[str, ...]) -> AsyncIterator[None]:
    """A gateway that runs with these keys."""
    runtime = runtime_with(server, database, keys)
    async with telling(runtime, "gateway"):
        async with asyncio.timeout(30):
            while not any(  # noqa: ASYNC110  the task tells nobody else
                set(each.fingerprints) == runtime.secrets.fingerprints
                for each in await reading.rows(database, LiveProcess)
            ):
                await asyncio.sleep(0.01)
        yield
    await runtime.close()


async def rotate_with(server: Server, database: Database, keys: tuple[str, ...], **other: Any) -> Rotated:
    runtime = runtime_with(server, database, keys, **other)
    try:
        return await rotate(runtime, HOST)
    finally:
        await runtime.close()
