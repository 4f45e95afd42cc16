"""The table: what was measured beside what is asked, and whether that was reached."""

import io
import json
from pathlib import Path

from rich.console import Console

from tests.benchmarks.report import machine, save, show


def printed(figures: dict, *remarks: str) -> str:
    console = Console(file=io.StringIO(), width=120)
    show(console, {"machine": machine({"any": 0.1}), **figures}, remarks)
    return console.file.getvalue()


def line(text: str, word: str) -> str:
    return next(each for each in text.splitlines() if word in each)


def test_it_says_what_was_reached_and_what_was_not():
    text = printed({"intake": {"accepted_per_s": 249.0}, "recovery": {"worker_killed_s": 3.0}}, "a remark")
    assert "NO" in line(text, "accepted_per_s")
    assert "yes" in line(text, "worker_killed_s")
    assert "a remark" in text
    assert "scaled 0.1" in text


def test_polling_is_held_to_twice_what_it_was():
    figures = {"waiting_10000": {"poll_ms_before": 10.0, "poll_ms_after": 20.1}}
    assert "NO" in line(printed(figures), "poll_ms_after")
    figures["waiting_10000"]["poll_ms_after"] = 20.0
    assert "yes" in line(printed(figures), "poll_ms_after")


def test_the_file_grows_by_what_each_run_measured(tmp_path: Path):
    path = tmp_path / "var" / "bench.json"
    save({"machine": machine({"intake": 1.0}), "intake": {"accepted_per_s": 260}}, path)
    both = save({"machine": machine({"recovery": 0.1}), "recovery": {"worker_killed_s": 2.2}}, path)
    assert json.loads(path.read_text()) == both
    assert {name: each["scaled"] for name, each in both["machine"]["measured"].items()} == {
        "intake": 1,
        "recovery": 0.1,
    }
    assert list(tmp_path.glob("var/*")) == [path]


def test_each_figure_is_told_in_floors_too_and_judged_by_that():
    figures = {"burst100": {"floor_per_s": 10.0, "first_pages_s": 1.6}, "intake": {"accepted_per_s": 249.0}}
    text = printed(figures)
    assert [word for word in line(text, "first_pages_s").split() if word in ("yes", "NO")] == ["yes", "NO"]
    assert [word for word in line(text, "accepted_per_s").split() if word in ("yes", "NO")] == ["NO", "NO"]
    assert "24.9" in line(text, "accepted_per_s")
