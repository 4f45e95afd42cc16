"""Contacts, policy and tokens from the terminal: listed, exported, compared, put back, refused in words."""

import io
import json
from pathlib import Path

import pytest

from abhay.services.runtime import get_runtime
from abhay.settings import get_settings
from tests.integration.cli.conftest import Command

HEAD = "unit,post,channel,address,pin,name\n"


def contacts(abhay: Command, *words: str) -> list[dict[str, object]]:
    return json.loads(abhay("contacts", "list", "--json", *words).out)["contacts"]


def test_a_table_of_excel_names_units_as_people_do_and_comes_back_as_it_went(abhay: Command, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    rows = "Kota City;control-room;outbox;one;507318;Müller\r\n;;;;;\r\n;abhay-desk;outbox;two;507319;\r\n"
    file.write_bytes((HEAD.replace(",", ";").replace("\n", "\r\n") + rows).encode("cp1252"))
    assert abhay("contacts", "import", str(file)).out == "2 added, 0 changed\n"
    before = contacts(abhay)
    assert {"kota-city", None} <= {each["unit"] for each in before}
    exported = tmp_path / "exported.csv"
    assert abhay("contacts", "export", "--output", str(exported)).out == f"{len(before)} contact points: {exported}\n"
    assert exported.read_bytes().startswith(b"\xef\xbb\xbf")
    assert exported.stat().st_mode & 0o077 == 0
    assert abhay("contacts", "import", str(exported)).out == "0 added, 0 changed\n"
    assert contacts(abhay) == before


def test_contacts_are_listed_by_unit_in_any_of_its_names(abhay: Command) -> None:
    own = contacts(abhay, "--unit", "Kota City")
    assert {each["unit"] for each in own} == {"kota-city"}
    assert "kota-city" in abhay("contacts", "list", "--unit", "kota-city").out
    assert {each["unit"] for each in contacts(abhay, "--unit", "state")} == {None}
    refused = abhay("contacts", "list", "--unit", "nowhere")
    assert (refused.code, refused.err) == (2, "abhay: 'nowhere' is no police unit: see `abhay units list`.\n")
    assert len(abhay("contacts", "export", "--unit", "kota-city").out.splitlines()) == len(own) + 1


def test_a_long_import_says_how_far_it_is(abhay: Command, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(
        HEAD + "".join(f"bundi,control-room,outbox,place {number},507318,\n" for number in range(105)), encoding="utf-8"
    )
    done = abhay("contacts", "import", str(file))
    assert done.out == "105 added, 0 changed\n"
    assert done.err == "100 of 105 checked, nothing written yet\n"


def changed(abhay: Command, tmp_path: Path, wait: int) -> None:
    file = tmp_path / "policy.toml"
    text = abhay("policy", "show").out
    first = text.split("wait = ", 1)[1].split()[0].rstrip(",")
    file.write_text(text.replace(f"wait = {first}", f"wait = {wait}", 1), encoding="utf-8")
    assert abhay("policy", "set", str(file)).code == 0


def test_versions_of_the_policy_are_shown_compared_and_put_back(abhay: Command, tmp_path: Path) -> None:
    first = abhay("policy", "show").out
    changed(abhay, tmp_path, 90)
    assert abhay("policy", "show", "--version", "1").out == first
    assert json.loads(abhay("policy", "show", "--version", "1", "--json").out)["version"] == 1
    compared = abhay("policy", "compare", "1", "2").out
    assert compared.count("\n") == 1
    assert compared.rstrip().endswith("→ 90")
    assert json.loads(abhay("policy", "compare", "2", "1", "--json").out)["changes"][0]["before"] == 90
    assert abhay("policy", "compare", "2", "2").out == "versions 2 and 2 say the same\n"
    restored = abhay("policy", "restore", "1")
    assert (restored.code, restored.out.splitlines()[0]) == (0, "version 3")
    assert abhay("policy", "show").out == first.replace("# version 1", "# version 3")
    assert abhay("policy", "restore", "1").out == "version 3: nothing changed\n"
    for words in (("show", "--version", "9"), ("compare", "1", "9"), ("restore", "9")):
        refused = abhay("policy", *words)
        assert refused.code == 2
        assert refused.err == "abhay: version: there is no version 9 of the policy; the newest is 3.\n"


def test_a_second_token_of_a_name_is_said_and_a_revoke_of_nothing_is_a_failure(abhay: Command) -> None:
    words = ("token", "create", "--role", "operator", "--name", "night desk")
    assert abhay(*words).err == ""
    second = abhay(*words)
    assert (second.code, len(second.out.split())) == (0, 1)
    assert second.err == "abhay: 1 more of the name night desk are in force: a revoke ends all of them\n"
    assert abhay("token", "revoke", "night desk").out == "2 revoked\n"
    nothing = abhay("token", "revoke", "night desk")
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err == "abhay: no token is named night desk: see abhay token list\n"
    assert abhay(*words).err == "", "a revoked one is none"


def test_a_shell_without_the_home_says_what_is_wrong(
    abhay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ABHAY_HOME")
    monkeypatch.chdir(tmp_path)
    for cached in (get_settings, get_runtime):
        cached.cache_clear()
    refused = abhay("alert", "list")
    assert refused.code == 2
    assert f"{tmp_path}/var is no home of Abhay, and ABHAY_HOME is not set: set ABHAY_HOME" in refused.err


def test_a_policy_is_previewed_from_a_file_and_nothing_is_saved(abhay: Command, tmp_path: Path) -> None:
    file = tmp_path / "policy.json"
    shown = json.loads(abhay("policy", "show", "--json").out)
    shown["policy"]["severity"]["imminent"]["ladder"][0]["wait"] = 90
    file.write_text(json.dumps(shown), encoding="utf-8")
    told = abhay("policy", "preview", str(file), "--since", "2026-01-01")
    assert (told.code, told.err) == (0, "")
    assert "180 → 90" in told.out or ("180" in told.out and "90" in told.out)
    assert "0 cases from 01-01-2026 00:00:00" in told.out
    assert json.loads(abhay("policy", "preview", str(file), "--json").out)["changes"][0]["after"] == 90
    assert json.loads(abhay("policy", "show", "--json").out)["version"] == shown["version"]
    refused = abhay("policy", "preview", str(file), "--since", "2026-02-02", "--until", "2026-02-01")
    assert (refused.code, "not before" in refused.err) == (2, True)
    file.write_text("{}", encoding="utf-8")
    assert abhay("policy", "preview", str(file)).code == 2


def test_what_waits_for_a_second_person_is_listed_and_the_terminal_decides_none_of_it(
    abhay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert abhay("contacts", "waiting").out == "no change waits\n"
    for name in ("Asha", "Bina"):
        monkeypatch.setattr("sys.stdin", io.StringIO("synthetic horse battery\n"))
        assert abhay("account", "create", name, "--role", "admin", "--password-stdin").code == 0
    file = tmp_path / "contacts.csv"
    file.write_text(f"{HEAD}kota-city,sp-office,outbox,outbox:new,507318,SP Synthetic\n", encoding="utf-8")
    assert "abhay contacts waiting" in abhay("contacts", "import", str(file)).out
    told = abhay("contacts", "waiting").out
    assert "SP Synthetic" in told
    assert "outbox:new" in told
    assert "507318" not in told
    (change,) = json.loads(abhay("contacts", "waiting", "--json").out)["changes"]
    assert (change["unit"], change["posts"]) == ("kota-city", ["sp-office"])
    for verb in ("confirm", "reject"):
        assert abhay("contacts", verb, str(change["id"])).code == 2, "nobody at a terminal is a second person"
