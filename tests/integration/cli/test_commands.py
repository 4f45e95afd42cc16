"""What an operator types: answers on standard output, errors in one line, 1 for a failure and 2 for bad input."""

import json
import re
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from abhay.entrypoints.cli.run import run
from abhay.security.secretfiles import load_secrets
from abhay.services.runtime import get_runtime
from abhay.settings import get_settings
from tests.integration.cli.conftest import Command
from tests.support.databases import Server

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_a_token_stands_alone_on_standard_output(abhay: Command) -> None:
    result = abhay("token", "create", "--role", "unit", "--name", "room", "--unit", "kota-city")
    assert (result.code, result.err) == (0, "")
    assert len(result.out.split()) == 1
    assert len(result.out.strip()) >= 32
    told = json.loads(abhay("token", "create", "--role", "admin", "--name", "a", "--json").out)
    assert (told["role"], told["name"]) == ("admin", "a")
    assert abhay("token", "revoke", "room").out == "1 revoked\n"


def test_a_token_for_mails_is_bound_to_its_source(abhay: Command) -> None:
    words = ("token", "create", "--role", "integrator", "--name", "relay", "--json")
    bound = json.loads(abhay(*words, "--source", "meta", "--mail").out)
    assert (bound["source"], bound["mail"]) == ("meta", True)
    assert json.loads(abhay(*words, "--source", "google").out)["mail"] is False
    assert "source" not in json.loads(abhay(*words).out), "a token without a bond is made as before"


@pytest.mark.parametrize(
    ("file", "channel"),
    [("json_01_kota_minor_gps.json", "webhook"), ("eml_02_jhunjhunu_hinglish_qp.eml", "mail")],
)
def test_an_alert_is_raised_from_a_file_without_gateway_and_prefect(abhay: Command, file: str, channel: str) -> None:
    raised = abhay("alert", "raise", str(SAMPLES / file))
    assert raised.code == 0
    ref = raised.out.strip()
    assert ref.startswith("RJ-")
    shown = json.loads(abhay("alert", "show", ref, "--json").out)
    assert (shown["ref"], shown["channel"], shown["trust"]) == (ref, channel, "verified")
    assert json.loads(abhay("alert", "raise", str(SAMPLES / file), "--json").out)["repeat"] is True


def test_a_case_is_listed_shown_and_acknowledged(abhay: Command) -> None:
    ref = abhay("alert", "raise", str(SAMPLES / "json_03_behror_pin.json")).out.strip()
    assert ref in abhay("alert", "list").out
    assert (
        abhay("alert", "list", "--status", "closed", "--json").out.strip()
        == '{\n  "alerts": [],\n  "next_cursor": null\n}'
    )
    first = abhay("alert", "ack", ref, "--by", "SI [bold]Synthetic\x1b[31m", "--unit", "kotputli-behror")
    assert (first.code, "the climb has stopped" in first.out) == (0, True)
    second = json.loads(abhay("alert", "ack", ref, "--by", "Another", "--json").out)
    assert second["first"] is False
    shown = abhay("alert", "show", ref)
    assert shown.code == 0
    assert "[bold]Synthetic" in shown.out
    assert "\x1b[31m" not in shown.out
    assert "acknowledged" in shown.out
    assert "Synthetic" not in shown.out.replace("[bold]Synthetic", "")


def test_cases_are_merged_and_split(abhay: Command) -> None:
    one, two = (
        abhay("alert", "raise", str(SAMPLES / name)).out.strip()
        for name in ("json_01_kota_minor_gps.json", "json_03_behror_pin.json")
    )
    merged = abhay("alert", "merge", one, "--into", two, "--reason", "the same person")
    assert (merged.code, merged.out) == (0, f"{one}: merged into {two}\n")
    assert json.loads(abhay("alert", "merge", one, "--into", two, "--reason", "x", "--json").out)["again"] is True
    assert two in abhay("alert", "show", one).out
    first, second = (event["id"] for event in json.loads(abhay("alert", "show", two, "--json").out)["events"])
    new = json.loads(abhay("alert", "split", two, first, "--reason", "two people", "--json").out)["ref"]
    shown = abhay("alert", "show", two).out
    assert all(each in shown for each in (one, new, second))
    for words in (("split", two, second, "--reason", "x"), ("merge", two, "--into", new, "--reason", " ")):
        refused = abhay("alert", *words)
        assert (refused.code, refused.err.count("\n")) == (2, 1)


def test_the_audit_log_says_why_and_that_it_was_read(abhay: Command) -> None:
    one, two = (
        abhay("alert", "raise", str(SAMPLES / name)).out.strip()
        for name in ("json_01_kota_minor_gps.json", "json_03_behror_pin.json")
    )
    abhay("alert", "merge", one, "--into", two, "--reason", "her brother says so")
    for ref in (one, two):
        assert "her brother says so" in abhay("alert", "audit", ref).out
    told = json.loads(abhay("alert", "audit", one, "--json").out)["audit"]
    assert [(line["action"], line["reason"]) for line in told] == [
        ("alert.receive", None),
        ("alert.merge", "her brother says so"),
        ("alert.audit", None),
    ]


def test_keys_are_rotated(abhay: Command, monkeypatch: pytest.MonkeyPatch, postgres: Server) -> None:
    abhay("alert", "raise", str(SAMPLES / "json_03_behror_pin.json"))
    (old,) = load_secrets(postgres.settings).fernet_keys
    monkeypatch.setenv("ABHAY_KEYS", f"{Fernet.generate_key().decode()},{old}")
    for cached in (get_settings, get_runtime):
        cached.cache_clear()
    rotated = json.loads(abhay("key", "rotate", "--json").out)
    assert sum(column["resealed"] for column in rotated["columns"]) == 4
    again = abhay("key", "rotate")
    assert (again.code, "1 cases indexed: 0 added, 0 removed" in again.out) == (0, True)
    monkeypatch.setenv("ABHAY_KEYS", Fernet.generate_key().decode())
    for cached in (get_settings, get_runtime):
        cached.cache_clear()
    assert abhay("key", "rotate").code == 2, "keys that open nothing index nothing"


def test_the_policy_is_shown_changed_and_its_history_kept(abhay: Command, tmp_path: Path) -> None:
    text = abhay("policy", "show").out
    file = tmp_path / "policy.toml"
    file.write_text(text.replace("wait = 180", "wait = 170", 1), encoding="utf-8")
    saved = abhay("policy", "set", str(file))
    assert (saved.code, saved.out) == (0, "version 2\n  severity.imminent.ladder[0].wait: 180 → 170\n")
    assert abhay("policy", "set", str(file)).out == "version 2: nothing changed\n"
    as_json = tmp_path / "policy.json"
    as_json.write_text(json.dumps(json.loads(abhay("policy", "show", "--json").out)["policy"]), encoding="utf-8")
    assert json.loads(abhay("policy", "set", str(as_json), "--apply-to-open", "--json").out)["version"] == 2
    history = json.loads(abhay("policy", "history", "--json").out)["versions"]
    assert [each["version"] for each in history] == [2, 1]


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_file_of_a_policy_that_others_changed_since_is_refused_unless_forced(
    abhay: Command, tmp_path: Path, form: str
) -> None:
    option = ["--json"] if form == "json" else []
    text = abhay("policy", "show", *option).out
    mine, others = tmp_path / f"mine.{form}", tmp_path / f"others.{form}"
    others.write_text(re.sub(r'("?wait"?\s*[=:]\s*)180', r"\g<1>170", text, count=1), encoding="utf-8")
    mine.write_text(re.sub(r'("?wait"?\s*[=:]\s*)180', r"\g<1>160", text, count=1), encoding="utf-8")
    assert abhay("policy", "set", str(others)).code == 0
    refused = abhay("policy", "set", str(mine))
    assert refused.code == 2
    assert re.fullmatch(
        r"abhay: Somebody has changed this meanwhile: .+ version 2 by cli:.+ IST \(severity\.imminent\.ladder\[0\]\.wait\)\.\n",
        refused.err,
    )
    assert json.loads(abhay("policy", "show", "--json").out)["version"] == 2
    forced = abhay("policy", "set", str(mine), "--force")
    assert (forced.code, forced.out) == (0, "version 3\n  severity.imminent.ladder[0].wait: 170 → 160\n")
    assert abhay("policy", "set", str(mine)).out == "version 3: nothing changed\n", "it says what is in force"


def test_a_file_without_a_version_is_saved_as_before(abhay: Command, tmp_path: Path) -> None:
    text = abhay("policy", "show").out
    file = tmp_path / "policy.toml"
    for wait in ("170", "160"):
        file.write_text(text.partition("\n")[2].replace("wait = 180", f"wait = {wait}", 1), encoding="utf-8")
        assert abhay("policy", "set", str(file)).code == 0


def test_contacts_of_a_channel_that_is_off_are_not_imported(abhay: Command, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    head = "unit,post,channel,address,pin,active\n"
    mails = "".join(f"kota-city,control-room,email,{number}@kota.example,507318,yes\n" for number in range(3))
    outbox, hook = "kota-city,sp-office,outbox,x,507318,yes\n", "bundi,sp-office,webhook,https://x.example,507318,yes\n"
    file.write_text(head + mails + outbox + hook, encoding="utf-8")
    refused = abhay("contacts", "import", str(file))
    assert refused.code == 1
    assert refused.err == (
        "abhay: channel email: 3 active contacts, and it is not set up: see ABHAY_CHANNELS__EMAIL__…; "
        "channel webhook: 1 active contacts, and it is not set up: see ABHAY_CHANNELS__WEBHOOK__…\n"
    )
    file.write_text(head + outbox, encoding="utf-8")
    assert abhay("contacts", "import", str(file)).out == "1 added, 0 changed\n", "nothing was half imported before"


def test_contacts_whose_channel_was_switched_off_are_named(
    abhay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABHAY_CHANNELS__EMAIL__HOST", "smtp.kota.example")
    file = tmp_path / "contacts.csv"
    file.write_text(
        "unit,post,channel,address,pin\nkota-city,control-room,email,a@kota.example,507318\n", encoding="utf-8"
    )
    assert abhay("contacts", "import", str(file)).code == 0
    assert abhay("contacts", "check").code == 0
    monkeypatch.delenv("ABHAY_CHANNELS__EMAIL__HOST")
    for cached in (get_settings, get_runtime):
        cached.cache_clear()
    check = abhay("contacts", "check")
    line = "channel email: 1 active contacts, and it is not set up: see ABHAY_CHANNELS__EMAIL__…\n"
    ready = "0 of 52 units are ready (abhay contacts check --readiness says why)\n"
    assert (check.code, check.out) == (1, line + ready)


def test_contacts_are_imported_whole_or_not_at_all(
    abhay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABHAY_CHANNELS__EMAIL__HOST", "smtp.kota.example")
    file = tmp_path / "contacts.csv"
    head = "unit,post,channel,address,pin,active\n"
    good = (
        "kota-city,control-room,email,room@kota.example,507318,yes\n,dgp-control,outbox,outbox:state/dgp-control,,no\n"
    )
    file.write_text(head + good + "nowhere,control-room,email,a@b.example,507318,yes\n", encoding="utf-8")
    refused = abhay("contacts", "import", str(file))
    assert (refused.code, refused.err) == (2, "abhay: line 4, column unit: 'nowhere' is no police unit\n")
    assert abhay("contacts", "check").code == 0
    file.write_text(head + good, encoding="utf-8")
    assert abhay("contacts", "import", str(file)).out == "1 added, 1 changed\n"
    gaps = abhay("contacts", "check", "--json")
    found = json.loads(gaps.out)
    assert (gaps.code, found["gaps"]) == (1, ["state: no active contact for dgp-control"])
    assert (found["channels_off"], found["readiness"][0]["unit"]) == ([], "state")


def test_a_key_can_be_used(abhay: Command) -> None:
    Fernet(abhay("key", "create").out.strip())


def test_the_tables_are_checked_and_brought_up_to_date(abhay: Command) -> None:
    assert abhay("db", "check").code == 0
    assert abhay("db", "upgrade").code == 0


def test_the_doctor_answers_in_both_forms(abhay: Command) -> None:
    told = json.loads(abhay("doctor", "--json").out)
    found = {check["name"]: check["verdict"] for check in told["checks"]}
    assert (found["database"], found["contacts"], found["prefect"]) == ("ok", "ok", "fail")
    assert abhay("doctor").code == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nope",), 2),
        (("alert",), 2),
        (("alert", "show"), 2),
        (("alert", "show", "RJ-2026-999999"), 2),
        (("alert", "ack", "RJ-2026-999999", "--by", "x"), 2),
        (("alert", "raise", "/nowhere/alert.json"), 2),
        (("alert", "raise", __file__), 2),
        (("alert", "list", "--status", "nope"), 2),
        (("token", "create", "--role", "king", "--name", "x"), 2),
        (("token", "create", "--role", "unit", "--name", "x"), 2),
        (("token", "create", "--role", "unit", "--name", "x", "--unit", "nowhere"), 2),
        (("token", "create", "--role", "integrator", "--name", "x", "--source", "nowhere"), 2),
        (("token", "create", "--role", "admin", "--name", "x", "--source", "meta"), 2),
        (("token", "create", "--role", "integrator", "--name", "x", "--mail"), 2),
        (("policy", "set", __file__), 2),
        (("contacts", "import", __file__), 2),
        (("routing", "evaluate", __file__), 2),
    ],
)
def test_bad_input_is_one_line_and_exit_code_two(abhay: Command, words: tuple[str, ...], code: int) -> None:
    result = abhay(*words)
    assert result.code == code
    assert result.err.count("\n") <= 1
    assert "Traceback" not in result.out + result.err


def test_without_a_database_it_is_one_line_and_exit_code_one(abhay: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ABHAY_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:1/nowhere")
    result = abhay("alert", "list")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "abhay up" in result.err


def test_a_wrong_setting_is_named_without_its_value(
    abhay: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ABHAY_PORT", "secret-value")
    assert run(["alert", "list"]) == 2
    error = capsys.readouterr().err
    assert "ABHAY_PORT" in error
    assert "secret-value" not in error
