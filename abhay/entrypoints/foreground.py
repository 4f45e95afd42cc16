"""The whole system in the foreground, `abhay up`: starts it, tells the terminal what happens, stops it at a signal."""

import asyncio
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import UTC, datetime

from abhay.adapters.postgres.marks import long_ago, require_original
from abhay.adapters.postgres.paths import Home
from abhay.adapters.processes.logs import Reporter
from abhay.adapters.processes.part import Part
from abhay.adapters.processes.ports import Port
from abhay.entrypoints.first_admin import first_admin_link
from abhay.entrypoints.parts import addresses, system_parts, system_ports
from abhay.entrypoints.supervisor import Supervisor
from abhay.settings import Settings

REPEATED_SIGNAL = 1.0
"""Seconds within which a second Ctrl-C counts as the first: make passes on what the terminal sent to both."""


def up(settings: Settings, without: Collection[str] = ()) -> int:
    """Runs the whole system in the foreground until Ctrl-C or SIGTERM; returns the exit code.

    `without` leaves parts out by name. Raises `SetupError` in one line if it cannot start.
    """
    home = Home.of(settings)
    for line in (require_original(home) if settings.database_url is None else None, long_ago(home, datetime.now(UTC))):
        sys.stderr.write(f"{line}\n" if line else "")
    parts, ports = system_parts(settings, without), system_ports(settings, without)
    serves = any(part.name == "gateway" for part in parts)
    return asyncio.run(foreground(settings, parts, ports, addresses(settings, without), welcomes=serves))


async def foreground(
    settings: Settings,
    parts: Sequence[Part],
    ports: Sequence[Port] = (),
    places: Sequence[tuple[str, str]] = (),
    *,
    welcomes: bool = False,
) -> int:
    """Runs these parts until a signal, reporting to the terminal; prints `places` once they are ready.

    `welcomes`: the terminal gets a set-up link for the first admin, as long as nobody can sign in.
    """
    say = Reporter(Home.of(settings).log / "supervisor.log").say
    supervisor = Supervisor(settings, parts, ports, say)
    stopping = _stop_on_signals(supervisor, say)
    say(f"Abhay starts in {supervisor.home.root}")
    begun = time.monotonic()
    try:
        if await _unless(stopping, supervisor.start()):
            missing = supervisor.not_ready
            without = f" without {', '.join(missing)}, tried again until it works" if missing else ""
            say(f"Abhay is ready{without} ({time.monotonic() - begun:.0f} s)")
            for name, place in places:
                say(f"  {name:<11} {place}")
            say("Ctrl-C stops everything.")
            await _unless(stopping, _watch(settings, supervisor, welcomes=welcomes))
    finally:
        await supervisor.stop()
    say("Abhay is stopped.")
    return 0


async def _watch(settings: Settings, supervisor: Supervisor, *, welcomes: bool) -> None:
    if welcomes and (link := await first_admin_link(settings)) is not None:
        sys.stdout.write(f"  first admin {link} (once, within 48 hours)\n")  # to the terminal alone: it is a key
        sys.stdout.flush()
    await supervisor.watch()


async def _unless(event: asyncio.Event, work: Awaitable[None]) -> bool:
    """Does the work unless the event comes first; returns whether it was done. Raises the errors of the work."""
    tasks = asyncio.ensure_future(work), asyncio.create_task(event.wait())
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finished = tasks[0].done()
    for task in tasks:
        task.cancel()
    if finished:
        tasks[0].result()
    return finished


def _stop_on_signals(supervisor: Supervisor, say: Callable[[str], object]) -> asyncio.Event:
    """Returns an event that Ctrl-C, SIGTERM or a closed terminal sets; a second signal ends everything at once."""
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
