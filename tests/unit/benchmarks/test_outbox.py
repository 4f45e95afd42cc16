"""Reading what was handed over: each file once, the first page of each case."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.outbox import Outbox, handed_over

AT = "2026-11-12T17:05:0{}.250000Z"


def hand_over(folder: Path, second: int, **message: str) -> None:
    content = {"at": AT.format(second), "alert": "RJ-2026-000001", "kind": "page", "rung": "district", **message}
    (folder / f"2026111217050{second}-{len(list(folder.iterdir()))}.json").write_text(json.dumps(content))


def test_the_first_page_counts(tmp_path: Path):
    outbox = Outbox(tmp_path)
    hand_over(tmp_path, 3)
    hand_over(tmp_path, 1)
    hand_over(tmp_path, 0, kind="update")
    hand_over(tmp_path, 2, rung="sp")
    hand_over(tmp_path, 0, alert="RJ-2026-000002")
    assert outbox.paged(["RJ-2026-000001", "RJ-2026-000009"], "district") == {
        "RJ-2026-000001": handed_over({"at": AT.format(1)})
    }


def test_what_comes_later_is_read_too_and_nothing_twice(tmp_path: Path):
    outbox = Outbox(tmp_path)
    hand_over(tmp_path, 1)
    assert outbox.paged(["RJ-2026-000001"], "sp") == {}
    hand_over(tmp_path, 2, rung="sp")
    assert outbox.paged(["RJ-2026-000001"], "sp") == {"RJ-2026-000001": handed_over({"at": AT.format(2)})}
    outbox.read()
    assert len(outbox.of("RJ-2026-000001", "page")) == 2


def test_a_page_that_does_not_come_is_said(tmp_path: Path):
    with pytest.raises(AssertionError, match="not all were paged on dgp"):
        Outbox(tmp_path).all_paged(["RJ-2026-000001"], "dgp", limit=0.05, every=0.01)
