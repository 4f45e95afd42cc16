"""The whole system on one machine: starts its parts in order, keeps them running, stops them again.

`abhay up` is `up`; tests take a `Supervisor` with parts of their own.
"""

import asyncio
import json
import secrets
import signal
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from abhay.embedded.child import Child, Surroundings, Warden
from abhay.embedded.environment import system_environment
from abhay.embedded.logs import LogReader, Reporter, rotate
from abhay.embedded.part import Part, in_order
from abhay.embedded.parts import addresses, system_parts, system_ports
from abhay.embedded.paths import Home, HomeLock
from abhay.embedded.ports import Port, require_free
from abhay.errors import SetupError
from abhay.secretfiles import make_secrets, require_keys_of
from abhay.settings import Settings

START_LIMIT = 180.0
"""Seconds in which every part must have been ready once."""

READ_LOGS_EVERY = 0.5
SHOWN_AT_ONCE = 3
"""Important lines of one part shown at the terminal per look; the rest is in its file."""

REPEATED_SIGNAL = 1.0
"""Seconds in which a second Ctrl-C is the first one again: make passes on what the terminal sent to both."""


class Supervisor:
    """Runs parts in the settings' home, once, in one event loop; best used by `async with`.

    `start` returns when every part was ready; `stop`, which is to be called however that ended, ends
    them in reverse order. Between the two a part that dies is started again within 2 s. `parts` are
    the running parts by name, in the order of their start.
    """

    def __init__(
        self,
        settings: Settings,
        parts: Sequence[Part],
        ports: Sequence[Port] = (),
        say: Callable[[str], object] = lambda _: None,
    ) -> None:
        self.home = Home.of(settings)
        self.parts: dict[str, Child] = {}
        self._settings = settings
        self._plan = in_order(parts)
        self._ports = ports
        self._say = say
        self._token = secrets.token_hex(16)
        self._lock: HomeLock | None = None
        self._warden: Warden | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._showing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Start; what was started is stopped again if that fails."""
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        await self.stop()

    async def start(self) -> None:
        """Start everything and wait until all is ready; raises SetupError in one line if that cannot be."""
        self._take_home()
        self._launch()
        waiting_for = {child.ready: name for name, child in self.parts.items()}
        done, pending = await asyncio.wait(waiting_for, timeout=START_LIMIT, return_when=asyncio.FIRST_EXCEPTION)
        for ready in done:
            ready.result()
        if pending:
            names = ", ".join(name for ready, name in waiting_for.items() if ready in pending)
            raise SetupError(f"not ready within {START_LIMIT:.0f} s: {names} (see {self.home.log})")

    async def watch(self) -> None:
        """Wait until something breaks the supervision itself, and raise that; parts that die do not."""
        running = {*self._tasks.values(), *([self._showing] if self._showing else [])}
        while running:
            done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()

    async def stop(self) -> None:
        """Stop every part, those first that no other stands on, and let the home go."""
        for child in self.parts.values():
            child.ready.cancel()  # nobody starts any more because of it
        stops: dict[str, asyncio.Task[None]] = {}
        for name, child in reversed(self.parts.items()):
            above = [stops[other] for other, running in self.parts.items() if name in running.part.after]
            stops[name] = asyncio.create_task(self._stop_after(above, child))
        await asyncio.gather(*stops.values())
        if self._showing:
            self._showing.cancel()
            await asyncio.wait([self._showing])
        if self._warden:
            await asyncio.to_thread(self._warden.close)  # it ends what the parts themselves left behind
            self.home.parts.unlink(missing_ok=True)
        if self._lock:
            self._lock.release()

    def kill(self) -> None:
        """End every process at once; `stop` is still to be called."""
        for child in self.parts.values():
            child.kill()

    def _take_home(self) -> None:
        """Lock the home and see that all is there that is needed, before anything is started."""
        self.home.create(next((part.account for part in self._plan if part.account), None))
        self._lock = self.home.lock()
        require_free(self._ports)
        require_keys_of(self.home.data, self._settings)
        make_secrets(self._settings)

    def _launch(self) -> None:
        """Begin to start the parts, each when those it stands on are ready."""
        for part in self._plan:
            rotate(self.home.log / f"{part.name}.log")
        self._warden = Warden(self._token, self.home.log / "warden.log")
        env = system_environment(self._settings, self._token)
        around = Surroundings(env, self.home.log, self._warden, self._say, self._record)
        for part in self._plan:
            depth = 1 + max((self.parts[name].depth for name in part.after), default=0)
            self.parts[part.name] = Child(part, depth)
        self._tasks = {name: asyncio.create_task(self._run(child, around)) for name, child in self.parts.items()}
        self._showing = asyncio.create_task(self._show_important_lines())

    async def _run(self, child: Child, around: Surroundings) -> None:
        for name in child.part.after:
            ready = self.parts[name].ready
            await asyncio.wait([ready])
            if ready.cancelled() or ready.exception():
                return  # the start ends with that one
        await child.run(around)

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
        """Write what runs into the home, for `abhay doctor` and for tests that end a part on purpose."""
        now = {
            name: {"pid": child.pid, "state": child.state, "starts": child.starts} for name, child in self.parts.items()
        }
        draft = self.home.parts.with_suffix(".draft")
        with suppress(OSError):  # a full disk must not end the supervision
            draft.write_text(json.dumps(now, indent=1), encoding="utf-8")
            draft.replace(self.home.parts)


def up(settings: Settings, without: Collection[str] = ()) -> int:
    """Run the whole system in the foreground until Ctrl-C or SIGTERM; gives the exit code.

    `without` leaves parts out by name. Raises SetupError in one line if it cannot start.
    """
    parts, ports = system_parts(settings, without), system_ports(settings, without)
    return asyncio.run(foreground(settings, parts, ports, addresses(settings, without)))


async def foreground(
    settings: Settings, parts: Sequence[Part], ports: Sequence[Port] = (), places: Sequence[tuple[str, str]] = ()
) -> int:
    """Run these parts until a signal comes, telling the terminal what happens; `places` are named when all is ready."""
    say = Reporter(Home.of(settings).log / "supervisor.log").say
    supervisor = Supervisor(settings, parts, ports, say)
    stopping = _stop_on_signals(supervisor, say)
    say(f"Abhay starts in {supervisor.home.root}")
    begun = time.monotonic()
    try:
        if await _unless(stopping, supervisor.start()):
            say(f"Abhay is ready ({time.monotonic() - begun:.0f} s)")
            for name, place in places:
                say(f"  {name:<11} {place}")
            say("Ctrl-C stops everything.")
            await _unless(stopping, supervisor.watch())
    finally:
        await supervisor.stop()
    say("Abhay is stopped.")
    return 0


async def _unless(event: asyncio.Event, work: Awaitable[None]) -> bool:
    """Do the work, or break it off when the event comes; says whether it was done. Raises what it raises."""
    tasks = asyncio.ensure_future(work), asyncio.create_task(event.wait())
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finished = tasks[0].done()
    for task in tasks:
        task.cancel()
    if finished:
        tasks[0].result()
    return finished


def _stop_on_signals(supervisor: Supervisor, say: Callable[[str], object]) -> asyncio.Event:
    """An event that Ctrl-C, SIGTERM or a closed terminal sets; asked again, everything is ended at once."""
    stopping = asyncio.Event()
    first = time.monotonic()

    def on_signal() -> None:
        nonlocal first
        if not stopping.is_set():
            first = time.monotonic()
            stopping.set()
            say("Stopping; Ctrl-C once more ends everything at once.")
        elif time.monotonic() - first > REPEATED_SIGNAL:
            supervisor.kill()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number is not signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
            loop.add_signal_handler(number, on_signal)
    return stopping
