"""What is made in the home: open to nobody who need not pass, whatever the umask of the caller is."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from abhay.adapters.postgres.paths import Home


@pytest.fixture(params=[0o000, 0o077], ids=["careless", "strict"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_home_can_be_passed_from_its_first_new_folder_on(tmp_path: Path, umask: int) -> None:
    home = Home(tmp_path / "one" / "two" / "home")
    before = mode(tmp_path)
    home.create(None)
    assert [mode(folder) for folder in (home.root, home.root.parent, home.root.parent.parent)] == [0o711] * 3
    assert mode(tmp_path) == before
    assert {mode(folder) for folder in home.root.iterdir()} == {0o700}


def test_the_lock_is_its_accounts_alone_also_one_of_before(tmp_path: Path) -> None:
    home = Home(tmp_path)
    (tmp_path / "lock").touch()
    (tmp_path / "lock").chmod(0o666)
    home.lock().release()
    assert mode(tmp_path / "lock") == 0o600
