"""Times as partners and people write them: the right instant, or none at all."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from abhay.adapters.sources.reading.document import Unreadable
from abhay.adapters.sources.reading.times import AHEAD, find_time, read_time
from abhay.adapters.sources.registry import SOURCES

NOW = datetime(2026, 11, 13, 9, 0, tzinfo=UTC)
MOMENT = datetime(2026, 11, 12, 16, 41, tzinfo=UTC)
"""12 November 2026, 10:11 at night in India."""
IST = timezone(timedelta(hours=5, minutes=30))


def read(value):
    return read_time(value, NOW)


@pytest.mark.parametrize(
    "said",
    [
        "12 Nov 2026, 10:11 PM IST",
        "12 November 2026 10:11 p.m. (IST)",
        "12th Nov 2026, 22:11 hrs IST",
        "12-Nov-2026 22:11 IST",
        "10:11 PM IST, 12-Nov-2026",
        "Nov 12, 2026 at 10:11 PM IST",
        "Thursday, 12 November 2026, 22:11 IST",
        "Thu Nov 12 22:11:00 IST 2026",
        "Thu Nov 12 2026 22:11:00 GMT+0530 (India Standard Time)",
        "Thu, 12 Nov 2026 22:11:00 +0530 (IST)",
        "12-11-2026 2211 hrs IST",
        "12-NOV-26 10.11.00.000000 PM ASIA/KOLKATA",
        "Thu Nov 12 16:41:00 +0000 2026",
        "2026-11-12 16:41:00 +0000 UTC",
        "2026-11-12T22:11:00IST",
        "12.11.2026 22.11 IST",
        "12/11/26 22:11 IST",
        "12/11/2026 22:11 PM IST",
        "2026/11/12 22:11:00 IST",
        "2026-11-12T22:11:00[Asia/Kolkata]",
        "2026-11-12T22:11:00+05:30[Asia/Kolkata]",
        "2026-11-12 22:11:00 Asia/Kolkata",
        "2026-11-12 22:11 UTC+05:30",
        "2026-11-12 22:11 GMT+5:30",
        "2026-11-12 22:11:00.000 +0530",
        "2026-11-12 16:41:00 UTC",
        "2026-11-12 16:41Z",
        "20261112T164100Z",
        "2026-11-12 08:41 PST",
        "2026-11-12 20:41 GST",
        "/Date(1794501660000)/",
        "/Date(1794501660000+0530)/",
        "1794501660",
        "1794501660000",
        "1794501660000000",
        1794501660,
        1794501660.0,
        1794501660000,
        "१२ नवंबर २०२६, रात १०:११ बजे IST",
        "12 नवम्बर 2026 को रात 10 बजकर 11 मिनट IST".replace(" बजकर 11 मिनट", ":11 बजे"),
        "दिनांक 12/11/2026 समय 22:11 IST",
        "12 november 2026 raat 10:11 baje IST",
        "yesterday at 10:11 PM",
        "Yesterday, 10:11 PM IST",
        "कल रात 10:11 बजे",
        "kal raat 10:11 baje",
    ],
)
def test_a_time_is_read_in_every_form(said):
    assert read(said) == MOMENT


@pytest.mark.parametrize(
    "created_at",
    [
        {"seconds": 1794501660, "nanos": 5},
        {"$date": "2026-11-12T16:41:00Z"},
        {"$date": {"$numberLong": "1794501660000"}},
    ],
)
@pytest.mark.parametrize("key", ["created_at", "postedOn", "taken_at", "Publish_Date"])
def test_a_moment_is_taken_out_of_what_wraps_it(read_payload, key, created_at):
    assert read_payload({"alert_id": "syn-1", "content": {"text": "x", key: created_at}}).posted_at == MOMENT


@pytest.fixture
def read_payload():
    return lambda document: SOURCES["meta"].parse(json.dumps(document).encode())


@pytest.mark.parametrize(
    ("said", "back"),
    [("2 hours ago", timedelta(hours=2)), ("5 मिनट पहले", timedelta(minutes=5)), ("3 ghante pehle", timedelta(hours=3))],
)
def test_a_time_that_counts_back_counts_from_its_arrival(said, back):
    assert read(said) == NOW - back


@pytest.mark.parametrize(
    "said",
    [
        "yesterday", "today", "Nov 2026", "12 Nov", "10:11 PM", "12", "2026", "noon", "last night",
        "12 Nov 2026 22:11 XYZ", "12 Nov 2026 to 13 Nov 2026", "around 12 Nov 2026", "12 Nov 2026, 25:11", "12 Nov 2026 22:61",
        "31/02/2026 10:00", "13/13/2026 10:00", "2026-13-45T99:00", "1850-01-01", "9" * 500, "-5", "1.5", "May 5",
        "2026-11-12 22:11 +25:00",
    ],
)  # fmt: skip
def test_what_is_not_understood_is_not_read_by_halves(said):
    with pytest.raises(Unreadable):
        read(said)


@pytest.mark.parametrize(
    "said",
    ["2026-11-13T14:30:00Z", "2026-11-13 20:30 IST", "13/12/2026 08:00", "2027-01-01", 1794999999, "today 11:59 PM"],
)
def test_a_time_that_is_still_to_come_is_none(said):
    with pytest.raises(Unreadable):
        read(said)


def test_a_clock_may_be_a_little_ahead():
    assert read((NOW + AHEAD).isoformat()) == NOW + AHEAD


@pytest.mark.parametrize(
    "said", ["2026-11-13T14:20:00", "13-Nov-2026 14:20", "13/11/2026 02:20 PM", "11/13/2026 14:20"]
)
def test_a_time_without_a_zone_is_indias_where_utc_would_be_still_to_come(said):
    assert read(said) == datetime(2026, 11, 13, 8, 50, tzinfo=UTC)


@pytest.mark.parametrize("said", ["2026-11-12T16:41:00", "12/11/2026 16:41"])
def test_otherwise_it_is_utc(said):
    assert read(said) == MOMENT


def test_the_month_stands_first_where_the_day_would_be_still_to_come():
    assert read_time("11/12/2026 16:41", NOW) == MOMENT
    assert read_time("10/11/2026 16:41", NOW) == datetime(2026, 11, 10, 16, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        " at 12 Nov 2026, 10:11 PM IST (accuracy 30 m)",
        "port 40112 at 2026-11-12T16:41Z, 203.0.113.6",
        "(12-11-2026 22:11 IST)",
        "± 30 m, 12/11/2026 10:11 PM IST",
    ],
)
def test_a_time_is_found_in_a_line(line):
    assert find_time(line, NOW) == MOMENT


FORMS = [
    "%Y-%m-%dT%H:%M:%S%z", "%d %b %Y, %I:%M:%S %p %z", "%a, %d %b %Y %H:%M:%S %z", "%d/%m/%Y %H:%M:%S %z",
    "%b %d, %Y %I:%M:%S %p %z", "%H:%M:%S %z %d %B %Y",
]  # fmt: skip


@given(
    st.datetimes(datetime(2001, 1, 1), datetime(2026, 11, 11)),  # noqa: DTZ001
    st.integers(-12 * 4, 14 * 4),
    st.sampled_from(FORMS),
)
def test_any_moment_that_states_its_zone_is_read_to_the_second(moment, quarters, form):
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=15 * quarters)))

    assert read(aware.strftime(form)) == aware


@given(
    st.text("0123456789-/.: ,TZapmPMISTNov12कलबजे+()", max_size=40) | st.text(max_size=130) | st.floats() | st.integers()
)
@example("0001-01-01T00:00:00+14:00")
@example("9999-12-31 23:59 PST")
def test_whatever_is_written_is_a_moment_of_the_past_or_unreadable(value):
    try:
        found = read(value)
    except Unreadable:
        return
    assert found is None or datetime(2000, 1, 1, tzinfo=UTC) <= found <= NOW + AHEAD
