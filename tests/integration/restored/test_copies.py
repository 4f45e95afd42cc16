"""A home that was copied is known while the original is there; one that was moved goes on."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from abhay.adapters.postgres.marks import (
    here,
    long_ago,
    read_place,
    read_seen,
    remember_place,
    require_original,
    write_place,
    write_seen,
)
from abhay.adapters.postgres.paths import Home
from abhay.domain.epochs import Seen
from abhay.errors import CopiedHome


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that was started once."""
    root = tmp_path / "home"
    root.mkdir()
    remember_place(Home(root))
    return Home(root)


def test_a_home_that_stays_is_said_nothing_of(home: Home) -> None:
    assert require_original(home) is None
    remember_place(home)
    assert require_original(home) is None
    assert (home.root / "place.json").stat().st_mode & 0o777 == 0o600


def test_a_home_that_was_never_started_is_no_copy(tmp_path: Path) -> None:
    assert require_original(Home(tmp_path / "none")) is None


def test_a_moved_home_goes_on_and_its_new_place_is_named_once(home: Home, tmp_path: Path) -> None:
    moved = Home(home.root.rename(tmp_path / "elsewhere"))
    line = require_original(moved)
    assert line is not None
    assert str(tmp_path / "elsewhere") in line
    remember_place(moved)
    assert require_original(moved) is None


def test_a_link_from_the_old_place_to_the_new_one_is_no_copy(home: Home, tmp_path: Path) -> None:
    moved = home.root.rename(tmp_path / "elsewhere")
    home.root.symlink_to(moved)
    assert require_original(Home(moved)) is not None
    remember_place(Home(moved))
    assert require_original(home) is None


def test_a_copy_is_refused_in_one_line_while_the_original_is_there(home: Home, tmp_path: Path) -> None:
    copy = Home(Path(shutil.copytree(home.root, tmp_path / "copy")))
    with pytest.raises(CopiedHome) as refused:
        require_original(copy)
    assert str(home.root) in refused.value.detail
    assert "abhay db adopt" in refused.value.detail
    assert require_original(home) is None, "the original goes on"


def test_an_adopted_copy_and_its_original_both_go_on(home: Home, tmp_path: Path) -> None:
    copy = Home(Path(shutil.copytree(home.root, tmp_path / "copy")))
    write_place(copy, here(copy, adopted=True))
    assert require_original(copy) is None
    assert require_original(home) is None
    remember_place(copy)
    place = read_place(copy)
    assert place is not None
    assert place.adopted, "until its database knows"


def test_a_home_that_has_rested_for_long_is_asked_about(home: Home) -> None:
    noon = datetime(2026, 11, 29, 12, tzinfo=UTC)
    assert long_ago(home, noon) is None
    write_seen(home, Seen(uuid4(), 1, noon))
    assert long_ago(home, noon + timedelta(minutes=59)) is None
    line = long_ago(home, noon + timedelta(hours=2))
    assert line is not None
    assert "17:30 IST" in line
    assert "abhay db restored --since 2026-11-29T12:00+00:00" in line


def test_a_memory_that_cannot_be_read_is_none(home: Home) -> None:
    for text in ("", "[]", "{}", '{"epoch": 1}'):
        (home.root / "epoch.json").write_text(text)
        assert read_seen(home) is None


def test_a_home_that_cannot_be_written_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    away = Home(tmp_path / "none")
    for _ in range(3):
        write_seen(away, Seen(uuid4(), 1, datetime.now(UTC)))
    assert len(caplog.records) == 1
    assert read_seen(away) is None


def test_a_copy_whose_original_is_gone_was_moved(home: Home, tmp_path: Path) -> None:
    copy = Home(Path(shutil.copytree(home.root, tmp_path / "copy")))
    shutil.rmtree(home.root)
    assert require_original(copy) is not None
