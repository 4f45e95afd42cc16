"""How long each part waits for our database: nobody waits without an end (docs/adr/0024-no-wait-without-an-end.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

CONNECT = 4.0
"""Seconds for a new connection."""

LONG = 60.0
"""Seconds for a transaction that changes many cases or contacts: its caller waits for it."""

CLOSE = 0.5
"""Seconds in which a connection that is given up may say goodbye: a server that stands still never answers."""

_MILLISECONDS = 1000


@dataclass(frozen=True)
class Waits:
    """The limits of one kind of process, in seconds; None: without an end.

    `lock`: for a lock that another transaction holds. `statement`: for one statement; PostgreSQL ends it. `idle`:
    between two statements of a transaction; PostgreSQL ends the connection. `pool`: for a free connection.
    `transaction`: for a whole transaction, that wait included; we end it, also where PostgreSQL no longer answers.
    """

    name: str
    lock: float | None
    statement: float | None
    idle: float | None
    transaction: float | None
    pool: float = 3

    @property
    def longest(self) -> float | None:
        """The limit of a transaction that changes many rows."""
        return None if self.transaction is None else LONG

    def server_settings(self) -> Mapping[str, str]:
        """Returns PostgreSQL's settings for each connection; the name is what `pg_stat_activity` shows."""
        limits = {
            "lock_timeout": self.lock,
            "statement_timeout": self.statement,
            "idle_in_transaction_session_timeout": self.idle,
        }
        return {
            "application_name": f"abhay {self.name}",
            **{name: str(int((seconds or 0) * _MILLISECONDS)) for name, seconds in limits.items()},
        }


GATEWAY: Final = Waits("gateway", lock=1.5, statement=20, idle=10, transaction=4)
"""Somebody waits for the answer: with one more try of intake, "try again" is said within 5 s."""

MOVER: Final = Waits("mover", lock=1, statement=20, idle=10, transaction=20)
"""Worker, watcher, flows, collector and listener: a step that meets a lock gives way to other cases."""

COMMAND: Final = Waits("command", lock=30, statement=None, idle=None, transaction=None, pool=30)
"""A person at a terminal sees it wait, and what it does may take long: seeding, rotation of keys."""
