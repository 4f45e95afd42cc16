"""A case for another State's police: who is above the district reads plainly that nothing is asked of it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from abhay.wording.messages import render_template
from abhay.wording.words import Bilingual
from models.enums import MessageKind, MilestoneKind, Outcome

NOTHING = (
    "आपको कुछ नहीं करना है, जब तक यह संदेश कुछ करने को न कहे",
    "you have nothing to do unless this message says so",
)
ASKS = ("phone the desk first", "tell the team", "send a team", "sends a team", "sends one")
ELSEWHERE: dict[str, Any] = {
    "units": (),
    "districts": (),
    "tehsil": None,
    "other_state": Bilingual(hi="गुजरात", en="Gujarat"),
}
TAKEN: dict[str, Any] = {
    "acknowledged_at": datetime(2026, 11, 12, 17, 9, tzinfo=UTC),
    "acknowledged_post": Bilingual(hi="अभय डेस्क", en="Abhay desk"),
}


@pytest.mark.parametrize("rung", ["sp", "dgp"])
@pytest.mark.parametrize("drill", [False, True])
@pytest.mark.parametrize(
    ("kind", "more"),
    [
        (MessageKind.ACKNOWLEDGED, TAKEN),
        (MessageKind.UPDATE, TAKEN),
        (MessageKind.CLOSED, {**TAKEN, "outcome": Outcome.OUT_OF_STATE}),
        (MessageKind.CLOSED, {"outcome": Outcome.OUT_OF_STATE}),
    ],
)
def test_a_level_above_reads_that_it_has_nothing_to_do(
    context, rung: str, drill: bool, kind: MessageKind, more: dict[str, Any]
) -> None:
    body = render_template(context(kind=kind, rung=rung, drill=drill, **ELSEWHERE, **more)).body
    for text, nothing in zip(body.split("-" * 40), NOTHING, strict=True):
        assert nothing in text
    assert not [asked for asked in ASKS if asked in body]
    assert "गुजरात की पुलिस" in body
    assert "police of Gujarat" in body


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": MessageKind.PAGE},
        {"kind": MessageKind.UPDATE},
        {"kind": MessageKind.ACKNOWLEDGED, "yours": True, **TAKEN},
        {"kind": MessageKind.ESCALATED, "milestone": MilestoneKind.HANDED_OVER, **TAKEN},
        {"kind": MessageKind.REMINDER, "milestone": MilestoneKind.HANDED_OVER, **TAKEN},
    ],
)
def test_where_something_is_asked_it_does_not_stand(context, changed: dict[str, Any]) -> None:
    body = render_template(context(rung="dgp", **ELSEWHERE, **changed)).body
    assert not [nothing for nothing in NOTHING if nothing in body]


@pytest.mark.parametrize("rung", ["desk", "district"])
def test_the_desk_and_a_unit_are_not_told_so(context, rung: str) -> None:
    body = render_template(context(kind=MessageKind.ACKNOWLEDGED, rung=rung, **ELSEWHERE, **TAKEN)).body
    assert not [nothing for nothing in NOTHING if nothing in body]


def test_a_level_above_that_was_paged_asks_the_desk_while_nobody_has_acknowledged(context) -> None:
    hindi, english = render_template(context(kind=MessageKind.UPDATE, rung="dgp", **ELSEWHERE)).body.split("-" * 40)
    assert "ask the desk whether that state's police have been told" in english
    assert "डेस्क से पूछें" in hindi
