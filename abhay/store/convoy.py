"""Work that comes while other work is under way waits for it, and then goes together: one transaction for many."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

_LOG = logging.getLogger(__name__)

_LANES = 2
"""Loads under way at once: while one waits for the disk, the next one is prepared."""

_MOST = 32
"""Items of one load."""

_PATIENCE = 3.0
"""Seconds for a load, should its connection hang: then each item goes by itself, over another one."""

Item = TypeVar("Item")
Result = TypeVar("Result")

Carry: TypeAlias = Callable[[Sequence[Item]], Awaitable[Sequence[Result | None]]]


@dataclass(frozen=True)
class _Passenger(Generic[Item, Result]):
    item: Item
    result: asyncio.Future[Result | None]


class Convoy(Generic[Item, Result]):
    """Carries items in loads; of one event loop. An item that comes alone goes at once and alone."""

    def __init__(self) -> None:
        self._waiting: list[_Passenger[Item, Result]] = []
        self._under_way: set[asyncio.Task[None]] = set()

    async def bring(self, item: Item, carry: Carry[Item, Result]) -> Result | None:
        """The item's result once its load is done; None if it has to go by itself, or if the load failed.

        `carry` is the same in every call: it answers a result or None for each item of a load.
        """
        passenger = _Passenger[Item, Result](item, asyncio.get_running_loop().create_future())
        self._waiting.append(passenger)
        if len(self._under_way) < _LANES:
            # A task of its own: a caller that is broken off must not take the others' work with it.
            lane = asyncio.create_task(self._drive(carry))
            self._under_way.add(lane)
            lane.add_done_callback(self._under_way.discard)
        return await passenger.result

    async def _drive(self, carry: Carry[Item, Result]) -> None:
        while self._waiting:
            load = self._waiting[:_MOST]
            del self._waiting[:_MOST]
            for passenger, result in zip(load, await self._results(load, carry), strict=True):
                if not passenger.result.done():  # its caller was broken off
                    passenger.result.set_result(result)

    async def _results(
        self, load: Sequence[_Passenger[Item, Result]], carry: Carry[Item, Result]
    ) -> Sequence[Result | None]:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await carry([passenger.item for passenger in load])
        except asyncio.CancelledError:
            for passenger in load:
                passenger.result.cancel()
            raise
        except Exception as error:  # noqa: BLE001  one's trouble must not be the others': each tries by itself, and may raise
            _LOG.warning("%s: a load of %d is done one by one", type(error).__name__, len(load))
            return [None] * len(load)
