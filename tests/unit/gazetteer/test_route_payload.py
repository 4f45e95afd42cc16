"""The samples' places, end to end: payload in, route out."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from abhay.adapters.gazetteer import route_payload
from models.enums import IntakeChannel, RouteState, Trust
from models.payloads import Address, AlertPayload, Login, Position, PostContent, Subject, Technical

NOW = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)


def alert(text: str | None = None, subject: Subject | None = None, **technical: Any) -> AlertPayload:
    return AlertPayload(
        source="meta",
        channel=IntakeChannel.WEBHOOK,
        trust=Trust.VERIFIED,
        event_key="0" * 64,
        raw=b"{}",
        media_type="application/json",
        posted_at=NOW,
        content=PostContent(text=text),
        subject=subject or Subject(),
        technical=Technical(**technical),
    )


def device(lat: float, lon: float, *, minutes: int = 1, accuracy_m: float | None = 45) -> Position:
    at = NOW - timedelta(minutes=minutes)
    return Position(lat=lat, lon=lon, accuracy_m=accuracy_m, at=at, source="device")


SAMPLES = [
    pytest.param(
        alert(
            subject=Subject(address=Address(line="Talwandi, Kota, Rajasthan 324005")),
            positions=(Position(lat=25.152, lon=75.848, accuracy_m=300),),
        ),
        "kota",
        ("kota-city",),
        id="point, PIN and locality agree",
    ),
    pytest.param(
        alert(
            "Yaar ab thak gaya hu, kisi ko farak nahi padta. Sorry sabko",
            Subject(city="Mandawa, Jhunjhunu", hometown="Nawalgarh"),
        ),
        "jhunjhunu",
        ("jhunjhunu",),
        id="current city",
    ),
    pytest.param(
        alert("म्हारे सूं अब कोनी जीयो जावै सा।", place_tag="Khichan, Phalodi"), "phalodi", ("phalodi",), id="place tag"
    ),
    pytest.param(
        alert(subject=Subject(self_reported_location="Kota"), positions=(device(25.1702, 75.8365),)),
        "kota",
        ("kota-city",),
        id="device position in the city",
    ),
    pytest.param(
        alert(
            "papa ka karz, meri wajah se. ab nahi rahunga to theek ho jayega sab",
            Subject(
                address=Address(line="Ward 12, near bus stand", city="Behror", pincode="301701", state="Rajasthan")
            ),
        ),
        "kotputli-behror",
        ("kotputli-behror",),
        id="PIN of a district made in 2023",
    ),
    pytest.param(
        alert("म्हारो गांव लोहावट छूट ग्यो, अब म्हैं भी जाऊं सा। राम राम।"), "phalodi", ("phalodi",), id="village in the text"
    ),
    pytest.param(alert(subject=Subject(city="Sanchor")), "jalore", ("jalore",), id="district of 2023 to 2024"),
]


@pytest.mark.parametrize(("payload", "district", "units"), SAMPLES)
def test_finds_the_district_and_the_unit(payload: AlertPayload, district: str, units: tuple[str, ...]) -> None:
    route = route_payload(payload, NOW)
    assert (route.state, route.district, route.units) == (RouteState.RESOLVED, district, units)


def test_a_point_across_the_border_is_handed_over_and_the_neighbours_are_told() -> None:
    route = route_payload(alert(positions=(device(24.4764, 74.8724, minutes=3, accuracy_m=100),)), NOW)
    assert route.state is RouteState.OUT_OF_STATE
    assert route.other_state == "Madhya Pradesh"
    assert {"chittorgarh", "pratapgarh"} <= set(route.copies)
    assert not route.units


def test_a_name_that_two_districts_share_goes_to_the_desk_with_both() -> None:
    route = route_payload(alert("Nobody will miss me.", Subject(city="Shahpura, Rajasthan")), NOW)
    assert route.state is RouteState.UNRESOLVED
    assert {"jaipur", "bhilwara"} <= {candidate.district for candidate in route.candidates}
    assert not route.units


def test_an_ip_address_alone_says_no_place() -> None:
    route = route_payload(alert("bas ab aur nahi", logins=(Login(ip="203.0.113.45", port=51877),)), NOW)
    assert (route.state, route.units, route.candidates) == (RouteState.UNRESOLVED, (), ())
