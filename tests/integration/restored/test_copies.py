"""A home that was copied is known while the original is there; one that was moved goes on."""

import shutil
from pathlib import Path

import pytest

from abhay.adapters.postgres.marks import here, read_place, remember_place, require_original, write_place
from abhay.adapters.postgres.paths import Home
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


def test_a_copy_whose_original_is_gone_was_moved(home: Home, tmp_path: Path) -> None:
    copy = Home(Path(shutil.copytree(home.root, tmp_path / "copy")))
    shutil.rmtree(home.root)
    assert require_original(copy) is not None
