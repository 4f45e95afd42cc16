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
from abhay.errors import SetupError
from abhay.security.secretfiles import make_secrets, require_keys_of
from abhay.settings import Settings

START_LIMIT = 180.0
"""Seconds within which every part must be ready once."""

READ_LOGS_EVERY = 0.5
SHOWN_AT_ONCE = 3
"""Most important lines of one part per look at the terminal; its file has the rest."""


class Supervisor:
    """Runs parts in the settings' home, once, in one event loop; best used with `async with`.

    `start` returns once every part was ready; `stop`, which must be called even if that failed, ends them
    in reverse order. In between, a part that dies is restarted within 2 s. `parts` holds the running parts
    by name, in the order of their start.
    """

    def __init__(
        self,
        settings: Settings,
        parts: Sequence[Part],
        ports: Sequence[Port] = (),
        say: Callable[[str], object] = lambda _: None,
        start_limit: float = START_LIMIT,
    ) -> None:
        self.home = Home.of(settings)
        self.parts: dict[str, Child] = {}
        self._settings = settings
        self._plan = in_order(parts)
        self._ports = ports
        self._say = say
        self._start_limit = start_limit
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
        """Starts all parts and waits until each is ready. Raises `SetupError` in one line if that fails."""
        self._lock_home()
        self._launch()
        waiting_for = {child.ready: name for name, child in self.parts.items()}
        done, pending = await asyncio.wait(waiting_for, timeout=self._start_limit, return_when=asyncio.FIRST_EXCEPTION)
        for ready in done:
            ready.result()
        if pending:
            names = ", ".join(name for ready, name in waiting_for.items() if ready in pending)
            raise SetupError(f"not ready within {self._start_limit:.0f} s: {names} (see {self.home.log})")

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

    def _lock_home(self) -> None:
        """Locks the home and checks every requirement before any part starts."""
        self.home.create(next((part.account for part in self._plan if part.account), None))
        self._lock = self.home.lock()
        require_free(self._ports)
        require_keys_of(self.home.data, self._settings)
        make_secrets(self._settings)

    def _launch(self) -> None:
        """Launches the parts, each once its dependencies are ready."""
        for part in self._plan:
            rotate(self.home.log / f"{part.name}.log")
        self._reaper = Reaper(self._token, self.home.log / "reaper.log")
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
