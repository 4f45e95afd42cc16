"""The faults: each breaks something of a running system for a while, then mends what does not mend itself."""

import asyncio
import random
import shutil
import signal
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import asyncpg
import httpx
import psutil

from abhay.adapters.engine.base import ESCALATION, WORK_POOL
from abhay.adapters.postgres.urls import OURS, embedded_url
from abhay.settings import Settings
from tests.support.system import System

CUT_EVERY = 0.3
"""Seconds between two rounds in which every connection to our database is ended."""

ROOM = 1 << 20
"""Bytes by which the file that fills the disk grows."""


class Hand:
    """What breaks a system: its processes, its database, its Prefect."""

    def __init__(self, system: System, chance: random.Random) -> None:
        self.system, self.chance = system, chance
        self._url = embedded_url(Settings(home=system.home), OURS).replace("+asyncpg", "", 1)

    def parts(self, *kinds: str) -> list[str]:
        """The parts of these kinds: `worker` is also `worker-2`."""
        return [name for name in self.system.parts() if name.rpartition("-")[0] in kinds or name in kinds]

    def one_of(self, *kinds: str) -> str:
        return self.chance.choice(self.parts(*kinds))

    def kill(self, part: str) -> None:
        with suppress(psutil.NoSuchProcess):  # it is dead already
            self.system.part(part).send_signal(signal.SIGKILL)

    @contextmanager
    def hung(self, parts: Sequence[str]) -> Iterator[None]:
        """These processes stand still; whoever starts another one in their place does so."""
        processes: list[psutil.Process] = []
        for part in parts:
            with suppress(psutil.NoSuchProcess):
                processes.append(self.system.part(part))
                processes[-1].suspend()
        yield
        for process in processes:
            with suppress(psutil.NoSuchProcess):
                process.resume()

    def ask(self, *statements: str) -> None:
        """Carries out statements in one session of our database; one that is ended in the middle has done enough."""

        async def run() -> None:
            connection = await asyncpg.connect(self._url, server_settings={"default_transaction_read_only": "off"})
            try:
                for statement in statements:
                    await connection.execute(statement)
            finally:
                await connection.close(timeout=5)

        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            asyncio.run(run())

    def prefect(self, method: str, path: str, body: Any = None) -> Any:
        """Asks Prefect's API; an answer that refuses, or none, is chaos too."""
        with suppress(httpx.HTTPError):
            return self.system.prefect(method, path, body)


def kill(hand: Hand, _: float) -> None:
    hand.kill(hand.one_of("postgres", "prefect", "prefect-api", "worker", "watcher", "gateway", "redis"))


def hang(hand: Hand, seconds: float) -> None:
    with hand.hung([hand.one_of("prefect", "prefect-api", "worker", "watcher", "gateway")]):
        time.sleep(seconds)


def hang_movers(hand: Hand, seconds: float) -> None:
    with hand.hung(hand.parts("worker", "watcher")):
        time.sleep(seconds)


def _lock(hand: Hand, seconds: float, statement: str) -> None:
    hand.ask("BEGIN", statement, f"SELECT pg_sleep({seconds})", "COMMIT")


def lock_case(hand: Hand, seconds: float) -> None:
    _lock(hand, seconds, "SELECT 1 FROM alert WHERE status <> 'closed' ORDER BY random() LIMIT 1 FOR UPDATE")


def lock_contacts(hand: Hand, seconds: float) -> None:
    _lock(hand, seconds, "SELECT 1 FROM contact_point FOR UPDATE")


def lock_policy(hand: Hand, seconds: float) -> None:
    _lock(hand, seconds, "SELECT 1 FROM policy_version FOR UPDATE")


def lock_table(hand: Hand, seconds: float) -> None:
    table = hand.chance.choice(["alert", "notification"])
    _lock(hand, seconds, f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")


_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def cut(hand: Hand, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        hand.ask(_ALL)
        time.sleep(CUT_EVERY)


def read_only(hand: Hand, seconds: float) -> None:
    hand.ask(f"ALTER DATABASE {OURS} SET default_transaction_read_only = on", _ALL)
    time.sleep(seconds)
    hand.ask(f"ALTER DATABASE {OURS} RESET default_transaction_read_only", _ALL)


def full_disk(hand: Hand, seconds: float) -> None:
    """Only where the home has a disk of its own: filling the machine's would break what is not ours."""
    ballast = hand.system.home / "ballast"
    try:
        with suppress(OSError), ballast.open("wb") as file:
            while True:
                file.write(bytes(min(ROOM, shutil.disk_usage(hand.system.home).free or ROOM)))
                file.flush()
        time.sleep(seconds)
    finally:
        ballast.unlink(missing_ok=True)


def spoil_runs(hand: Hand, _: float) -> None:
    """Some runs of open cases are cancelled, completed, paused or deleted by hand."""
    waiting = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}, "name": {"like_": "RJ-"}}, "limit": 5}
    for run in hand.prefect("POST", "/flow_runs/filter", waiting) or []:
        state = hand.chance.choice(["CANCELLED", "COMPLETED", "PAUSED", "CRASHED", None])
        if state is None:
            hand.prefect("DELETE", f"/flow_runs/{run['id']}")
        else:
            hand.prefect("POST", f"/flow_runs/{run['id']}/set_state", {"state": {"type": state}, "force": True})


def _deployment(hand: Hand) -> str | None:
    found = hand.prefect("GET", f"/deployments/name/{ESCALATION}")
    return found["id"] if found else None


def spoil_furniture(hand: Hand, seconds: float) -> None:
    """Pool, queue or deployment is paused or deleted. What was paused by hand stays so for a while, then for ever."""
    deployment = _deployment(hand)
    acts: Mapping[str, tuple[str, str, Any]] = {
        "pool paused": ("PATCH", f"/work_pools/{WORK_POOL}", {"is_paused": True}),
        "pool deleted": ("DELETE", f"/work_pools/{WORK_POOL}", None),
        "deployment paused": ("PATCH", f"/deployments/{deployment}", {"paused": True}),
        "deployment deleted": ("DELETE", f"/deployments/{deployment}", None),
    }
    hand.prefect(*acts[hand.chance.choice(sorted(acts))])
    time.sleep(seconds)


@dataclass(frozen=True)
class Kind:
    """A kind of fault: how it is done, for how long, how often beside others, and whether our database is hit."""

    act: Callable[[Hand, float], Awaitable[None] | None]
    least: float
    most: float
    weight: int = 2
    database: bool = False
    movers: bool = False


KINDS: Mapping[str, Kind] = {
    "kill": Kind(kill, 1, 1, weight=6),
    "hang": Kind(hang, 10, 40),
    "hang both movers": Kind(hang_movers, 15, 90, movers=True),
    "lock a case": Kind(lock_case, 5, 40, database=True),
    "lock contacts": Kind(lock_contacts, 5, 40, database=True),
    "lock the policy": Kind(lock_policy, 5, 40, database=True),
    "lock a table": Kind(lock_table, 5, 20, database=True),
    "end all connections": Kind(cut, 3, 20, database=True),
    "read-only": Kind(read_only, 10, 30, database=True),
    "full disk": Kind(full_disk, 10, 20, database=True),
    "spoil runs": Kind(spoil_runs, 1, 1),
    "spoil furniture": Kind(spoil_furniture, 5, 30),
}


@dataclass(frozen=True)
class Planned:
    """One fault of the plan: its kind, how long it lasts, and the rest after it, in seconds."""

    kind: str
    lasts: float
    rest: float


def plan(seed: int, minutes: float, *, without: Sequence[str] = ()) -> list[Planned]:
    """Returns the faults of this seed, one after the other, until the minutes are full: always the same."""
    chance, found, filled = random.Random(seed), list[Planned](), 0.0
    names = [name for name in KINDS if name not in without]
    while filled < minutes * 60:
        kind = chance.choices(names, [KINDS[name].weight for name in names])[0]
        lasts, rest = chance.uniform(KINDS[kind].least, KINDS[kind].most), chance.uniform(4, 15)
        found.append(Planned(kind, round(lasts, 1), round(rest, 1)))
        filled += lasts + rest
    return found
