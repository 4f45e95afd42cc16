"""Collects requests that come at the same moment and carries them out in one batch."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

MAX_KEYS = 50
"""Most keys of one batch: enough to make the round trip cheap, few enough that no caller waits long for the others."""


class Batches(Generic[Key, Value]):
    """Collects keys while earlier batches run; a single caller does not wait.

    `work` takes keys and returns the value of each; a key that it leaves out has the value None.
    Up to `at_once` batches run at the same time: while one waits for the disk, the next can be prepared.
    """

    def __init__(
        self, work: Callable[[Sequence[Key]], Awaitable[MutableMapping[Key, Value]]], *, at_once: int = 1
    ) -> None:
        self._work = work
        self._free = at_once
        self._waiting: list[tuple[Key, asyncio.Future[Value | None]]] = []
        self._tasks: set[asyncio.Task[None]] = set()

    async def do(self, key: Key) -> Value | None:
        """Returns the value of one key, or None to a second caller with the same key. Raises what `work` raises."""
        future: asyncio.Future[Value | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, future))
        if self._free:
            self._free -= 1
            task = asyncio.create_task(self._serve())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await future

    async def _serve(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:MAX_KEYS], self._waiting[MAX_KEYS:]
                await self._carry_out(batch)
        finally:  # without an await since the last check of `_waiting`: a key added in between would wait for ever
            self._free += 1

    async def _carry_out(self, batch: Sequence[tuple[Key, asyncio.Future[Value | None]]]) -> None:
        asking = [(key, future) for key, future in batch if not future.done()]  # the others were cancelled
        try:
            values = await self._work([key for key, _ in asking])
        except Exception as error:  # noqa: BLE001  raised again in each caller
            for _, future in asking:
                if not future.done():
                    future.set_exception(error)
            return
        for key, future in asking:
            value = values.pop(key, None)
            if not future.done():
                future.set_result(value)
