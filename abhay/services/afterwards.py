"""Work that follows a commit: it may be late or fail without changing the answer that was given."""

import asyncio
import logging
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

from abhay.errors import OrchestrationUnavailable

_LOG = logging.getLogger(__name__)

_AT_ONCE = 8
"""So many at a time: a slow Prefect must not be asked for more than it can answer."""

_GRACE = 5.0
"""Seconds that unfinished work gets at the end; whatever is left undone, the sweep does."""


class Afterwards:
    """Runs such work beside everything else; leaving the block waits for what is unfinished."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()
        self._places = asyncio.Semaphore(_AT_ONCE)

    def do(self, work: Coroutine[Any, Any, object], what: str) -> None:
        """Begin the work; `what` names it in the log."""
        task = asyncio.create_task(self._guarded(work, what))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Wait until all that was begun has ended, whatever became of it."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _guarded(self, work: Coroutine[Any, Any, object], what: str) -> None:
        try:
            async with self._places:
                await work
        except OrchestrationUnavailable as error:
            _LOG.warning("%s: %s; the sweep will do it", what, error)
        except Exception:  # noqa: BLE001  nobody waits for it: the log is where it is heard
            _LOG.exception("%s failed", what)
        finally:
            work.close()  # if it was cancelled before it began

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._tasks:
            return
        _, unfinished = await asyncio.wait(self._tasks, timeout=_GRACE)
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
