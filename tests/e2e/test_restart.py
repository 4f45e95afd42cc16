"""After a stop, or a power cut, alerts are taken and paged before Prefect is back: nobody waits for the engine."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.benchmarks.restart import new_home, seconds_of_import
from tests.support.system import System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300), pytest.mark.xdist_group("restart")]

ACCEPTED, PAGED = 2.0, 3.25
"""What is asked for, in units of one `import prefect` on a machine that does nothing else (docs/benchmarks.md)."""

LOOSE = 3
"""Other tests run beside, and this start is seven processes where the unit is one."""


@contextmanager
def started(home: Path) -> Iterator[System]:
    system = System(home)
    try:
        yield system
    finally:
        system.stop()


def accepted(system: System) -> str | None:
    try:
        return system.raise_alert()
    except httpx.TransportError:
        return None


def parts(system: System) -> dict[str, dict]:
    return json.loads((system.home / "parts.json").read_text())


def test_an_alert_is_taken_and_paged_before_prefect_is_there() -> None:
    with new_home() as home:
        home.mkdir(mode=0o711)
        for schema_steps in (1, 0):  # a new home needs its tables, a used one has them
            begun = time.monotonic()
            with started(home) as system:
                ref = until(lambda system=system: accepted(system), 120, "no alert was taken", every=0.02)
                took = time.monotonic() - begun
                until(
                    lambda system=system, ref=ref: system.outbox(ref, kind="page"), 60, "nobody was paged", every=0.02
                )
                paged = time.monotonic() - begun
                now = parts(system)
                assert now["schema"]["starts"] == schema_steps
                assert now["prefect"]["state"] == "starting"
                assert now["worker"]["state"] == "waiting"
        unit = seconds_of_import(Path(sys.executable))
    assert took < LOOSE * ACCEPTED * unit
    assert paged < LOOSE * PAGED * unit
