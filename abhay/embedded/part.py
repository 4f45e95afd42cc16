"""What the supervisor is told about a part of the system: data, so that parts can be added and left out."""

import signal
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter

from abhay.embedded.account import Account


@dataclass(frozen=True)
class Part:
    """One process of the system.

    It starts when every part in `after` is ready, and stops before any of them does. `once` marks a
    step of the start, such as the migrations: it is ready when it has ended well. `prepare` runs in a
    thread before each start; `command` and `env` may be functions, asked after that. `ready` is asked
    until it says yes; without it a part is ready as soon as it runs. `grace` is in seconds: from being
    asked to stop to being killed. `nice` is 0 for what must not wait for a processor, up to 19 for what can.
    """

    name: str
    command: Sequence[str] | Callable[[], Sequence[str]]
    after: tuple[str, ...] = ()
    once: bool = False
    env: Mapping[str, str] | Callable[[], Mapping[str, str]] = field(default_factory=dict[str, str])
    prepare: Callable[[], None] | None = None
    ready: Callable[[], Awaitable[bool]] | None = None
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    grace: float = 4.0
    nice: int = 0

    def command_line(self) -> list[str]:
        """The command as it is now."""
        return list(self.command() if callable(self.command) else self.command)

    def environment(self) -> Mapping[str, str]:
        """What the process gets besides the system's environment, as it is now."""
        return self.env() if callable(self.env) else self.env


def in_order(parts: Sequence[Part]) -> list[Part]:
    """The parts, each behind those it stands on; raises ValueError for a circle or an unknown name in `after`."""
    by_name = {part.name: part for part in parts}
    unknown = {name for part in parts for name in part.after} - by_name.keys()
    if unknown:
        raise ValueError(f"no such part: {', '.join(sorted(unknown))}")
    return [by_name[name] for name in TopologicalSorter({part.name: part.after for part in parts}).static_order()]


def leave_out(parts: Sequence[Part], names: Collection[str]) -> list[Part]:
    """The parts without these; what stood on one of them stands on what that one stood on."""
    below = {part.name: part.after for part in parts}

    def standing_on(name: str) -> list[str]:
        return [base for lower in below[name] for base in (standing_on(lower) if lower in names else [lower])]

    return [
        replace(part, after=tuple(dict.fromkeys(standing_on(part.name)))) for part in parts if part.name not in names
    ]
