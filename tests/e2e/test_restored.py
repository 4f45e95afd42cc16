"""A system that is put back from a backup: no ref twice, repeats labelled, the desk told once; its copy is refused."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.benchmarks.restart import new_home
from tests.support.system import ROOT, System, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(420), pytest.mark.xdist_group("restored")]

WITHOUT = ("prefect", "worker", "deployments")
"""The watcher alone sends: what is restored is ours, and a start without Prefect is quick."""


@contextmanager
def started(home: Path) -> Iterator[System]:
    system = System(home, without=WITHOUT)
    try:
        until(lambda: system.home.joinpath("parts.json").exists() and taken(system), 120, "no alert would be taken")
        yield system
    finally:
        system.stop()


def taken(system: System) -> bool:
    assert system.process.poll() is None, system.log_path.read_text()[-3000:]
    try:
        return system.http.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False


def command(home: Path, *words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "abhay.entrypoints.cli", *words],
        check=False,
        cwd=ROOT,
        env={**env, "ABHAY_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=180,
    )


def paged(system: System, ref: str) -> list[dict[str, Any]]:
    return until(lambda: system.outbox(ref, kind="page"), 60, f"nobody was paged about {ref}")


def told(system: System) -> list[dict[str, Any]]:
    return [message for message in system.outbox("ABHAY") if "stands on a backup" in message["body"]]


def test_a_restored_system_repeats_nothing_unsaid_and_gives_no_ref_twice(tmp_path: Path) -> None:
    file = tmp_path / "abhay.backup"
    with new_home() as home:
        home.mkdir(mode=0o711)
        with started(home) as system:
            system.set_policy(wait=3600, remind=10)
            before = system.raise_alert()
            paged(system, before)
            until((home / "epoch.json").exists, 60, "the home remembers nothing")
            system.cli("backup", str(file))
            lost = system.raise_alert()
            paged(system, lost)
            until(lambda: newest_seen(home) >= int(lost[-6:]), 60, "no beat came after the second alert")
        running = system.env
        assert_copy_is_refused(home, tmp_path / "copy", running)
        (home / "postgres").rename(tmp_path / "postgres")
        shutil.rmtree(home / "outbox")
        ended = command(home, "restore", str(file), env=running)
        assert ended.returncode == 0, ended.stderr
        with started(home) as back:
            fresh = back.raise_alert()
            assert fresh not in (before, lost)
            assert int(fresh[-6:]) > int(lost[-6:]) + 1000
            paged(back, fresh)
            until(lambda: told(back), 60, "the desk was not told")
            repeats = until(lambda: [m for m in back.outbox(before) if m["kind"] != "desk"], 90, "no reminder came")
            assert {message["possible_duplicate"] for message in repeats} == {True}
            assert {message["possible_duplicate"] for message in paged(back, fresh)} == {False}
            assert len({message["to"] for message in told(back)}) == len(told(back)), "each contact once"


def newest_seen(home: Path) -> int:
    return json.loads((home / "epoch.json").read_text())["last_ref"]


def assert_copy_is_refused(home: Path, copy: Path, env: dict[str, str]) -> None:
    """A copy of the home does not start while the original is there."""
    shutil.copytree(home, copy, ignore=shutil.ignore_patterns("postgres", "programs", "log", "prefect", "run"))
    ended = command(copy, "up", env=env)
    assert ended.returncode == 2
    assert str(home) in ended.stderr
    assert "abhay db adopt" in ended.stderr
    shutil.rmtree(copy)
