"""Probes of whether a part of the system is ready."""

import asyncio
import http.client
from collections.abc import Awaitable, Callable

from abhay.adapters.processes.ports import LOOPBACK

TIMEOUT = 6.0
"""Seconds within which an answer must begin: `/readyz` waits for our database and for Prefect before it answers."""

_ANY_ADDRESS = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104  compared with, not bound


def answers(host: str, port: int, path: str) -> Callable[[], Awaitable[bool]]:
    """Returns a function for `Part.ready` that returns whether this address answers 200."""

    def ask() -> bool:
        connection = http.client.HTTPConnection(_ANY_ADDRESS.get(host, host), port, timeout=TIMEOUT)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    return lambda: asyncio.to_thread(ask)
