"""From an alert to its evidence: what each field says, how much it counts, and that nothing personal leaks."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from abhay.adapters.gazetteer import Gazetteer, gather, route_payload
from models.enums import EvidenceKind, RouteState
from models.payloads import Address, Login, Position, Subject
from models.routes import Evidence
from tests.unit.gazetteer.test_route_payload import NOW, alert, device

KOTA = (25.1702, 75.8365)


def pieces(gazetteer: Gazetteer, *args: Any, **kwargs: Any) -> list[Evidence]:
    return list(gather(alert(*args, **kwargs), gazetteer, NOW))


def weight(gazetteer: Gazetteer, position: Position) -> float:
    return sum(piece.weight for piece in pieces(gazetteer, positions=(position,)))


def test_an_old_or_coarse_position_weighs_less(gazetteer: Gazetteer) -> None:
    fresh = weight(gazetteer, device(*KOTA))
    assert weight(gazetteer, device(*KOTA, minutes=61)) < fresh
    assert weight(gazetteer, device(*KOTA, accuracy_m=1_500)) < fresh
    assert weight(gazetteer, device(*KOTA, accuracy_m=None)) < fresh


def test_age_is_counted_from_the_post_and_not_from_its_arrival(gazetteer: Gazetteer) -> None:
    payload = alert(positions=(device(*KOTA, minutes=10),))
    late = gather(payload, gazetteer, NOW + timedelta(hours=20))
    assert late == gather(payload, gazetteer, NOW)


def test_without_a_time_of_the_post_its_arrival_counts(gazetteer: Gazetteer) -> None:
    payload = alert(positions=(device(*KOTA, minutes=10),)).model_copy(update={"posted_at": None})
    fresh, late = gather(payload, gazetteer, NOW), gather(payload, gazetteer, NOW + timedelta(hours=20))
    assert late[0].weight < fresh[0].weight


def test_a_time_yet_to_come_is_no_time(gazetteer: Gazetteer) -> None:
    unknown = Position(lat=KOTA[0], lon=KOTA[1], accuracy_m=45)
    assert weight(gazetteer, device(*KOTA, minutes=-60)) == weight(gazetteer, unknown)
    assert weight(gazetteer, device(*KOTA, minutes=-2)) > weight(gazetteer, unknown)


@pytest.mark.parametrize("accuracy_m", [0.0, -1.0, float("nan")])
def test_an_impossible_accuracy_is_unknown(gazetteer: Gazetteer, accuracy_m: float) -> None:
    unknown = weight(gazetteer, device(*KOTA, accuracy_m=None))
    assert weight(gazetteer, device(*KOTA, accuracy_m=accuracy_m)) == unknown


def test_the_newest_of_several_positions_counts_most(gazetteer: Gazetteer) -> None:
    route = route_payload(alert(positions=(device(*KOTA, minutes=50), device(28.13, 75.40, minutes=2))), NOW)
    assert (route.state, route.district, route.copies) == (RouteState.RESOLVED, "jhunjhunu", ("kota-city",))


def test_near_a_border_both_sides_are_named(gazetteer: Gazetteer) -> None:
    near = next(
        (lat / 1000, 75.6)
        for lat in range(25_000, 26_000)
        if (spot := gazetteer.locate(lat / 1000, 75.6)).inside
        and spot.inside.id
        and any(side.id and side.km < 1.5 for side in spot.near)
    )
    found = [piece for piece in pieces(gazetteer, positions=(device(*near),)) if piece.weight]
    assert len({piece.says for piece in found}) >= 2
    assert route_payload(alert(positions=(device(*near),)), NOW).state is RouteState.AMBIGUOUS


def test_a_point_inside_names_the_other_state_across_the_border(gazetteer: Gazetteer) -> None:
    """Walking east from Chittorgarh into Neemuch, the last steps inside."""
    near = next(
        (24.55, lon / 1000)
        for lon in range(74_500, 75_200)
        if (spot := gazetteer.locate(24.55, lon / 1000)).inside
        and spot.inside.id
        and any(side.state == "Madhya Pradesh" and side.km < 1 for side in spot.near)
    )
    told = [piece for piece in pieces(gazetteer, positions=(device(*near),)) if piece.says == "out_of_state"]
    assert [(piece.weight, piece.state) for piece in told] == [(0, "Madhya Pradesh")]
    assert route_payload(alert(positions=(device(*near),)), NOW).district == "chittorgarh"


def test_an_uncertain_point_in_the_redrawn_districts_names_both(gazetteer: Gazetteer) -> None:
    edge = next(
        (25.3, lon / 100)
        for lon in range(7_100, 7_260)
        if (spot := gazetteer.locate(25.3, lon / 100)).inside
        and spot.inside.id in {"barmer", "balotra"}
        and any(side.id in {"barmer", "balotra"} and 3 < side.km < 5 for side in spot.near)
    )
    route = route_payload(alert(positions=(device(*edge),)), NOW)
    assert (route.state, set(route.units)) == (RouteState.AMBIGUOUS, {"barmer", "balotra"})


def test_the_pin_beats_an_outdated_district_word_and_the_old_district_gets_a_copy() -> None:
    route = route_payload(alert(subject=Subject(address=Address(district="Alwar", pincode="301701"))), NOW)
    assert (route.state, route.units, route.copies) == (RouteState.RESOLVED, ("kotputli-behror",), ("alwar",))


def test_the_words_decide_where_a_pin_straddles() -> None:
    bare = route_payload(alert(subject=Subject(address=Address(pincode="344704"))), NOW)
    told = route_payload(alert(subject=Subject(address=Address(line="Dhorimanna", pincode="344704"))), NOW)
    assert (bare.state, set(bare.units)) == (RouteState.AMBIGUOUS, {"balotra", "barmer"})
    assert (told.state, told.units, told.tehsil) == (RouteState.RESOLVED, ("balotra",), "Dhorimanna")


def test_a_pin_against_the_words_pages_both() -> None:
    route = route_payload(alert(subject=Subject(address=Address(line="Ajmer", pincode="323001"))), NOW)
    assert (route.state, set(route.units)) == (RouteState.AMBIGUOUS, {"ajmer", "bundi"})


def test_a_number_in_the_text_is_a_pin_only_where_it_is_called_one() -> None:
    assert route_payload(alert("OTP 323001 mat batana"), NOW).state is RouteState.UNRESOLVED
    assert route_payload(alert("mera pin 323001 hai"), NOW).units == ("bundi",)


@pytest.mark.parametrize(
    "subject",
    [Subject(hometown="Nawalgarh"), Subject(phones=("0141-2555501",)), Subject(phones=("+91 141 2555501",))],
)
def test_hints_give_candidates_only(subject: Subject) -> None:
    route = route_payload(alert(subject=subject), NOW)
    assert route.state is RouteState.UNRESOLVED
    assert route.candidates


def test_a_mobile_number_is_no_landline(gazetteer: Gazetteer) -> None:
    assert pieces(gazetteer, subject=Subject(phones=("+91 55555 01001", "7442555501", "0", ""))) == []


@pytest.mark.parametrize(
    ("phone", "district"),
    [
        ("0744-2555501", "kota"),
        ("+91 0744 2555501", "kota"),
        ("0141 2555501", "jaipur"),
        ("1412555501", "jaipur"),
        ("0291-2555501", "jodhpur"),
        ("02988-255501", "balotra"),
        ("07462 255501", "sawai-madhopur"),
        ("05641-255501", "deeg"),
        ("+91 744 2555501", None),
        ("011-25555501", None),
        ("+1 202 555 0143", None),
    ],
)
def test_a_landline_hints_at_the_district_of_its_code(gazetteer: Gazetteer, phone: str, district: str | None) -> None:
    assert gazetteer.landline(phone) == district


def test_where_an_address_seems_to_be_is_only_a_hint() -> None:
    route = route_payload(alert(logins=(Login(ip="203.0.113.1", geo_city="Jaipur", geo_region="Rajasthan"),)), NOW)
    assert route.state is RouteState.UNRESOLVED
    assert {piece.kind for piece in route.evidence} == {EvidenceKind.IP}


def test_null_island_is_no_position() -> None:
    assert route_payload(alert(positions=(device(0, 0),)), NOW).state is RouteState.UNRESOLVED


def test_a_point_abroad_is_handed_over_without_a_state() -> None:
    route = route_payload(alert(positions=(device(27.0, 69.0),)), NOW)
    assert (route.state, route.other_state, route.units) == (RouteState.OUT_OF_STATE, None, ())


def test_the_note_of_an_operator_is_read() -> None:
    payload = alert().model_copy(update={"note": "the caller says he is in Sojat, Pali"})
    assert route_payload(payload, NOW).units == ("pali",)


SECRET = "Zorblax"


def test_the_words_of_the_person_are_in_no_detail() -> None:
    subject = Subject(
        display_name=SECRET,
        address=Address(line=f"{SECRET} house, Talwandi, Kota", pincode="324005"),
        city=f"{SECRET} Kota",
        hometown=f"{SECRET}pur",
        phones=("0744-2555501",),
        self_reported_location=f"{SECRET} Bundi",
    )
    route = route_payload(alert(f"main {SECRET} kota me hu", subject, place_tag=f"{SECRET} Kota"), NOW)
    assert SECRET.lower() not in route.model_dump_json().lower()
    assert "2555501" not in route.model_dump_json()


words = st.one_of(
    st.none(), st.text(max_size=40), st.sampled_from(["Kota", "शाहपुरा", "Behror, Alwar", "Delhi", "324005"])
)
positions = st.builds(
    Position,
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    accuracy_m=st.one_of(st.none(), st.floats(allow_nan=False), st.just(-1.0)),
    at=st.one_of(st.none(), st.timedeltas(timedelta(days=-400), timedelta(days=400)).map(lambda delta: NOW + delta)),
    source=st.sampled_from([None, "device", "wifi", "place_tag", "?"]),
)
addresses = st.one_of(st.none(), st.builds(Address, line=words, city=words, district=words, state=words, pincode=words))
subjects = st.builds(
    Subject,
    city=words,
    hometown=words,
    self_reported_location=words,
    address=addresses,
    phones=st.lists(st.text("0123456789+- ०१", max_size=14), max_size=2).map(tuple),
)


@settings(max_examples=150)
@given(words, subjects, st.lists(positions, max_size=3).map(tuple), words)
def test_any_alert_is_routed(text: str | None, subject: Subject, found: tuple[Position, ...], tag: str | None) -> None:
    route = route_payload(alert(text, subject, positions=found, place_tag=tag), NOW)
    assert bool(route.units) == (route.state in (RouteState.RESOLVED, RouteState.AMBIGUOUS))
    assert all(0 <= piece.weight <= 1 for piece in route.evidence)
