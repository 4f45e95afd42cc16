"""Clocks an hour off, one host's or all of them against the database's: what is due is due by the database alone."""

import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from abhay.adapters.postgres.urls import OURS, embedded_url
from abhay.settings import Settings
from tests.support import faults
from tests.support.faults import SOAK
from tests.support.movers import another, await_started, suspended
from tests.support.system import ROOT, System

pytestmark = [
    pytest.mark.faults,
    pytest.mark.soak,
    pytest.mark.timeout(180),
    pytest.mark.xdist_group("faults_parts"),
]

HOUR = 3600
WAIT = 6
MOST_PASSES = 4
"""For two rungs: one pass each, and one more for each parking that some clock thinks late already."""

COMPILER = shutil.which("cc")


@pytest.fixture(scope="module")
def shifting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that, preloaded, shifts a process's clock."""
    if COMPILER is None:
        pytest.skip(
            "no C compiler (cc): one host's clock cannot be shifted here; Debian: apt-get install gcc libc6-dev"
        )
    library = tmp_path_factory.mktemp("clock") / "shifted_clock.so"
    source = ROOT / "tests" / "support" / "shifted_clock.c"
    subprocess.run([COMPILER, "-shared", "-fPIC", "-o", library, source], check=True)
    return library


HOSTS = [("ahead", "behind"), ("behind", "ahead")] if SOAK else [("ahead", "behind")]


@pytest.mark.parametrize(("worker", "watcher"), HOSTS, ids=lambda clock: clock)
def test_hosts_an_hour_off(mortal: System, shifting: Path, worker: str, watcher: str) -> None:
    """The only worker and the only watcher are an hour wrong, each to the other side, Prefect's server is right."""
    mortal.set_policy(wait=WAIT)
    with ExitStack() as stack:
        stack.enter_context(suspended(mortal, "worker", "watcher"))
        for part, clock in (("worker", worker), ("watcher", watcher)):
            shift = {"ahead": HOUR, "behind": -HOUR}[clock]
            env = {"LD_PRELOAD": str(shifting), "SHIFTED_CLOCK": str(shift)}
            stack.enter_context(another(mortal, part, f"shifted-{part}", **env))
        await_started(mortal, "shifted-worker")
        ref = mortal.raise_alert()
        assert_climbed(mortal, ref)
    faults.close(mortal, ref)


@asynccontextmanager
async def database_clock(system: System, ahead: int) -> AsyncIterator[None]:
    """Our database's clock, by which all is judged, stands this much ahead of every host's."""
    url = embedded_url(Settings(home=system.home), OURS).replace("+asyncpg", "")
    connection = await asyncpg.connect(url)
    right = await connection.fetchval("SELECT pg_get_functiondef('abhay_now'::regproc)")
    try:
        await connection.execute(right.replace("clock_timestamp()", f"clock_timestamp() + interval '{ahead} s'"))
        yield
    finally:
        await connection.execute(right)
        await connection.close()


@pytest.mark.parametrize("ahead", [-HOUR, HOUR] if SOAK else [-HOUR])
async def test_the_database_an_hour_off(mortal: System, ahead: int) -> None:
    """All our hosts, and Prefect's, are wrong against the database."""
    mortal.set_policy(wait=WAIT)
    async with database_clock(mortal, ahead):
        ref = mortal.raise_alert()
        assert_climbed(mortal, ref, ahead)
        faults.close(mortal, ref)


def assert_climbed(system: System, ref: str, ahead: int = 0) -> None:
    faults.await_rung(system, ref, "sp", WAIT + 2 * faults.BOUND)
    faults.assert_unbroken(system, ref, top="sp", database_ahead=ahead)
    passes = system.runs(ref)[0]["run_count"]
    assert passes <= MOST_PASSES, f"{passes} passes for two rungs: a wrong clock keeps the worker busy"
