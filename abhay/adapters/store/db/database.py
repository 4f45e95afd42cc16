"""Connections, transactions, and the database's clock, by which alone cases fall due.

A dead pooled connection is replaced before it is used, at no cost while the connection is in steady use.
"""

import asyncio
import math
import secrets
import time
from collections.abc import AsyncGenerator, Callable, Collection, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from asyncpg import Connection  # pyright: ignore[reportMissingTypeStubs]  it brings none
from sqlalchemy import DateTime, Text, Uuid, event
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.util import await_only
from sqlmodel import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.unavailable import is_unavailable, is_unwritable
from abhay.adapters.store.db.waits import CLOSE, COMMAND, CONNECT, Waits
from abhay.domain.messages.failover import Bounds
from abhay.faultpoints import fault_point
from abhay.security.vault import Vault

T = TypeVar("T")

UUIDS: ARRAY[Any] = ARRAY(Uuid)
TEXTS: ARRAY[Any] = ARRAY(Text)
"""Types of lists that go to the database as one parameter, so that a statement's text does not grow with them."""

WAKE_CHANNEL = "abhay_wake"
"""The NOTIFY channel that tells workers which case needs a look; the payload is an alert's id."""

REFUSES = SQLAlchemyError
"""The errors of a refused statement: the tables are another version's, or the statement is wrong."""

_DATABASE, _TO_WAKE = "database", "to wake"
_ASK_AFTER = 1.0
"""Idle seconds after which a connection is tested. SQLAlchemy's own pre-ping tests each time, in three round trips."""

_PING_LIMIT = 1.0
"""Seconds for the test: a connection whose far side is silently gone would never answer."""

_GIVEN_BACK = "given back"

POOL_SIZE, MAX_OVERFLOW = 10, 10
"""Connections that a process keeps, and how many more it opens for a while."""


class _Connection(Connection):  # pyright: ignore[reportMissingTypeArgument, reportUntypedBaseClass]
    """A connection whose end is not waited for longer than `CLOSE`, whatever its caller allows."""

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109  the driver's signature
        await super().close(timeout=min(timeout or CLOSE, CLOSE))  # pyright: ignore[reportUnknownMemberType]


class Database:
    """Our database: an engine, the vault that seals personal data, and transactions.

    One instance serves one event loop. `transaction` commits when its block ends and rolls back when
    it raises. `sender_key` is the advisory lock that shows that the process sending through this instance
    is alive; `sender` is the same key while a connection holds it, else None.

    `on_commit` is called after each commit with the cases that its transaction asked to wake, if any, so
    that no caller can forget it. Within a transaction, use the session's vault (`vault_of`); `vault` is for
    work before a transaction.

    `bounds` says how long a message may stay undelivered before the next contact point is paged, `waits` how long
    anything may wait. `unwritable_at` is when PostgreSQL last refused to write, by this process's steady clock.
    """

    def __init__(self, url: str, vault: Vault, *, waits: Waits = COMMAND, bounds: Bounds = Bounds()) -> None:  # noqa: B008  it is frozen
        self.url = url
        self.bounds = bounds
        self.vault = vault
        self.waits = waits
        self.unwritable_at = -math.inf
        self.sender_key = secrets.randbits(62)
        self.sender: int | None = None
        self.on_commit: Callable[[Collection[UUID]], None] | None = None
        self._own: dict[PerDatabase[Any], Any] = {}
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=POOL_SIZE,
            max_overflow=MAX_OVERFLOW,
            pool_timeout=waits.pool,
            connect_args={
                "timeout": CONNECT,
                "server_settings": waits.server_settings(),
                "connection_class": _Connection,
            },
            hide_parameters=True,  # an error's text must not carry what was to be written
        )
        event.listen(self.engine.sync_engine, "handle_error", self._as_operational_error, retval=True)
        check_connections(self.engine)

    @asynccontextmanager
    async def transaction(self, name: str | None = None, *, long: bool = False) -> AsyncGenerator[AsyncSession, None]:
        """Opens a transaction at READ COMMITTED: decisions are made under row locks.

        A `name` makes its commit a fault point: `before-NAME` and `after-NAME`. Raises `TimeoutError` when the whole
        takes longer than this process waits; it is rolled back then, unless PostgreSQL had just committed it. One that
        changes many cases or contacts is `long` and may take `LONG`.
        """
        async with (
            asyncio.timeout(self.waits.longest if long else self.waits.transaction),
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            session.info[_DATABASE] = self
            yield session
            if name:
                fault_point(f"before-{name}")
        if name:
            fault_point(f"after-{name}")
        if self.on_commit is not None and (cases := session.info.get(_TO_WAKE)):
            self.on_commit(tuple(cases))

    def own(self, part: "PerDatabase[T]") -> T:
        """Returns this instance's own cache or batches, made at the first use."""
        if part not in self._own:
            self._own[part] = part.make(self)
        return self._own[part]

    async def close(self) -> None:
        """Closes every connection."""
        await self.engine.dispose()

    async def ping(self) -> datetime:
        """Returns the database's time, as proof that it answers."""
        async with self.transaction() as session:
            return await now(session)

    def _as_operational_error(self, context: ExceptionContext) -> OperationalError | None:
        """Raises `OperationalError` for what our database cannot take now: asyncpg's is any `DBAPIError`."""
        _cut_values(context)
        error = context.original_exception
        if not isinstance(error, Exception) or not is_unavailable(error, closed=_is_closed(context)):
            return None
        if is_unwritable(error):
            self.unwritable_at = time.monotonic()
            context.is_disconnect = True  # a session stays read-only: only a new one sees that it may write again
        return OperationalError(None, None, error, hide_parameters=True)


def _is_closed(context: ExceptionContext) -> bool:
    """Returns whether the connection of a failed statement has ended."""
    if context.connection is None or context.connection.invalidated:
        return False
    driver = context.connection.connection.driver_connection
    return driver is None or driver.is_closed()


@dataclass(frozen=True, eq=False)
class PerDatabase(Generic[T]):
    """An object that each `Database` has one of, made by `make`; it ends with the database."""

    make: Callable[[Database], T]


def _cut_values(context: ExceptionContext) -> None:
    """Leaves class and SQLSTATE of a statement's error: the driver's text may repeat a value, and ends in a log."""
    if context.connection is None:  # refused on connecting: nothing was sent yet
        return
    error: BaseException | None = context.original_exception
    while error is not None and type(error).__module__.startswith(("asyncpg.", "sqlalchemy.")):
        said = getattr(error, "constraint_name", None) or getattr(error, "sqlstate", None) or "no SQLSTATE"
        error.args = (f"{type(error).__name__} ({said}); the rest is left out, since it may repeat values",)
        for name in ("detail", "hint", "where", "internal_query"):
            if getattr(error, name, None) is not None:
                setattr(error, name, None)
        error = error.__cause__
    if (ours := context.sqlalchemy_exception) is not None:
        ours.args = (f"({type(ours).__name__}) {context.original_exception}",)


def database_of(session: AsyncSession) -> Database:
    """Returns the database of a transaction."""
    return session.info[_DATABASE]


def vault_of(session: AsyncSession) -> Vault:
    """Returns the vault that seals and opens the personal data of a transaction."""
    return database_of(session).vault


async def freeze(session: AsyncSession) -> None:
    """Gives this transaction one snapshot for all its statements; must be called before the first."""
    await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


async def now(session: AsyncSession) -> datetime:
    """Returns the database's present time: the clocks of hosts never decide what is due."""
    return (await session.exec(select(func.abhay_now(type_=DateTime(timezone=True))))).one()


async def wake(session: AsyncSession, alert_id: UUID) -> None:
    """Tells listening workers at the commit that this case needs a look, and wakes its run after it."""
    wake_after_commit(session, [alert_id])
    await session.exec(select(func.pg_notify(WAKE_CHANNEL, str(alert_id))))


def wake_after_commit(session: AsyncSession, alert_ids: Iterable[UUID]) -> None:
    """Wakes these cases' runs after the commit, each once; for statements that notify workers themselves."""
    session.info.setdefault(_TO_WAKE, {}).update(dict.fromkeys(alert_ids))


def check_connections(engine: AsyncEngine) -> None:
    """Tests each connection before it leaves the engine's pool; a dead one empties the pool."""
    event.listen(engine.sync_engine, "checkin", _note_the_time)
    event.listen(engine.sync_engine, "checkout", _require_alive)


def _note_the_time(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[_GIVEN_BACK] = time.monotonic()


def _require_alive(_connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """Raises `InvalidatePoolError` for a dead connection, so that the pool reconnects; never tests a new one."""
    given_back, driver = entry.info.get(_GIVEN_BACK), entry.driver_connection
    if given_back is None or driver is None:
        return
    if driver.is_closed():  # it has seen the end
        raise InvalidatePoolError
    if time.monotonic() - given_back > _ASK_AFTER:
        try:
            await_only(driver.fetchrow(";", timeout=_PING_LIMIT))
        except Exception as error:
            raise InvalidatePoolError from error
