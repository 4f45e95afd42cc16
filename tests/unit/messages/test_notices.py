"""Every alarm about the system says what it means for alerts and what to do, and has its all-clear."""

from datetime import UTC, datetime

import pytest

from abhay.wording import message_reasons
from abhay.wording.notices import ALL_CLEAR, Found, Times, name_some, render_all_clear, render_notice, say_found
from abhay.wording.words import Bilingual
from models.enums import Reason
from tests.support.wording import DEVANAGARI

OF_CASES = tuple(Reason)[: tuple(Reason).index(Reason.FLOOD) + 1]
ALARMS = tuple(reason for reason in Reason if reason not in OF_CASES)
POST = Bilingual(hi="अभय डेस्क", en="Abhay desk")
SINCE = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)


def test_every_alarm_about_the_system_has_its_all_clear() -> None:
    assert set(ALL_CLEAR) == set(ALARMS)


@pytest.mark.parametrize("reason", ALARMS)
def test_an_alarm_says_what_becomes_of_alerts_and_what_to_do(reason: Reason) -> None:
    words = message_reasons.REASON[reason]
    assert any(word in words.en.lower() for word in ("alert", "mail", "case"))
    assert any(word in words.en for word in ("tell the", "Please", "Go on"))
    assert any(word in words.hi for word in ("बताएँ", "कृपया"))
    assert not words.hi.startswith(("प्रीफ़ेक्ट", "कोई वर्कर"))


@pytest.mark.parametrize("reason", ALARMS)
def test_the_all_clear_is_told_apart_from_the_alarm_in_both_languages(reason: Reason) -> None:
    alarm, clear = render_notice(reason, POST, SINCE), render_all_clear(reason, POST, SINCE)
    assert "well again" in clear.subject
    assert "फिर ठीक" in clear.subject
    assert "well again" not in alarm.subject
    for part in clear.body.split("-" * 40):
        assert part.strip()
    assert DEVANAGARI.search(clear.body)
    assert "again" in clear.body
    assert "फिर" in clear.body


def test_a_repeated_alarm_counts_and_names_the_cases() -> None:
    notice = render_notice(Reason.CASES_STILL, POST, SINCE, Times(notices=3, faults=7), ("RJ-2026-000042",))
    assert notice.subject.endswith("(3)")
    for needed in ("told 3 times", "3 बार", "happened 7 times", "7 बार", "RJ-2026-000042"):
        assert needed in notice.body
    assert "times" not in render_notice(Reason.PREFECT_DOWN, POST, SINCE).body


def test_of_many_cases_the_first_are_named_and_the_others_counted() -> None:
    assert name_some(("1", "2", "3")) == ("1", "2", "3")
    assert name_some(("1", "2", "3", "4", "5")) == ("1", "2", "3", "+2")
    assert name_some(()) == ()


def test_of_many_findings_the_first_are_said_and_the_others_counted() -> None:
    found = [Found(Bilingual.same(name)) for name in "abcde"]
    assert say_found(found[:3]) == Bilingual.same("a; b; c")
    assert say_found(found) == Bilingual(hi="a; b; c; और 2 बातें", en="a; b; c; and 2 more")
    assert say_found([]) is None


def test_what_was_found_is_said_in_both_languages() -> None:
    found = Bilingual(hi="वर्क पूल abhay नहीं है", en="the work pool abhay is missing")
    hindi, english = render_notice(Reason.PREFECT_DOWN, POST, SINCE, detail=found).body.split("-" * 40)
    assert f"तकनीकी टीम के लिए: {found.hi}" in hindi
    assert f"For the technical team: {found.en}" in english
    assert "technical team:" not in render_notice(Reason.PREFECT_DOWN, POST, SINCE).body
