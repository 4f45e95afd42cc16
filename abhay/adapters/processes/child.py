"""One part at run time: starts, watches, restarts and stops its process."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from abhay.adapters.postgres.account import PopenUser
from abhay.adapters.postgres.paths import HomeLock
from abhay.adapters.processes import pulse, reaper
from abhay.adapters.processes.hanging import PulsePipe, until_hanging
from abhay.adapters.processes.logs import last_line, open_log
from abhay.adapters.processes.part import Part
from abhay.adapters.processes.priority import lower_priority
from abhay.adapters.processes.start_signal import SIGNAL, VARIABLE
from abhay.errors import SetupError

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 1.6
"""Seconds between a death and the next start: the first doubles up to the longest while the part keeps dying."""

STEADY = 20.0
"""Seconds of running after which a death counts as the first again."""

LONGEST_PAUSE_AT_START = 15.0
"""The same for a part that is not essential and was never ready: its start is costly, and nobody waits for it."""


class State(StrEnum):
    """The state of a part."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    DEAD = "dead"
    STOPPED = "stopped"


class Reaper:
    """The supervisor's end of the pipe to the reaper, which gets the processes to watch."""

    def __init__(self, token: str, log: Path, lock: HomeLock) -> None:
        command = [sys.executable, "-S", "-E", str(reaper.__file__), token]
        unmarked = {name: value for name, value in os.environ.items() if not name.startswith("ABHAY_")}
        with open_log(log) as stderr:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stderr=stderr,
                start_new_session=True,
                cwd="/",
                env=unmarked,
                pass_fds=(lock.number,),  # until it has ended the last process nobody else starts in this home
            )

    def watch(self, pid: int, part: Part, depth: int) -> None:
        """Has the reaper end this process if the supervisor dies."""
        self._tell(f"+ {pid} {int(part.stop_signal)} {depth} {part.grace}")

    def forget(self, pid: int) -> None:
        """Takes an ended process off the reaper's list."""
        self._tell(f"- {pid}")

    def close(self) -> None:
        """Closes the pipe and waits until the reaper has ended every remaining process."""
        if self._process.stdin:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin:
            with suppress(BrokenPipeError):  # somebody killed it; stopping in order needs no reaper
                self._process.stdin.write(f"{line}\n".encode())
                self._process.stdin.flush()


@dataclass(frozen=True)
class ProcessContext:
    """The context of all children: environment, log folder, reaper and reporter."""

    env: Mapping[str, str]
    log: Path
    reaper: Reaper
    say: Callable[[str], object]
    changed: Callable[[], None]


class Child:
    """A running part. The future `ready` is done once the part is ready for the first time, or has failed."""

    def __init__(self, part: Part, depth: int) -> None:
        self.part = part
        self.depth = depth
        self.state = State.WAITING
        self.starts = 0
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._process: Process | None = None
        self._stopping = asyncio.Event()
        self._released = asyncio.Event()
        self._begun = 0.0
        self._pulse: PulsePipe | None = None

    @property
    def pid(self) -> int | None:
        """The process's id while it runs; it leads its own group."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def run(self, around: ProcessContext) -> None:
        """Starts the process, and again after each death, until `stop`; `ready` holds a failure of the first start."""
        deaths, pause = 0, FIRST_PAUSE
        while not self._stopping.is_set():
            begun = time.monotonic()
            ending = await self._one_life(around)
            if self._stopping.is_set() or self.state is State.DONE:
                break
            deaths += 1
            if self._start_fails(deaths):
                self._fail(around, ending)
                return
            if time.monotonic() - begun > STEADY:
                deaths, pause = (1 if self.ready.done() else deaths), FIRST_PAUSE
            self._say_again(around, ending, deaths, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE if self.ready.done() else LONGEST_PAUSE_AT_START)
        self._become(State.DONE if self.state is State.DONE else State.STOPPED, around)

    def _start_fails(self, deaths: int) -> bool:
        """Returns whether this many deaths end the start: of an essential part that was never ready."""
        return self.part.essential and not self.ready.done() and (self.part.once or deaths >= self.part.tries)

    def _say_again(self, around: ProcessContext, ending: str, deaths: int, pause: float) -> None:
        """Tells that the part is started again; of one that keeps dying at the 1st, 2nd, 4th, 8th … time."""
        if deaths & (deaths - 1) == 0:
            often = "" if deaths == 1 else f" ({deaths} times; {last_line(around.log / f'{self.part.name}.log')})"
            around.say(f"{self.part.name} {ending}{often}: started again in {pause:.1f} s")

    def release(self) -> None:
        """Tells a preloaded process that its dependencies are ready."""
        self._released.set()

    async def stop(self) -> None:
        """Asks the process to stop, and kills it after its grace period; it is not started again."""
        self._stopping.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(self.part.stop_signal)
        with suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), self.part.grace)
        self.kill()
        await process.wait()

    def kill(self) -> None:
        """Kills the process and its group at once."""
        if (pid := self.pid) is not None:
            reaper.kill_group(pid)

    async def _one_life(self, around: ProcessContext) -> str:
        """Runs the process once and returns how it ended. An error of the preparation counts as a death."""
        self._begun = time.monotonic()
        self._become(State.STARTING, around)
        if self.part.needed and not await self.part.needed():
            self._now_ready(State.DONE, around)
            return "was not needed"
        try:
            process = await self._start(around)
        except (SetupError, OSError) as error:
            self._forget_pulse()
            return f"could not be started ({error})"
        if process is None:
            return "was stopped"
        asking = asyncio.create_task(self._ask(around, process))
        asking.add_done_callback(self._asked)
        watching = asyncio.create_task(self._end_if_hanging(around, process, asking))
        try:
            code = await process.wait()
        finally:
            asking.cancel()
            watching.cancel()
            around.reaper.forget(process.pid)
            self._forget_pulse()
        if self.part.once and code == 0:
            self._now_ready(State.DONE, around)
        else:
            self._become(State.DEAD, around)
        return _ending(code)

    async def _start(self, around: ProcessContext) -> Process | None:
        """Prepares and starts the process; returns None if it was stopped meanwhile."""
        if self.part.prepare:
            await asyncio.to_thread(self.part.prepare)
        if self._stopping.is_set():
            return None
        account = self.part.account
        env, pipes = self._started_with(around)
        with open_log(around.log / f"{self.part.name}.log") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.part.command_line(),
                stdin=subprocess.PIPE if self.part.preload else subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.part.folder,
                env=env,
                pass_fds=pipes,
                start_new_session=True,  # a terminal's Ctrl-C is for us alone: we stop the parts in order
                **(account.popen() if account else PopenUser()),
            )
        if self._pulse:
            self._pulse.given()
        self.starts += 1
        around.reaper.watch(self._process.pid, self.part, self.depth)
        around.changed()
        if self._stopping.is_set():  # stop came while the process was being made
            self.kill()
        if self.part.nice:
            await lower_priority(self._process.pid, self.part.nice)
        return self._process

    def _started_with(self, around: ProcessContext) -> tuple[dict[str, str], tuple[int, ...]]:
        """Returns the environment of the next process, and the ends of pipes that it gets."""
        env = self.part.environment(around.env) | ({VARIABLE: "1"} if self.part.preload else {})
        if not self.part.beats:
            return env, ()
        self._pulse = PulsePipe()
        return env | {pulse.VARIABLE: str(self._pulse.write_end)}, (self._pulse.write_end,)

    def _forget_pulse(self) -> None:
        if self._pulse:
            self._pulse.given()
            self._pulse.close()
        self._pulse = None

    async def _end_if_hanging(self, around: ProcessContext, process: Process, asking: asyncio.Task[None]) -> None:
        """Ends the process once it hangs: then it has died, and is started again."""
        if not self._pulse:
            await asyncio.wait([asking])  # nothing shows that it hangs before it has answered
        elif self.part.preload:
            await self._released.wait()  # it waits for those below it, however long they take
            self._pulse.hear()
        sign = await until_hanging(self.part, self._pulse, process.pid)
        around.say(f"{self.part.name} {sign}: ended")
        self.kill()

    async def _ask(self, around: ProcessContext, process: Process) -> None:
        """Releases the process once its dependencies are ready, then polls until the part is ready."""
        if process.stdin:
            await self._released.wait()
            process.stdin.write(SIGNAL)
            with suppress(ConnectionError):  # it has ended, which its waiter notices
                await process.stdin.drain()
        if self.part.once:
            return
        while self.part.ready:
            if await self.part.ready():
                break
            await asyncio.sleep(self.part.ask_every)
        self._now_ready(State.READY, around)

    def _asked(self, asking: asyncio.Task[None]) -> None:
        """Checks once whether the part is ready; an exception is a fault in the list of parts and fails the start."""
        if not asking.cancelled() and (error := asking.exception()) and not self.ready.done():
            self.ready.set_exception(error)

    def _now_ready(self, state: State, around: ProcessContext) -> None:
        took = time.monotonic() - self._begun
        again = " again" if self.ready.done() else ""
        if not self.ready.done():
            self.ready.set_result(None)
        self._become(state, around)
        around.say(f"{self.part.name} {'done' if state is State.DONE else 'ready'}{again} ({took:.1f} s)")

    def _fail(self, around: ProcessContext, ending: str) -> None:
        self._become(State.DEAD, around)
        log = around.log / f"{self.part.name}.log"
        self.ready.set_exception(SetupError(f"{self.part.name} {ending}: {last_line(log)} (more in {log})"))

    def _become(self, state: State, around: ProcessContext) -> None:
        self.state = state
        around.changed()


def _ending(code: int) -> str:
    """Returns in words how a process ended."""
    if code >= 0:
        return f"ended with exit code {code}"
    return f"was ended by {signal.Signals(-code).name}"
