"""`abhay drill …`: run, list, show, stop; a wrong choice is one line and exit code 2."""

import json

import pytest

from tests.integration.cli.conftest import Command


def test_a_drill_is_run_listed_and_shown(abhay: Command) -> None:
    begun = json.loads(abhay("drill", "run", "kota-city", "bundi", "--severity", "high", "--unannounced", "--json").out)
    assert (set(begun["cases"]), begun["announced"], begun["top_rung"]) == ({"kota-city", "bundi"}, False, "sp")
    (listed,) = json.loads(abhay("drill", "list", "--json").out)["drills"]
    assert listed["id"] == begun["id"]
    assert str(begun["id"]) in abhay("drill", "list").out
    shown = abhay("drill", "show", str(begun["id"])).out
    assert "0 of 2 in time" in shown
    assert begun["cases"]["bundi"] in shown
    again = abhay("drill", "run", "bundi")
    assert again.code == 2
    assert "one unit has one at a time" in again.err


def test_a_drill_is_stopped_for_a_reason(abhay: Command) -> None:
    id_ = str(json.loads(abhay("drill", "run", "kota-city", "--json").out)["id"])
    silent = abhay("drill", "stop", id_, "--reason", "  ")
    assert silent.code == 2
    assert "reason" in silent.err
    stopped = abhay("drill", "stop", id_, "--reason", "a synthetic flood").out
    assert "stopped" in stopped
    assert "0 of 0 in time" in stopped
    assert "Ended before the time to answer was over" in stopped
    (listed,) = json.loads(abhay("drill", "list", "--json").out)["drills"]
    assert (listed["ending"], listed["ended_at"] is not None) == ("stopped", True)
    again = abhay("drill", "stop", id_, "--reason", "a synthetic flood")
    assert again.code == 2
    assert "has ended" in again.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("run", "nowhere"), "nowhere"),
        (("run", "bundi", "bundi"), "units"),
        (("run", "Bundi"), "units"),
        (("run", "bundi", "--top-rung", "nobody"), "top_rung"),
        (("run", "bundi", "--window", "4"), "window"),
        (("show", "7"), "no such drill"),
        (("stop", "7", "--reason", "x"), "no such drill"),
    ],
)
def test_a_wrong_choice_is_said_in_one_line(abhay: Command, words: tuple[str, ...], says: str) -> None:
    result = abhay("drill", *words)
    assert result.code == 2, result.err
    assert says in result.err
    assert len(result.err.splitlines()) == 1
