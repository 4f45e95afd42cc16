"""Plain pip can install from the lock files, on any day: nothing in them is left to what is newest then."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

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


def direct_dependencies() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


@pytest.mark.parametrize("wanted", direct_dependencies(), ids=lambda wanted: wanted.name)
def test_a_lower_bound_is_the_version_that_is_tested(wanted: Requirement) -> None:
    pins = [PIN.match(line) for line in (ROOT / "requirements-dev.lock").read_text().splitlines()]
    locked = {pin[1]: Version(pin[3]) for pin in pins if pin}
    floors = [Version(bound.version) for bound in wanted.specifier if bound.operator in (">=", "~=")]
    assert floors == [locked[wanted.name]], f"{wanted.name}: raise the bound in pyproject.toml to what is locked"
