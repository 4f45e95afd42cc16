"""Reasons that are chosen and typed, and the timeline told for people."""

from datetime import UTC, datetime

import pytest

from abhay.wording.page_words import NOT_OURS_REASONS, ROUTE_REASONS, happenings, reason_text
from abhay.wording.words import Bilingual
from models.enums import TimelineEvent
from models.views import TimelineView

UNITS = {"bundi": Bilingual(hi="बूंदी पुलिस", en="Bundi Police")}
RUNGS = {"sp": Bilingual(hi="पुलिस अधीक्षक", en="SP")}


@pytest.mark.parametrize(
    ("chosen", "typed", "kept"),
    [
        ("phone", "", "learnt by telephone"),
        ("phone", " his mother\nsaid so ", "learnt by telephone: his mother said so"),
        ("other", "seen there", "seen there"),
        ("other", "", "another reason (write below)"),
        ("nonsense", "", "the evidence points to this unit"),
        ("", "x\u202ey", "the evidence points to this unit: xy"),
    ],
)
def test_a_reason_is_never_empty_and_one_line(chosen: str, typed: str, kept: str) -> None:
    assert reason_text(ROUTE_REASONS, chosen, typed) == kept


def test_a_long_reason_is_bounded() -> None:
    assert len(reason_text(NOT_OURS_REASONS, "other", "x" * 9000)) == 400


def entry(event: TimelineEvent, rung: str | None = None, **detail: object) -> TimelineView:
    return TimelineView(
        at=datetime(2026, 11, 24, tzinfo=UTC), event=event, rung=rung, actor="SI Synthetic", detail=detail
    )


@pytest.mark.parametrize(
    ("told", "what", "about", "who"),
    [
        (entry(TimelineEvent.RUNG_ENTERED, "sp"), "told", "SP", None),
        (entry(TimelineEvent.RUNG_ENTERED, "dgp"), "told", "DGP", None),
        (entry(TimelineEvent.MILESTONE, milestone="reached"), "noted", "person reached", "SI Synthetic"),
        (entry(TimelineEvent.CLOSED, outcome="safe"), "closed", "the person is safe", "SI Synthetic"),
        (entry(TimelineEvent.REROUTED, to=["bundi"]), "moved", "Bundi Police", "SI Synthetic"),
        (entry(TimelineEvent.REROUTED, to=[], not_ours="x"), "a unit said: not ours", "to the desk", "SI Synthetic"),
        (entry(TimelineEvent.ROUTED, state="resolved", units=["gone"], confidence=1), "routed", None, None),
        (entry(TimelineEvent.ROUTED, state="resolved", units=["bundi"], confidence=1), "routed", "Bundi Police", None),
        (entry(TimelineEvent.STOOD_DOWN, units=["bundi"]), "stood down", "Bundi Police", None),
        (entry(TimelineEvent.STOOD_DOWN), "stood down", None, None),
    ],
)
def test_a_happening_in_words(told: TimelineView, what: str, about: str | None, who: str | None) -> None:
    (said,) = happenings([told], UNITS, RUNGS)
    assert (said.what.en, said.about.en if said.about else None, said.who) == (what, about, who)


def test_a_merge_that_an_older_version_noted_as_a_message_is_not_told_as_one() -> None:
    came_in, merged = (entry(TimelineEvent.ATTACHED, event_kind=kind) for kind in ("alert.updated", "merged"))
    assert [said.what.en for said in happenings([came_in, merged], UNITS, RUNGS)] == ["a new message about the person"]


def test_looks_and_repairs_are_not_told() -> None:
    assert happenings([entry(TimelineEvent.REVEALED), entry(TimelineEvent.REPAIRED)], UNITS, RUNGS) == ()
