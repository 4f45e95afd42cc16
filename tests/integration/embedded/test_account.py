"""Under root the database has an account of its own: never the one that everybody shares."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

import pytest

from abhay.adapters.postgres import account
from abhay.adapters.postgres.account import add_account, database_account
from abhay.adapters.postgres.paths import Home
from abhay.errors import SetupError
from abhay.settings import Settings

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends PostgreSQL an account of its own")


@as_root
def test_a_new_database_is_never_nobodys(tmp_path: Path) -> None:
    assert database_account(tmp_path / "data").name in ("abhay", "postgres")


@as_root
def test_without_an_account_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account, "ACCOUNTS", ("nobody-has-this-name",))
    with pytest.raises(SetupError, match="useradd --system abhay") as refused:
        database_account(tmp_path / "data")
    assert "\n" not in refused.value.detail


@as_root
def test_the_account_is_made_once_and_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert add_account() is None, "there is one already"
    made: list[list[str]] = []

    def useradd(command: list[str], **_: object) -> None:
        made.append(command)
        monkeypatch.setattr(account, "ACCOUNTS", ("nobody",))  # any account that there is

    monkeypatch.setattr(account, "ACCOUNTS", ("nobody-has-this-name",))
    monkeypatch.setattr(subprocess, "run", useradd)
    monkeypatch.setattr(shutil, "which", lambda name, path: f"/usr/sbin/{name}")
    said = add_account()
    assert said is not None
    assert "\n" not in said
    assert [(command[1], command[-1]) for command in made] == [("--system", "abhay")]
    assert add_account() is None


@as_root
def test_a_database_that_nobody_owned_is_taken_over(settings: Settings) -> None:
    home, nobody = Home.of(settings), pwd.getpwnam("nobody")
    home.data.mkdir(parents=True)
    home.root.chmod(0o711)
    (home.data / "PG_VERSION").write_text("18\n")
    for path in (home.postgres, *home.postgres.rglob("*")):
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
    ours = database_account(home.data)
    assert ours.uid != nobody.pw_uid
    home.create(ours)
    assert {path.stat().st_uid for path in (home.postgres, *home.postgres.rglob("*"))} == {ours.uid}
    assert database_account(home.data) == ours
