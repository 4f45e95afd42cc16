"""A collector in the test's own event loop, between a real mail server and a real database."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db.database import Database
from abhay.entrypoints.collector import Collector
from abhay.security.secretfiles import load_secrets
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.runtime import Runtime
from abhay.settings import MailboxSettings
from tests.integration.mailbox.support import Desk
from tests.support.databases import Server
from tests.support.dovecot import PASSWORD, USER, Dovecot, running


@pytest.fixture(scope="module")
def imap_server() -> Iterator[Dovecot]:
    """One mail server for the tests of a module that leave it running."""
    with running() as server:
        yield server


@pytest.fixture
def dovecot(imap_server: Dovecot) -> Dovecot:
    """The mail server with an empty mailbox."""
    with imap_server.person() as person:
        person.delete_all()
    return imap_server


@pytest.fixture
async def make_runtime(postgres: Server, database: Database) -> AsyncIterator[Callable[..., Runtime]]:
    """A runtime that reads a server's mailbox; what is named is set otherwise."""

    def make(
        server: Dovecot, channels: dict[str, Any] | None = None, limits: Any = None, mail: Any = None, **changed: Any
    ) -> Runtime:
        mailbox: dict[str, Any] = {
            "host": "localhost",
            "port": server.tls,
            "ca_file": server.ca_file,
            "username": USER,
            "password": SecretStr(PASSWORD),
            "timeout": 5,
        }
        changes: dict[str, Any] = {"mailbox": MailboxSettings(**(mailbox | changed))}
        if limits is not None:
            changes["limits"] = limits
        if mail is not None:
            changes["mail"] = mail
        settings = postgres.settings.model_copy(update=changes)
        runtime = Runtime(settings, load_secrets(settings), database.url, postgres.vault, channels or {}, FakeEngine())
        made.append(runtime)
        return runtime

    made: list[Runtime] = []
    yield make
    for runtime in made:
        await runtime.close()


@pytest.fixture
async def collecting(dovecot: Dovecot, make_runtime: Callable[..., Runtime]) -> AsyncIterator[MailboxReader]:
    """Reads the mailbox of `dovecot` round by round, and has met it empty."""
    collecting = MailboxReader(make_runtime(dovecot))
    await collecting.round()
    yield collecting
    await collecting.close()


@pytest.fixture
def collector() -> Callable[[Runtime], Any]:
    """Run a collector for the length of a block."""

    @asynccontextmanager
    async def run(runtime: Runtime) -> AsyncIterator[Collector]:
        collector = Collector(runtime)
        serving = asyncio.create_task(collector.serve())
        try:
            yield collector
        finally:
            collector.stop()
            await serving

    return run


@pytest.fixture
def desk() -> Desk:
    return Desk()
