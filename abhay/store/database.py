"""Connections and transactions, and the one clock that due-ness is judged by."""

import asyncio
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from asyncpg.exceptions import (  # pyright: ignore[reportMissingTypeStubs]  it brings none
    AdminShutdownError,
    CannotConnectNowError,
    PostgresConnectionError,
    TooManyConnectionsError,
)
from sqlalchemy import BigInteger, DateTime, Text, Uuid, event, func, literal, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.faultpoints import fault_point
from abhay.store.liveness import watch_over
from abhay.store.vault import Vault

Kept = TypeVar("Kept")

UUIDS: ARRAY[Any] = ARRAY(Uuid)
TEXTS: ARRAY[Any] = ARRAY(Text)
"""Types of lists that go to the database as one parameter, so that a statement's text does not grow with them."""

WAKE_CHANNEL = "abhay_wake"
"""PostgreSQL's NOTIFY channel on which a worker hears of cases that need a look; the payload is an alert's id."""

REFUSED = (CannotConnectNowError, TooManyConnectionsError, AdminShutdownError, PostgresConnectionError)
"""How the driver says that a server takes no connection: SQLAlchemy 2.0 hands on what is raised on connecting."""

UNREACHABLE = (OSError, TimeoutError, InterfaceError, OperationalError, PoolTimeout, *REFUSED)
"""What is raised while PostgreSQL is down, starts up, or has no connection left."""

_GONE = ("08", "57P", "53300")
"""SQLSTATEs by which PostgreSQL ends or refuses a connection: lost, shut down, crashed, starting up, too many."""

LISTENING_KEY = 0x4142_4841_59
"""Advisory lock (shared) that every listening worker holds: it goes with the worker's connection."""

WATCHING_KEY = 0x4142_5741_5443
"""The same for watchers."""

HELD_KEYS = text(
    "(SELECT (classid::bigint << 32) + objid::bigint FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE datname = current_database() AND locktype = 'advisory' AND granted AND objsubid = 1)"
)
"""The keys of all advisory locks that anybody holds now; to be used as a subquery. Only looks, takes none."""

_VAULT = "vault"


class Database:
    """Our database: an engine, the vault that seals personal data, and transactions.

    One instance serves one event loop. `transaction` commits when its block ends and rolls back when
    it raises. `sender_key` is the advisory lock by which others see that whoever sends through this
    instance lives; `sender` is the same while a connection holds it, else None.
    """

    def __init__(self, url: str, vault: Vault, *, pool_size: int = 10) -> None:
        self.url = url
        self.vault = vault
        self.sender_key = secrets.randbits(62)
        self.sender: int | None = None
        self._kept: dict[str, Any] = {}
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=10,
            hide_parameters=True,  # an error's text must not carry what was to be written
        )
        event.listen(self.engine.sync_engine, "handle_error", _by_its_kind, retval=True)
        watch_over(self.engine)

    @asynccontextmanager
    async def transaction(self, name: str | None = None) -> AsyncGenerator[AsyncSession, None]:
        """A transaction at READ COMMITTED: decisions are made under row locks.

        A `name` makes its commit a fault point: `before-NAME` and `after-NAME`.
        """
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            session.info[_VAULT] = self.vault
            yield session
            if name:
                fault_point(f"before-{name}")
        if name:
            fault_point(f"after-{name}")

    def kept(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What belongs to this instance alone, such as what it remembers; made on first use."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()

    async def ping(self) -> datetime:
        """The database's time, as proof that it answers."""
        async with self.transaction() as session:
            return await now(session)


def _by_its_kind(context: ExceptionContext) -> OperationalError | None:
    """A connection that ended or was refused is an `OperationalError`: under asyncpg it is just any `DBAPIError`."""
    state = getattr(context.original_exception, "sqlstate", None) or ""
    if not state.startswith(_GONE) or not isinstance(context.original_exception, Exception):
        return None
    return OperationalError(None, None, context.original_exception, hide_parameters=True)


def vault_of(session: AsyncSession) -> Vault:
    """What seals and opens the personal data that a transaction writes and reads."""
    return session.info[_VAULT]


async def now(session: AsyncSession) -> datetime:
    """The database's time at this very moment: hosts' clocks are never asked what is due."""
    return (await session.exec(select(func.abhay_now(type_=DateTime(timezone=True))))).one()


async def run_sql(session: AsyncSession, statement: str, **values: object) -> None:
    """Run a statement that has no table of ours behind it, such as a lock or a signal."""
    await (await session.connection()).execute(text(statement), values)


async def wake(session: AsyncSession, alert_id: UUID) -> None:
    """Tell listening workers, at commit, that this case needs a look."""
    await run_sql(session, "SELECT pg_notify(:channel, :alert)", channel=WAKE_CHANNEL, alert=str(alert_id))


async def worker_listens(session: AsyncSession) -> bool:
    """Whether any worker listens. Only looks: a lock taken to find out would answer "yes" to who asks meanwhile."""
    return await _held(session, LISTENING_KEY)


async def watcher_watches(session: AsyncSession) -> bool:
    """Whether any watcher is alive and connected."""
    return await _held(session, WATCHING_KEY)


async def _held(session: AsyncSession, key: int) -> bool:
    connection = await session.connection()
    found = await connection.execute(select(literal(key, BigInteger).in_(HELD_KEYS)))
    return found.scalar_one()


_databases: dict[tuple[int, str], Database] = {}


def shared_database(url: str, vault: Vault) -> Database:
    """The running event loop's own `Database` for this address, made on first use."""
    key = (id(asyncio.get_running_loop()), url)
    if key not in _databases:
        _databases[key] = Database(url, vault)
    return _databases[key]
