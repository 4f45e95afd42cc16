"""The embedded PostgreSQL itself: what it promises, how it is reached, and homes that it mends or refuses."""

import asyncio
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import sqlalchemy
from asyncpg import InvalidPasswordError
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from abhay.adapters.postgres import programs, server
from abhay.adapters.postgres.account import database_account
from abhay.adapters.postgres.server import Postgres
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.processes.ports import LOOPBACK
from abhay.adapters.processes.reaper import alive
from abhay.entrypoints.parts import system_parts
from abhay.entrypoints.supervisor import Supervisor
from abhay.errors import SetupError
from abhay.security.secretfiles import database_password
from abhay.settings import Settings
from tests.integration.embedded.support import pids, until, until_async

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL an account of its own")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def database_alone(settings: Settings) -> Supervisor:
    return Supervisor(settings, [part for part in system_parts(settings) if part.name == "postgres"])


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[int]:
    """The running database's process id."""
    async with database_alone(settings) as system:
        pid = system.parts["postgres"].pid
        assert pid
        yield pid


async def ask(url: str, question: str) -> list[str]:
    engine = create_async_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        result = await connection.execute(text(question))
        return [str(value) for value in result.scalars()] if result.returns_rows else []


async def test_a_new_home_has_both_databases_and_what_was_written_stays(settings: Settings) -> None:
    urls = database_urls(settings)
    async with serving(settings):
        assert await ask(urls.abhay, "SELECT current_database()") == ["abhay"]
        assert await ask(urls.prefect, "SELECT current_database()") == ["prefect"]
        await ask(urls.prefect, "CREATE EXTENSION pg_trgm")
        await ask(urls.abhay, "CREATE TABLE kept AS SELECT 1 AS one")
    async with serving(settings):
        assert await ask(urls.abhay, "SELECT one FROM kept") == ["1"]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("timezone", "UTC"),
        ("idle_in_transaction_session_timeout", "10s"),
        ("server_encoding", "UTF8"),
        ("listen_addresses", ""),
        ("max_connections", "200"),
    ],
)
async def test_it_keeps_the_promise_of_a_small_machine(shared: Settings, setting: str, value: str) -> None:
    assert await ask(database_urls(shared).abhay, f"SHOW {setting}") == [value]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> object:
    """One running database for tests that only ask."""
    from tests.support.databases import running_server

    with running_server(durable=True) as server:
        yield server.settings


async def test_forgotten_transactions_are_ended_in_our_database_alone(settings: Settings) -> None:
    """Under load Prefect's own wait longer between two statements; a database of before gets the limit too."""
    urls, name = database_urls(settings), "idle_in_transaction_session_timeout"
    async with serving(settings):
        assert await ask(urls.abhay, f"SHOW {name}") == ["10s"]
        assert await ask(urls.prefect, f"SHOW {name}") == ["0"]
        await ask(urls.abhay, f"ALTER DATABASE abhay RESET {name}")
    async with serving(settings):
        assert await ask(urls.abhay, f"SHOW {name}") == ["10s"], "a database of before has none"
        await ask(urls.abhay, f"ALTER DATABASE abhay SET {name} = '20s'")
    async with serving(settings):
        assert await ask(urls.abhay, f"SHOW {name}") == ["20s"], "somebody's own value was replaced"


async def test_words_are_in_the_same_order_on_every_machine(shared: Settings) -> None:
    ordered = await ask(database_urls(shared).abhay, "SELECT w FROM unnest(ARRAY['b','कोटा','A','a','B']) w ORDER BY w")
    assert ordered == ["A", "B", "a", "b", "कोटा"]


async def test_every_folder_is_private_and_the_home_can_only_be_passed(settings: Settings) -> None:
    async with serving(settings):
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in settings.home.iterdir() if path.is_dir()}
        assert set(modes.values()) == {0o700}
        assert {"secrets", "log", "postgres", "run", "prefect", "outbox"} <= set(modes)
        assert stat.S_IMODE(settings.home.stat().st_mode) == 0o711


def status_of(pid: int) -> str:
    return Path(f"/proc/{pid}/status").read_text()


@as_root
@on_linux
async def test_under_root_it_runs_as_somebody_else_whom_it_does_not_let_in(settings: Settings) -> None:
    async with serving(settings) as pid:
        account = database_account(settings.home / "postgres" / "data")
        assert account.uid != 0
        status = status_of(pid)
        assert re.search(rf"^Uid:\s+{account.uid}\s+{account.uid}\s", status, re.MULTILINE)
        assert re.search(r"^Groups:\s*$", status, re.MULTILINE), "root's groups were kept"
        psql = [
            str(programs.installed_programs() / "psql"),
            "-h",
            str(settings.home / "run"),
            "-U",
            "postgres",
            "-c",
            "SELECT 1",
        ]
        stranger = await asyncio.to_thread(
            subprocess.run, psql, capture_output=True, text=True, check=False, **account.popen()
        )
        assert "Peer authentication failed" in stranger.stderr


async def test_a_long_home_gets_a_loopback_port_and_a_password(settings: Settings) -> None:
    long = Settings(home=settings.home.parent / ("long" * 25))
    async with serving(long):
        urls = database_urls(long)
        assert await ask(urls.abhay, "SHOW listen_addresses") == [LOOPBACK]
        assert await ask(urls.prefect, "SELECT host(inet_server_addr())") == [LOOPBACK]
        without = urls.abhay.replace(database_password(long), "wrong")
        with pytest.raises(InvalidPasswordError, match="password authentication failed"):
            await ask(without, "SELECT 1")
        port = (long.home / "database.port").read_text()
    async with serving(long):
        assert (long.home / "database.port").read_text() == port, "the address changed without need"


async def test_a_recorded_port_that_somebody_took_is_replaced(settings: Settings) -> None:
    long = Settings(home=settings.home.parent / ("long" * 25))
    async with serving(long):
        port = int((long.home / "database.port").read_text())
    with socket.create_server((LOOPBACK, port)):
        async with serving(long):
            assert int((long.home / "database.port").read_text()) != port
            assert await ask(database_urls(long).abhay, "SELECT 1") == ["1"]


async def test_after_a_crash_what_was_committed_is_there(settings: Settings) -> None:
    url = database_urls(settings).abhay
    async with serving(settings) as pid:
        await ask(url, "CREATE TABLE kept AS SELECT 1 AS one")
        os.kill(pid, signal.SIGKILL)
        await until_async(lambda: pids(settings.home).get("postgres", pid) != pid)
        await asyncio.to_thread(until, lambda: asyncio.run(Postgres(settings).ready()))
        assert await ask(url, "SELECT one FROM kept") == ["1"]


def left_over_server(settings: Settings) -> "subprocess.Popen[bytes]":
    """A server without a supervisor, as after the end of both it and its reaper."""
    server = Postgres(settings)
    return subprocess.Popen(
        server.command(), stderr=subprocess.DEVNULL, start_new_session=True, **server.account.popen()
    )


async def test_a_server_left_over_is_stopped_and_a_new_one_started(settings: Settings) -> None:
    async with serving(settings):
        pass
    with await asyncio.to_thread(left_over_server, settings) as old:
        until((settings.home / "postgres" / "data" / "postmaster.pid").exists)
        async with serving(settings) as pid:
            assert pid != old.pid
            assert old.wait(5) == 0, "it was not shut down in order"
            assert await ask(database_urls(settings).abhay, "SELECT 1") == ["1"]


@pytest.fixture
def bystander(settings: Settings) -> Iterator["subprocess.Popen[bytes]"]:
    """A process of the database's account that has nothing to do with it."""
    with subprocess.Popen(["sleep", "60"], **database_account(settings.home).popen()) as other:
        yield other
        other.kill()


@on_linux
@pytest.mark.parametrize("still_there", [True, False])
async def test_a_stale_process_id_is_no_obstacle(
    settings: Settings, bystander: "subprocess.Popen[bytes]", still_there: bool
) -> None:
    async with serving(settings):
        pass
    pid_file = settings.home / "postgres" / "data" / "postmaster.pid"
    pid_file.write_text(f"{bystander.pid}\n{pid_file.parent}\n1\n5432\n\n\n\n")
    database_account(pid_file.parent).own(pid_file)
    if not still_there:
        bystander.kill()
        bystander.wait()
    async with serving(settings):
        assert alive(bystander.pid) is still_there, "a process that is not ours was ended"


async def test_a_home_of_another_major_version_is_refused(settings: Settings) -> None:
    async with serving(settings):
        pass
    (settings.home / "postgres" / "data" / "PG_VERSION").write_text("17\n")
    with pytest.raises(SetupError, match="made by PostgreSQL 17 and this is PostgreSQL 18"):
        async with serving(settings):
            pytest.fail("started all the same")


async def test_lost_keys_are_not_replaced(settings: Settings) -> None:
    async with serving(settings):
        pass
    shutil.rmtree(settings.home / "secrets")
    with pytest.raises(SetupError, match="lacks the keys of the database"):
        async with serving(settings):
            pytest.fail("started all the same")


async def test_a_cluster_half_made_is_made_anew(settings: Settings) -> None:
    draft = settings.home / "postgres" / "draft"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    settings.home.chmod(0o711)
    database_account(settings.home).own(settings.home / "postgres")
    async with serving(settings):
        assert await ask(database_urls(settings).abhay, "SELECT 1") == ["1"]
    assert not draft.exists()


async def test_why_initdb_failed_is_said_in_one_line(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("abhay.adapters.postgres.cluster.ROLE", "pg_reserved")
    with pytest.raises(SetupError, match=r"a database cannot be made in .* superuser name") as caught:
        async with serving(settings):
            pytest.fail("started all the same")
    assert "\n" not in caught.value.detail
    assert not (settings.home / "postgres" / "password").exists()


@as_root
async def test_a_closed_folder_above_the_home_is_named_and_stays_closed(home: Path) -> None:
    with pytest.raises(SetupError, match=re.escape(f"{home.parent} is closed to the user")):
        async with serving(Settings(home=home)):
            pytest.fail("started all the same")
    assert stat.S_IMODE(home.parent.stat().st_mode) == 0o700
    assert list(home.parent.iterdir()) == []


@as_root
async def test_a_closed_folder_full_of_other_things_is_not_opened(settings: Settings) -> None:
    settings.home.mkdir(mode=0o700)
    (settings.home / "diary").write_text("mine")
    with pytest.raises(SetupError, match="holds other things"):
        async with serving(settings):
            pytest.fail("started all the same")
    assert stat.S_IMODE(settings.home.stat().st_mode) == 0o700


@as_root
async def test_programs_out_of_the_accounts_reach_are_copied_into_the_home(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = programs.installed_programs()
    closed = settings.home.parent / "closed"
    closed.mkdir(mode=0o700)
    package = installed.parent.parent
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, closed / folder.name, ignore=shutil.ignore_patterns("include"))
    monkeypatch.setattr(programs, "installed_programs", lambda: closed / package.name / "pginstall" / "bin")
    async with serving(settings) as pid:
        assert await ask(database_urls(settings).abhay, "SELECT 1") == ["1"]
        if sys.platform == "linux":
            assert settings.home / "programs" in (Path("/proc") / str(pid) / "exe").readlink().parents
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


async def test_a_machine_without_the_wheel_is_told_what_to_set(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "PACKAGE", "no_such_package")
    with pytest.raises(SetupError, match="set ABHAY_DATABASE_URL and ABHAY_PREFECT_DATABASE_URL"):
        async with serving(settings):
            pytest.fail("started all the same")


async def test_ready_is_no_while_nothing_runs(settings: Settings) -> None:
    assert await server.Postgres(settings).ready() is False


@as_root
def test_an_ordinary_user_needs_no_root(settings: Settings) -> None:
    """The same start as somebody who is not root: the database runs as that user."""
    account = database_account(settings.home / "postgres" / "data")
    settings.home.mkdir()
    account.own(settings.home)
    interpreters = [Path(sys.executable), Path(f"/usr/bin/python3.{sys.version_info.minor}")]
    python = next((path for path in interpreters if account.can("-x", path)), None)
    if python is None or not account.can("-r", Path(server.__file__)):
        pytest.skip("this checkout, or Python itself, is in a folder closed to other users")
    command = [str(python), "-m", "tests.support.postgres_server", str(settings.home)]
    root = Path(__file__).resolve().parents[3]
    pipe = subprocess.PIPE
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(sqlalchemy.__file__).parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with subprocess.Popen(command, cwd=root, stdin=pipe, stdout=pipe, text=True, env=env, **account.popen()) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.stdin.close()
        assert process.wait(20) == 0
    assert {path.stat().st_uid for path in settings.home.rglob("*")} == {account.uid}
