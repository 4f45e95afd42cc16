"""Keeps what cases' runs need in the engine: looks every few seconds, and has applied again what is missing.

Somebody may delete a deployment, pause the pool, or give Prefect an empty database while everything runs. Pages do not
wait for any of it, since the watcher sends them; the runs do.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Protocol

from abhay.adapters.engine.base import Engine
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.domain.equipment import BARRIERS, Lack, Need, can_be_met
from abhay.errors import AbhayError
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.wording.equipment_words import PUT_RIGHT_TITLE, in_words, put_right
from abhay.wording.notices import render

_LOG = logging.getLogger(__name__)

NOTICE = "prefect_put_right"
"""The notice's name in the audit log."""

LOOK_LIMIT = 10.0
"""Seconds within which the engine says what it lacks; else the next look asks again."""

APPLY_LIMIT = 60.0
"""Seconds that applying everything may take, its tables included."""

SURE_AFTER = 3.0
"""Seconds after which missing tables must still be missing: a server whose database restarts refuses questions, too."""

TELL_AGAIN = 3600.0
"""Seconds before the desk is told once more that the same thing was undone."""


class Hands(Protocol):
    """What can be done at the engine's side, by whoever has its own client loaded."""

    async def make_tables(self) -> bool:
        """Makes the tables of the engine's database; returns whether that server is ours to prepare."""
        ...

    async def equip(self) -> object:
        """Applies everything that the runs need. Raises `AbhayError` if that is not possible now."""
        ...

    async def end_lost_forms(self) -> int:
        """Ends the runs of people's forms that nobody can carry out any more; returns their number."""
        ...


async def _always() -> bool:
    return True


class EquipmentKeeper:
    """Looks at the engine, and puts right what cases' runs lack in it.

    `tell` gets what a person had set by hand and was undone, and returns whether anybody was told. Where several look,
    `is_mine` returns whether it is this one's turn.
    """

    def __init__(
        self,
        engine: Engine,
        hands: Hands,
        tell: Callable[[Collection[Lack]], Awaitable[bool]],
        *,
        every: float,
        sure_after: float = SURE_AFTER,
        apply_limit: float = APPLY_LIMIT,
        is_mine: Callable[[], Awaitable[bool]] = _always,
    ) -> None:
        self._engine = engine
        self._hands = hands
        self._tell = tell
        self._every = every
        self._sure_after = sure_after
        self._apply_limit = apply_limit
        self._is_mine = is_mine
        self._told: dict[Lack, float] = {}

    async def run(self) -> None:
        """Looks until cancelled; what cannot be done now is tried again next time."""
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.look()
            except (AbhayError, *UNREACHABLE, TimeoutError) as error:
                _LOG.warning("what runs need in Prefect cannot be looked after (%s); again soon", error)

    async def look(self) -> None:
        """Looks once, and applies everything again if anything is missing."""
        if not await self._is_mine():
            return
        missing = await self._look_twice()
        if missing and not (can_be_met(missing) and await self._put_right(missing)):
            return
        if ended := await self._hands.end_lost_forms():
            _LOG.warning("%s forms that nobody could carry out any more were ended as failed", ended)

    async def _look_twice(self) -> tuple[Lack, ...]:
        missing = await self._engine.lacks(LOOK_LIMIT)
        if Lack(Need.TABLES) in missing:
            await asyncio.sleep(self._sure_after)
            missing = await self._engine.lacks(LOOK_LIMIT)
        return missing

    async def _put_right(self, missing: tuple[Lack, ...]) -> bool:
        """Applies everything again; returns whether that was possible at all."""
        _LOG.warning("in Prefect %s: putting it right", in_words(missing).en)
        async with asyncio.timeout(self._apply_limit):
            if Lack(Need.TABLES) in missing and not await self._hands.make_tables():
                _LOG.error("this Prefect is not ours to prepare: run `prefect server database upgrade` beside it")
                return False
            await self._hands.equip()
        left = await self._engine.lacks(LOOK_LIMIT)
        if left:
            _LOG.warning("in Prefect %s, still", in_words(left).en)
        await self._tell_undone([lack for lack in missing if lack.need in BARRIERS and lack not in left])
        return True

    async def _tell_undone(self, undone: Collection[Lack]) -> None:
        at = asyncio.get_running_loop().time()
        news = [lack for lack in undone if at - self._told.get(lack, -TELL_AGAIN) >= TELL_AGAIN]
        if news and await self._tell(news):
            self._told |= dict.fromkeys(news, at)


async def tell_desk(desk: DeskNotifier, undone: Collection[Lack]) -> bool:
    """Tells the desk what somebody had set in Prefect and was undone; returns whether any channel took it.

    Raises the errors of an unreachable database.
    """
    await desk.refresh()
    sentence = put_right(tuple(undone))
    return await desk.page(
        NOTICE,
        lambda post: render(PUT_RIGHT_TITLE, sentence, post=post, since=utc_now(), over=True),
        over=True,
    )
