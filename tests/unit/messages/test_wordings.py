"""Words that misled somebody once: each stays mended, in both languages."""

import itertools
import json
import re

import pytest

from abhay.domain.text import hindi_order
from abhay.wording import words
from abhay.wording.as_received import readable
from abhay.wording.messages import render_template
from abhay.wording.words import Bilingual
from models.enums import MessageKind, MilestoneKind, Reason

SENDS = re.compile(r"[Pp]lease send|send a team and|and send a team|if you send a team|टीम भेजें|टीम अभी भेजें|टीम भेजने")
POST = {"acknowledged_post": Bilingual(hi="नियंत्रण कक्ष", en="Control room")}
UNIT = {"acknowledged_unit": Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police")}
TOWARDS = [
    {},
    {"climbed": True},
    {"beside": True, "reason": Reason.LOCATION_UNKNOWN},
    {"beside": True},
    {"beside": True, "units": ()},
    {"yours": True, **POST, **UNIT},
    {"yours": True, **POST},
    {"ordered": True, **POST},
]


@pytest.mark.parametrize(("kind", "towards"), list(itertools.product(MessageKind, TOWARDS)))
def test_a_drill_asks_nobody_to_send_a_team(context, kind: MessageKind, towards: dict) -> None:
    message = render_template(context(kind=kind, drill=True, minutes_waiting=8, **towards))
    assert not SENDS.search(message.subject + message.body), message.body


def test_the_name_of_a_post_is_not_said_twice(context) -> None:
    said = context(**POST, **UNIT, acknowledged_by="Control room, Kota City Police").taker
    assert said == Bilingual(hi="नियंत्रण कक्ष, कोटा शहर पुलिस", en="Control room, Kota City Police")
    named = context(**POST, **UNIT, acknowledged_by="SI Synthetic")
    assert named.taker.en == "Control room, Kota City Police (SI Synthetic)"
    assert named.taker_post.en == "Control room, Kota City Police"


@pytest.mark.parametrize(
    ("round_", "hi", "en"), [(1, "अनुस्मारक 2", "Reminder 2:"), (3, "दौर 3, अनुस्मारक 2", "Reminder 2 of round 3:")]
)
def test_reminders_of_two_rounds_can_be_told_apart(context, round_: int, hi: str, en: str) -> None:
    message = render_template(context(kind=MessageKind.REMINDER, attempt=2, round=round_, minutes_waiting=8))
    assert hi in message.body
    assert hi in message.subject
    assert en in message.body


@pytest.mark.parametrize("kind", MessageKind)
def test_officers_read_of_levels(context, kind: MessageKind) -> None:
    for reason, milestone in itertools.product(Reason, (None, MilestoneKind.REACHED)):
        message = render_template(context(kind=kind, reason=reason, milestone=milestone, climbed=True))
        assert not re.search(r"\b[Rr]ung", message.subject + message.body)


def test_after_not_ours_the_evidence_still_names_an_area(context) -> None:
    kota = Bilingual(hi="कोटा", en="Kota")
    area = context(units=(), districts=(), tehsil=None, pointed_at=(kota,)).area
    assert area == Bilingual(hi="संकेत ज़िला कोटा के, इकाई तय नहीं", en="evidence of Kota district, unit not settled")


@pytest.mark.parametrize(
    ("minutes", "hi", "en"),
    [
        (2879, "47 घंटे 59 मिनट", "47 hours 59 min"),
        (2880, "2 दिन", "2 days"),
        (22_728, "15 दिन 18 घंटे", "15 days 18 h"),
    ],
)
def test_long_spans_are_said_in_days(minutes: int, hi: str, en: str) -> None:
    assert words.duration(minutes) == Bilingual(hi=hi, en=en)


def test_hindi_names_stand_in_the_order_of_a_hindi_dictionary() -> None:
    ordered = ["अजमेर", "अलवर", "करौली", "कोटा", "ज़िला", "जोधपुर", "झालावाड़", "भरतपुर", "भिवाड़ी"]
    shuffled = [*ordered[4:], *ordered[:4]]
    assert sorted(shuffled, key=hindi_order) == ordered


def test_a_document_is_read_without_quotes_and_braces() -> None:
    document = {"alert_id": "x-1", "subject": {"phones": ["+91 55555 00101", ""], "age": None}, "text": "मुझे नहीं होगा"}
    assert readable(json.dumps(document)).splitlines() == [
        "alert_id: x-1",
        "subject:",
        "  phones:",
        "    • +91 55555 00101",
        "    • ",
        "  age: null",
        "text: मुझे नहीं होगा",
    ]


@pytest.mark.parametrize("text", ["a mail\nof two lines", '{"cut": "sho', "17", "null", "{}", "", "[" * 90_000])
def test_any_other_text_stays_as_it_came(text: str) -> None:
    assert readable(text) == text


def test_a_deep_document_grows_no_more_than_its_own_length() -> None:
    deep = "[1," * 900 + "1" + "]" * 900
    assert len(readable(deep)) < 10 * len(deep)
