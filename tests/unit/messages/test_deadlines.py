"""Until when an answer is awaited stands in each page, where somebody above is told next; in both languages, in IST."""

from datetime import UTC, datetime

import pytest

from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.rules import Rules, effective
from abhay.wording.messages import render_template
from abhay.wording.words import rung_words
from models.enums import MessageKind, MilestoneKind, Severity

DUE = datetime(2026, 11, 12, 17, 9, tzinfo=UTC)
HINDI, ENGLISH = "पावती कब तक: 12-11-2026 22:39 IST", "Acknowledge by: 12-11-2026 22:39 IST"
AWAITED = {"due_at": DUE, "told_next": rung_words("sp", "SP")}


@pytest.mark.parametrize("kind", [MessageKind.PAGE, MessageKind.REMINDER])
@pytest.mark.parametrize("rung", ["desk", "district", "sp"])
def test_a_page_says_until_when_and_who_is_told_then(context, kind: MessageKind, rung: str) -> None:
    hindi, english = render_template(context(kind=kind, rung=rung, **AWAITED)).body.split("-" * 40)
    assert HINDI in hindi
    assert rung_words("sp", "SP").hi in hindi
    assert f"{ENGLISH}; then this level is told: {rung_words('sp', 'SP').en}" in english


@pytest.mark.parametrize(
    "changed",
    [
        {"due_at": None, "told_next": None},
        {"beside": True},
        {"kind": MessageKind.UPDATE},
        {"kind": MessageKind.CLOSED},
        {"kind": MessageKind.REMINDER, "milestone": MilestoneKind.REACHED},
    ],
)
def test_without_such_a_deadline_none_is_said(context, changed: dict[str, object]) -> None:
    body = render_template(context(**(AWAITED | changed))).body
    assert "Acknowledge by" not in body
    assert "पावती कब तक" not in body


@pytest.mark.parametrize(
    ("rung", "above"), [("desk", "dgp"), ("district", "sp"), ("sp", "dgp"), ("dgp", None), ("gone", None)]
)
def test_the_next_rung_is_the_ladders(rung: str, above: str | None) -> None:
    policy = parse_policy(default_policy(), ())
    rules = Rules(effective(policy, Severity.IMMINENT, None), policy.rung)
    assert rules.after(rung) == above
