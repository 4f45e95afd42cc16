"""A process tells, as long as its loop turns, that it lives and which keys it holds.

Its supervisor sees the pulse; readiness, doctor and the desk's monitor read the signs in our database; `abhay key
rotate` waits for a process that lacks the newest key.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from uuid import UUID, uuid4

from abhay.adapters.processes.ending import end_if_broken
from abhay.adapters.processes.pulse import Pulse
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.living import forget_living, note_living
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)

TELL_EVERY = 2.0
"""Seconds between two signs of life."""

BEAT_EVERY = 1.0
"""Seconds between two beats of a process whose work has no loop of its own."""

LONGEST_TURN = 8.0
"""Seconds since the last beat after which a loop no longer counts as turning, and nothing more is told."""


async def keep_telling(
    runtime: Runtime, part: str, pulse: Pulse, *, id_: UUID | None = None, every: float = TELL_EVERY
) -> None:
    """Tells until cancelled, as long as the pulse beats, that this process lives; then that it has ended."""
    id_, told = id_ or uuid4(), True
    try:
        while True:
            try:
                if pulse.age < LONGEST_TURN:
                    await note_living(runtime.database, id_, part, runtime.secrets.fingerprints)
                told = True
            except UNREACHABLE as error:
                if told:  # logged once: an outage may last
                    _LOG.warning("no sign of life can be stored now (%s)", type(error).__name__)
                told = False
            await asyncio.sleep(every)
    finally:
        with suppress(*UNREACHABLE):  # the row counts for half a minute more
            await forget_living(runtime.database, id_)


async def keep_beating(pulse: Pulse) -> None:
    """Beats as long as this event loop turns, until cancelled."""
    while True:
        pulse.beat()
        await asyncio.sleep(BEAT_EVERY)


@asynccontextmanager
async def telling(
    runtime: Runtime, part: str, pulse: Pulse | None = None, *, id_: UUID | None = None
) -> AsyncGenerator[None]:
    """Tells that this process lives, for the length of a block; without a pulse given, the event loop's own."""
    beats = pulse or Pulse.of_process()
    tasks = [asyncio.create_task(keep_telling(runtime, part, beats, id_=id_), name="tell of life")]
    if pulse is None:
        beats.beat()
        tasks.append(asyncio.create_task(keep_beating(beats), name="beat"))
    for task in tasks:
        task.add_done_callback(end_if_broken)
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
