"""Keys are changed while the system runs: nothing becomes unreadable, no message misses its case."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Column, Table, select, text

from abhay.secretfiles import load_secrets
from abhay.services.rotation import Rotated, rotate
from abhay.services.runtime import Runtime
from abhay.sources.identity import identities
from abhay.store import sealing
from abhay.store.answers import Answer, acknowledge, close, reach_milestone
from abhay.store.database import Database
from abhay.store.evidence import payloads_of
from abhay.store.indexing import index_anew
from abhay.store.intake import Accepted, take_in
from abhay.store.reading import reveal
from abhay.store.rerouting import Correction, route_to
from abhay.store.sealing import reseal, seal_what_is_clear, sealed_columns
from abhay.store.vault import Vault
from models.enums import MilestoneKind, Outcome
from models.payloads import AlertPayload, PostContent, Subject
from tests.support.cases import column, payload
from tests.support.databases import Server

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
WEEK = timedelta(days=7)
Open = Callable[[Sequence[str], str, str | None], Database]


@pytest.fixture
async def opened(database: Database) -> AsyncIterator[Open]:
    """The same database under other keys: (Fernet keys, index key, old index key)."""
    others: list[Database] = []

    def under(keys: Sequence[str], index: str, old_index: str | None = None) -> Database:
        vault = Vault(keys, index.encode(), old_index.encode() if old_index else None)
        others.append(Database(database.url, vault))
        return others[-1]

    yield under
    for other in others:
        await other.close()


def words(number: int) -> AlertPayload:
    """What a person of this number writes."""
    subject = Subject(user_id=f"9100{number}", display_name="Synthetic Person")
    return payload(subject=subject, content=PostContent(text=f"words {number}"), raw=f"raw {number}".encode())


async def bring(database: Database, number: int) -> Accepted:
    said = words(number)
    return await take_in(database, said, identities(said), actor="test", window=WEEK)


async def rotate_in(server: Server, database: Database) -> Rotated:
    settings = server.settings
    runtime = Runtime(settings, load_secrets(settings), database.url, database.vault, {})
    try:
        return await rotate(runtime, by="cli:test", role="cli")
    finally:
        await runtime.database.close()


async def a_whole_case(database: Database) -> Accepted:
    """A case with something in every sealed column that a case can fill."""
    case = await bring(database, 1)
    answer = Answer(by="Officer", via="api", role="operator", note="at the gate")
    await route_to(database, case.id, "bundi", Correction("op", "operator", "her hostel"))
    await acknowledge(database, case.id, answer)
    await reach_milestone(database, case.id, MilestoneKind.REACHED, Answer("Officer", "api", "operator", "on the roof"))
    await close(database, case.id, Outcome.SAFE, Answer("Officer", "api", "operator", "with her mother"))
    return case


async def test_after_a_rotation_everything_reads_without_the_old_keys(postgres: Server, opened: Open) -> None:
    before, during, after = opened([OLD], "one", None), opened([NEW, OLD], "two", "one"), opened([NEW], "two", None)
    case = await a_whole_case(before)
    living = await bring(before, 2)
    rotated = await rotate_in(postgres, during)
    counts = {(c.table, c.column): (c.resealed, c.already, c.changed, c.unreadable) for c in rotated.columns}
    assert counts["evidence", "raw"] == (2, 0, 0, 0)
    assert counts["audit", "sealed_reason"] == (1, 0, 0, 0)
    assert counts["acknowledgement", "sealed_note"] == (1, 0, 0, 0)
    assert counts["milestone", "sealed_note"] == (2, 0, 0, 0)
    assert (rotated.index.cases, rotated.index.removed, rotated.index.unknown) == (2, rotated.index.added, 0)
    assert rotated.unreadable == rotated.left == 0
    shown = (await reveal(after, case.id, reason="x", actor="op", role="operator")).revealed
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


async def test_what_breaks_off_goes_on_with_what_is_left(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    for number in range(7):
        await bring(before, number)
    monkeypatch.setattr(sealing, "AT_ONCE", 2)
    raw = sealed_in("evidence", "raw")
    whole, calls = sealing._next_keys, 0

    async def broken(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise ConnectionError
        return await whole(*given)

    monkeypatch.setattr(sealing, "_next_keys", broken)
    with pytest.raises(ConnectionError):
        await reseal(during, *raw)
    rest = await reseal(during, *raw)
    assert (rest.already, rest.resealed) == (4, 3)


async def test_large_values_are_read_by_themselves(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    for number in range(5):
        await bring(before, number)
    monkeypatch.setattr(sealing, "BYTES_AT_ONCE", 1)
    assert {c.resealed for c in [await reseal(during, *each) for each in sealed_columns()]} == {0, 5}


async def test_what_somebody_writes_meanwhile_is_never_overwritten(
    opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, during = opened([OLD], "one", None), opened([NEW, OLD], "one", None)
    await bring(before, 1)
    theirs, seal_anew = before.vault.seal(b"theirs"), during.vault.reseal

    async def write() -> None:
        other = Database(before.url, before.vault)
        async with other.transaction() as session:
            await (await session.connection()).execute(text("UPDATE subject SET sealed = :it"), {"it": theirs})
        await other.close()

    def while_somebody_writes(sealed: bytes) -> bytes | None:
        with ThreadPoolExecutor(1) as elsewhere:
            elsewhere.submit(asyncio.run, write()).result()
        return seal_anew(sealed)

    monkeypatch.setattr(during.vault, "reseal", while_somebody_writes)
    done = await reseal(during, *sealed_in("subject", "sealed"))
    assert (done.resealed, done.changed) == (0, 1)
    assert await column(during, "SELECT sealed FROM subject") == [theirs]
    monkeypatch.undo()
    assert (await reseal(during, *sealed_in("subject", "sealed"))).resealed == 1


def sealed_in(table: str, name: str) -> tuple[Table, Column[Any]]:
    return next(each for each in sealed_columns() if (each[0].name, each[1].name) == (table, name))


async def test_what_no_key_opens_stays_and_is_counted(opened: Open) -> None:
    await bring(opened([OLD], "one", None), 1)
    stranger = opened([NEW], "one", None)
    before = await column(stranger, "SELECT raw FROM evidence")
    counts = [await reseal(stranger, *each) for each in sealed_columns()]
    assert sum(count.unreadable for count in counts) == 4
    assert sum(count.resealed for count in counts) == 0
    assert await column(stranger, "SELECT raw FROM evidence") == before


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
        "UPDATE audit SET sealed_reason = NULL",
    ):
        async with database.transaction() as session:
            await (await session.connection()).exec_driver_sql(statement)
    assert await seal_what_is_clear(database) == 2
    assert await seal_what_is_clear(database) == 0
    clear = "SELECT row_to_json(t)::text FROM {} t"
    kept = [
        await column(database, clear.format(table)) for table in ("acknowledgement", "milestone", "audit", "timeline")
    ]
    for typed in ("an old", "her hostel", "at the gate", "on the roof", "with her mother"):
        assert typed not in str(kept)
    shown = (await reveal(database, case.id, reason="x", actor="op", role="operator")).revealed
    assert "an old note" in [note.note for note in shown.notes]
    reasons = await column(database, "SELECT sealed_reason FROM audit WHERE action = 'alert.route'")
    assert [database.vault.open_text(each) for each in reasons] == ["an old reason"]
