"""How long after `abhay up` the first alert is answered 202, and how long until its page: a new home and a used one.

Told in seconds, and in units of one `import prefect` by the same interpreter in the same round: what is measured is
mostly importing, so the unit carries over to another machine. `ABHAY_BENCH_BESIDE=CHECKOUT` measures a second version
in the same rounds (its `.venv` must be there), for a remark below the table.
"""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from abhay.adapters.processes.ports import LOOPBACK, free_port
from tests.benchmarks.figures import Figures
from tests.benchmarks.load import PATH, alerts
from tests.benchmarks.measurement import Bench, Measurement
from tests.benchmarks.outbox import Outbox
from tests.support.system import ROOT, until

FIGURE = "restart"
ROUNDS = 5
IMPORTS = 5
"""Imports of Prefect in a round, of which the median is the unit."""

PATIENCE = 120
EVERY = 0.02
OURS = Path(sys.prefix)

WHAT = ("accepted", "paged")


@dataclass
class Seen:
    """Seconds of each round, and their quotients by that round's unit."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {what: [] for what in WHAT})
    units: dict[str, list[float]] = field(default_factory=lambda: {what: [] for what in WHAT})

    def add(self, took: dict[str, float], unit: float) -> None:
        for what in WHAT:
            self.seconds[what].append(took[what])
            self.units[what].append(took[what] / unit)

    def figures(self) -> Figures:
        seconds = {f"{what}_s": round(median(self.seconds[what]), 2) for what in WHAT}
        return {what: round(median(self.units[what]), 2) for what in WHAT} | seconds

    def words(self) -> str:
        return ", ".join(
            f"{what} {median(self.units[what]):.2f} ({min(self.units[what]):.2f} to {max(self.units[what]):.2f})"
            for what in WHAT
        )


def measure(bench: Bench) -> Figures:
    """Rounds of a new home and the same one again, of each version in turn."""
    rounds = bench.count(ROUNDS, least=1)
    beside = os.environ.get("ABHAY_BENCH_BESIDE")
    versions = {"": (OURS, ROOT)} | ({beside: (Path(beside) / ".venv", Path(beside))} if beside else {})
    units: list[float] = []
    seen = {version: {"fresh": Seen(), "used": Seen()} for version in versions}
    for _ in range(rounds):
        for version, (environment, folder) in versions.items():
            unit = seconds_of_import(environment / "bin" / "python")
            units.append(unit)
            with new_home() as home:
                for kind in ("fresh", "used"):
                    seen[version][kind].add(first_alert(environment, folder, home), unit)
    for version, kinds in seen.items():
        for kind, each in kinds.items():
            name = f"{version}: " if version else ""
            bench.remark(f"{FIGURE}, {name}{kind} home, {rounds} rounds, units of `import prefect`: {each.words()}")
    ours = {kind: each.figures() for kind, each in seen[""].items()}
    return {"import_prefect_s": round(median(units), 2), **ours}


def seconds_of_import(python: Path) -> float:
    """The unit: one `import prefect`, from the start of its process to its end."""
    with tempfile.TemporaryDirectory() as nowhere:
        env = {**clean_environment(), "PREFECT_HOME": nowhere}
        took: list[float] = []
        for _ in range(IMPORTS):
            begun = time.monotonic()
            subprocess.run([python, "-c", "import prefect"], env=env, cwd=nowhere, check=True)
            took.append(time.monotonic() - begun)
    return median(took)


def clean_environment() -> dict[str, str]:
    """The caller's, without what would change where the system is or slow its imports down."""
    unwanted = ("ABHAY_", "PREFECT_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}


@contextmanager
def new_home() -> Iterator[Path]:
    """A home that PostgreSQL's account can reach, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="abhay-restart-"))
    folder.chmod(0o711)
    try:
        yield folder / "home"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def first_alert(environment: Path, folder: Path, home: Path) -> dict[str, float]:
    """Seconds from `abhay up` until the first alert is answered 202, and until it is paged; then all is stopped."""
    port, ((body, signature),) = free_port(), alerts(1)
    places = {"ABHAY_HOME": str(home), "ABHAY_PORT": str(port), "ABHAY_PREFECT_PORT": str(free_port())}
    begun = time.time()
    with (home.parent / "up.log").open("ab") as log:
        process = subprocess.Popen(
            [environment / "bin" / "abhay", "up"],
            cwd=folder,
            env={**clean_environment(), **places},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        ref, accepted = until(lambda: accept(port, body, signature), PATIENCE, "no alert was accepted", EVERY)
        paged = Outbox(home / "outbox").all_paged([ref], "district", PATIENCE, EVERY)[ref]
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
    return {"accepted": accepted - begun, "paged": paged - begun}


def accept(port: int, body: bytes, signature: str) -> tuple[str, float] | None:
    """The ref, and when its 202 was read (Unix time); None while nobody takes it."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE)
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": signature}
    try:
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    at = time.time()
    assert answer.status == 202, (answer.status, content)
    return json.loads(content)["ref"], at


MEASUREMENTS = (Measurement(FIGURE, None, measure),)
