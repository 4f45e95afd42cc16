"""What the tests of the supervisor share: stand-in parts, their journal, and waiting for an effect."""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from abhay.adapters.processes.part import Part
from tests.support.speed import patience

T = TypeVar("T")
STANDIN = Path(__file__).with_name("standin.py")


@dataclass(frozen=True)
class Entry:
    at: float
    name: str
    what: str
    pid: int


def standin(journal: Path, name: str, *behaviours: str, **options: Any) -> Part:
    return Part(name, [sys.executable, "-S", str(STANDIN), str(journal), name, *behaviours], **options)


def entries(journal: Path) -> list[Entry]:
    lines = journal.read_text().splitlines() if journal.exists() else []
    return [Entry(float(at), name, what, int(pid)) for at, name, what, pid in (line.split() for line in lines)]


def happened(journal: Path, what: str) -> list[str]:
    return [entry.name for entry in entries(journal) if entry.what == what]


def pids(home: Path) -> dict[str, int]:
    """The processes of a running system by part, as its home says."""
    try:
        return {
            name: part["pid"] for name, part in json.loads((home / "parts.json").read_text()).items() if part["pid"]
        }
    except FileNotFoundError:
        return {}


def until(effect: Callable[[], T], limit: float = 20, what: str = "the effect") -> T:
    """Returns what the effect gives, once it is true; `limit`: seconds on a quick, idle machine."""
    begun = time.monotonic()
    while not (value := effect()):
        waited = time.monotonic() - begun
        assert waited < limit or waited < patience(limit), f"{what} did not come within {waited:.0f} s"
        time.sleep(0.02)
    return value


def nice_of_session(pid: int) -> int | None:
    """The nice value of the process' session, where the kernel groups sessions."""
    autogroup = Path(f"/proc/{pid}/autogroup")
    return int(autogroup.read_text().split()[-1]) if autogroup.exists() else None


async def until_async(effect: Callable[[], T], limit: float = 20, what: str = "the effect") -> T:
    return await asyncio.to_thread(until, effect, limit, what)
