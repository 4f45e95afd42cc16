"""Who sees what: the unit all, its office the same and how long nobody answers, the State how it stands and no more."""

from datetime import UTC, datetime

import pytest

from abhay.domain.messages.audience import SIGHTS, Audience, audience_of, is_minor
from abhay.domain.policy.document import default_policy, parse_policy
from abhay.domain.policy.rules import Rules
from abhay.wording import words
from abhay.wording.conduct.tries import tried_words
from abhay.wording.messages import render_template
from abhay.wording.words import Bilingual
from models.enums import MessageKind, Severity
from models.policy import RungPolicy, Scope

SINCE = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
DISTRICT, SP = words.rung_words("district"), words.rung_words("sp")
DGP = {
    "rung": "dgp",
    "audience": Audience.STATE,
    "minutes_waiting": 8,
    "tried": (DISTRICT, SP),
    "tries": (tried_words(DISTRICT, SINCE, 6, 2), tried_words(SP, SINCE, 1, 1)),
}
OFFICE = {"rung": "sp", "audience": Audience.OFFICE, "minutes_waiting": 3, "tried": (DISTRICT,)}


@pytest.fixture
def rules() -> Rules:
    document = parse_policy(default_policy(), ())
    return Rules(document.severity.of(Severity.IMMINENT), document.rung)


@pytest.mark.parametrize(
    ("rung", "audience"),
    [
        ("desk", Audience.DESK),
        ("district", Audience.UNIT),
        ("sp", Audience.OFFICE),
        ("dgp", Audience.STATE),
        ("range", Audience.STATE),
        ("gone", Audience.STATE),
    ],
)
def test_a_rung_is_known_by_what_it_is_not_by_its_name(rules: Rules, rung: str, audience: Audience) -> None:
    more = {**rules.rungs, "range": RungPolicy(label="Range", posts=("range-office",), scope=Scope.STATE)}
    assert audience_of(rung, Rules(rules.severity, more)) is audience


def test_the_table_names_every_audience_and_only_who_acts_sees_who_a_child_is() -> None:
    assert set(SIGHTS) == set(Audience)
    assert {each for each in Audience if SIGHTS[each].minors} == {Audience.UNIT, Audience.DESK}
    assert {each for each in Audience if not SIGHTS[each].person} == {Audience.STATE}
    assert all(sight.person for sight in SIGHTS.values() if sight.minors)


@pytest.mark.parametrize(
    ("age", "minor"),
    [
        ("13-17", True), ("16", True), ("१६ वर्ष", True), ("under 18", True), ("18 से कम", True), ("<18", True),
        ("17–19", True), ("नाबालिग", True), ("Minor", True), ("teen", True), ("18", False), ("18-24", False),
        ("18+", False), ("25 years", False), ("बालिग", False), ("adult", False), ("born 2010", False), ("", False),
        (None, False),
    ],
)  # fmt: skip
def test_an_age_as_partners_write_it(age: str | None, *, minor: bool) -> None:
    assert is_minor(age) is minor


@pytest.mark.parametrize("kind", MessageKind)
def test_the_state_reads_ref_unit_minutes_and_tries_and_no_place_or_post(context, kind: MessageKind) -> None:
    told = render_template(context(kind=kind, **DGP))
    text = told.subject + told.body
    for hidden in ("लाडपुरा", "Ladpura", "तहसील", "tehsil", "Posted:", "पोस्ट का समय"):
        assert hidden not in text
    assert "RJ-2026-000042" in text
    assert "Kota City Police" in text


def test_the_page_to_the_state_says_how_long_and_what_was_tried(context) -> None:
    body = render_template(context(**DGP)).body
    assert "पावती के बिना: 8 मिनट" in body
    assert "Without acknowledgement: 8 minutes" in body
    assert "- ज़िला: 12-11-2026 22:35 IST से 4 संदेश, 2 फ़ोन कॉल" in body
    assert "- District: since 12-11-2026 22:35 IST, 4 messages, 2 calls" in body
    assert "- SP / DCP: since 12-11-2026 22:35 IST, 1 call" in body


def test_the_office_reads_all_that_the_unit_reads_and_how_long_nobody_answers(context) -> None:
    unit, office = render_template(context()).body, render_template(context(**OFFICE)).body
    for shown in ("तहसील लाडपुरा", "Ladpura tehsil", "Posted:", "https://abhay.example/a/token"):
        assert shown in unit
        assert shown in office
    assert "Without acknowledgement: 3 minutes" in office
    assert "Without acknowledgement" not in unit


@pytest.mark.parametrize("kind", [MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED])
def test_after_an_answer_nobody_reads_that_there_is_none(context, kind: MessageKind) -> None:
    assert "Without acknowledgement" not in render_template(context(kind=kind, **DGP)).body


def test_a_case_about_a_child_has_childline_beside_the_other_numbers(context) -> None:
    child = render_template(context(helplines=words.helplines_for(minor=True))).body
    assert "चाइल्डलाइन (18 वर्ष से कम, 24 घंटे): 1098" in child
    assert "Childline (under 18, 24 hours): 1098" in child
    assert "14416" in child
    assert "1098" not in render_template(context(helplines=words.helplines_for(minor=False))).body


def test_one_of_a_kind_is_not_said_as_many() -> None:
    said = tried_words(Bilingual(hi="ज़िला", en="District"), SINCE, 2, 1)
    assert said.en.endswith("1 message, 1 call")
