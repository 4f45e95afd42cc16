"""`abhay backup` and `abhay restore`: one file, as of one moment, read by nobody else, put back only where it belongs."""

import asyncio
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.migrations import downgrade_to
from abhay.adapters.store.db.plain import plain_connection
from abhay.adapters.store.db.preparation import newest_revision
from abhay.services.runtime import get_runtime
from abhay.settings import get_settings
from models.tables import Alert, Epoch
from tests.integration.cli.conftest import Command
from tests.support import reading
from tests.support.cases import open_case
from tests.support.databases import Server


def over(postgres: Server, url: str, work):
    async def whole() -> object:
        database = Database(url, postgres.vault)
        try:
            return await work(database)
        finally:
            await database.close()

    return asyncio.run(whole())


def use(monkeypatch: pytest.MonkeyPatch, **env: str) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    for cached in (get_settings, get_runtime):
        cached.cache_clear()


@pytest.fixture
def full(abhay: Command, postgres: Server) -> Command:
    """The command line over a database with two cases."""
    for _ in range(2):
        over(postgres, os.environ["ABHAY_DATABASE_URL"], open_case)
    return abhay


@pytest.fixture
def empty(postgres: Server) -> Iterator[str]:
    """The address of an empty database."""
    name = asyncio.run(postgres.create())
    yield postgres.url(name)
    asyncio.run(postgres.drop(name))


def members(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def test_a_backup_is_one_private_file_that_says_what_it_is(full: Command, tmp_path: Path) -> None:
    file = tmp_path / "abhay.backup"
    os.umask(before := os.umask(0))
    try:
        os.umask(0)
        ended = full("backup", str(file), "--json")
    finally:
        os.umask(before)
    assert ended.code == 0, ended.err
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    manifest = json.loads(ended.out)
    assert manifest["contents"]["revision"] == newest_revision()
    assert next(t["rows"] for t in manifest["contents"]["tables"] if t["name"] == "alert") == 2
    assert manifest["epoch"]["number"] == 1
    assert "keys.json" not in members(file)
    assert [path.name for path in tmp_path.iterdir()] == ["abhay.backup"]


def test_nobody_else_can_read_it_from_its_first_byte(
    full: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    original = zipfile.ZipFile.open

    def watched(self: zipfile.ZipFile, *args: object, **kwargs: object) -> object:
        modes.extend(stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir())
        return original(self, *args, **kwargs)  # pyright: ignore[reportArgumentType, reportCallIssue]

    monkeypatch.setattr(zipfile.ZipFile, "open", watched)
    before = os.umask(0)
    try:
        assert full("backup", str(tmp_path / "abhay.backup")).code == 0
    finally:
        os.umask(before)
    assert set(modes) == {0o600}


def test_the_keys_are_in_it_only_if_asked_for_and_then_it_says_so(full: Command, tmp_path: Path) -> None:
    without = full("backup", str(tmp_path / "a"))
    assert "The keys are not in it" in without.out
    with_keys = full("backup", str(tmp_path / "b"), "--with-keys")
    assert "The keys ARE in it" in with_keys.out
    assert "keys.json" in members(tmp_path / "b")
    fernet = (get_settings().home / "secrets" / "fernet_keys").read_text().strip().encode()
    assert fernet not in (tmp_path / "a").read_bytes()


def test_a_file_that_is_there_is_never_written_over(full: Command, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("precious")
    ended = full("backup", str(tmp_path / "a"))
    assert ended.code == 2
    assert "is there already" in ended.err
    assert (tmp_path / "a").read_text() == "precious"


def test_a_place_that_cannot_be_written_leaves_nothing(full: Command, tmp_path: Path) -> None:
    ended = full("backup", str(tmp_path / "none" / "a"))
    assert ended.code == 2
    assert "cannot be written" in ended.err


def test_what_is_put_back_is_what_was_there(
    full: Command, empty: str, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, before = tmp_path / "a", os.environ["ABHAY_DATABASE_URL"]
    assert full("backup", str(file)).code == 0
    refs = {case.ref for case in over(postgres, before, lambda db: reading.rows(db, Alert))}
    use(monkeypatch, ABHAY_DATABASE_URL=empty)
    ended = full("restore", str(file))
    assert ended.code == 0, ended.err
    assert "stands on" in ended.out
    assert {case.ref for case in over(postgres, empty, lambda db: reading.rows(db, Alert))} == refs
    epochs = over(postgres, empty, lambda db: reading.rows(db, Epoch, order=[Epoch.number]))
    assert [epoch.reason for epoch in epochs] == ["first", "restored"]
    fresh = over(postgres, empty, open_case)
    assert int(fresh.ref[-6:]) > 1000
    assert full("db", "check").code == 0
    revealed = full("alert", "show", min(refs))
    assert revealed.code == 0, revealed.err


def test_a_database_that_is_not_empty_is_refused(full: Command, tmp_path: Path) -> None:
    assert full("backup", str(tmp_path / "a")).code == 0
    ended = full("restore", str(tmp_path / "a"))
    assert ended.code == 2
    assert "not empty" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_a_running_system_is_refused(
    full: Command, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert full("backup", str(tmp_path / "a")).code == 0
    use(monkeypatch, ABHAY_DATABASE_URL=empty)

    async def beside() -> int:
        async with plain_connection(empty):
            return (await asyncio.to_thread(full, "restore", str(tmp_path / "a"))).code

    assert asyncio.run(beside()) == 2


def test_the_backup_of_an_older_release_is_upgraded(
    full: Command, empty: str, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downgrade_to(os.environ["ABHAY_DATABASE_URL"], "0017")
    file = tmp_path / "a"
    assert full("backup", str(file)).code == 0
    use(monkeypatch, ABHAY_DATABASE_URL=empty)
    ended = full("restore", str(file))
    assert ended.code == 0, ended.err
    assert full("db", "check").code == 0
    assert len(over(postgres, empty, lambda db: reading.rows(db, Alert))) == 2


def test_a_newer_releases_backup_is_refused(full: Command, tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    assert full("backup", str(file)).code == 0
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(f'"{newest_revision()}"'.encode(), b'"9999"'))
    ended = full("restore", str(other))
    assert ended.code == 2
    assert "revision 9999" in ended.err


def test_other_keys_are_refused_before_anything_is_written(
    full: Command, empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert full("backup", str(tmp_path / "a")).code == 0
    use(monkeypatch, ABHAY_DATABASE_URL=empty, ABHAY_KEYS=Fernet.generate_key().decode())
    ended = full("restore", str(tmp_path / "a"))
    assert ended.code == 2
    assert "keys" in ended.err


@pytest.mark.parametrize("cut", ["half", "nothing", "text"])
def test_a_broken_file_is_refused_in_one_line(full: Command, tmp_path: Path, cut: str) -> None:
    file = tmp_path / "a"
    assert full("backup", str(file)).code == 0
    whole = file.read_bytes()
    file.write_bytes({"half": whole[: len(whole) // 2], "nothing": b"", "text": b"no backup"}[cut])
    ended = full("restore", str(file))
    assert ended.code == 2
    assert "no backup of ours" in ended.err
    assert len(ended.err.strip().splitlines()) == 1


def test_a_restore_that_was_not_ours_can_be_said(full: Command, postgres: Server) -> None:
    ended = full("db", "restored", "--since", "2026-01-01T10:00+05:30", "--newest-ref", "RJ-2026-123456")
    assert ended.code == 0, ended.err
    assert int(over(postgres, os.environ["ABHAY_DATABASE_URL"], open_case).ref[-6:]) == 224_001


@pytest.mark.parametrize(
    "words",
    [("--since", "yesterday"), ("--since", "2026-01-01T10:00"), ("--since", "2026-01-01T10:00Z", "--newest-ref", "42")],
    ids=["no time", "no zone", "no ref"],
)
def test_what_cannot_be_read_is_refused(abhay: Command, words: tuple[str, ...]) -> None:
    assert abhay("db", "restored", *words).code == 2
