"""One part at run time: started, watched, started again when it dies, stopped."""

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

from abhay.embedded import warden
from abhay.embedded.account import PopenUser
from abhay.embedded.logs import last_line, open_log
from abhay.embedded.part import Part
from abhay.embedded.priority import stand_back
from abhay.errors import SetupError

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 1.6
"""Seconds between a death and the next start: doubled from the first to the longest while it keeps dying."""

STEADY = 20.0
"""Seconds of running after which a death counts as the first one again."""

TRIES_AT_START = 3
"""A part that dies so often before it was ever ready will not become so by itself."""

ASK_EVERY = 0.1


class State(StrEnum):
    """What a part is doing."""

    WAITING = "waiting"
    STARTING = "starting"
    READY = "ready"
    DONE = "done"
    DEAD = "dead"
    STOPPED = "stopped"


class Warden:
    """Our end of the warden's pipe: what it watches over, and letting it go."""

    def __init__(self, token: str, log: Path) -> None:
        command = [sys.executable, "-S", "-E", str(warden.__file__), token]
        unmarked = {name: value for name, value in os.environ.items() if not name.startswith("ABHAY_")}
        with open_log(log) as stderr:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stderr=stderr, start_new_session=True, cwd="/", env=unmarked
            )

    def watch(self, pid: int, part: Part, depth: int) -> None:
        """End this process should we be gone."""
        self._tell(f"+ {pid} {int(part.stop_signal)} {depth}")

    def forget(self, pid: int) -> None:
        """The process has ended."""
        self._tell(f"- {pid}")

    def close(self) -> None:
        """Close the pipe and wait until the warden has ended what is left."""
        if self._process.stdin:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin:
            with suppress(BrokenPipeError):  # somebody killed it; stopping in order needs no warden
                self._process.stdin.write(f"{line}\n".encode())
                self._process.stdin.flush()


@dataclass(frozen=True)
class Surroundings:
    """What all children share: environment, log folder, warden, and where to report."""

    env: Mapping[str, str]
    log: Path
    warden: Warden
    say: Callable[[str], object]
    changed: Callable[[], None]


class Child:
    """A part while the system runs. `ready` is done once it was ready for the first time, or failed to be."""

    def __init__(self, part: Part, depth: int) -> None:
        self.part = part
        self.depth = depth
        self.state = State.WAITING
        self.starts = 0
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._process: Process | None = None
        self._stopping = asyncio.Event()
        self._begun = 0.0

    @property
    def pid(self) -> int | None:
        """The process's id while it runs; it leads its own group."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def run(self, around: Surroundings) -> None:
        """Start it, and again after each death, until `stop`; a failure to start the first time ends in `ready`."""
        deaths, pause = 0, FIRST_PAUSE
        while not self._stopping.is_set():
            begun = time.monotonic()
            ending = await self._one_life(around)
            if self._stopping.is_set() or self.state is State.DONE:
                break
            deaths += 1
            if not self.ready.done() and (self.part.once or deaths >= TRIES_AT_START):
                self._fail(around, ending)
                return
            pause = FIRST_PAUSE if time.monotonic() - begun > STEADY else pause
            around.say(f"{self.part.name} {ending}: started again in {pause:.1f} s")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._become(State.DONE if self.state is State.DONE else State.STOPPED, around)

    async def stop(self) -> None:
        """Ask the process to stop and kill it when its grace is over; it is not started again."""
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
        """Kill the process and its group at once."""
        if (pid := self.pid) is not None:
            warden.kill_group(pid)

    async def _one_life(self, around: Surroundings) -> str:
        """From start to end; says how it ended. An error of the preparation counts as a death."""
        self._become(State.STARTING, around)
        try:
            process = await self._start(around)
        except (SetupError, OSError) as error:
            return f"could not be started ({error})"
        if process is None:
            return "was stopped"
        asking = asyncio.create_task(self._ask(around))
        asking.add_done_callback(self._asked)
        try:
            code = await process.wait()
        finally:
            asking.cancel()
            around.warden.forget(process.pid)
        if self.part.once and code == 0:
            self._now_ready(State.DONE, around)
        else:
            self._become(State.DEAD, around)
        return _ending(code)

    async def _start(self, around: Surroundings) -> Process | None:
        """Prepare and start the process; None if it is to be stopped meanwhile."""
        self._begun = time.monotonic()
        if self.part.prepare:
            await asyncio.to_thread(self.part.prepare)
        if self._stopping.is_set():
            return None
        account = self.part.account
        with open_log(around.log / f"{self.part.name}.log") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self.part.command_line(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**around.env, **self.part.environment()},
                start_new_session=True,  # a terminal's Ctrl-C is for us alone: we stop the parts in order
                **(account.popen() if account else PopenUser()),
            )
        self.starts += 1
        around.warden.watch(self._process.pid, self.part, self.depth)
        around.changed()
        if self._stopping.is_set():  # stop came while the process was being made
            self.kill()
        if self.part.nice:
            await stand_back(self._process.pid, self.part.nice)
        return self._process

    async def _ask(self, around: Surroundings) -> None:
        """Ask until the part is ready."""
        if self.part.once:
            return
        while self.part.ready:
            if await self.part.ready():
                break
            await asyncio.sleep(ASK_EVERY)
        self._now_ready(State.READY, around)

    def _asked(self, asking: asyncio.Task[None]) -> None:
        """A question that breaks is a mistake in the list of parts: the start fails with it."""
        if not asking.cancelled() and (error := asking.exception()) and not self.ready.done():
            self.ready.set_exception(error)

    def _now_ready(self, state: State, around: Surroundings) -> None:
        took = time.monotonic() - self._begun
        again = " again" if self.ready.done() else ""
        if not self.ready.done():
            self.ready.set_result(None)
        self._become(state, around)
        around.say(f"{self.part.name} {'done' if state is State.DONE else 'ready'}{again} ({took:.1f} s)")

    def _fail(self, around: Surroundings, ending: str) -> None:
        self._become(State.DEAD, around)
        log = around.log / f"{self.part.name}.log"
        self.ready.set_exception(SetupError(f"{self.part.name} {ending}: {last_line(log)} (more in {log})"))

    def _become(self, state: State, around: Surroundings) -> None:
        self.state = state
        around.changed()


def _ending(code: int) -> str:
    """How a process ended, in words."""
    if code >= 0:
        return f"ended with exit code {code}"
    return f"was ended by {signal.Signals(-code).name}"
