"""How the parts of the system stand, in a form for people who watch the board: looked at every few seconds, for all."""

import asyncio
import logging
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.intake.canaries import read_health
from abhay.repeated import Repeated
from abhay.services.messages.notices import utc_now
from abhay.services.monitoring.mailbox import faults
from abhay.services.monitoring.readiness import CHANNELS, DATABASE, PREFECT, WATCHER, WORKER, Readiness
from abhay.services.runtime import Runtime

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

LOOK_EVERY: Final = 10.0
"""Seconds for which what was seen counts as the present."""


class Part(StrEnum):
    """The parts that people who page others depend on."""

    DATABASE = "database"
    ENGINE = "engine"
    WATCHER = "watcher"
    MAILBOX = "mailbox"
    CHANNELS = "channels"


class Condition(StrEnum):
    """How a part stands; `off` is one that is not set up here, `unknown` one that could not be asked."""

    WORKS = "works"
    FAILS = "fails"
    OFF = "off"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PartState:
    """How one part stands."""

    part: Part
    condition: Condition


UNKNOWN: Final = tuple(PartState(part, Condition.UNKNOWN) for part in Part)
"""What is known before the first look."""


class PartStates:
    """The parts as they were seen last; whoever asks waits for no look, and the next one begins if it is time."""

    def __init__(self, runtime: Runtime, readiness: Readiness) -> None:
        self._runtime = runtime
        self._readiness = readiness
        self._began = utc_now()
        self._seen: tuple[PartState, ...] = UNKNOWN
        self._seen_at = -LOOK_EVERY
        self._looking: asyncio.Task[None] | None = None

    def now(self) -> tuple[PartState, ...]:
        """Returns what was seen last."""
        idle = self._looking is None or self._looking.done()
        if idle and time.monotonic() - self._seen_at >= LOOK_EVERY:
            self._looking = asyncio.create_task(self._look_again(), name="look at the parts")
        return self._seen

    async def close(self) -> None:
        """Ends a look that is under way."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def look(self) -> tuple[PartState, ...]:
        """Looks at every part, within about 4 s."""
        degraded = set((await self._readiness.look()).degraded)
        if DATABASE in degraded:
            return (
                PartState(Part.DATABASE, Condition.FAILS),
                *(each for each in UNKNOWN if each.part != Part.DATABASE),
            )
        return (
            PartState(Part.DATABASE, Condition.WORKS),
            PartState(Part.ENGINE, _as(wrong=bool({PREFECT, WORKER} & degraded))),
            PartState(Part.WATCHER, _as(wrong=WATCHER in degraded)),
            PartState(Part.MAILBOX, await self._mailbox()),
            PartState(Part.CHANNELS, _as(wrong=CHANNELS in degraded)),
        )

    async def _look_again(self) -> None:
        try:
            self._seen = await self.look()
        except Exception as error:  # noqa: BLE001  the line says that nothing is known; the next look may succeed
            _REPEATED.warn("the board cannot see how the parts stand", type(error).__name__)
            self._seen = UNKNOWN
        self._seen_at = time.monotonic()

    async def _mailbox(self) -> Condition:
        settings = self._runtime.settings.mailbox
        if settings.host is None:
            return Condition.OFF
        try:
            health = await read_health(self._runtime.database, settings.name)
        except UNREACHABLE:
            return Condition.UNKNOWN
        return _as(wrong=bool(faults(settings, health, self._began)))


def _as(*, wrong: bool) -> Condition:
    return Condition.FAILS if wrong else Condition.WORKS
