"""The one list of errors that mean: our database cannot take it now. Whoever asked rests, and asks again.

It is down, cut off or starting up; its disk is full; it is read-only; what is asked for is locked for too long. A
statement that is wrong is not on the list. Codes: PostgreSQL's documentation, appendix A.
"""

from typing import Any, Final

from asyncpg import exceptions  # pyright: ignore[reportMissingTypeStubs]  it brings none
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

STATES: Final = (
    "08",  # the connection is lost or refused
    "25006",  # read-only: a standby, or an operator's setting
    "25P03",  # the connection was ended: it stood idle in a transaction
    "25P04",  # the connection was ended: its transaction took too long
    "40P01",  # a deadlock, broken at our cost
    "53",  # the disk is full, no memory, too many connections
    "55P03",  # a lock was waited for too long
    "57014",  # a statement took too long
    "57P0",  # shut down, crashed, starting up
    "58",  # its disk fails, or a file is gone
)
"""SQLSTATEs, or how they begin, by which PostgreSQL says that it cannot take something now."""

LOCKED_STATES: Final = ("40P01", "55P03")
"""Those by which it says that somebody else is at the same rows: everything else can go on."""

CUT_STATES, NEVER_CONNECTED = ("08", "57P0"), "57P03"
"""Those by which a connection ends under way: whether its commit happened nobody knows; one from before it began."""

UNWRITABLE_STATES: Final = ("25006", "53100", "58")
"""Those by which it says that nothing can be written, though it may well be read."""

RAISED_BY_THE_DRIVER: Final = (
    exceptions.PostgresConnectionError,
    exceptions.ReadOnlySQLTransactionError,
    exceptions.IdleInTransactionSessionTimeoutError,
    exceptions.InsufficientResourcesError,
    exceptions.LockNotAvailableError,
    exceptions.OperatorInterventionError,
    exceptions.PostgresSystemError,
    exceptions.InterfaceError,
    exceptions.InternalClientError,
)
"""The same as classes: what the driver raises on connecting, and on a connection of its own, comes unchanged."""

UNREACHABLE: Final = (OSError, TimeoutError, InterfaceError, OperationalError, PoolTimeout, *RAISED_BY_THE_DRIVER)
"""All of them as whoever asks our database catches them."""


def is_unavailable(error: BaseException, *, closed: bool) -> bool:
    """Returns whether an error belongs on the list; any error does whose connection is `closed` after it."""
    return closed or state_of(error).startswith(STATES) or isinstance(error, RAISED_BY_THE_DRIVER)


def is_locked(error: BaseException) -> bool:
    """Returns whether somebody else holds what was asked for: only that must wait, everything else goes on."""
    return state_of(error).startswith(LOCKED_STATES)


def is_cut(error: BaseException) -> bool:
    """Returns whether a connection was lost under way, so that what was written may or may not be stored."""
    state = state_of(error)
    return state.startswith(CUT_STATES) and state != NEVER_CONNECTED


def is_unwritable(error: BaseException) -> bool:
    """Returns whether PostgreSQL refuses to write anything."""
    return state_of(error).startswith(UNWRITABLE_STATES)


def state_of(error: BaseException) -> str:
    """Returns the SQLSTATE of an error as the driver or SQLAlchemy raises it; empty if it has none."""
    asked: Any = error.orig if isinstance(error, DBAPIError) else error
    return getattr(asked, "sqlstate", None) or ""
