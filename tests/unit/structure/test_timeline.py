"""The timeline tells and decides nothing (docs/adr/0011): what acts on a case does not read it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
STORE = ROOT / "abhay" / "adapters" / "store"
TELLS = {"views", "log", "keys"}
READS = re.compile(r"\bTimelineEntry\b|\b(FROM|JOIN)\s+timeline\b", re.IGNORECASE)
FILES = sorted(path for path in STORE.rglob("*") if path.suffix in {".py", ".sql"})


def acts(path: Path) -> bool:
    return path.relative_to(STORE).parts[0] not in TELLS


@pytest.mark.parametrize("path", list(filter(acts, FILES)), ids=lambda path: str(path.relative_to(STORE)))
def test_nothing_that_acts_on_a_case_reads_its_timeline(path: Path) -> None:
    assert not READS.search(path.read_text(encoding="utf-8")), "keep the fact in a column of the case"


def test_the_views_do() -> None:
    assert any(READS.search(path.read_text(encoding="utf-8")) for path in FILES if not acts(path))
