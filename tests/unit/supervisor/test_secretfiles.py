"""The keys of a home: made once, private, never written again; a setting wins."""

import multiprocessing
import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr

from abhay.errors import SetupError
from abhay.security.secretfiles import database_password, load_secrets, make_secrets, require_keys_of
from abhay.settings import Settings, SourceSettings

FILES = {"fernet_keys", "link_key", "index_key", "meta_secret", "database_password", "vapid_key"}


def contents(home: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in (home / "secrets").iterdir()}


def made(home: Path) -> dict[str, str]:
    """The keys alone: the drafts of others that make theirs at this moment (dotted names) may go while one looks."""
    return {name: (home / "secrets" / name).read_text() for name in FILES}


def make_and_read(home: Path) -> dict[str, str]:
    make_secrets(Settings(home=home))
    return made(home)


def test_made_private_and_complete(tmp_path: Path) -> None:
    make_secrets(Settings(home=tmp_path / "home"))
    folder = tmp_path / "home" / "secrets"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {file.name for file in folder.iterdir()} == FILES
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_never_written_again(tmp_path: Path) -> None:
    first = make_and_read(tmp_path)
    (tmp_path / "secrets" / "link_key").write_text("chosen by an operator")
    (tmp_path / "secrets" / "index_key").unlink()
    second = make_and_read(tmp_path)
    assert second["link_key"] == "chosen by an operator"
    assert second["fernet_keys"] == first["fernet_keys"]
    assert second["index_key"] != first["index_key"]


def test_processes_at_once_end_with_the_same_keys(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        seen = pool.map(make_and_read, [tmp_path] * 16)
    final = contents(tmp_path)
    assert set(final) == FILES, "a draft was left behind"
    for name in FILES:
        assert {one[name] for one in seen} == {final[name]}


def test_who_comes_second_keeps_the_first_ones_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_and_read(tmp_path)
    monkeypatch.setattr(Path, "exists", lambda _: False)  # as both saw it before either had written
    assert make_and_read(tmp_path) == first


def test_every_key_of_a_new_home_is_its_own(tmp_path: Path) -> None:
    values = [make_and_read(tmp_path / name) for name in ("one", "two")]
    for name in FILES - {"meta_secret"}:
        assert values[0][name] != values[1][name]
    assert values[0]["meta_secret"].strip() == "synthetic-test-secret"


def test_files_are_read(tmp_path: Path) -> None:
    made = make_and_read(tmp_path)
    keys = load_secrets(Settings(home=tmp_path))
    assert keys.fernet_keys == (made["fernet_keys"].strip(),)
    assert keys.link_key == made["link_key"].strip()
    assert keys.index_key == made["index_key"].strip()
    assert keys.meta_secret == "synthetic-test-secret"
    assert keys.sources["meta"].secret == SecretStr("synthetic-test-secret")
    assert database_password(Settings(home=tmp_path)) == made["database_password"].strip()


def test_a_setting_wins_over_its_file(tmp_path: Path) -> None:
    make_secrets(Settings(home=tmp_path))
    newer, older = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings = Settings(
        home=tmp_path,
        keys=SecretStr(f"{newer}, {older}"),
        link_key=SecretStr("from the environment"),
        sources={
            "meta": SourceSettings(secret=SecretStr("real"), old_secret=SecretStr("before")),
            "google": SourceSettings(),
        },
    )
    keys = load_secrets(settings)
    assert keys.fernet_keys == (newer, older)
    assert keys.link_key == "from the environment"
    assert keys.meta_secret == "real"
    assert keys.sources["meta"].old_secret == SecretStr("before")
    assert "google" in keys.sources


def test_older_keys_stand_on_further_lines(tmp_path: Path) -> None:
    make_secrets(Settings(home=tmp_path))
    file = tmp_path / "secrets" / "fernet_keys"
    older = file.read_text().strip()
    newer = Fernet.generate_key().decode()
    file.write_text(f"{newer}\n{older}\n")
    assert load_secrets(Settings(home=tmp_path)).fernet_keys == (newer, older)


def test_a_missing_secret_is_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        load_secrets(Settings(home=tmp_path))
    assert "\n" not in caught.value.detail
    assert "abhay up" in caught.value.detail
    assert "ABHAY_SOURCES__META__SECRET" in caught.value.detail


def test_what_is_no_fernet_key_is_refused_without_showing_it(tmp_path: Path) -> None:
    make_secrets(Settings(home=tmp_path))
    with pytest.raises(SetupError, match="encryption key 1 of 1") as caught:
        load_secrets(Settings(home=tmp_path, keys=SecretStr("not-a-key")))
    assert "not-a-key" not in caught.value.detail


def test_keys_do_not_show(tmp_path: Path) -> None:
    made = make_and_read(tmp_path)
    shown = repr(load_secrets(Settings(home=tmp_path)))
    assert not [name for name, value in made.items() if value.strip() in shown]


def test_a_database_without_its_keys_is_not_given_new_ones(tmp_path: Path) -> None:
    database = tmp_path / "postgres" / "data"
    require_keys_of(database, Settings(home=tmp_path))
    database.mkdir(parents=True)
    with pytest.raises(SetupError, match="put them back"):
        require_keys_of(database, Settings(home=tmp_path))
    require_keys_of(database, Settings(home=tmp_path, keys=SecretStr(Fernet.generate_key().decode())))
