"""The readers of what gateways send: whatever comes is read as something or as nothing, never as an error."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.receipts.calls import missed_call_of, read_call
from abhay.adapters.channels.receipts.registry import READERS, reader_of
from abhay.adapters.channels.receipts.request import MOST_EVENTS, Request
from abhay.adapters.channels.receipts.times import read_time
from models.enums import Reported

FORM = "application/x-www-form-urlencoded"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["report", "data", "status", "event", "requestId", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)
BODIES = st.binary(max_size=60) | JSON.map(lambda value: json.dumps(value).encode()) | JSON.map(
    lambda value: b"response=" + json.dumps(value).encode()
)  # fmt: skip


@pytest.mark.parametrize("preset", [*READERS, "cdac", "generic"])
@given(query=st.text(max_size=40), body=BODIES, kind=st.sampled_from([FORM, "application/json", "", "text/plain; x"]))
def test_whatever_comes_is_read_without_an_error(preset: str, query: str, body: bytes, kind: str) -> None:
    request = Request(query, {"content-type": kind}, body)
    assert len(reader_of(preset).reports(request)) <= MOST_EVENTS**2
    reader_of(preset).replies(request)
    read_call(preset, request)
    missed_call_of(request)


@pytest.mark.parametrize(
    ("bits", "reported"),
    [
        ("1", Reported.DELIVERED),
        ("2", Reported.FAILED),
        ("4", Reported.SENT),
        ("8", Reported.SENT),
        ("16", Reported.FAILED),
        ("34", Reported.FAILED),
        ("0", Reported.UNKNOWN),
    ],
)
def test_kannels_bits_are_tested_one_by_one(bits: str, reported: Reported) -> None:
    (report,) = reader_of("kannel").reports(Request(f"status={bits}&message=x", {}, b""))
    assert report.reported is reported


@pytest.mark.parametrize(
    ("fields", "reported"),
    [
        ("Status=DELIVERED_TO_OPERATOR", Reported.SENT),
        ("Status=delivered&DetailedStatus=DELIVERED_TO_OPERATOR", Reported.SENT),
        ("Status=sent&DetailedStatus=DELIVERED_TO_OPERATOR", Reported.SENT),
        ("Status=delivered&DetailedStatus=DELIVERED_TO_HANDSET", Reported.DELIVERED),
        ("Status=failed&DetailedStatus=FAILED_DLT_TEMPLATE_NOT_FOUND", Reported.FAILED),
        ("Status=submitted&DetailedStatus=PENDING_TO_OPERATOR", Reported.SENT),
    ],
)
def test_delivered_to_the_operator_is_not_delivered(fields: str, reported: Reported) -> None:
    (report,) = reader_of("exotel").reports(Request(f"SmsSid=1&{fields}", {}, b""))
    assert report.reported is reported


def test_gupshups_own_code_is_nobodys_number() -> None:
    assert reader_of("gupshup").replies(Request("phonecode=9220092200&keyword=ABHAY&content=1+482916", {}, b"")) == []


def test_a_time_without_a_zone_is_indias_and_a_wild_one_is_none() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    local = (now + timedelta(hours=5, minutes=30)).strftime("%Y-%m-%d %H:%M:%S")
    assert read_time(local) == now
    assert read_time(str(int(now.timestamp()))) == now
    assert read_time(str(int(now.timestamp() * 1000))) == now
    for wild in ("", "x", "1970-01-01 00:00:00", "9" * 13, "2026-13-99 00:00:00"):
        assert read_time(wild) is None
