"""A system whose database is put back under it: a home of its own, over a real database and channels in memory."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.db.database import Database
from abhay.security.secretfiles import load_secrets
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring.epochs import look
from abhay.services.runtime import Runtime
from models.payloads import OutgoingMessage
from tests.support.databases import TEMPLATE, Server


@dataclass
class World:
    """A home over one database; `opened` holds all worlds of a test, which ends them."""

    server: Server
    home: Path
    name: str
    opened: list["World"] = field(repr=False)
    runtime: Runtime = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.opened.append(self)
        self.runtime = Runtime(
            settings=self.server.settings.model_copy(update={"home": self.home}),
            secrets=load_secrets(self.server.settings),
            database_url=self.server.url(self.name),
            vault=self.server.vault,
            channels={"outbox": FakeChannel("outbox")},
            engine=FakeEngine(),
        )
        self.runtime.database.on_commit = None

    @property
    def database(self) -> Database:
        return self.runtime.database

    @property
    def arrived(self) -> list[OutgoingMessage]:
        channel = self.runtime.channels["outbox"]
        assert isinstance(channel, FakeChannel)
        return channel.arrived

    @property
    def told(self) -> list[OutgoingMessage]:
        """What the desk heard of the system itself."""
        return [message for message in self.arrived if message.alert == "ABHAY"]

    async def beat(self) -> None:
        """What a watcher does each 20 seconds."""
        await look(self.runtime, DeskNotifier(self.runtime))

    async def back_up(self) -> str:
        """Returns the name of a copy of the database as it is now."""
        await self.runtime.close()
        self.runtime.database.on_commit = None
        return await self.server.create(self.name)

    def on(self, name: str, home: Path | None = None) -> "World":
        """Returns the same system over another database, in the same home unless another one is given."""
        return World(self.server, home or self.home, name, self.opened)


@pytest.fixture
async def world(postgres: Server, tmp_path: Path) -> AsyncIterator[World]:
    opened: list[World] = []
    yield World(postgres, tmp_path, await postgres.create(TEMPLATE), opened)
    for each in opened:
        await each.runtime.close()
    for name in {each.name for each in opened}:
        await postgres.drop(name)
