"""Deletes what is kept beyond its time: messages of channels on this machine, handled replies, drafts of calls."""

import asyncio
import logging
from datetime import timedelta

from abhay.adapters.channels.base import KeepsMessages
from abhay.adapters.store.cases.replies import prune_replies
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.drafts import prune_drafts
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


async def keep_pruning_replies(runtime: Runtime, *, every: float = EVERY) -> None:
    """Forgets replies that were handled long ago, and drafts of calls, now and again until cancelled."""
    while True:
        await _prune_replies(runtime)
        await _prune_drafts(runtime)
        await asyncio.sleep(every)


async def _prune_replies(runtime: Runtime) -> None:
    kept = timedelta(days=runtime.settings.channels.sms.reply_days)
    try:
        number = await prune_replies(runtime.database, kept)
    except UNREACHABLE as error:
        _LOG.warning("old replies could not be deleted (%s)", type(error).__name__)
        return
    if number:
        _LOG.info("%d replies that were handled are deleted", number)


async def _prune_drafts(runtime: Runtime) -> None:
    try:
        number = await prune_drafts(runtime.database)
    except UNREACHABLE as error:
        _LOG.warning("old drafts of calls could not be deleted (%s)", type(error).__name__)
        return
    if number:
        _LOG.info("%d old drafts of calls are deleted", number)


async def _prune(name: str, channel: KeepsMessages) -> None:
    try:
        number = await channel.prune()
    except OSError as error:
        _LOG.warning("old messages of the channel %s could not be deleted (%s)", name, error.strerror)
        return
    if number:
        _LOG.info("%d old messages of the channel %s are deleted", number, name)
