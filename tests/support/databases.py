"""Databases for tests: one server per test process, a migrated and seeded template, a fresh copy per module."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg

from abhay.adapters.postgres.server import IDLE_LIMIT
from abhay.adapters.postgres.urls import embedded_url
from abhay.adapters.store.db.database import Database
from abhay.security.secretfiles import load_secrets
from abhay.security.vault import Vault
from abhay.settings import Settings
from tests.support.postgres_server import DURABLE

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = "abhay_test_template"

MEMORY = Path("/dev/shm")  # noqa: S108  a folder of its own is made in it
ROOM = 2**31
"""Bytes that are to be free in memory: a server keeps half a gigabyte of its log, and ten megabytes for a database."""

Open = Callable[[Sequence[str], str, str | None], Database]
"""Opens a test's database under other keys: Fernet keys, index key, old index key."""


class Server:
    """A running PostgreSQL of its own home."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(home=home)
        secrets = load_secrets(self.settings)
        self.vault = Vault(secrets.fernet_keys, secrets.index_key.encode())

    def url(self, name: str) -> str:
        return embedded_url(self.settings, name)

    async def run(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.url("postgres").replace("+asyncpg", ""))
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    async def create(self, template: str = "template0") -> str:
        """A new database whose clock tests may move, set up as ours is; answers its name."""
        name = f"abhay_test_{uuid4().hex[:12]}"
        setting, value = IDLE_LIMIT
        await self.run(
            f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY",  # half of what writing a log of it costs
            f"ALTER DATABASE {name} SET {setting} = '{value}'",
        )
        return name

    async def drop(self, name: str) -> None:
        await self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _in_memory() -> Path | None:
    """Returns where files never reach a disk: a database of five hundred files is copied and dropped for each test."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None


@contextmanager
def running_server(*, durable: bool = False) -> Iterator[Server]:
    """Runs a server for a block; one that is `durable` waits for the disk, as an installation's does."""
    with tempfile.TemporaryDirectory(prefix="abhay-pg-", dir=None if durable else _in_memory()) as folder:
        home = Path(folder)
        home.chmod(0o711)
        command = [sys.executable, "-m", "tests.support.postgres_server", folder, *([DURABLE] if durable else [])]
        with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            line = process.stdout.readline()
            if line.strip() != "ready":
                raise RuntimeError(f"PostgreSQL did not start: {line}{process.stdout.read()}")
            try:
                yield Server(home)
            finally:
                process.stdin.close()
                process.wait(30)
