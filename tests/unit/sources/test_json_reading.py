"""Webhook bodies in every spelling: what is there is taken, what cannot be read is named, nothing raises."""

import json
from datetime import UTC, datetime

import pytest

from abhay.adapters.sources.reading.identity import identities
from models.enums import EventKind, Severity
from tests.support.speed import MOST_UNITS, within

MOMENT = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "severity", "noted"),
    [
        ("imminent", Severity.IMMINENT, False),
        ("IMMINENT", Severity.IMMINENT, False),
        ("Imminent risk", Severity.IMMINENT, False),
        ("High", Severity.HIGH, False),
        ("high_risk", Severity.HIGH, False),
        ("\u200bCONCERN\u202e", Severity.CONCERN, False),
        ("जोखिम: उच्च", Severity.HIGH, False),
        (None, Severity.IMMINENT, False),
        ("", Severity.IMMINENT, False),
        ("low", Severity.IMMINENT, True),
        ("not high", Severity.IMMINENT, True),
        (3, Severity.IMMINENT, True),
        ({"level": "high"}, Severity.IMMINENT, False),
        (["high"], Severity.HIGH, False),
        (True, Severity.IMMINENT, True),
    ],
)
def test_a_severity_that_is_missing_or_unknown_is_the_most_urgent(read, said, severity, noted):
    payload = read({"alert_id": "syn-1", "severity": said})

    assert payload.severity is severity
    assert ("severity" in payload.problems) is noted


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-12T17:05:00Z",
        "2026-11-12T22:35:00+05:30",
        "2026-11-12 22:35:00 IST",
        "2026-11-12 17:05",
        "12-11-2026 22:35 (IST)",
        "12/11/2026 05:05 PM",
        "Thu, 12 Nov 2026 22:35:00 +0530",
        "२०२६-११-१२T१७:०५:००Z",
        1794503100,
        1794503100.0,
        1794503100000,
        "1794503100",
        "1794503100000",
        [None, "2026-11-12T17:05:00Z"],
    ],
)
def test_a_time_is_read_in_every_form(read, said):
    payload = read({"alert_id": "syn-1", "content": {"created_at": said, "text": "x"}})

    assert payload.posted_at == payload.content.created_at == MOMENT
    assert payload.problems == ()


@pytest.mark.parametrize(
    "said", ["yesterday", True, 12, -1, 1e40, "1850-01-01", "9" * 500, {"a": 1}, "2026-13-45T99:00"]
)
def test_a_time_that_is_none_is_named_and_the_rest_is_read(read, said):
    payload = read({"alert_id": "syn-1", "content": {"text": "x", "created_at": said}})

    assert payload.posted_at is None
    assert payload.content.text == "x"
    if not isinstance(said, dict):
        assert "content.created_at" in payload.problems


@pytest.mark.parametrize(
    ("subject", "phones"),
    [
        ({"phones": ["+91 55555 00001", None, "", 915555500002]}, ("+91 55555 00001", "915555500002")),
        ({"phone": "055555-00001"}, ("055555-00001",)),
        ({"Phone_Numbers": "55555 00001, 55555 00002;55555 00003"}, ("55555 00001", "55555 00002", "55555 00003")),
        ({"phoneNumber": {"number": "5555500001", "type": "mobile"}}, ("5555500001",)),
        ({"phones": [{"value": "5555500001"}, {"value": "5555500001"}]}, ("5555500001",)),
        ({"mobile": "+९१ ५५५५५ ०००११"}, ("+91 55555 00011",)),
        ({"phones": 5555500001.0}, ("5555500001",)),
        ({"phones": "n/a"}, ()),
        ({"PHONE": "\u2066+91 55555\u200b 00001\u2069"}, ("+91 55555 00001",)),
    ],
)
def test_phones_are_taken_however_they_are_given(read, subject, phones):
    payload = read({"alert_id": "syn-1", "subject": subject})

    assert payload.subject.phones == phones
    assert payload.problems == ()


def test_unreadable_fields_are_named_without_their_values(read):
    payload = read(
        {
            "alert_id": ["a", {"b": 1}],
            "subject": {"username": {"x": 1}, "phones": ["none of it"], "emails": [7], "address": {"pin": "12"}},
            "technical": {
                "logins": [{"ip": "not-an-ip", "port": 70000}, "no address"],
                "locations": [{"lat": "north", "lon": 75.8}, {"lat": 95, "lon": 75}, "somewhere"],
            },
        }
    )

    assert payload.external_id == "a"
    assert set(payload.problems) == {
        "subject.username",
        "subject.phones",
        "subject.emails",
        "subject.address.pin",
        "technical.logins.ip",
        "technical.logins",
        "technical.locations.lat",
        "technical.locations",
    }


def test_a_flat_document_is_read_like_a_nested_one(read):
    payload = read(
        {
            "alertId": 17,
            "USERNAME": "synthetic.flat",
            "mobile": "5555500001",
            "city": "Bundi",
            "text": "bas",
            "lat": "२५.१७०२",
            "lng": "75,8365",
            "accuracy": "0.3 km",
            "platform": "YouTube",
            "subject_hometown": "Kota",
            "created_at": "2026-11-12T17:05:00Z",
        }
    )

    assert payload.external_id == "17"
    assert payload.subject.username == "synthetic.flat"
    assert payload.subject.phones == ("5555500001",)
    assert (payload.subject.city, payload.subject.hometown) == ("Bundi", "Kota")
    assert (payload.content.text, payload.content.platform) == ("bas", "youtube")
    position = payload.technical.positions[0]
    assert (position.lat, position.lon, position.accuracy_m) == (25.1702, 75.8365, 300)
    assert position.at is None, "the alert's time is not the time of the position"


def test_the_alert_id_is_never_the_persons(read):
    payload = read({"id": "syn-1", "username": "synthetic.flat", "name": "self harm alert"})

    assert payload.external_id == "syn-1"
    assert payload.subject.user_id is None


def test_envelopes_are_opened(read):
    alert = {"alert_id": "syn-1", "subject": {"name": "Synthetic One"}}
    bodies = [
        {"data": alert},
        {"event": {"payload": alert}},
        [alert],
        {"object": "page", "entry": [{"id": "77", "time": 1794503100, "changes": [{"field": "x", "value": alert}]}]},
    ]

    for body in bodies:
        payload = read(body)
        assert (payload.external_id, payload.subject.display_name) == ("syn-1", "Synthetic One")


def test_the_id_of_an_envelope_is_not_the_persons_case(read):
    envelope = {"object": "page", "entry": [{"id": "page-77", "changes": [{"value": {"new_shape": 1}}]}]}
    known = {
        "object": "page",
        "entry": [{"id": "page-77", "changes": [{"value": {"id": "syn-9", "severity": "high"}}]}],
    }

    assert not read(envelope).readable
    assert identities(read(envelope)) == ()
    assert read(known).external_id == "syn-9"


def test_a_platform_alone_is_no_alert(read):
    assert not read({"source": {"partner": "meta", "platform": "instagram", "surface": "reel"}}).readable


@pytest.mark.parametrize(
    "envelope",
    [
        lambda alerts: alerts,
        lambda alerts: {"alerts": alerts},
        lambda alerts: {"data": {"entry": alerts}},
        lambda alerts: {"alerts": alerts, "items": 2},
    ],
)
def test_several_alerts_in_one_body_are_for_a_person_to_read(read, envelope):
    payload = read(envelope([{"alert_id": "syn-1"}, {"alert_id": "syn-2"}]))

    assert not payload.readable
    assert payload.external_id is None


@pytest.mark.parametrize(
    ("location", "point"),
    [
        ({"lat": 25.17, "lon": 75.83}, (25.17, 75.83)),
        ({"latitude": "25.17", "Longitude": "75.83"}, (25.17, 75.83)),
        ({"coords": {"lat": 25.17, "lng": 75.83}}, (25.17, 75.83)),
        ({"type": "Point", "coordinates": [75.83, 25.17]}, (25.17, 75.83)),
        ({"geometry": {"type": "Point", "coordinates": [75.83, 25.17, 260.0]}}, (25.17, 75.83)),
        ("25.17, 75.83", (25.17, 75.83)),
        ("25.17° N, 75.83° E (±30 m)", (25.17, 75.83)),
        ("https://maps.example/?q=25.17,75.83", (25.17, 75.83)),
        ("33.92 S, 18.42 E", (-33.92, 18.42)),
    ],
)
def test_a_point_is_read_in_every_form(read, location, point):
    payload = read({"alert_id": "syn-1", "technical": {"location": location}})

    assert [(position.lat, position.lon) for position in payload.technical.positions] == [point]
    assert payload.problems == ()


@pytest.mark.parametrize(
    "location", [{"lat": 0, "lon": 0}, {"lat": 75.83, "lon": 195}, "12:30, 14", {"lat": "x", "lon": 1}]
)
def test_no_point_is_made_up(read, location):
    payload = read({"alert_id": "syn-1", "technical": {"locations": [location]}})

    assert payload.technical.positions == ()
    assert payload.problems


def test_ip_geography_never_becomes_a_place_of_the_person(read):
    payload = read(
        {
            "alert_id": "1",
            "technical": {"logins": [{"ip": "203.0.113.5", "ip_geo": {"city": "Jaipur", "lat": 26.9, "lon": 75.8}}]},
        }
    )

    assert payload.technical.logins[0].geo_city == "Jaipur"
    assert payload.subject.city is None
    assert payload.technical.positions == ()


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("203.0.113.5 port 40112 at 2026-11-12T16:39:02Z", ("203.0.113.5", 40112)),
        ("203.0.113.5:40112", ("203.0.113.5", 40112)),
        ("[2001:db8::1006]:443 at 12-11-2026 22:09 IST", ("2001:db8::1006", 443)),
        ("2001:db8::1006", ("2001:db8::1006", None)),
        ({"ipAddress": "203.0.113.5", "source_port": "४०११२"}, ("203.0.113.5", 40112)),
    ],
)
def test_a_login_is_read_in_every_form(read, given, expected):
    payload = read({"alert_id": "syn-1", "technical": {"logins": given}})

    assert [(login.ip, login.port) for login in payload.technical.logins] == [expected]


def test_two_logins_of_one_line_keep_their_own_ports(read):
    payload = read(
        {"alert_id": "1", "technical": {"logins": "203.0.113.5 port 1 at 2026-11-12T16:39Z, 203.0.113.6 port 2"}}
    )

    assert [(login.ip, login.port) for login in payload.technical.logins] == [("203.0.113.5", 1), ("203.0.113.6", 2)]
    assert payload.technical.logins[1].at is None


@pytest.mark.parametrize(
    ("address", "pincode"),
    [
        ({"line": "Ward 12", "pin": 301701}, "301701"),
        ({"line": "Ward 12", "pinCode": "३०१ ७०१"}, "301701"),
        ({"line": "Ward 12, Behror 301 701"}, "301701"),
        ("Ward 12, Behror, Rajasthan - 301701", "301701"),
        ({"line": "Ward 12", "pin": "3017"}, None),
        ("call 5555530170 please", None),
    ],
)
def test_a_pincode_is_six_ascii_digits_or_none(read, address, pincode):
    assert read({"alert_id": "1", "subject": {"address": address}}).subject.address.pincode == pincode


def test_the_city_of_the_profile_is_not_taken_for_the_address(read):
    payload = read({"alert_id": "1", "subject": {"city": "Kota", "address": {"line": "Ward 3"}}})

    assert payload.subject.city == "Kota"
    assert payload.subject.address.city is None


def test_both_values_of_a_repeated_key_are_kept(read):
    payload = read(b'{"alert_id": "1", "subject": {"phone": "5555500001", "phone": "5555500002"}}')

    assert payload.subject.phones == ("5555500001", "5555500002")
    assert payload.event_key != read(b'{"alert_id": "1", "subject": {"phone": "5555500002"}}').event_key


def test_the_event_key_knows_layout_from_content(read):
    first = read({"alert_id": "1", "subject": {"name": "Synthetic One", "age": 17}})

    assert read(b' {"subject":{"age":17,"name":"Synthetic One"},\n"alert_id":"1"} ').event_key == first.event_key
    assert read(b'{"subject":{"age":17,"name":"\\u0053ynthetic One"},"alert_id":"1"}').event_key == first.event_key
    assert read({"alert_id": "1", "subject": {"name": "Synthetic One", "age": 18}}).event_key != first.event_key
    assert (
        read({"alert_id": "1", "event": "alert.updated", "subject": {"name": "Synthetic One", "age": 17}}).event_key
        != first.event_key
    )


@pytest.mark.parametrize("word", ["alert.updated", "ALERT_UPDATED", "update", "Follow-up"])
def test_an_update_calls_itself_one(read, word):
    assert read({"alert_id": "1", "event": word}).event is EventKind.UPDATED
    assert read({"alert_id": "1", "event": "alert.created"}).event is EventKind.CREATED


@pytest.mark.parametrize("flag", [True, "true"])
def test_a_drill_has_to_say_so_in_so_many_words(read, flag):
    assert read({"alert_id": "1", "drill": flag}).drill
    for other in (None, False, 1, "no", "maybe", {"drill": True}):
        assert not read({"alert_id": "1", "drill": other}).drill


def test_text_stays_as_it_is_but_for_what_the_database_refuses(read):
    text = "मैं\u200dजा\u200c रहा\u202eहूं  \tसा\x00\ud800।\n"
    payload = read(json.dumps({"alert_id": "a\u202eb\u200b\x00\ud800c", "content": {"text": text}}).encode())

    assert payload.content.text == "मैं\u200dजा\u200c रहा\u202eहूं  \tसा।\n"
    assert payload.external_id == "abc"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_read(read, encoding):
    assert read('{"alert_id": "1", "subject": {"name": "सिंथेटिक"}}'.encode(encoding)).subject.display_name == "सिंथेटिक"


def test_bytes_that_are_no_text_are_replaced_and_named(read):
    payload = read(b'{"alert_id": "syn-1", "content": {"text": "ab\xff\xfe"}}')

    assert payload.external_id == "syn-1"
    assert payload.content.text == "ab\ufffd\ufffd"
    assert payload.problems == ("encoding",)


MEGABYTE = 1024 * 1024
BOMBS = {
    "deep lists": b"[" * 10_000 + b"]" * 10_000,
    "deep objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
    "unclosed": b"[" * MEGABYTE,
    "deep inside": b'{"alert_id": "x", "a": ' + b"[" * 500 + b"]" * 500 + b"}",
    "huge number": b'{"alert_id": ' + b"9" * (MEGABYTE - 20) + b"}",
    "not finite": b'{"alert_id": "x", "lat": NaN, "lon": -Infinity, "created_at": 1e999}',
    "repeated key": b"{" + b",".join(b'"phone": "5%09d"' % number for number in range(40_000)) + b"}",
    "many phones": json.dumps({"subject": {"phones": "5," * 400_000}}).encode(),
    "one long phone": json.dumps({"subject": {"phones": "5 " * 400_000}}).encode(),
    "many points": json.dumps({"technical": {"locations": "25.1 " * 190_000}}).encode(),
    "many objects": b"[" + b"{}," * 300_000 + b"{}]",
    "many keys": json.dumps({f"k{number}": number for number in range(60_000)}).encode(),
    "zeros": b"\0" * MEGABYTE,
    "marks to be sorted": json.dumps({"content": {"text": "\u0300\u0316" * 250_000}}, ensure_ascii=False).encode(),
    "devices of blanks": json.dumps({"technical": {"devices": ["a" + " " * 1_900 + "b"] * 500}}).encode(),
}


@pytest.mark.parametrize("body", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_read_soon(read, body):
    payload = within(MOST_UNITS, lambda: read(body))

    assert payload.raw == body
