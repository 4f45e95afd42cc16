"""What a proxy does in front of several servers: each TCP connection goes to the next of them that takes it."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import cycle, islice
from types import TracebackType
from typing import Self

LOOPBACK = "127.0.0.1"
CHUNK = 65536


class Balancer:
    """Listens on `port` inside `async with`; `backends` are ports, asked in turn, those passed over that are dead."""

    def __init__(self, port: int, backends: Sequence[int]) -> None:
        self._port = port
        self._turns = cycle(backends)
        self._size = len(backends)
        self._open: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, LOOPBACK, self._port)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for writer in self._open:
            writer.transport.abort()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until either end closes it: then both are."""
        ends = [writer]
        try:
            for port in islice(self._turns, self._size):
                with suppress(OSError):
                    far_reader, far_writer = await asyncio.open_connection(LOOPBACK, port)
                    ends.append(far_writer)
                    self._open.update(ends)
                    await self._pass_on((reader, far_writer), (far_reader, writer))
                    return
        finally:
            for end in ends:
                end.transport.abort()
            self._open.difference_update(ends)

    async def _pass_on(self, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        tasks = [asyncio.create_task(_copy(*way)) for way in ways]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
