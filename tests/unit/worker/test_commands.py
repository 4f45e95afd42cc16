"""What is done in Prefect by a process of its own: it fails in one error, and ends with whoever waits for it."""

import asyncio
import sys
from pathlib import Path

import psutil
import pytest

from abhay.entrypoints.prefect_commands import apply, run_to_end
from abhay.errors import OrchestrationUnavailable

PATIENCE = 60.0
HANGING = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(3600)"


def python(program: str, *words: str) -> list[str]:
    return [sys.executable, "-c", program, *words]


async def test_a_command_gets_our_environment_and_what_is_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABHAY_HERE", "1")
    program = "import os; raise SystemExit(int(os.environ['ABHAY_HERE'] + os.environ['ABHAY_MORE']))"
    assert await run_to_end(python(program), {"ABHAY_MORE": "2"}) == 12


async def test_what_could_not_be_applied_is_tried_again_by_whoever_asked() -> None:
    await apply(python("pass"))
    with pytest.raises(OrchestrationUnavailable, match="exit code 3"):
        await apply(python("raise SystemExit(3)"))


async def test_a_command_that_nobody_waits_for_any_more_is_ended(tmp_path: Path) -> None:
    running = asyncio.create_task(run_to_end(python(HANGING, str(tmp_path / "pid"))))
    async with asyncio.timeout(PATIENCE):
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():  # noqa: ASYNC110  it tells nobody else
            await asyncio.sleep(0.02)
        process = psutil.Process(int((tmp_path / "pid").read_text()))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await asyncio.to_thread(process.wait, PATIENCE)
