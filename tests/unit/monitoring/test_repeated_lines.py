"""What happens again and again is one line a minute, with how often; what an error says in many lines is cut to one."""

import logging

import pytest

from abhay import repeated
from abhay.repeated import Repeated

LOG = logging.getLogger("abhay.test")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    at = [1000.0]
    monkeypatch.setattr(repeated.time, "monotonic", lambda: at[0])
    return at


def test_the_first_is_said_at_once_and_the_others_are_counted(
    clock: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    lines = Repeated(LOG)
    for _ in range(541):
        lines.warn("the database cannot be reached", "OperationalError")
    lines.warn("something else")
    clock[0] += 60
    lines.warn("the database cannot be reached", "TimeoutError")
    assert caplog.messages == [
        "the database cannot be reached (OperationalError)",
        "something else",
        "the database cannot be reached (TimeoutError); 540 times more since this was last said",
    ]


def test_a_detail_is_one_line(clock: list[float], caplog: pytest.LogCaptureFixture) -> None:
    Repeated(LOG).warn("it failed", ValueError("a line\nand another one"), level=logging.ERROR)
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [("ERROR", "it failed (a line)")]
    assert clock
