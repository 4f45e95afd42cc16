"""What the watcher does where Prefect's own workers carry the cases: they sweep nothing and put nothing right.

It imports no Prefect: what takes Prefect's client is done by `abhay deploy`, in a process of its own.
"""

import asyncio
from functools import partial
from uuid import UUID

from abhay.adapters.store.log.living import speaker_of
from abhay.domain.repairs import OWN_WORKER
from abhay.entrypoints.prefect_commands import apply, make_tables
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring.equipment import EquipmentKeeper, tell_desk
from abhay.services.monitoring.sweeping import keep_sweeping
from abhay.services.runtime import Runtime
from abhay.settings import Settings

APPLY_LIMIT = 300.0
"""Seconds that applying everything may take: a busy machine needs a minute to import Prefect."""


class CommandHands:
    """Carries out what the keeper of the equipment orders (`abhay.services.monitoring.equipment.Hands`)."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def make_tables(self) -> bool:
        """Makes the tables of Prefect's database if the embedded server is asked; returns whether it is."""
        return await make_tables(self._settings)

    async def equip(self) -> None:
        """Applies everything that the runs need."""
        await apply()

    async def end_lost_forms(self) -> int:
        """Returns 0: `abhay deploy` ends the forms that lost their queue, after it has applied everything."""
        return 0


async def keep_up(runtime: Runtime, desk: DeskNotifier, id_: UUID) -> None:
    """Sweeps, and keeps what the runs need in Prefect, until cancelled: of several watchers one does.

    Returns at once with our own worker, which does both itself.
    """
    if runtime.settings.worker_type == OWN_WORKER:
        return

    async def is_mine() -> bool:
        return await speaker_of(runtime.database, "watcher") in (None, id_)

    keeper = EquipmentKeeper(
        runtime.engine,
        CommandHands(runtime.settings),
        partial(tell_desk, desk),
        every=runtime.settings.worker.equipment,
        apply_limit=APPLY_LIMIT,
        is_mine=is_mine,
    )
    await asyncio.gather(keeper.run(), keep_sweeping(runtime))
