"""Deletes what channels keep on this machine beyond its time."""

import asyncio
import logging

from abhay.adapters.channels.base import KeepsMessages
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)

EVERY = 3600.0
"""Seconds between two looks; the time that messages are kept is days."""


async def keep_pruning(runtime: Runtime, *, every: float = EVERY) -> None:
    """Prunes every channel that keeps its messages here, now and again until cancelled."""
    while True:
        for name, channel in runtime.channels.items():
            if isinstance(channel, KeepsMessages):
                await _prune(name, channel)
        await asyncio.sleep(every)


async def _prune(name: str, channel: KeepsMessages) -> None:
    try:
        number = await channel.prune()
    except OSError as error:
        _LOG.warning("old messages of the channel %s could not be deleted (%s)", name, error.strerror)
        return
    if number:
        _LOG.info("%d old messages of the channel %s are deleted", number, name)
