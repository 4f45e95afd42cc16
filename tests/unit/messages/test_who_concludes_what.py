"""What each reader of a message does next: nobody who has to act is told to wait, nobody else is told to go."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from abhay.domain.cases.answers import Involvement
from abhay.wording.messages import render_template
from abhay.wording.words import Bilingual
from models.enums import MessageKind, Reason

KOTA = Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police")
RURAL = Bilingual(hi="कोटा ग्रामीण पुलिस", en="Kota Rural Police")
ROOM = Bilingual(hi="नियंत्रण कक्ष", en="Control room")
NOWHERE: dict[str, Any] = {"units": (), "districts": (), "tehsil": None}
PLACES: dict[str, dict[str, Any]] = {
    "resolved": {},
    "ambiguous": {"units": (KOTA, RURAL)},
    "out of the State": NOWHERE | {"other_state": Bilingual(hi="मध्य प्रदेश", en="Madhya Pradesh")},
    "unresolved": NOWHERE | {"candidates": (KOTA,)},
}
PARTS: dict[Involvement, dict[str, Any]] = {
    Involvement.OWNER: {},
    Involvement.BESIDE: {"beside": True, "reason": Reason.COPY},
    Involvement.TAKER: {"yours": True},
    Involvement.COLLEAGUE: {"colleague": True},
    Involvement.ORDERED: {"ordered": True},
}
GO = ("send a team now", "that a team leaves now", "टीम अभी रवाना हो", "टीम अभी भेजें", "तुरंत टीम भेजें", "इकाई टीम अभी भेजे")
WAIT = ("You have nothing to do", "आपको अभी कुछ नहीं करना है", "need not send a team", "आपकी इकाई से टीम नहीं चाहिए")
NO_PLACE = ("place not known", "स्थान अज्ञात")
HEARD_AS = {
    Involvement.TAKER: (MessageKind.ACKNOWLEDGED,),
    Involvement.COLLEAGUE: (MessageKind.ACKNOWLEDGED,),
    Involvement.ORDERED: (MessageKind.ACKNOWLEDGED, MessageKind.REMINDER),
}
"""What only an acknowledgement makes: a taker, and an order, which is given again until it is answered."""
LINK = "https://abhay.example/a/token"
RUNGS = ("desk", "district", "sp", "dgp")


def possible() -> Iterator[tuple[MessageKind, Involvement, str, str]]:
    """Every kind with the parts that can get it."""
    for kind, part, rung, place in product(MessageKind, Involvement, RUNGS, PLACES):
        if kind in HEARD_AS.get(part, MessageKind) and not (part is Involvement.BESIDE and rung == "desk"):
            yield kind, part, rung, place


@pytest.mark.parametrize(("kind", "part", "rung", "place"), list(possible()))
def test_no_reader_may_conclude_the_wrong_thing(context, kind: MessageKind, part: Involvement, rung: str, place: str):
    answered = kind in (MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED)
    taken_by_somebody = answered or part in HEARD_AS
    taken: dict[str, Any] = {
        "acknowledged_at": datetime(2026, 11, 12, 17, 9, tzinfo=UTC),
        "acknowledged_post": ROOM,
        "acknowledged_unit": None if part is Involvement.ORDERED else KOTA,
    }
    facts = PLACES[place] | PARTS[part] | (taken if taken_by_somebody else {})
    message = render_template(context(kind=kind, rung=rung, minutes_waiting=8, **facts))
    hindi, english = message.body.split("-" * 40)
    for text in (hindi, english):
        told_to_go, told_to_wait = (any(words in text for words in set_) for set_ in (GO, WAIT))
        must_go = part in HEARD_AS
        assert not (told_to_wait and must_go), "who has to act is told to wait"
        assert not must_go or (told_to_go and LINK in text), "who has to act is not told so"
        assert part is not Involvement.BESIDE or not told_to_go, "another unit's case, and told to go"
        assert not (answered and not must_go and told_to_go), "the case is somebody else's, and told to go"
        assert place != "out of the State" or not any(words in text for words in NO_PLACE)


@pytest.mark.parametrize("place", PLACES)
def test_a_neighbour_reads_why_it_is_told(context, place: str):
    facts = PLACES[place] | PARTS[Involvement.BESIDE]
    message = render_template(context(kind=MessageKind.PAGE, **facts))
    assert "may be near you" in message.subject
    elsewhere = "hands over to that state's police" if "other_state" in facts else "one of the likeliest"
    expected = "The police unit below has been told" if facts.get("units", True) else elsewhere
    assert expected in message.body
    likely = render_template(context(**(facts | {"reason": Reason.LOCATION_UNKNOWN, "climbed": True})))
    assert "one of the likeliest" in likely.body


@pytest.mark.parametrize(
    ("place", "hindi", "english"),
    [
        ("resolved", "पुलिस इकाई टीम अभी भेजे", "make sure that the police unit sends a team now"),
        ("ambiguous", "पुलिस इकाई टीम अभी भेजे", "make sure that the police unit sends a team now"),
        ("out of the State", "उस राज्य की पुलिस को अभी सौंपें", "hand the case over to that state's police now"),
        ("unresolved", "पुलिस इकाई अभी चुनें", "choose the police unit now"),
    ],
)
def test_whoever_takes_a_case_from_outside_its_unit_reads_what_is_left_to_do(
    context, place: str, hindi: str, english: str
):
    """The DGP's control room, or the desk: neither has a team to send, and a unit may not even be known."""
    facts = PLACES[place] | PARTS[Involvement.TAKER] | {"acknowledged_post": ROOM}
    message = render_template(context(kind=MessageKind.ACKNOWLEDGED, **facts))
    assert hindi in message.body
    assert english in message.body
    assert "send a team" not in message.subject


@pytest.mark.parametrize("kind", [MessageKind.REMINDER, MessageKind.ESCALATED, MessageKind.UPDATE])
def test_a_unit_is_told_to_send_its_team_until_somebody_has_the_case(context, kind: MessageKind):
    message = render_template(context(kind=kind, minutes_waiting=8))
    assert "send a team now and acknowledge" in message.body or "send one now and acknowledge" in message.body
    assert "भेजें और पावती दें" in message.body


@pytest.mark.parametrize("kind", [MessageKind.REMINDER, MessageKind.ESCALATED, MessageKind.UPDATE])
def test_a_unit_beside_the_case_takes_it_only_if_it_sends_a_team(context, kind: MessageKind):
    message = render_template(context(kind=kind, minutes_waiting=8, **PARTS[Involvement.BESIDE]))
    assert "send a team, and only then acknowledge" in message.body
    assert "please acknowledge" not in message.body


def test_a_unit_that_is_stood_down_is_told_whom_to_phone_before_its_team_turns_back(context):
    message = render_template(context(kind=MessageKind.STOOD_DOWN))
    assert "phone that unit, or the desk, before you call it back" in message.body


@pytest.mark.parametrize("place", ["out of the State", "unresolved"])
def test_the_desk_is_not_told_that_nothing_is_left_to_do(context, place: str):
    facts = PLACES[place] | {"acknowledged_at": datetime(2026, 11, 12, 17, 9, tzinfo=UTC), "acknowledged_post": ROOM}
    message = render_template(context(kind=MessageKind.ACKNOWLEDGED, rung="desk", **facts))
    assert "nothing to do" not in message.body
    assert ("police must still be told" in message.body) is (place == "out of the State")


def test_what_was_told_and_what_is_asked_are_two_sentences(context):
    message = render_template(context(rung="sp", tried=(ROOM,), minutes_waiting=8))
    assert "Control room. Please see to it" in message.body
    assert "नियंत्रण कक्ष। कृपया" in message.body
