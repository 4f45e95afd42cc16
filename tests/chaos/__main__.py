"""Breaks a system at random for some minutes and says what held: `python -m tests.chaos --seed 1 --minutes 10`.

The same seed plans the same faults. `--many` breaks the topology of deployments/ (many of each part, with Redis) instead of
`make up`. Exits with 1 if anything that must hold did not; its home with all logs is then kept.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from rich.console import Console
from rich.table import Table

from tests.chaos.faults import KINDS, Hand, Planned, plan
from tests.chaos.people import People, was_at_the_top
from tests.chaos.verdict import Fault, Step, steps, wrong_with, wrong_with_pages
from tests.support.speed import patience
from tests.support.system import System, until

WAIT = 15
"""Seconds on each rung."""

CALM = 60.0
"""Seconds after the last fault in which every open case has a live run again."""

DISK = "4g"

MOST_SHOWN = 40

BATCH = 100
"""Cases of whose runs Prefect is asked at once; it answers with 200 at most."""


@contextmanager
def home(console: Console, *, own_disk: bool) -> Iterator[Path]:
    """A home, on a disk of its own where this account may mount one; kept with its logs if something is wrong."""
    folder = Path(tempfile.mkdtemp(prefix="abhay-chaos-"))
    folder.chmod(0o711)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=711", "tmpfs", str(folder)]
    mounted = own_disk and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield folder
    except BaseException:
        console.print(f"the home is kept: {folder}")
        raise
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)
    shutil.rmtree(folder, ignore_errors=True)


def inflict(console: Console, hand: Hand, planned: list[Planned], begun: float) -> tuple[list[Fault], float]:
    """Carries the plan out; returns what was done and when, and the machine's slowest pace meanwhile."""
    done: list[Fault] = []
    pace = 1.0
    for each in planned:
        kind, began = KINDS[each.kind], time.time()
        kind.act(hand, each.lasts)
        done.append(Fault(each.kind, began, time.time(), kind.database, kind.movers))
        console.print(f"{began - begun:6.0f} s  {each.kind} ({done[-1].ended - began:.1f} s)")
        pace = max(pace, patience(1.0))
        time.sleep(each.rest)
    return done, pace


def unanswered_runs(system: System, people: People) -> list[str]:
    """Open cases that no single waiting run carries."""

    left = [ref for ref in people.taken if ref not in people.closed and system.alert(ref)["status"] != "closed"]

    def all_carried() -> bool:
        found = {ref: ok for batch in batched(left) for ref, ok in carried(system, batch).items()}
        left[:] = [ref for ref in left if not found.get(ref)]
        return not left

    try:
        until(all_carried, CALM, "", every=2)
    except (AssertionError, httpx.HTTPError):
        return [f"{ref}: no live run {CALM:.0f} s after the last fault" for ref in left]
    return []


def batched(refs: list[str]) -> list[list[str]]:
    return [refs[begin : begin + BATCH] for begin in range(0, len(refs), BATCH)]


def carried(system: System, refs: list[str]) -> dict[str, bool]:
    """Whether each of these cases has one run and that one waits: one question for all of them."""
    runs = system.prefect("POST", "/flow_runs/filter", {"flow_runs": {"name": {"any_": refs}}, "limit": 200})
    states: dict[str, list[str]] = {}
    for run in runs:
        states.setdefault(run["name"], []).append(run["state"]["name"])
    return {ref: len(names) == 1 and names[0].startswith("Awaiting") for ref, names in states.items()}


def verdict(system: System, people: People, faults: list[Fault], pace: float) -> tuple[list[str], list[Step]]:
    """Reads every case; returns what is wrong, and all climbs."""
    wrong, climbed = unanswered_runs(system, people), list[Step]()
    wrong += [f"{words}, {times} times" for words, times in people.wrong.items()]
    wrong += _stuck(system, people)
    pages = outbox_by_case(system)
    for ref in people.taken:
        alert = system.alert(ref)
        mine = steps(alert, faults, pace)
        climbed += mine
        wrong += wrong_with(alert, mine, people.answered.get(ref))
        wrong += wrong_with_pages(alert, pages.get(ref, []), faults, pace)
    return wrong, climbed


def _stuck(system: System, people: People) -> list[str]:
    """Cases that nobody answers and that do not climb to the highest rung, now that nothing is broken any more."""
    left = [ref for ref in people.taken if ref not in people.answered and ref not in people.closed]

    def all_climbed() -> bool:
        left[:] = [ref for ref in left if not was_at_the_top(system.alert(ref))]
        return not left

    try:
        until(all_climbed, 3 * WAIT + 30, "", every=1)
    except AssertionError:
        return [f"{ref}: does not climb" for ref in left]
    return []


def outbox_by_case(system: System) -> dict[str, list[dict[str, Any]]]:
    """Every message that left, in order, by the case's ref."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path in sorted((system.home / "outbox").glob("*.json")):
        message = json.loads(path.read_text())
        found.setdefault(message["alert"], []).append(message)
    return found


def told(
    console: Console, people: People, faults: list[Fault], climbed: list[Step], wrong: list[str], pace: float
) -> None:
    table = Table(title="What held", title_justify="left", show_header=False)
    free = [step for step in climbed if not step.excused]
    table.add_row("faults", str(len(faults)))
    table.add_row("slowest pace of the machine, 1 is quick and idle", f"{pace:.1f}")
    table.add_row("alerts answered 202", str(len(people.taken)))
    table.add_row("answered 503 and sent again", str(people.refused))
    table.add_row("answered by people", str(len(people.answered)))
    table.add_row("climbs, of them beside a fault of the database", f"{len(climbed)}, {len(climbed) - len(free)}")
    table.add_row(
        "latest climb beside no fault of the database", f"{max((step.late for step in free), default=0):.1f} s"
    )
    table.add_row("latest climb of all", f"{max((step.late for step in climbed), default=0):.1f} s")
    table.add_row("wrong", str(len(wrong)))
    console.print(table)
    for line in wrong[:MOST_SHOWN]:
        console.print(f"  {line}", soft_wrap=True)


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.chaos", description="Break a system and see what holds.")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--minutes", type=float, default=10)
    words.add_argument("--many", action="store_true", help="many of each part, with Redis")
    asked = words.parse_args()
    console = Console()
    with home(console, own_disk=not asked.many) as folder:
        own_disk = folder.is_mount()
        planned = plan(asked.seed, asked.minutes, without=() if own_disk else ("full disk",))
        program = ("tests.support.topology",) if asked.many else ("abhay.entrypoints.cli", "up")
        system = System(folder, program=program)
        try:
            wrong = chaos(console, system, planned, asked.seed)
        finally:
            system.stop()
        if wrong:
            console.print(f"seed {asked.seed}: the home is kept: {folder}")
            sys.exit(1)
    return 0


def chaos(console: Console, system: System, planned: list[Planned], seed: int) -> list[str]:
    """Runs the plan against a system that has just been started; returns what did not hold."""
    system.wait_ready()
    system.set_policy(wait=WAIT, remind=5)
    system.auth("operator")
    people = People(system, random.Random(seed + 1))
    people.start()
    console.print(f"seed {seed}: {len(planned)} faults")
    faults, pace = inflict(console, Hand(system, random.Random(seed)), planned, time.time())
    people.stop()
    wrong, climbed = verdict(system, people, faults, pace)
    told(console, people, faults, climbed, wrong, pace)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
