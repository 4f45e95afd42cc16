"""Builds, once and in one place, what a process needs: settings, keys, database, channels and engine."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from weakref import WeakKeyDictionary

from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.registry import build_channels
from abhay.adapters.engine.base import Engine
from abhay.adapters.engine.prefect import PrefectEngine
from abhay.adapters.engine.prefect_api import PrefectApi
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.sources.mailreader.pool import MailReaders
from abhay.adapters.store.cases.limits import NewCaseCounts
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.waits import MOVER, Waits
from abhay.domain.messages.failover import Bounds
from abhay.faultpoints import follow_orders
from abhay.repeated import Seldom
from abhay.security.secretfiles import Secrets, load_secrets
from abhay.security.vault import Vault
from abhay.services.after_commit import AfterCommitJobs, Waker
from abhay.settings import Settings, get_settings
from abhay.wording.messages import TEMPLATES


@dataclass(frozen=True)
class _LoopState:
    """The objects of one event loop: another one cannot use its connections and tasks."""

    database: Database
    jobs: AfterCommitJobs
    mail_readers: MailReaders


@dataclass(frozen=True)
class Runtime:
    """The settings and keys of this process, its engine, the configured channels, and the folder of the templates.

    `waits` says how long this process waits for our database.
    """

    settings: Settings
    secrets: Secrets
    database_url: str
    vault: Vault
    channels: Mapping[str, Channel]
    engine: Engine
    templates: Path = TEMPLATES
    waits: Waits = MOVER
    new_cases: NewCaseCounts = field(default_factory=NewCaseCounts, repr=False, compare=False)
    mails_set_aside: Seldom = field(default_factory=lambda: Seldom(60), repr=False, compare=False)
    _loops: MutableMapping[asyncio.AbstractEventLoop, _LoopState] = field(
        default_factory=WeakKeyDictionary[asyncio.AbstractEventLoop, _LoopState], init=False, repr=False, compare=False
    )

    @property
    def database(self) -> Database:
        """Our database, one pool for each event loop; each commit wakes the cases that it changed."""
        return self._of_this_loop().database

    @property
    def after_commit(self) -> AfterCommitJobs:
        """The after-commit jobs of this event loop."""
        return self._of_this_loop().jobs

    @property
    def mail_readers(self) -> MailReaders:
        """The processes that read mails for this event loop."""
        return self._of_this_loop().mail_readers

    async def close(self) -> None:
        """Ends the after-commit jobs within seconds, the reading processes, and this event loop's connections."""
        loop = asyncio.get_running_loop()
        if (state := self._loops.get(loop)) is not None:
            await state.jobs.close()
            await state.mail_readers.close()
            del self._loops[loop]
            await state.database.close()

    def _of_this_loop(self) -> _LoopState:
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            bounds = Bounds(**self.settings.delivery.model_dump())
            database = Database(self.database_url, self.vault, waits=self.waits, bounds=bounds)
            jobs = AfterCommitJobs()
            database.on_commit = Waker(database, self.engine, jobs).wake
            readers = MailReaders(self.settings.mail, self.settings.home)
            self._loops[loop] = _LoopState(database, jobs, readers)
        return self._loops[loop]


def vault_of(secrets: Secrets) -> Vault:
    """Returns the vault that seals and opens personal data with these keys, and indexes identities."""
    old = secrets.old_index_key
    return Vault(secrets.fernet_keys, secrets.index_key.encode(), old.encode() if old else None)


@cache
def get_runtime(waits: Waits = MOVER) -> Runtime:
    """Returns this process's runtime. Raises `SetupError` in one line if keys or addresses are missing."""
    settings = get_settings()
    follow_orders(settings)
    secrets = load_secrets(settings)
    return Runtime(
        settings=settings,
        secrets=secrets,
        database_url=database_urls(settings).abhay,
        vault=vault_of(secrets),
        channels=build_channels(settings),
        engine=PrefectEngine(PrefectApi(settings.prefect_url)),
        waits=waits,
    )


@asynccontextmanager
async def settled_runtime() -> AsyncGenerator[Runtime]:
    """Gives this process's runtime for a block, at whose end it waits for the after-commit jobs.

    It is for tasks whose process may end with them.
    """
    runtime = get_runtime()
    try:
        yield runtime
    finally:
        await runtime.after_commit.settled()
