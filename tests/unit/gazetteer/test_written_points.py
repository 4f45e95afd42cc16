"""Positions in writing as evidence: what they decide, what they only hint at, and what is said of those unread."""

from datetime import timedelta

import pytest

from abhay.adapters.gazetteer import Gazetteer, gather, route_payload
from models.enums import EvidenceKind, RouteState
from models.payloads import Address, Position, Subject
from models.routes import EvidenceReason
from tests.unit.gazetteer.test_route_payload import NOW, alert, device

BIKANER = "28.0229,73.3119"


def reasons(text, subject=None):
    return [piece.why.code for piece in gather_of(text, subject) if piece.kind is EvidenceKind.WRITTEN_POINT]


def gather_of(text, subject=None):
    from abhay.adapters.gazetteer import load

    return gather(alert(text, subject), load(), NOW)


@pytest.mark.parametrize(
    ("text", "district"),
    [
        (f"alvida {BIKANER}", "bikaner"),
        ("alvida https://maps.google.com/?q=28.0229,73.3119", "bikaner"),
        ("२८°०१′२२″ उ, ७३°१८′४३″ पू", "bikaner"),
        ("73.3119, 28.0229 yahi hu", "bikaner"),
        ("Q8CF+C9 Pali, Rajasthan. bas", "pali"),
        ("meri jagah 7JQQ4RWX+JF", "kota"),
    ],
)
def test_a_position_in_the_post_decides(text, district):
    route = route_payload(alert(text), NOW)

    assert (route.state, route.district) == (RouteState.RESOLVED, district)
    assert route.evidence[0].kind is EvidenceKind.WRITTEN_POINT


def test_a_position_now_beats_the_city_of_the_profile():
    route = route_payload(alert(f"{BIKANER} pe hu abhi", Subject(city="Nagaur")), NOW)

    assert (route.state, route.district, route.copies) == (RouteState.RESOLVED, "bikaner", ("nagaur",))


@pytest.mark.parametrize(
    "text",
    [
        f"pehli baar yahi mile the {BIKANER}",
        f"kal {BIKANER} jaunga",
        f"uska ghar {BIKANER}",
        f"हम {BIKANER} पर मिले थे",
        f"I was born here {BIKANER}",
    ],
)
def test_a_memory_a_destination_or_somebody_elses_place_is_a_lead_only(text):
    route = route_payload(alert(text), NOW)

    assert route.state is RouteState.UNRESOLVED
    assert route.candidates[0].district == "bikaner"
    assert EvidenceReason.POINT_ONLY_A_LEAD in reasons(text)


@pytest.mark.parametrize(
    "text",
    [f"abhi {BIKANER} pe hu, pehle kota tha", f"i'm at {BIKANER} right now, we met here", f"{BIKANER} pr mil jaungi"],
)
def test_what_is_now_is_no_memory(text):
    assert EvidenceReason.POINT_ONLY_A_LEAD not in reasons(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("yahi hu https://maps.app.goo.gl/SYNx1", EvidenceReason.MAP_LINK_CLOSED),
        ("Location: 0.000000,0.000000", EvidenceReason.POINT_IMPOSSIBLE),
        ("Q8CF+C9", EvidenceReason.PLUS_CODE_SHORT),
    ],
)
def test_what_cannot_be_read_is_named_and_routes_nothing(text, code):
    assert reasons(text) == [code]
    assert route_payload(alert(text), NOW).state is RouteState.UNRESOLVED


def test_a_swapped_pair_is_named():
    assert EvidenceReason.POINT_SWAPPED in reasons("73.3119, 28.0229")


def test_a_short_code_without_a_town_is_near_the_city_of_the_profile():
    route = route_payload(alert("Q8CF+C9", Subject(city="Pali")), NOW)

    assert EvidenceReason.PLUS_CODE_SHORT not in reasons("Q8CF+C9", Subject(city="Pali"))
    assert (route.state, route.district) == (RouteState.RESOLVED, "pali")


@pytest.mark.parametrize(
    "subject",
    [
        Subject(self_reported_location=BIKANER),
        Subject(city=f"home {BIKANER}"),
        Subject(address=Address(line=f"https://maps.google.com/?q={BIKANER}")),
    ],
)
def test_a_position_in_a_field_of_words_is_read(subject):
    route = route_payload(alert("bas", subject), NOW)

    assert (route.state, route.district) == (RouteState.RESOLVED, "bikaner")


def test_the_figures_of_a_position_are_no_pincode(gazetteer: Gazetteer):
    found = gather(alert("26.342001, 75.302001"), gazetteer, NOW)

    assert {piece.kind for piece in found} == {EvidenceKind.WRITTEN_POINT}


def test_two_positions_share_one_claim(gazetteer: Gazetteer):
    found = gather(alert(f"{BIKANER} ya 24.5854,73.7125"), gazetteer, NOW)

    weights = {piece.says: piece.weight for piece in found if piece.weight}
    assert weights == {"bikaner": 0.475, "udaipur": 0.475}


@pytest.mark.parametrize(
    "text", ["26.9 me 75.8 kg", "price 26.500, 75.800 rs", "5555500101 5555500102", "12.11.2026 10.30"]
)
def test_other_figures_in_a_post_are_no_evidence(text):
    assert reasons(text) == []


LONDON = Position(lat=51.5007, lon=-0.1246, accuracy_m=10, at=NOW - timedelta(minutes=1), source="device")


@pytest.mark.parametrize("junk", [LONDON, device(0, 0), device(27.0, 69.0)])
def test_junk_beside_a_good_city_hands_nothing_over(junk):
    route = route_payload(alert("bas", Subject(city="Barmer"), positions=(junk,)), NOW)

    assert (route.state, route.district) == (RouteState.RESOLVED, "barmer")


def test_a_point_where_migrants_work_is_believed_beside_a_city_of_ours():
    route = route_payload(alert("bas", Subject(city="Sikar"), positions=(device(25.2048, 55.2708),)), NOW)

    assert (route.state, route.copies) == (RouteState.OUT_OF_STATE, ("sikar",))


def test_a_far_point_in_writing_hands_nothing_over_either():
    route = route_payload(alert("ye dekho 48.8584, 2.2945", Subject(city="Barmer")), NOW)

    assert (route.state, route.district) == (RouteState.RESOLVED, "barmer")


@pytest.mark.parametrize("source", ["ip", "geoip"])
def test_a_position_that_comes_from_the_address_on_the_net_is_a_hint(gazetteer: Gazetteer, source):
    position = device(26.9124, 75.7873).model_copy(update={"source": source})

    assert {piece.kind for piece in gather(alert(positions=(position,)), gazetteer, NOW)} == {EvidenceKind.IP}
    assert route_payload(alert(positions=(position,)), NOW).state is RouteState.UNRESOLVED


def test_a_point_abroad_that_is_not_believed_is_named(gazetteer: Gazetteer):
    found = gather(alert("bas", Subject(city="Barmer"), positions=(LONDON,)), gazetteer, NOW)

    doubted = [piece for piece in found if piece.why and piece.why.code is EvidenceReason.POINT_DOUBTED]
    assert [(piece.kind, piece.weight) for piece in doubted] == [(EvidenceKind.GPS, 0)]


def test_without_a_good_place_a_point_abroad_is_believed():
    subject = Subject(hometown="Barmer", phones=("02982-255501",))

    assert route_payload(alert("bas", subject, positions=(LONDON,)), NOW).state is RouteState.OUT_OF_STATE


def test_a_point_in_another_state_is_believed_beside_a_city_of_ours():
    route = route_payload(alert("bas", Subject(city="Barmer"), positions=(device(19.1197, 72.8468),)), NOW)

    assert (route.state, route.other_state) == (RouteState.OUT_OF_STATE, "Maharashtra")


@pytest.mark.parametrize("ahead", [timedelta(hours=5.5), timedelta(days=31)])
def test_a_post_that_is_still_to_come_makes_no_position_older(gazetteer: Gazetteer, ahead):
    payload = alert(positions=(device(25.1702, 75.8365, minutes=3),))
    doubtful = payload.model_copy(update={"posted_at": NOW + ahead})

    assert gather(doubtful, gazetteer, NOW)[0].weight == gather(payload, gazetteer, NOW)[0].weight
