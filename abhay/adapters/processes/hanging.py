"""Finds out that a process hangs: it runs, but its loop shows no pulse, or nothing answers any more.

On a busy machine one that would go on stands in line for a processor, and to end it would cost the processors even
more: that time counts for nothing, up to a limit.
"""

import asyncio
import os
import time
from contextlib import suppress
from pathlib import Path

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

LEAST_WORK = 0.1
"""Seconds of a processor below which our own work tells nothing of the machine."""

MOST_FORGIVEN = 5.0
"""How many times the allowed silence may be forgiven: one that turns in circles stands in line, too."""

LONGEST_START = 900.0
"""Most seconds to which the time for starting is stretched on a busy machine."""

_MOST = 4096


class Silence:
    """How long nothing was heard of a process, without the time in which it stood in line for a processor.

    All times are seconds of one clock.
    """

    def __init__(self, at: float) -> None:
        self._heard_at = at
        self._in_line = 0.0

    def hear(self, at: float) -> None:
        """Notes a sign of life."""
        self._heard_at, self._in_line = at, 0.0

    def forgive(self, seconds: float) -> None:
        """Notes for how long the process stood in line since this was last said."""
        self._in_line += seconds

    def is_longer_than(self, limit: float, at: float) -> bool:
        """Returns whether the silence is longer than so many seconds now."""
        return at - self._heard_at - min(self._in_line, MOST_FORGIVEN * limit) > limit


class PulsePipe:
    """The supervisor's end of a process's pulse; `write_end` is for the process and closed once it has it."""

    def __init__(self) -> None:
        self.beaten = False
        self._silence = Silence(asyncio.get_running_loop().time())
        self._read_end, self.write_end = os.pipe()
        for end in (self._read_end, self.write_end):
            os.set_blocking(end, False)
        asyncio.get_running_loop().add_reader(self._read_end, self._read)

    @property
    def is_silent(self) -> bool:
        """Whether no beat has come for too long."""
        limit = NO_PULSE if self.beaten else NO_FIRST_PULSE
        return self._silence.is_longer_than(limit, asyncio.get_running_loop().time())

    def hear(self) -> None:
        """Counts the silence from now."""
        self._silence.hear(asyncio.get_running_loop().time())

    def forgive(self, seconds: float) -> None:
        """Notes for how long the process stood in line for a processor since this was last said."""
        self._silence.forgive(seconds)

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
                self.hear()
            else:
                self.close()  # the process has ended


def time_in_line(pid: int) -> float:
    """Returns for how many seconds in all this process and its children stood in line for a processor.

    0 where the kernel does not tell.
    """
    try:
        own = int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except (OSError, IndexError, ValueError):
        return 0.0
    return own + sum(time_in_line(int(child)) for child in children)


def slowness() -> float:
    """Returns how many times longer than on an idle machine our own work has taken since this process began."""
    return 1.0 + time_in_line(os.getpid()) / max(time.process_time(), LEAST_WORK)


def time_to_start(seconds: float) -> float:
    """Returns the seconds that a part may take to start on this machine, of which an idle one gives it so many."""
    return max(seconds, min(seconds * slowness(), LONGEST_START))


async def until_hanging(part: Part, pulse: PulsePipe | None, pid: int) -> str:
    """Waits until the process of this part, and of this id, hangs, and returns in words by what this shows.

    The time in which we ourselves stood still, or the process stood in line for a processor, counts for nothing.
    """
    clock = asyncio.get_running_loop().time
    looked = asked = clock()
    answers, stood = Silence(looked), time_in_line(pid)
    while True:
        await asyncio.sleep(LOOK_EVERY)
        if clock() - looked > LOOK_EVERY + STOOD_STILL:
            asked = clock()
            answers.hear(asked)
            if pulse:
                pulse.hear()
        before, stood = stood, time_in_line(pid)
        in_line = min(max(stood - before, 0.0), clock() - looked)
        looked = clock()
        answers.forgive(in_line)
        if pulse:
            pulse.forgive(in_line)
        if pulse and pulse.is_silent:
            return "shows no sign of life"
        if part.silent_for and part.ready and looked - asked > ASK_EVERY:
            if await part.ready():
                answers.hear(clock())
            looked = asked = clock()
            if answers.is_longer_than(part.silent_for, asked):
                return f"has not answered for {part.silent_for:.0f} s"
