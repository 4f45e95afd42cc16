"""A killed database whose process nobody reaps, as in a container whose first process does not."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from abhay.adapters.postgres.server import Postgres
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.processes.reaper import alive
from abhay.adapters.store.db.plain import FAILED, plain_connection
from abhay.entrypoints.parts import system_parts
from abhay.entrypoints.supervisor import Supervisor
from abhay.settings import Settings
from tests.integration.embedded.support import until, until_async

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

ENDLESS = "DO $$ BEGIN LOOP END LOOP; END $$"
"""It looks at nothing else meanwhile: its process outlives the server."""


def database_alone(settings: Settings) -> Supervisor:
    return Supervisor(settings, [part for part in system_parts(settings) if part.name == "postgres"])


@contextmanager
def unreaped_server(settings: Settings) -> Iterator[int]:
    """A server without a supervisor, under a parent that reaps nothing: its process id."""
    server = Postgres(settings)
    held = ["sh", "-c", '"$@" & echo $!; exec sleep 3600 >/dev/null', "sh", *server.command()]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(held, **pipes, start_new_session=True, text=True, **server.account.popen()) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        try:
            yield pid
        finally:
            for orphan in workers_of(pid, settings.home):
                with suppress(ProcessLookupError):
                    os.kill(orphan, signal.SIGKILL)
            os.killpg(parent.pid, signal.SIGKILL)


@contextmanager
def looking_into(folder: Path) -> Iterator[int]:
    with subprocess.Popen(["sleep", "3600"], cwd=folder) as process:
        yield process.pid
        process.kill()


def workers_of(pid: int, home: Path) -> list[int]:
    """The processes that work in the database's folder, but for this one and what a supervisor started anew."""
    data = home / "postgres" / "data"
    found: list[int] = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (process / "cwd").samefile(data) and int(process.name) != pid:
                found.append(int(process.name))
    return found


def is_zombie(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")


def processor_time(pid: int) -> int:
    """Hundredths of a second that the process has used."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[11])


async def made(settings: Settings) -> None:
    async with database_alone(settings), plain_connection(database_urls(settings).abhay) as connection:
        await connection.execute("CREATE TABLE kept AS SELECT 1 AS one")


async def kept(settings: Settings) -> int:
    async with plain_connection(database_urls(settings).abhay) as connection:
        return (await connection.fetch("SELECT one FROM kept"))[0][0]


async def work(settings: Settings, told: "asyncio.Future[int]") -> None:
    """Works in the database without an end; tells the process id of the worker there."""
    async with plain_connection(database_urls(settings).abhay) as connection:
        told.set_result((await connection.fetch("SELECT pg_backend_pid()"))[0][0])
        await connection.execute(ENDLESS)


async def test_a_killed_server_that_nobody_reaps_is_no_obstacle(settings: Settings) -> None:
    await made(settings)
    with unreaped_server(settings) as old:
        await asyncio.to_thread(until, lambda: asyncio.run(Postgres(settings).ready()))
        os.kill(old, signal.SIGKILL)
        await until_async(lambda: is_zombie(old))
        async with database_alone(settings) as system:
            assert await kept(settings) == 1
            assert system.parts["postgres"].starts == 1
            assert is_zombie(old), "the test shows nothing: somebody reaped it"


async def test_what_a_killed_server_left_at_work_is_ended_before_the_next_one_starts(settings: Settings) -> None:
    await made(settings)
    with unreaped_server(settings) as old:
        await asyncio.to_thread(until, lambda: asyncio.run(Postgres(settings).ready()))
        told: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        query = asyncio.create_task(work(settings, told))
        worker = await told
        await asyncio.to_thread(until, lambda: processor_time(worker) > 20, what="the query's work")
        os.kill(old, signal.SIGKILL)
        await until_async(lambda: is_zombie(old))
        assert alive(worker)
        async with database_alone(settings) as system:
            assert not alive(worker)
            assert await kept(settings) == 1
            assert system.parts["postgres"].starts == 1
        with pytest.raises(FAILED):
            await query


async def test_a_program_of_somebody_who_looks_into_the_folder_is_left_alone(settings: Settings) -> None:
    await made(settings)
    with unreaped_server(settings) as old:
        await asyncio.to_thread(until, lambda: asyncio.run(Postgres(settings).ready()))
        os.kill(old, signal.SIGKILL)
        await until_async(lambda: is_zombie(old))
        with looking_into(settings.home / "postgres" / "data") as looking:
            async with database_alone(settings):
                assert await kept(settings) == 1
            assert alive(looking)
