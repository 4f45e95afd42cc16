"""Plain pip can install from the lock files, on any day: nothing in them is left to what is newest then."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PIN = re.compile(r"^([a-z0-9._-]+)(\[[^]]+\])?==([^ ;]+)", re.IGNORECASE)


@pytest.fixture(params=["requirements.lock", "requirements-dev.lock"])
def lock(request: pytest.FixtureRequest) -> str:
    return (ROOT / request.param).read_text()


def test_what_is_pinned_with_extras_is_pinned_without_them(lock: str) -> None:
    """pip 23 looks for the two apart, and finds the newest version for the one that is not pinned."""
    pins = [found.groups() for line in lock.splitlines() if (found := PIN.match(line))]
    assert {(name, version) for name, extras, version in pins if extras} <= {
        (name, version) for name, extras, version in pins if not extras
    }


def test_every_pin_is_exact_and_has_hashes(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", lock.strip())
    assert len(blocks) > 100
    for block in blocks:
        assert PIN.match(block), block
        assert "--hash=sha256:" in block, block


def test_no_index_is_named(lock: str) -> None:
    assert "://" not in lock
    assert "index-url" not in lock
