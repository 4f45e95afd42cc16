"""From the terminal: the packet and its receipt for another State's police, and corrections as a labelled file."""

import json
import stat
from pathlib import Path

import pytest

from abhay.adapters.store.cases.rerouting import route_to
from abhay.adapters.store.views.reading import find_alert
from abhay.entrypoints.cli.support import with_runtime
from abhay.services.cases.routing import route_case
from models.enums import Mover
from tests.integration.cli.conftest import Command
from tests.support.actors import OPERATOR
from tests.support.cap import check_cap, find

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def routed(abhay: Command, sample: str, then_to: str | None = None) -> str:
    """A sample's case, routed by its evidence and, if a unit is named, by an operator after that."""
    ref = abhay("alert", "raise", str(SAMPLES / sample)).out.strip()

    async def work(runtime) -> None:
        alert_id = await find_alert(runtime.database, ref)
        await route_case(runtime, alert_id, Mover.FLOW)
        if then_to:
            await route_to(runtime.database, alert_id, then_to, OPERATOR, "seen by a friend")

    with_runtime(work)
    return ref


def test_a_case_is_handed_over_and_its_receipt_noted(abhay: Command, tmp_path: Path) -> None:
    ref = routed(abhay, "json_08_neemuch_just_outside.json")
    printed = abhay("alert", "hand-over", ref, "--format", "cap", "--reason", "for the SP of Neemuch")
    assert printed.code == 0, printed.err
    assert find(check_cap(printed.out), "identifier") == f"{ref}.1"
    page = tmp_path / "packet.html"
    written = abhay("alert", "hand-over", ref, "--format", "html", "--reason", "to print", "-o", str(page))
    assert (written.code, written.out) == (0, f"{ref}.2: {page}\n")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "मध्य प्रदेश" in page.read_text(encoding="utf-8")
    first = abhay("alert", "hand-over-received", ref, "--by", "SI Synthetic, Neemuch", "--note", "team left")
    assert first.out == f"{ref}: receipt noted\n"
    again = json.loads(abhay("alert", "hand-over-received", ref, "--by", "Another", "--json").out)
    assert again == {"ref": ref, "first": False}
    shown = abhay("alert", "show", ref).out
    assert "handed_over" in shown
    assert "Synthetic, Neemuch" not in shown


def test_a_case_is_shown_with_the_reason_as_a_code_and_without_its_places(abhay: Command) -> None:
    ref = routed(abhay, "json_03_behror_pin.json")
    route = json.loads(abhay("alert", "show", ref, "--json").out)["route"]
    assert (route["reason"], route["why"]["code"]) == ("", "evidence")
    assert route["why"]["params"]["by"]["kind"] == "pin"
    assert "301701" not in str(route)
    ref = routed(abhay, "json_03_behror_pin.json", then_to="bundi")
    route = json.loads(abhay("alert", "show", ref, "--json").out)["route"]
    assert (route["reason"], route["why"]["code"]) == ("corrected by a person", "person")


@pytest.mark.parametrize(
    "words",
    [
        ("alert", "hand-over", "RJ-2026-999999", "--format", "cap", "--reason", "x"),
        ("alert", "hand-over", "RJ-2026-999999", "--format", "cap"),
        ("alert", "hand-over", "RJ-2026-999999", "--format", "pdf", "--reason", "x"),
        ("alert", "hand-over", "RJ-2026-999999", "--format", "cap", "--reason", " "),
        ("alert", "hand-over-received", "RJ-2026-999999", "--by", "\u202e"),
        ("routing", "corrections"),
        ("routing", "corrections", "--reason", " "),
        ("routing", "corrections", "--reason", "x", "-o", "/nowhere/at/all.jsonl"),
    ],
)
def test_without_a_case_a_form_or_a_reason_nothing_is_given(abhay: Command, words: tuple[str, ...]) -> None:
    result = abhay(*words)
    assert result.code == 2
    assert result.out == ""
    assert len(result.err.splitlines()) >= 1


def test_corrections_are_a_labelled_file_that_evaluate_reads(abhay: Command, tmp_path: Path) -> None:
    wrong = routed(abhay, "json_03_behror_pin.json", then_to="bundi")
    right = routed(abhay, "json_01_kota_minor_gps.json", then_to="kota-rural")
    file = tmp_path / "corrections.jsonl"
    exported = abhay("routing", "corrections", "--reason", "monthly review", "-o", str(file), "--json")
    assert json.loads(exported.out) == {"cases": 2, "left_out": 0, "file": str(file)}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    for never in (wrong, right, "Synthetic", "+91", "@", "http", "lat", "seen by a friend"):
        assert never not in text, never
    for line in map(json.loads, text.splitlines()):
        assert set(line) == {"id", "expect", "group", "unit", "evidence"}
        assert {key for piece in line["evidence"] for key in piece} <= {
            "kind", "says", "weight", "detail", "unit", "tehsil", "state",
        }  # fmt: skip
    report = json.loads(abhay("routing", "evaluate", str(file), "--json").out)
    assert report["total"]["cases"] == 2
    assert report["confusion"]["bundi"], "a PIN of Behror says nothing of Bundi"
    assert report["calibration"]
    assert abhay("routing", "corrections", "--reason", "again").out == text
    shown = abhay("routing", "evaluate", str(file)).out
    assert "expected" in shown
    assert "was right" in shown
