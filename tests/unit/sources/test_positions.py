"""Positions in payloads and in mails: every shape is read, and what is doubted is named."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.sources.registry import SOURCES

KOTA = (25.152, 75.848)


def points(payload):
    return [(position.lat, position.lon) for position in payload.technical.positions]


@pytest.mark.parametrize(
    "locations",
    [
        [{"lat": "25.152° N", "lon": "75.848° E"}],
        [{"lat": "N 25.152", "lon": "E 75.848"}],
        [{"latitude": "25°09'07.2\"N", "longitude": "75°50'52.8\"E"}],
        [{"lat": "25,152", "lon": "75,848"}],
        [{"lat": "२५.१५२", "lng": "७५.८४८"}],
        [{"latitudeE7": 251520000, "longitudeE7": 758480000}],
        [{"type": "Point", "coordinates": [75.848, 25.152]}],
        [{"type": "Feature", "geometry": {"type": "Point", "coordinates": ["75.848", "25.152"]}, "properties": {}}],
        {"coordinates": [75.848, 25.152]},
        [75.848, 25.152],
        [25.152, 75.848],
        [[25.152, 75.848]],
        ["25.152", "75.848"],
        ["geo:25.152,75.848;u=35"],
        ["N25.152 E75.848"],
        ["25°09'07.2\"N 75°50'52.8\"E"],
        ["https://maps.google.com/?q=25.152,75.848"],
        [{"url": "https://maps.apple.com/?ll=25.152,75.848"}],
        [{"map_url": "https://www.openstreetmap.org/?mlat=25.152&mlon=75.848"}],
        ["POINT(75.848 25.152)"],
    ],
)
def test_a_position_is_read_in_every_shape(read, locations):
    payload = read({"alert_id": "syn-1", "technical": {"locations": locations}})

    assert points(payload) == [pytest.approx(KOTA, abs=1e-6)]
    assert set(payload.problems) <= {"technical.locations.swapped"}


@pytest.mark.parametrize("key", ["map_link", "geo_uri", "lastKnownLocation", "live_location", "gps_location", "latlng"])
def test_a_position_is_read_under_every_name(read, key):
    assert points(read({"alert_id": "syn-1", "technical": {key: "https://maps.google.com/?q=25.152,75.848"}})) == [KOTA]


def test_a_full_plus_code_is_a_position(read):
    payload = read({"alert_id": "syn-1", "technical": {"locations": ["7JQQ4RWX+JF"]}})

    assert points(payload) == [pytest.approx((25.1465625, 75.8486875), abs=1e-6)]
    assert payload.technical.positions[0].accuracy_m == pytest.approx(13.9)


def test_a_position_beside_the_post_is_read(read):
    payload = read({"alert_id": "syn-1", "content": {"text": "bas", "location": {"lat": 25.152, "lon": 75.848}}})

    assert points(payload) == [KOTA]


def test_what_stands_around_the_inner_point_is_its_own(read):
    at = "2026-11-12T17:00:00Z"
    inner = {"coords": {"latitude": 25.152, "longitude": 75.848}, "accuracy": 30, "timestamp": at}
    (position,) = read({"alert_id": "1", "technical": {"location": inner}}).technical.positions

    assert (position.accuracy_m, position.at) == (30, datetime(2026, 11, 12, 17, tzinfo=UTC))


@pytest.mark.parametrize(
    ("location", "point", "problem"),
    [
        ({"lat": 75.848, "lon": 25.152}, KOTA, "technical.locations.swapped"),
        ("75.848, 25.152", KOTA, "technical.locations.swapped"),
        ({"type": "Point", "coordinates": [25.152, 75.848]}, KOTA, "technical.locations.swapped"),
        ({"lat": 25, "lon": 75, "accuracy_m": 10}, (25, 75), "technical.locations.rounded"),
        ("lat 25.1, lon 75.8", (25.1, 75.8), "technical.locations.rounded"),
    ],
)
def test_what_is_read_with_a_doubt_is_named(read, location, point, problem):
    payload = read({"alert_id": "syn-1", "technical": {"locations": [location]}})

    assert points(payload) == [point]
    assert payload.problems == (problem,)


def test_rounded_degrees_are_as_exact_as_their_rounding(read):
    (position,) = read(
        {"alert_id": "1", "technical": {"locations": [{"lat": 25, "lon": 75, "accuracy": 9}]}}
    ).technical.positions

    assert position.accuracy_m > 50_000


@pytest.mark.parametrize(
    "location",
    [
        {"lat": 0, "lon": 0},
        {"lat": 25.152, "lon": 0},
        {"lat": 0.0001, "lon": 0.0002},
        {"lat": 91, "lon": 181},
        {"lat": "25°75'00\"", "lon": 75.8},
        "0.000, 0.000",
        [0, 0],
        "https://maps.app.goo.gl/SYNx1",
        "25.5",
    ],
)
def test_what_can_be_no_position_is_named(read, location):
    payload = read({"alert_id": "syn-1", "technical": {"locations": [location]}})

    assert points(payload) == []
    assert any(name.startswith("technical.locations") for name in payload.problems)


def test_a_time_that_cannot_be_loses_no_point(read):
    payload = read({"alert_id": "syn-1", "technical": {"locations": ["25.152, 75.848 at 2099-01-01 10:00"]}})

    assert points(payload) == [KOTA]
    assert payload.technical.positions[0].at is None
    assert payload.problems == ("technical.locations.at",)


def test_the_words_in_place_of_a_position_are_kept(read):
    payload = read({"alert_id": "syn-1", "technical": {"locations": ["Q8CF+C9 Pali, Rajasthan"]}})

    assert payload.technical.place_tag == "Q8CF+C9 Pali, Rajasthan"
    assert payload.problems == ("technical.locations",)


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("Location: lat 27.6094 lon 75.1399 radius 40 m", (27.6094, 75.1399)),
        ("Approximate location: https://maps.google.com/?q=27.6094,75.1399", (27.6094, 75.1399)),
        ("GPS: 27.6094 N, 75.1399 E", (27.6094, 75.1399)),
        ("Last location: 75.1399, 27.6094 (accuracy 25 m)", (27.6094, 75.1399)),
        ("Coordinates: 27°36'33.8\"N 75°08'23.6\"E", (27.6094, 75.1399)),
        ("Location: geo:27.6094,75.1399", (27.6094, 75.1399)),
        ("लोकेशन: २७.६०९४, ७५.१३९९", (27.6094, 75.1399)),
    ],
)
def test_a_labelled_line_of_a_mail_is_read(read_mail, mail, line, point):
    payload = read_mail(mail(f"Case reference: SYN-2026-000601\nName: Synthetic One\n{line}\n"))

    assert points(payload) == [pytest.approx(point, abs=2e-5)]


@pytest.mark.parametrize("line", ["0,0", "0.0, 0.0", "999, 999", "27, 75", "https://maps.app.goo.gl/SYNx1"])
def test_a_line_of_a_mail_that_holds_no_position_is_named(read_mail, mail, line):
    payload = read_mail(mail(f"Case reference: SYN-2026-000601\nName: Synthetic One\nLocation: {line}\n"))

    assert points(payload) == []
    assert payload.problems == ("technical.locations",)


def test_the_name_of_a_place_in_a_mail_is_no_position(read_mail, mail):
    payload = read_mail(mail("Case reference: SYN-2026-000601\nName: Synthetic One\nLocation: Sikar 332001\n"))

    assert (payload.subject.self_reported_location, payload.problems) == ("Sikar 332001", ())


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text("0123456789.,°'\"NE lat:geo/@?=q+-", max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["lat", "lon", "coordinates", "geometry", "at", "accuracy", "x"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(VALUES, st.sampled_from(["locations", "location", "coordinates", "geo_uri"]))
def test_whatever_stands_there_gives_positions_on_this_earth_or_a_problem(value, key):
    body = __import__("json").dumps({"alert_id": "syn-1", "technical": {key: value}}).encode()

    for position in SOURCES["meta"].parse(body).technical.positions:
        assert abs(position.lat) <= 90
        assert abs(position.lon) <= 180
