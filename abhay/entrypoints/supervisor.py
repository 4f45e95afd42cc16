"""Runs the whole system on one machine: starts its parts in order, keeps them running, stops them.

`abhay up` calls `up`; tests use a `Supervisor` with parts of their own.
"""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from abhay.adapters.postgres.paths import Home, HomeLock
from abhay.adapters.processes.child import Child, ProcessContext, Reaper
from abhay.adapters.processes.environment import system_environment
from abhay.adapters.processes.logs import LogReader, rotate
from abhay.adapters.processes.part import Part, in_order
from abhay.adapters.processes.ports import Port, require_free
from abhay.errors import HomeBeingLeft
from abhay.security.secretfiles import make_secrets, require_keys_of
from abhay.settings import Settings

SAY_EVERY = 60.0
"""Seconds between two lines that name the essential parts that are not ready yet: a busy machine is waited for."""

WAIT_FOR_OTHERS = 60.0
"""Seconds that the start waits for the parts that are not essential, once the essential ones are ready."""

ENDED_WITHIN = 30.0
"""Seconds within which the reaper has ended the parts of a supervisor that was killed."""

ASK_AGAIN = 0.2
READ_LOGS_EVERY = 0.5
SHOWN_AT_ONCE = 3
"""Most important lines of one part per look at the terminal; its file has the rest."""


class Supervisor:
    """Runs parts in the settings' home, once, in one event loop; best used with `async with`.

    `start` returns once every essential part was ready, and the others too or a while later; `stop`, which must be
    called even if that failed, ends them in reverse order. In between, a part that dies is restarted within 2 s, one
    that hangs within 12 s. `parts` holds the running parts by name, in the order of their start.
    """

    def __init__(
        self,
        settings: Settings,
        parts: Sequence[Part],
        ports: Sequence[Port] = (),
        say: Callable[[str], object] = lambda _: None,
        *,
        say_every: float = SAY_EVERY,
        wait_for_others: float = WAIT_FOR_OTHERS,
    ) -> None:
        self.home = Home.of(settings)
        self.parts: dict[str, Child] = {}
        self._settings = settings
        self._plan = in_order(parts)
        self._ports = ports
        self._say = say
        self._say_every = say_every
        self._wait_for_others = wait_for_others
        self._token = secrets.token_hex(16)
        self._lock: HomeLock | None = None
        self._reaper: Reaper | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._showing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Starts the parts; stops the started ones again if that fails."""
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops the parts."""
        await self.stop()

    async def start(self) -> None:
        """Starts all parts and waits until the essential ones are ready, however long a busy machine takes.

        Raises `SetupError` in one line if one of them fails. What is not essential gets a while more, and is then
        tried again as long as the system runs: `not_ready` names it.
        """
        self._launch(await self._lock_home())
        while missing := await self._not_ready_within(self._say_every, essential=True):
            self._say(f"not ready yet: {', '.join(missing)} (see {self.home.log}); still trying")
        await self._not_ready_within(self._wait_for_others, essential=False)

    @property
    def not_ready(self) -> list[str]:
        """The names of the parts that were never ready yet."""
        return [name for name, child in self.parts.items() if not child.ready.done()]

    async def _not_ready_within(self, seconds: float, *, essential: bool) -> list[str]:
        """Waits for these parts and returns the names of those not ready. Raises the error of one that failed."""
        waiting_for = [child.ready for child in self.parts.values() if child.part.essential is essential]
        if waiting_for:
            done, _ = await asyncio.wait(waiting_for, timeout=seconds, return_when=asyncio.FIRST_EXCEPTION)
            for ready in done:
                ready.result()
        return [name for name in self.not_ready if self.parts[name].part.essential is essential]

    async def watch(self) -> None:
        """Waits until the supervision itself fails, and raises its error; a part that dies is no such failure."""
        running = {*self._tasks.values(), *([self._showing] if self._showing else [])}
        while running:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def stop(self) -> None:
        """Stops every part, dependents first, and releases the home's lock."""
        for child in self.parts.values():
            child.ready.cancel()  # no part starts any more
        stops: dict[str, asyncio.Task[None]] = {}
        for name, child in reversed(self.parts.items()):
            above = [stops[other] for other, running in self.parts.items() if name in running.part.after]
            stops[name] = asyncio.create_task(self._stop_after(above, child))
        await asyncio.gather(*stops.values())
        if self._showing:
            self._showing.cancel()
            await asyncio.wait([self._showing])
        if self._reaper:
            await asyncio.to_thread(self._reaper.close)  # it ends what the parts themselves left behind
            self.home.parts.unlink(missing_ok=True)
        if self._lock:
            self._lock.release()

    def kill(self) -> None:
        """Ends every process at once; `stop` must still be called."""
        for child in self.parts.values():
            child.kill()

    async def _lock_home(self) -> HomeLock:
        """Locks the home and checks every requirement before any part starts."""
        self.home.create(next((part.account for part in self._plan if part.account), None))
        self._lock = await self._lock_when_ended()
        require_free(self._ports)
        require_keys_of(self.home.data, self._settings)
        make_secrets(self._settings)
        return self._lock

    async def _lock_when_ended(self) -> HomeLock:
        """Locks the home; waits while the reaper ends the parts of a supervisor that was killed."""
        begun, told = asyncio.get_running_loop().time(), False
        while True:
            try:
                return self.home.lock()
            except HomeBeingLeft:
                if asyncio.get_running_loop().time() - begun > ENDED_WITHIN:
                    raise
                if not told:
                    self._say("waiting until the parts of the last start have ended")
                told = True
            await asyncio.sleep(ASK_AGAIN)

    def _launch(self, lock: HomeLock) -> None:
        """Launches the parts, each once its dependencies are ready."""
        for part in self._plan:
            rotate(self.home.log / f"{part.name}.log")
        self._reaper = Reaper(self._token, self.home.log / "reaper.log", lock)
        env = system_environment(self._settings, self._token)
        around = ProcessContext(env, self.home.log, self._reaper, self._say, self._record)
        for part in self._plan:
            depth = 1 + max((self.parts[name].depth for name in part.after), default=0)
            self.parts[part.name] = Child(part, depth)
        self._tasks = {name: asyncio.create_task(self._run(child, around)) for name, child in self.parts.items()}
        self._showing = asyncio.create_task(self._show_important_lines())

    async def _run(self, child: Child, around: ProcessContext) -> None:
        if not child.part.preload:
            if await self._all_ready(child.part.after):
                await child.run(around)
            return
        running = asyncio.create_task(child.run(around))
        if await self._all_ready(child.part.after):
            child.release()
        await running

    async def _all_ready(self, names: Sequence[str]) -> bool:
        """Waits for these parts; returns False if one fails, which ends the start."""
        for name in names:
            ready = self.parts[name].ready
            await asyncio.wait([ready])
            if ready.cancelled() or ready.exception():
                return False
        return True

    async def _show_important_lines(self) -> None:
        readers = {name: LogReader(self.home.log / f"{name}.log") for name in self.parts}
        while True:
            await asyncio.sleep(READ_LOGS_EVERY)
            for name, reader in readers.items():
                lines = await asyncio.to_thread(reader.important)
                for line in lines[:SHOWN_AT_ONCE]:
                    self._say(f"{name}: {line}")
                if len(lines) > SHOWN_AT_ONCE:
                    self._say(f"{name}: {len(lines) - SHOWN_AT_ONCE} more such lines in its log")

    async def _stop_after(self, above: Sequence[Awaitable[None]], child: Child) -> None:
        await asyncio.gather(*above)
        await child.stop()
        await asyncio.wait([self._tasks[child.part.name]])

    def _record(self) -> None:
        """Writes the running parts to a file in the home, for `abhay doctor` and for tests that end a part."""
        now = {
            name: {"pid": child.pid, "state": child.state, "starts": child.starts} for name, child in self.parts.items()
        }
        draft = self.home.parts.with_suffix(".draft")
        with suppress(OSError):  # a full disk must not end the supervision
            draft.write_text(json.dumps(now, indent=1), encoding="utf-8")
            draft.replace(self.home.parts)
