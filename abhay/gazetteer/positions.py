"""What the positions of an alert say: the district of each, the sides of a border that is near, other states."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from abhay.gazetteer.gazetteer import HOME_STATE, Gazetteer
from abhay.gazetteer.pieces import pieces_of
from abhay.gazetteer.records import Side, Spot
from abhay.gazetteer.unit_hints import Shares
from abhay.policy.reliability import RELIABILITY, gps_weight
from abhay.policy.routing import OUT_OF_STATE, UNKNOWN
from models.enums import EvidenceKind
from models.payloads import Position
from models.routes import Evidence

BORDER_KM = 2.0
"""A point nearer to a border than this may be on the other side."""
_BORDER_EVEN, _BORDER_SURE = 0.50, 0.65
_WIDEST_KM = 30.0
_GAP_KM = 1.0  # between the boundaries of two states, drawn apart, there are gaps
# The line between these two is drawn from post offices (SOURCES.md), so it is known only to some kilometres.
_REDRAWN = {"barmer", "balotra"}
_REDRAWN_KM = 6.0
_OLDER = 0.5
_CLOCK_ERROR = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What all pieces of one position share; `margin` is how far, in km, the true place may be."""

    kind: EvidenceKind
    weight: float
    about: str
    margin: float


def from_positions(
    positions: Sequence[Position], gazetteer: Gazetteer, posted_at: datetime, received_at: datetime
) -> Iterator[Evidence]:
    """The pieces of all positions; only the newest counts in full, and a time yet to come is no time."""
    newest = max((position.at for position in positions if position.at), default=None)
    latest = max(posted_at, received_at) + _CLOCK_ERROR
    for position in positions:
        age = posted_at - position.at if position.at and position.at <= latest else None
        claim = _claim(position, age, 1.0 if position.at == newest else _OLDER)
        yield from _position(position, gazetteer, claim)


def _claim(position: Position, age: timedelta | None, factor: float) -> _Claim:
    kind = EvidenceKind.PLACE_TAG if position.source == "place_tag" else EvidenceKind.GPS
    accuracy = position.accuracy_m if position.accuracy_m and position.accuracy_m > 0 else None
    weight = min(gps_weight(age, accuracy) * factor, RELIABILITY[kind])
    about = f"{_age_words(age)}, {_accuracy_words(accuracy)}"
    return _Claim(kind, weight, about, max(BORDER_KM, min((accuracy or 0) / 1000, _WIDEST_KM)))


def _position(position: Position, gazetteer: Gazetteer, claim: _Claim) -> Iterator[Evidence]:
    if (position.lat, position.lon) == (0, 0):
        yield Evidence(kind=claim.kind, says=UNKNOWN, weight=0, detail="position 0, 0: none was known")
        return
    spot = gazetteer.locate(position.lat, position.lon)
    if spot.inside is None or spot.inside.id is None:
        yield from _outside(gazetteer, spot, claim)
    else:
        units = gazetteer.units_near(position.lat, position.lon, spot.inside.id)
        yield from _inside(spot.inside, spot.near, units, claim)


def _outside(gazetteer: Gazetteer, spot: Spot, claim: _Claim) -> Iterator[Evidence]:
    there = spot.inside or next((side for side in spot.near if not side.id and side.km <= _GAP_KM), None)
    where = f"in {there.name}, {there.state}" if there else "outside India"
    detail = f"point {where}; {claim.about}"
    state = there.state if there else None
    yield Evidence(kind=claim.kind, says=OUT_OF_STATE, weight=claim.weight, detail=detail, state=state)
    for side in spot.near:
        if side.id:
            unit = gazetteer.district(side.id).rooms[-1]  # borders run through the countryside
            detail = f"{side.km:.1f} km from {side.name}, {HOME_STATE}: told as a neighbour"
            yield Evidence(kind=claim.kind, says=side.id, weight=0, detail=detail, unit=unit)


def _inside(inside: Side, near: Sequence[Side], units: Shares, claim: _Claim) -> Iterator[Evidence]:
    close = [side for side in near if side.km <= _margin(inside, side, claim.margin)]
    ours = [side for side in close if side.id]
    share = _inside_share(ours[0].km / _margin(inside, ours[0], claim.margin)) if ours else 1.0
    border = f"; {ours[0].km:.1f} km from the border of {ours[0].name}" if ours else ""
    detail = f"point in {inside.name}{border}; {claim.about}"
    yield from pieces_of(claim.kind, inside.id or "", claim.weight * share, detail, units)
    closeness = [1 / (0.1 + side.km) for side in ours]
    for side, part in zip(ours, closeness, strict=True):
        detail = f"{side.name} is {side.km:.1f} km from the point"
        weight = claim.weight * (1 - share) * part / sum(closeness)
        yield from pieces_of(claim.kind, side.id or "", weight, detail, ())
    for side in close:
        if not side.id:
            detail = f"{side.name}, {side.state}, is {side.km:.1f} km from the point"
            yield Evidence(kind=claim.kind, says=OUT_OF_STATE, weight=0, detail=detail, state=side.state)


def _margin(inside: Side, side: Side, margin: float) -> float:
    return max(margin, _REDRAWN_KM) if {inside.id, side.id} >= _REDRAWN else margin


def _inside_share(nearness: float) -> float:
    return _BORDER_EVEN + (_BORDER_SURE - _BORDER_EVEN) * min(nearness, 1.0)


def _age_words(age: timedelta | None) -> str:
    if age is None:
        return "time unknown"
    minutes = round(age.total_seconds() / 60)
    if minutes < 0:
        return "taken after the post"
    return f"{minutes} min before the post" if minutes < 120 else f"{minutes // 60} h before the post"


def _accuracy_words(accuracy_m: float | None) -> str:
    return "accuracy unknown" if accuracy_m is None else f"accurate to {accuracy_m:.0f} m"
