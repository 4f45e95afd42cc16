"""Positions as people and partners write them, and figures that are none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from abhay.domain.positions.degrees import NoPoint, point_of
from abhay.domain.positions.links import links_in
from abhay.domain.positions.written import MOST, Written, points_of, written_in

JAIPUR = (26.9124, 75.7873)
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
FORMS = [
    "26.9124,75.7873",
    "26.9124, 75.7873 pe hu",
    "(26.9124 75.7873)",
    "26.9124 / 75.7873",
    "२६.९१२४, ७५.७८७३",
    "26.9124\u200e,\u200e75.7873",
    "26,9124 75,7873",
    "26,9124; 75,7873",
    "26,9124,75,7873",
    "N26.9124 E75.7873",
    "N 26.9124, E 75.7873",
    "26.9124 N, 75.7873 E",
    "26.9124N75.7873E",
    "26.9124° N 75.7873° E",
    "26.9124 उत्तर, 75.7873 पूर्व",
    "75.7873 E, 26.9124 N",
    "26°54'44.6\"N 75°47'14.3\"E",
    "26°54′44.6″ N, 75°47′14.3″ E",
    "26° 54' 44.6'' N, 75° 47' 14.3'' E",
    "26 deg 54 min 44.6 sec N, 75 deg 47 min 14.3 sec E",
    "26 54 44.6 N, 75 47 14.3 E",
    "26° 54.744' N, 75° 47.238' E",
    "२६°५४′४४.६″ उ, ७५°४७′१४.३″ पू",
    "26°54'44.6\", 75°47'14.3\"",
    "lat 26.9124 lon 75.7873",
    "Latitude: 26.9124, Longitude: 75.7873",
    "latitude=26.9124&longitude=75.7873",
    '{"lat": 26.9124, "lng": "75.7873"}',
    "Longitude: 75.7873\nLatitude: 26.9124",
    "lat/long: 26.9124, 75.7873",
    "long/lat 75.7873 26.9124",
    "अक्षांश 26.9124, देशांतर 75.7873",
    "my location 26.9124, 75.7873",
    "लोकेशन: 26.9124, 75.7873",
    "https://maps.google.com/?q=26.9124,75.7873",
    "https://maps.google.com/maps?q=26.9124%2C75.7873&z=17",
    "https://www.google.com/maps?q=loc:26.9124,75.7873",
    "https://www.google.com/maps/search/?api=1&query=26.9124,75.7873",
    "https://www.google.com/maps/search/26.9124,+75.7873?entry=tts",
    "https://www.google.com/maps/@26.9124,75.7873,17z",
    "https://www.google.com/maps/place/Home/@26.1,75.1,17z/data=!3m1!4b1!4m5!3m4!1s0x0:0x0!8m2!3d26.9124!4d75.7873",
    "https://www.google.com/maps/place/26%C2%B054'44.6%22N+75%C2%B047'14.3%22E/@26.1,75.1,17z",
    "https://www.google.com/maps/dir/?api=1&destination=26.9124,75.7873",
    "https://www.google.com/maps/dir//26.9124,75.7873/@26.1,75.1,17z",
    "https://www.google.co.in/maps?ll=26.9124,75.7873",
    "maps.google.com/?q=26.9124,75.7873",
    "https://maps.apple.com/?ll=26.9124,75.7873&q=Home",
    "https://maps.apple.com/place?coordinate=26.9124,75.7873&name=Home",
    "https://www.openstreetmap.org/?mlat=26.9124&mlon=75.7873#map=5/20.1/78.1",
    "https://www.openstreetmap.org/#map=17/26.9124/75.7873",
    "https://waze.com/ul?ll=26.9124,75.7873&navigate=yes",
    "geo:26.9124,75.7873",
    "geo:0,0?q=26.9124,75.7873(Home)",
]
NONE = [
    "",
    "price 26.50, 75.80 rs",
    "₹26.500, ₹75.800",
    "rs 26.912, 75.787",
    "26.912, 75.787 lakh",
    "marks 26.5 n 75.8",
    "score 26.912 75.787",
    "12.11.2026 10.30, 11.45",
    "2026-11-12 10:35, 75.8",
    "call +91 55555 00101, 55555 00102",
    "pin 302001, 324005",
    "version 26.912.75 aur 1.2.3",
    "203.0.113.5, 198.51.100.7",
    "24/7, 3.5 ghante, 98.6",
    "nashe ki lat 25 saal se 75",
    "temp 45.5°, 38.2°",
    "12.3456, 200.5678",
    "https://news.example/2026/11/29/26.9124/x",
    "5555+55 = 5610",
    "main 26.9 me se 75.8 laya",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_position_is_read_in_every_form(text):
    (one,) = written_in(text).points

    assert (one.point.lat, one.point.lon) == pytest.approx(JAIPUR, abs=2e-5)
    assert one.point.mirrored is False


@pytest.mark.parametrize("text", NONE)
def test_other_figures_are_no_position(text):
    written = written_in(text)

    assert written.points == []
    assert written.short_codes == []


@pytest.mark.parametrize("text", [text for text in FORMS if not text.startswith(("http", "geo", "maps"))])
def test_what_was_read_as_a_position_is_not_read_again_as_words(text):
    assert not any(figures in written_in(text).rest for figures in ("9124", "7873", "5444"))


@pytest.mark.parametrize(
    ("text", "accuracy_m"),
    [
        ("26.9124, 75.7873 (accuracy 300 m)", 300),
        ("26.9124, 75.7873 ±0.3 km", 300),
        ("lat 26.9124 lon 75.7873 radius 40 m", 40),
        ("geo:26.9124,75.7873;u=35", 35),
        ("26.9124, 75.7873", None),
        ("lat 26.9, lon 75.8", 7862),
        ("lat 27, lon 76 accuracy 5 m", 78623),
        ("lat 27.0238, lon 74.2179", 300_000),
    ],
)
def test_the_accuracy_is_what_is_stated_or_what_the_rounding_leaves(text, accuracy_m):
    (one,) = written_in(text).points

    assert one.accuracy_m == accuracy_m


@pytest.mark.parametrize(
    "text", ["75.7873, 26.9124", "lat 75.7873 lon 26.9124", "https://maps.google.com/?q=75.7873,26.9124"]
)
def test_a_swapped_pair_is_mirrored_where_only_the_mirror_lies_in_india(text):
    (one,) = written_in(text).points

    assert (one.point.lat, one.point.lon, one.point.mirrored) == (*JAIPUR, True)


@pytest.mark.parametrize("text", ["25.2048, 55.2708", "55.2708 E, 25.2048 N"])
def test_a_point_abroad_is_left_as_it_is(text):
    (one,) = written_in(text).points

    assert (one.point.lat, one.point.lon, one.point.mirrored) == (25.2048, 55.2708, False)


@pytest.mark.parametrize(
    "text",
    ["0.000000,0.000000", "Location: 0.0, 0.0", "lat 0 lon 0", "lat 26.9 lon 0", "lat 95.5 lon 200.1", "geo:0,0"],
)
def test_a_zero_or_what_is_off_the_earth_is_no_position_and_known_as_such(text):
    written = written_in(text)

    assert written.points == []
    assert written.faulty


@pytest.mark.parametrize(
    "text",
    ["https://maps.app.goo.gl/SYNx1", "maps.app.goo.gl/SYNx1", "https://goo.gl/maps/abc", "https://maps.apple/p/SYNx"],
)
def test_a_short_link_is_named_and_never_opened(text):
    written = written_in(f"yahi hu {text}.")

    assert written.closed
    assert written.points == []
    assert written.rest.split() == ["yahi", "hu", "."]


def test_a_link_elsewhere_says_nothing():
    written = written_in("dekho https://news.example/a?b=1 aur https://www.google.com/maps/place/Kota")

    assert not written.anything


def test_points_side_by_side_are_one_place():
    written = written_in("26.9124,75.7873 https://maps.google.com/?q=26.9123,75.7874 ya 24.5854,73.7125")

    assert [one.point.lat for one in points_of(written.points)] == [26.9124, 24.5854]


def test_a_text_of_pairs_is_read_for_its_first_ones():
    assert len(written_in("26.9124,75.7873 " * 500).points) == MOST


@given(st.floats(6.6, 37), st.floats(68.1, 97.4), st.integers(2, 7))
def test_any_pair_of_india_is_read_in_either_order_and_in_any_digits(lat, lon, decimals):
    figures = [f"{value:.{decimals + 1}f}" for value in (lat, lon)]
    for text in (", ".join(figures), " ".join(reversed(figures)), ", ".join(figures).translate(DEVANAGARI)):
        (one,) = written_in(f"location {text}").points
        assert (one.point.lat, one.point.lon) == pytest.approx((lat, lon), abs=10**-decimals)


@given(st.floats(), st.floats())
def test_a_point_lies_on_the_earth_or_is_none(lat, lon):
    try:
        point = point_of(lat, lon)
    except NoPoint:
        return
    assert -90 <= point.lat <= 90
    assert -180 <= point.lon <= 180


@given(st.text("0123456789०१.,°'\"NSEWnउपू +-/:;()@?&=%latonghpsmgeo₹!34d", max_size=200) | st.text(max_size=100))
@example("https://[::1?q=1,2")
@example("geo:1")
def test_whatever_is_written_never_raises(text):
    written = written_in(text)

    assert all(-90 <= one.point.lat <= 90 and -180 <= one.point.lon <= 180 for one in written.points)
    assert len(written.rest) == len(written.text)
    assert isinstance(written, Written)
    assert all(link.start < link.end for link in links_in(text))
