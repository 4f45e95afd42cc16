"""Finds out that a process hangs: it runs, but its loop shows no pulse, or nothing answers any more."""

import asyncio
import os
from contextlib import suppress

from abhay.adapters.processes.part import Part

NO_PULSE = 10.0
"""Seconds without a beat after which a process hangs: the slowest loop beats every 3 s, and every 8 s
while the database stands still."""

NO_FIRST_PULSE = 600.0
"""The same for a process that has never beaten: it is starting, and a busy machine is slow."""

LOOK_EVERY = 0.5
ASK_EVERY = 5.0
"""Seconds between two questions whether a part still answers."""

STOOD_STILL = 2.0
"""Seconds by which a look may be late before we ourselves stood still, as on a machine that slept."""

_MOST = 4096


class PulsePipe:
    """The supervisor's end of a process's pulse; `write_end` is for the process and closed once it has it."""

    def __init__(self) -> None:
        self.beaten = False
        self._beaten_at = asyncio.get_running_loop().time()
        self._read_end, self.write_end = os.pipe()
        for end in (self._read_end, self.write_end):
            os.set_blocking(end, False)
        asyncio.get_running_loop().add_reader(self._read_end, self._read)

    @property
    def is_silent(self) -> bool:
        """Whether no beat has come for too long."""
        limit = NO_PULSE if self.beaten else NO_FIRST_PULSE
        return asyncio.get_running_loop().time() - self._beaten_at > limit

    def forgive(self) -> None:
        """Counts the silence from now."""
        self._beaten_at = asyncio.get_running_loop().time()

    def given(self) -> None:
        """Closes the end that the process has now, once: its number may soon be another file's."""
        if self.write_end >= 0:
            os.close(self.write_end)
            self.write_end = -1

    def close(self) -> None:
        """Closes our end, once."""
        if self._read_end >= 0:
            asyncio.get_running_loop().remove_reader(self._read_end)
            os.close(self._read_end)
            self._read_end = -1

    def _read(self) -> None:
        with suppress(BlockingIOError):
            if os.read(self._read_end, _MOST):
                self.beaten = True
                self.forgive()
            else:
                self.close()  # the process has ended


async def until_hanging(part: Part, pulse: PulsePipe | None) -> str:
    """Waits until the process of this part hangs, and returns in words by what this shows.

    The time in which we ourselves stood still counts for nothing.
    """
    clock = asyncio.get_running_loop().time
    looked = asked = answered = clock()
    while True:
        await asyncio.sleep(LOOK_EVERY)
        if clock() - looked > LOOK_EVERY + STOOD_STILL:
            asked = answered = clock()
            if pulse:
                pulse.forgive()
        looked = clock()
        if pulse and pulse.is_silent:
            return "shows no sign of life"
        if part.silent_for and part.ready and looked - asked > ASK_EVERY:
            answered = clock() if await part.ready() else answered
            looked = asked = clock()
            if asked - answered > part.silent_for:
                return f"has not answered for {part.silent_for:.0f} s"
