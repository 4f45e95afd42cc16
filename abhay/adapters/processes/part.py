"""A part of the system as data, so that parts can be added or left out."""

import signal
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from pathlib import Path

from abhay.adapters.postgres.account import Account
from abhay.adapters.processes.reaper import TOKEN_VARIABLE

TRIES_AT_START = 3
"""Deaths of an essential part that was never ready after which the start fails."""

_FOR_ALL = ("ABHAY_HOME", TOKEN_VARIABLE)
"""No secrets: by these a process is known as one of this system."""


@dataclass(frozen=True)
class Part:
    """One process of the system.

    It starts when every part in `after` is ready, and stops before any of them. With `preload` it starts at
    once, imports its code and waits for the signal that they are ready (`start_signal`). `once` marks a step
    of the start, such as the migrations: it is ready when it has ended well, or at once if `needed` returns
    False. `prepare` runs in a thread before each start; `command` and `env` may be functions, called after
    it. `ready` is called every `ask_every` seconds until it returns True; without it a part is ready as soon
    as it runs. `grace` is the seconds between the request to stop and the kill. `nice` is 0 for a part that
    must not wait for a processor, up to 19 for one that can. `withheld` are the prefixes of variables of the
    system's environment that it does not get: programs that are not ours get none of our secrets. `folder` is
    where it runs, instead of the caller's folder. `essential` marks what intake and paging need: the start waits
    for these alone, and for the others only a while; after so many `tries` that ended before it was ever ready it
    fails. `beats` marks a process that shows its pulse (`pulse.py`),
    and is ended once it shows none; `silent_for` are the seconds without an answer to `ready` after which one that
    was ready is ended.
    """

    name: str
    command: Sequence[str] | Callable[[], Sequence[str]]
    after: tuple[str, ...] = ()
    preload: bool = False
    once: bool = False
    needed: Callable[[], Awaitable[bool]] | None = None
    env: Mapping[str, str] | Callable[[], Mapping[str, str]] = field(default_factory=dict[str, str])
    withheld: tuple[str, ...] = ()
    prepare: Callable[[], None] | None = None
    ready: Callable[[], Awaitable[bool]] | None = None
    ask_every: float = 0.1
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 4.0
    nice: int = 0
    folder: Path | None = None
    essential: bool = True
    tries: int = TRIES_AT_START
    beats: bool = False
    silent_for: float | None = None

    def command_line(self) -> list[str]:
        """Returns the present command."""
        return list(self.command() if callable(self.command) else self.command)

    def environment(self, system: Mapping[str, str]) -> dict[str, str]:
        """Returns the present environment of the process: the system's variables but those withheld, and its own."""
        own = self.env() if callable(self.env) else self.env
        return {name: value for name, value in system.items() if self._gets(name)} | dict(own)

    def _gets(self, name: str) -> bool:
        return name in _FOR_ALL or not name.startswith(self.withheld)


def in_order(parts: Sequence[Part]) -> list[Part]:
    """Returns the parts, each after its dependencies. Raises `ValueError` for a cycle or an unknown name in `after`."""
    by_name = {part.name: part for part in parts}
    unknown = {name for part in parts for name in part.after} - by_name.keys()
    if unknown:
        raise ValueError(f"no such part: {', '.join(sorted(unknown))}")
    return [by_name[name] for name in TopologicalSorter({part.name: part.after for part in parts}).static_order()]


def leave_out(parts: Sequence[Part], names: Collection[str]) -> list[Part]:
    """Returns the parts without these; a part that depended on one inherits that one's dependencies."""
    below = {part.name: part.after for part in parts}

    def standing_on(name: str) -> list[str]:
        return [base for lower in below[name] for base in (standing_on(lower) if lower in names else [lower])]

    return [
        replace(part, after=tuple(dict.fromkeys(standing_on(part.name)))) for part in parts if part.name not in names
    ]
