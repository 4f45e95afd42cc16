"""A mail that hangs the process that reads it."""

from pathlib import Path

import pytest

from abhay import faultpoints

SECONDS = 2.0
"""The time limit under which a test reads mails."""


def hang_at_next_mail(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes the next mail that is read in this home hang its reader, as a hostile one would."""
    monkeypatch.setenv(faultpoints.VARIABLE, "1")
    (home / faultpoints.ORDER).write_text("any mail-read 1 hang")
