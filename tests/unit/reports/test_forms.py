"""The forms of a report: lengths of time, and cells that no spreadsheet takes for a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.reports.waits import EDGES, Quantile, Wait, summary
from abhay.services.reports.table import harmless
from abhay.wording.screens.reports import SPREAD, clock, length, lengths


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0:00"), (0.2, "0:01"), (59.9, "1:00"), (187, "3:07"), (7265, "121:05")]
)
def test_a_length_of_time_is_minutes_and_seconds(seconds: float, text: str) -> None:
    assert clock(seconds) == text


def test_what_nobody_answered_is_longer_than_and_too_few_say_so() -> None:
    assert length(Quantile(300, beyond=True)).en == "> 5:00"
    assert length(None).en == "fewer than 5"
    assert lengths(summary([]))[0].en == "–"
    assert lengths(summary([Wait(60, answered=True)] * 5))[1].en == "1:00"


def test_the_spread_has_words_for_each_of_its_numbers() -> None:
    assert len(SPREAD) == len(EDGES) + 2
    assert [each.en for each in SPREAD][:2] == ["to 1 min", "1–3 min"]


@given(st.text())
def test_no_cell_begins_a_formula_and_none_loses_a_character(text: str) -> None:
    cell = harmless(text)
    assert isinstance(cell, str)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.removeprefix("'") == text.removeprefix("'") or cell == f"'{text}"


def test_numbers_stay_numbers() -> None:
    out = io.StringIO()
    csv.writer(out).writerow([harmless(cell) for cell in (-3, 2.5, "=1+1")])
    assert out.getvalue().strip() == "-3,2.5,'=1+1"
