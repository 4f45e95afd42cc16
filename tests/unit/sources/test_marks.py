"""Marks of tests and drills: all of them are shown, and only a plain drill changes the words."""

import pytest

from abhay.adapters.sources.reading.marks import marks_test


@pytest.mark.parametrize(
    "marked",
    [
        {"test": True}, {"test": "true"}, {"test": 1}, {"is_test": True}, {"isTest": "yes"}, {"IS_TEST": "Y"},
        {"test_mode": "on"}, {"testAlert": True}, {"dry_run": True}, {"mode": "test"}, {"environment": "sandbox"},
        {"event": "alert.test"}, {"type": "test"}, {"drill": 1}, {"drill": "y"}, {"mode": "drill"}, {"exercise": True},
        {"परीक्षण": "हाँ"}, {"drill": True}, {"is_drill": "true"},
    ],
)  # fmt: skip
def test_every_usual_form_is_a_mark(read, marked):
    assert read({"alert_id": "1", **marked}).test


@pytest.mark.parametrize(
    "other",
    [
        {"test": False}, {"test": "no"}, {"test": None}, {"test": "failed his test"}, {"drill": "maybe"}, {"mode": "live"},
        {"event": "alert.created"}, {"content": {"text": "I failed the test"}}, {"environment": "production"}, {"test": 2},
    ],
)  # fmt: skip
def test_nothing_else_is(read, other):
    payload = read({"alert_id": "1", **other})
    assert not payload.test
    assert not payload.drill


@pytest.mark.parametrize(
    "subject",
    ["[TEST] Alert SYN-2026-1", "[Test] Alert", "Alert SYN-2026-1 (test)", "TEST: alert", "Re: [DRILL] Alert", "Fwd: Test - alert",
     "[परीक्षण] सूचना", "【टेस्ट】 सूचना", "*** TEST *** alert", "Test alert SYN-2026-1", "[TEST MESSAGE] Alert"],
)  # fmt: skip
def test_a_marked_subject(subject):
    assert marks_test(subject)


@pytest.mark.parametrize(
    "subject", ["Alert SYN-2026-1", "Failed the test", "Contest alert", "[Latest] Alert", "", "Testimony: alert"]
)
def test_an_unmarked_subject(subject):
    assert not marks_test(subject)
