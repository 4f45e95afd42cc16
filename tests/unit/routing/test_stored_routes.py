"""A route in its row: the release before reads it, and reason codes hold as long as their text does."""

from typing import Any

import pytest

from abhay.wording.places.place_words import in_english
from models.cases import opened_route, store_route, stored_route
from models.enums import EvidenceKind, RouteState
from models.routes import (
    DecidedParams,
    DecidingEvidence,
    Evidence,
    EvidenceReason,
    EvidenceWhy,
    PincodeParams,
    Route,
    RouteReason,
    RouteWhy,
    without_details,
)
from models.tables import Alert

UNKNOWN = EvidenceWhy(code=EvidenceReason.PINCODE_UNKNOWN, params=PincodeParams(pincode="999999"))
LANDLINE = EvidenceWhy(code=EvidenceReason.LANDLINE)
PIECES = (
    Evidence(kind=EvidenceKind.PHONE, says="kota", weight=0.1, why=LANDLINE),
    Evidence(kind=EvidenceKind.CITY, says="kota", weight=0.65, detail="Kota (town), read as written"),
    Evidence(kind=EvidenceKind.PINCODE, says="unknown", weight=0, why=UNKNOWN),
)
DECIDED = RouteWhy(
    code=RouteReason.EVIDENCE, params=DecidedParams(by=DecidingEvidence(kind=EvidenceKind.PHONE, why=LANDLINE))
)
ROUTE = in_english(Route(state=RouteState.UNRESOLVED, evidence=PIECES, why=DECIDED))
FIELDS_OF_THE_FIRST_RELEASE = {
    "route": {
        "state", "district", "units", "confidence", "candidates", "evidence", "tehsil", "other_state", "copies", "reason",
    },
    "evidence": {"kind", "says", "weight", "detail", "unit", "tehsil", "state"},
}  # fmt: skip


def row(route: Route = ROUTE) -> Alert:
    """A row as this release writes it; nothing is sealed here."""
    alert = Alert()
    store_route(alert, route, bytes)
    return alert


def clear_row() -> Alert:
    """A row as the release before wrote it, with everything in clear."""
    codes = [piece.why and {"text": piece.detail, "why": piece.why.model_dump(mode="json")} for piece in ROUTE.evidence]
    reason = {"text": ROUTE.reason, "why": ROUTE.why and ROUTE.why.model_dump(mode="json")}
    whole = ROUTE.model_dump(mode="json", exclude={"why": True, "evidence": {"__all__": {"why"}}})
    return Alert(route=whole, route_why={"reason": reason, "evidence": codes})


def route_in(alert: Alert) -> dict[str, Any]:
    assert alert.route is not None
    return alert.route


def test_a_route_comes_back_as_it_was_stored() -> None:
    assert opened_route(row(), bytes) == ROUTE
    assert stored_route(row()) == without_details(ROUTE)
    assert stored_route(clear_row()) == opened_route(clear_row(), bytes) == ROUTE
    assert row().route_state is RouteState.UNRESOLVED


def test_a_case_that_is_not_routed_has_no_route() -> None:
    assert stored_route(Alert()) is None


def test_the_route_has_no_field_that_the_release_before_refuses() -> None:
    route = route_in(row())
    assert route.keys() == FIELDS_OF_THE_FIRST_RELEASE["route"]
    assert all(piece.keys() == FIELDS_OF_THE_FIRST_RELEASE["evidence"] for piece in route["evidence"])
    assert (route["reason"], {piece["detail"] for piece in route["evidence"]}) == ("", {""})


def test_a_row_of_the_release_before_has_no_codes() -> None:
    alert = clear_row()
    alert.route_why = None
    found = stored_route(alert)
    assert found is not None
    assert (found.why, [piece.why for piece in found.evidence]) == (None, [None, None, None])
    assert found.reason == ROUTE.reason


def test_what_the_release_before_wrote_anew_has_no_code_of_before() -> None:
    alert = clear_row()
    kept = route_in(alert)["evidence"]
    alert.route = {
        **route_in(alert),
        "reason": "corrected by a person",
        "evidence": [kept[2], {**kept[0], "detail": "Kota (town), read as written"}, kept[2], kept[2]],
    }
    found = stored_route(alert)
    assert found is not None
    assert found.why is None
    assert [piece.why for piece in found.evidence] == [None, None, UNKNOWN, None]


@pytest.mark.parametrize(
    "later", [{"code": "seen_on_camera", "params": {"camera": 7}}, {"code": "landline", "params": {"code": "0744"}}]
)
def test_a_code_of_a_later_release_is_told_by_its_english(later: dict[str, Any]) -> None:
    alert = clear_row()
    assert alert.route_why is not None
    alert.route_why["evidence"][0]["why"] = later
    found = stored_route(alert)
    assert found is not None
    assert [piece.why for piece in found.evidence] == [None, None, UNKNOWN]
    assert found.evidence[0].detail == "landline code: only a hint"
