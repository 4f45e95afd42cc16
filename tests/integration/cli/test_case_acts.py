"""Every act of the API has its verb: a call becomes a case, is routed, taken, followed, closed, taken back."""

import io
import json
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import pytest

from abhay.entrypoints.cli.cases.listing import in_words
from tests.integration.cli.conftest import Command

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def case(abhay: Command, sample: str = "json_01_kota_minor_gps.json") -> str:
    return abhay("alert", "raise", str(SAMPLES / sample)).out.strip()


def shown(abhay: Command, ref: str) -> dict[str, object]:
    return json.loads(abhay("alert", "show", ref, "--json").out)


def test_a_case_is_routed_followed_closed_and_the_outcome_taken_back(abhay: Command) -> None:
    ref = case(abhay)
    assert (
        abhay("alert", "route", ref, "--unit", "kota-city", "--reason", "her school").out
        == f"{ref}: goes to kota-city\n"
    )
    assert (
        json.loads(abhay("alert", "route", ref, "--unit", "kota-city", "--reason", "x", "--json").out)["changed"]
        is False
    )
    noted = abhay("alert", "milestone", ref, "--kind", "dispatched", "--unit", "kota-city", "--by", "SI Synthetic")
    assert (noted.code, noted.out) == (0, f"{ref}: dispatched noted\n")
    assert "reached before" in abhay("alert", "milestone", ref, "--kind", "dispatched").out
    closed = json.loads(abhay("alert", "close", ref, "--outcome", "safe", "--note", "with her aunt", "--json").out)
    assert closed == {"ref": ref, "outcome": "safe", "first": True}
    assert "closed before" in abhay("alert", "close", ref, "--outcome", "hospital").out
    assert (shown(abhay, ref)["status"], shown(abhay, ref)["outcome"]) == ("closed", "safe")


def test_the_last_step_is_taken_back(abhay: Command) -> None:
    ref = case(abhay)
    abhay("alert", "milestone", ref, "--kind", "reached", "--unit", "kota-city")
    assert abhay("alert", "undo", ref).code == 0
    assert shown(abhay, ref)["milestones"]["reached"] is None  # type: ignore[index]
    again = abhay("alert", "undo", ref)
    assert (again.code, again.err.count("\n")) == (2, 1)


def test_the_person_is_shown_for_a_reason_that_is_written_down(abhay: Command) -> None:
    ref = case(abhay)
    refused = abhay("alert", "reveal", ref, "--reason", "  ")
    assert (refused.code, refused.out) == (2, "")
    told = abhay("alert", "reveal", ref, "--reason", "to phone the family")
    revealed = json.loads(abhay("alert", "reveal", ref, "--reason", "again", "--json").out)
    name = revealed["events"][0]["subject"]["display_name"]
    assert name
    assert name in told.out
    log = json.loads(abhay("alert", "audit", ref, "--json").out)["audit"]
    assert [line["reason"] for line in log if line["action"] == "alert.reveal"] == ["to phone the family", "again"]


def test_a_file_is_written_byte_for_byte_and_never_over_another(abhay: Command, tmp_path: Path) -> None:
    ref = case(abhay, "eml_05_phalodi_rajasthani_image.eml")
    (file,) = json.loads(abhay("alert", "files", ref, "--json").out)
    assert file["id"] in abhay("alert", "files", ref).out
    target = tmp_path / "picture"
    words = ("alert", "files", ref, "--get", file["id"], "--reason", "find the bridge")
    assert abhay(*words).code == 2, "without --output nothing is opened"
    assert abhay(*words, "--output", str(target)).code == 0
    assert target.stat().st_size == file["size"]
    assert target.stat().st_mode & 0o077 == 0
    assert abhay(*words, "--output", str(target)).code == 2
    assert abhay("alert", "files", case(abhay)).out.endswith(": no files came with it\n")
    log = json.loads(abhay("alert", "audit", ref, "--json").out)["audit"]
    assert [line["reason"] for line in log if line["action"] == "alert.open_file"][-1] == "find the bridge"


def test_a_call_becomes_a_case_and_the_same_call_joins_it(abhay: Command) -> None:
    words = ("--severity", "high", "--heard-from", "Meta duty desk", "--text", "she is on the bridge",
             "--phone", "55555 00301", "--district", "Kota")  # fmt: skip
    ref = abhay("alert", "call", *words).out.strip()
    found = shown(abhay, ref)
    assert (found["channel"], found["severity"]) == ("phone", "high")
    said = json.loads(abhay("alert", "reveal", ref, "--reason", "x", "--json").out)["events"][0]
    assert said["heard_from"] == "Meta duty desk"
    assert said["subject"]["phones"] == ["55555 00301"]
    assert said["subject"]["address"]["district"] == "Kota"
    assert json.loads(abhay("alert", "call", *words, "--json").out) == {
        "ref": ref, "id": found["id"], "status": found["status"], "repeat": True,
    }  # fmt: skip


def test_a_call_is_taken_from_a_file_and_from_standard_input(
    abhay: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "call.json"
    file.write_text('{"note": "a girl near the bus stand", "severity": "high"}', encoding="utf-8")
    ref = abhay("alert", "call", str(file)).out.strip()
    assert ref.startswith("RJ-")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(file.read_bytes())))
    assert json.loads(abhay("alert", "call", "-", "--json").out)["ref"] == ref
    both = abhay("alert", "call", str(file), "--note", "x")
    assert (both.code, both.err) == (2, f"abhay: give {file} or options, not both\n")
    assert abhay("alert", "call", "--severity", "high").code == 2, "nothing was told"


def test_a_misspelt_field_of_a_call_is_named_and_nothing_is_taken_in(abhay: Command, tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    file.write_text('{"severty": "high", "note": "x", "subject": {"phoens": "1"}}', encoding="utf-8")
    refused = abhay("alert", "call", str(file))
    assert refused.code == 2
    assert refused.err == (
        "abhay: severty: there is no such field: do you mean severity?; "
        "subject.phoens: there is no such field: do you mean phones?\n"
    )
    assert json.loads(abhay("alert", "list", "--json").out)["alerts"] == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"note": "x", "severity": "hgih"}', "severity"),
        ('{"note": "x", "posted_at": "the other day"}', "content.created_at, created_at"),
        ('{"note": "x", "subject": {"age": true}}', "subject.age_band"),
        ("she is on the bridge", "body"),
        ('{"severity": "high"}', "body"),
    ],
)
def test_a_value_of_a_call_that_cannot_be_read_is_named(abhay: Command, tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "call.json"
    file.write_text(text, encoding="utf-8")
    refused = abhay("alert", "call", str(file))
    assert refused.code == 2
    assert refused.err == f"abhay: {named}: cannot be read; nothing was taken in\n"
    assert json.loads(abhay("alert", "list", "--json").out)["alerts"] == []


def test_open_cases_are_listed_by_deadline_and_say_what_is_overdue(abhay: Command) -> None:
    refs = [case(abhay, name) for name in ("json_03_behror_pin.json", "json_01_kota_minor_gps.json")]
    abhay("alert", "close", case(abhay, "json_06_phalodi_place_in_text.json"), "--outcome", "safe")
    abhay("alert", "ack", refs[1], "--by", "SI Synthetic", "--unit", "kota-city")
    found = json.loads(abhay("alert", "list", "--open", "--json").out)
    assert [line["ref"] for line in found["alerts"]] == [refs[1], refs[0]], "who has a deadline stands first"
    assert found["alerts"][0]["overdue_seconds"] is None
    listed = abhay("alert", "list", "--open").out
    assert "in 4 min" in listed or "in 5 min" in listed
    assert listed.endswith("2 open, 0 of them overdue\n")
    assert abhay("alert", "list", "--open", "--status", "closed").code == 2


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(59, "in 59 s"), (60, "in 1 min"), (-660, "overdue by 11 min"), (0, "overdue by 0 s"), (-12000, "overdue by 3 h 20 min"),
     (100000, "in 1 d 3 h")],
)  # fmt: skip
def test_a_deadline_is_said_in_words(seconds: int, words: str) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert in_words(now + timedelta(seconds=seconds), now) == words


def test_units_are_listed_by_id_and_both_names(abhay: Command) -> None:
    units = json.loads(abhay("units", "list", "--json").out)["units"]
    assert {"unit": "kota-city", "name_en": "Kota City Police"}.items() <= next(
        u for u in units if u["unit"] == "kota-city"
    ).items()
    searched = abhay("units", "list", "kota").out
    assert "kota-city" in searched
    assert "bundi" not in searched


def test_the_version_is_said(abhay: Command) -> None:
    assert abhay("--version").out == f"abhay {version('abhay')}\n"


def test_a_note_answers_nothing_and_is_shown_with_the_person(abhay: Command) -> None:
    ref = case(abhay)
    assert (abhay("alert", "note", ref, "--note", " ").code, shown(abhay, ref)["acknowledgement"]) == (2, None)
    assert abhay("alert", "note", ref, "--note", "the school rang", "--by", "SI Synthetic").out == f"{ref}: noted\n"
    assert shown(abhay, ref)["acknowledgement"] is None
    revealed = json.loads(abhay("alert", "reveal", ref, "--reason", "to read the notes", "--json").out)
    assert [(each["by"], each["note"]) for each in revealed["notes"]] == [("SI Synthetic", "the school rang")]
