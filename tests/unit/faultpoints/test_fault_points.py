"""A process dies where it was ordered to, once, and in no other case."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from abhay import faultpoints
from abhay.errors import SetupError
from abhay.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import os, sys
from pathlib import Path
from abhay.faultpoints import fault_point, follow_orders
from abhay.settings import Settings
home = Path(sys.argv[1])
follow_orders(Settings(home=home))
order = sys.argv[2].replace("me", str(os.getpid()))
(home / "fault").write_text(order)
for number in range(3):
    fault_point("before-x")
    fault_point("after-x")
    print(number, flush=True)
"""


def run(home: Path, order: str, armed: str = "1", timeout: float | None = None) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", PROGRAM, str(home), order]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ABHAY_")}
    return subprocess.run(
        words,
        cwd=ROOT,
        env={**clean, "ABHAY_FAULT": armed},
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )


@pytest.mark.parametrize(("order", "survived"), [("me before-x 1", 0), ("me after-x 1", 0), ("me before-x 3", 2)])
def test_it_dies_at_the_point_at_the_time_that_was_ordered(tmp_path: Path, order: str, survived: int) -> None:
    ended = run(tmp_path, order)
    assert ended.returncode == -signal.SIGKILL
    assert ended.stdout.split() == [str(number) for number in range(survived)]
    assert not (tmp_path / "fault").exists(), "the next process would follow the order, too"
    assert (tmp_path / "fault.done").exists()


@pytest.mark.parametrize("order", ["1 before-x 1", "me before-y 1", "me before-x 4"])
def test_an_order_for_others_is_not_followed(tmp_path: Path, order: str) -> None:
    ended = run(tmp_path, order)
    assert (ended.returncode, ended.stdout.split()) == (0, ["0", "1", "2"])
    assert (tmp_path / "fault").exists()


def test_without_the_variable_nothing_is_followed(tmp_path: Path) -> None:
    ended = run(tmp_path, "me before-x 1", armed="")
    assert (ended.returncode, ended.stdout.split()) == (0, ["0", "1", "2"])


def test_a_database_that_is_not_embedded_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path, database_url="postgresql+asyncpg://abhay@db.example/abhay")
    monkeypatch.setenv(faultpoints.VARIABLE, "1")
    with pytest.raises(SetupError, match="ABHAY_FAULT"):
        faultpoints.follow_orders(settings)
    monkeypatch.delenv(faultpoints.VARIABLE)
    faultpoints.follow_orders(settings)


def test_any_process_follows_an_order_to_anybody(tmp_path: Path) -> None:
    ended = run(tmp_path, "any before-x 1")
    assert ended.returncode == -signal.SIGKILL
    assert not ended.stdout


def test_it_hangs_where_it_was_ordered_to(tmp_path: Path) -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        run(tmp_path, "me after-x 1 hang", timeout=5)
    assert (tmp_path / "fault.done").exists()
