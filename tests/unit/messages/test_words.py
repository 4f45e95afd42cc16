import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.policy.document import default_policy
from abhay.wording import message_reasons, words
from abhay.wording.reasons import titles
from abhay.wording.words import Bilingual
from models.enums import MilestoneKind, Outcome, Reason, RouteState, Severity, Status, Trust

TABLES = [
    (words.SEVERITY, Severity),
    (words.STATUS, Status),
    (words.ROUTE, RouteState),
    (words.TRUST, Trust),
    (words.MILESTONE, MilestoneKind),
    (words.OUTCOME, Outcome),
    (message_reasons.REASON, Reason),
    (titles.REASON_TITLE, Reason),
]


@pytest.mark.parametrize(("table", "kinds"), TABLES)
def test_every_value_has_words_in_both_languages(table, kinds):
    assert set(table) == set(kinds)
    for said in table.values():
        assert any("ऀ" <= letter <= "ॿ" for letter in said.hi)
        assert said.en
        assert said.en.isascii()


@pytest.mark.parametrize(("table", "kinds"), TABLES)
def test_no_two_values_are_called_the_same(table, kinds):
    assert len({said.hi for said in table.values()}) == len({said.en for said in table.values()}) == len(table)


@pytest.mark.parametrize("rung", default_policy()["rung"])
def test_every_rung_of_the_default_policy_has_words_in_both_languages(rung: str):
    said = words.rung_words(rung)
    assert any("\u0900" <= letter <= "\u097f" for letter in said.hi)
    assert said.en.isascii()


def test_a_rung_is_called_by_our_words_then_the_policys_label_then_its_own():
    assert words.rung_words("sp", "Anything").en == "SP / DCP"
    assert words.rung_words("home", "HomeSecretary") == Bilingual.same("HomeSecretary")
    assert words.rung_words("home") == Bilingual.same("home")


def test_a_reason_without_words_is_told_in_general():
    assert message_reasons.reason_words("something new") == message_reasons.REASON_OTHER
    assert titles.reason_title("something new") == titles.REASON_OTHER_TITLE
    assert message_reasons.reason_words("flood") == message_reasons.REASON[Reason.FLOOD]


@pytest.mark.parametrize(
    ("minutes", "hi", "en"),
    [
        (0, "1 मिनट से कम समय", "less than 1 minute"),
        (1, "1 मिनट", "1 minute"),
        (119, "119 मिनट", "119 minutes"),
        (120, "2 घंटे", "2 hours"),
        (1445, "24 घंटे 5 मिनट", "24 hours 5 min"),
    ],
)
def test_durations_are_said_in_minutes_then_in_hours(minutes: int, hi: str, en: str):
    assert words.duration(minutes) == Bilingual(hi=hi, en=en)


def test_both_says_hindi_first_and_a_single_name_once():
    assert Bilingual(hi="कोटा", en="Kota").both == "कोटा / Kota"
    assert Bilingual.same("Ladpura").both == "Ladpura"


def test_typed_text_becomes_one_safe_line():
    assert words.one_line("a\r\nBcc: x\tb\u202e\u200b\x00c") == "a Bcc: x bc"
    assert words.one_line("क\u094d\u200dष") == "क\u094d\u200dष"
    assert words.one_line("x" * 100, 10) == "x" * 9 + "…"


@given(st.text())
def test_one_line_is_one_line_and_stays_so(text: str):
    line = words.one_line(text)
    assert len(line) <= 80
    assert line.splitlines() in ([], [line])
    assert words.one_line(line) == line


def test_a_drill_is_marked_once_and_a_real_case_never():
    marked = words.marked("RJ-2026-000042", drill=True)
    assert marked == "[अभ्यास / DRILL] RJ-2026-000042"
    assert words.marked(marked, drill=True) == marked
    assert words.marked("RJ-2026-000042", drill=False) == "RJ-2026-000042"
