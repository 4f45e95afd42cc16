"""What one connection may cost the gateway: the size and the time of a head, and how many there are.

Connections are bounded here because nothing stands in front of the gateway on one machine; a proxy bounds them
again. h11 bounds the size of a head (64 kB) by itself; bodies are bounded by `BoundedBodies`.
"""

import asyncio
import resource

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""From the connection, or the first byte of another request on it, until the head is whole."""

MOST_FILES = 65_536
"""Open files that are asked for: each connection is one."""

FILES_KEPT = 256
"""Open files that no connection gets: the database's connections, logs and libraries."""


class BoundedConnection(H11Protocol):
    """HTTP/1.1 with a time limit for the head; afterwards the connection is closed without an answer."""

    head_seconds = HEAD_SECONDS
    _too_late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Begins to wait for the first head."""
        super().connection_made(transport)
        self._mind_the_head()

    def data_received(self, data: bytes) -> None:
        """Reads on; the time runs while a head has begun and is not whole."""
        super().data_received(data)
        self._mind_the_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the time."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _mind_the_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._too_late is None:
            self._too_late = self.loop.call_later(self.head_seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None


def most_connections() -> int:
    """Raises this process's limit of open files as far as it may; returns how many connections that allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted - FILES_KEPT, wanted // 2)
