"""What a position, a pincode or a name of an alert says of the place, as pieces of evidence with their reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from abhay.adapters.gazetteer.gazetteer import Gazetteer
from abhay.adapters.gazetteer.names.hindi import state_name
from abhay.adapters.gazetteer.names.readings import Reading
from abhay.adapters.gazetteer.places.records import PincodeArea, Side, Spot
from abhay.adapters.gazetteer.places.unit_hints import UnitShares
from abhay.domain.positions.degrees import where_migrants_work
from abhay.domain.routing import OUT_OF_STATE, RELIABILITY, UNKNOWN, gps_weight
from models.enums import EvidenceKind
from models.payloads import Position
from models.routes import (
    BorderPointParams,
    DistrictPointParams,
    ElsewherePointParams,
    Evidence,
    EvidenceReason,
    EvidenceWhy,
    NearDistrictParams,
    NearStateParams,
    PincodeParams,
    PincodePartParams,
    PincodeStateParams,
    PointParams,
)

BORDER_KM = 2.0
"""A point nearer to a border than this may be on the other side."""

_BORDER_EVEN, _BORDER_SURE = 0.50, 0.65
"""Share of the side that a point lies on: directly at the border, and at the margin's edge."""

_WIDEST_KM = 30.0
_WIDEST_M = 1e8  # wider than the Earth: keeps an infinite accuracy a number
_GAP_KM = 1.0  # the boundaries of two States were drawn apart and leave gaps
# The line between these two is drawn from post offices (SOURCES.md), so it is known only to some kilometres.
_REDRAWN = {"barmer", "balotra"}
_REDRAWN_KM = 6.0
_KINDS = {
    "place_tag": EvidenceKind.PLACE_TAG,
    **dict.fromkeys(("ip", "ip_geo", "ipgeo", "geoip", "ip_address"), EvidenceKind.IP),
}
"""What a position is where its source says that no device measured it."""

_OLDER = 0.5
_CLOCK_ERROR = timedelta(minutes=5)
_REGION = 0.5
"""How much less a pincode counts of which only the first three digits are known."""

_PINCODE_WEIGHT = RELIABILITY[EvidenceKind.PINCODE]


def pieces_of(
    kind: EvidenceKind, says: str, weight: float, why: EvidenceWhy, units: UnitShares, tehsil: str | None = None
) -> Iterator[Evidence]:
    """Yields one piece for each unit with its share of the weight; without units, one piece that names none."""
    for unit, share in units or ((None, 1.0),):
        yield Evidence(kind=kind, says=says, weight=round(weight * share, 3), why=why, unit=unit, tehsil=tehsil)


@dataclass(frozen=True, slots=True)
class Claim:
    """What all pieces of one position share; `margin` is how far, in km, the true place may be."""

    kind: EvidenceKind
    weight: float
    about: PointParams
    margin: float


def from_positions(
    positions: Sequence[Position], gazetteer: Gazetteer, posted_at: datetime, received_at: datetime
) -> Iterator[Evidence]:
    """Yields the pieces of all positions; only the newest counts in full, and a time in the future is unknown."""
    newest = max((position.at for position in positions if position.at), default=None)
    latest = max(posted_at, received_at) + _CLOCK_ERROR
    for position in positions:
        age = _age(position.at, posted_at, received_at) if position.at and position.at <= latest else None
        claim = _claim(position, age, 1.0 if position.at == newest else _OLDER)
        yield from from_point(position, gazetteer, claim)


def _age(at: datetime, posted_at: datetime, received_at: datetime) -> timedelta:
    """Returns how old a position was when the post was written.

    A post is not written after it came: a time of the post that says so is wrong, and makes no position older.
    """
    return min(posted_at, max(received_at, at)) - at


def _claim(position: Position, age: timedelta | None, factor: float) -> Claim:
    kind = _KINDS.get(position.source or "", EvidenceKind.GPS)
    accuracy = position.accuracy_m if position.accuracy_m and position.accuracy_m > 0 else None
    weight = min(gps_weight(age, accuracy) * factor, RELIABILITY[kind])
    about = PointParams(
        age_minutes=None if age is None else round(age.total_seconds() / 60),
        accuracy_m=rounded_metres(accuracy),
    )
    return Claim(kind, weight, about, margin_km(accuracy))


def margin_km(accuracy_m: float | None) -> float:
    """Returns how far, in km, a border may lie from a point and still run between it and the true place."""
    return max(BORDER_KM, min((accuracy_m or 0) / 1000, _WIDEST_KM))


def rounded_metres(accuracy_m: float | None) -> int | None:
    """Returns an accuracy as a reason states it; None for one that is unknown."""
    return None if accuracy_m is None else round(min(accuracy_m, _WIDEST_M))


def from_point(position: Position, gazetteer: Gazetteer, claim: Claim) -> Iterator[Evidence]:
    """Yields the pieces of one position: its district, those near it, and other States across the border."""
    if (position.lat, position.lon) == (0, 0):
        yield Evidence(kind=claim.kind, says=UNKNOWN, weight=0, why=EvidenceWhy(code=EvidenceReason.NO_POSITION))
        return
    spot = gazetteer.locate(position.lat, position.lon)
    if spot.inside is None or spot.inside.id is None:
        is_far = not where_migrants_work(position.lat, position.lon)
        yield from _outside(gazetteer, spot, claim, is_far=is_far)
        return
    near = [side for side in spot.near if side.km <= _margin(spot.inside, side, claim.margin)]
    yield from _inside(gazetteer, position, spot.inside, [side for side in near if side.id], claim)
    yield from _across_the_border(gazetteer, near, claim)


def _outside(gazetteer: Gazetteer, spot: Spot, claim: Claim, *, is_far: bool) -> Iterator[Evidence]:
    there = spot.inside or next((side for side in spot.near if not side.id and side.km <= _GAP_KM), None)
    state = there.state if there else None
    yield Evidence(
        kind=claim.kind,
        says=OUT_OF_STATE,
        weight=claim.weight,
        why=_elsewhere(gazetteer, there, claim.about, is_far=is_far),
        state=state,
    )
    for side in spot.near:
        if side.id:
            district = gazetteer.district(side.id)
            params = NearDistrictParams(district=district.name, km=side.km)
            why = EvidenceWhy(code=EvidenceReason.NEIGHBOUR_COPY, params=params)
            # Borders run through the countryside, so the last room is the right one.
            yield Evidence(kind=claim.kind, says=side.id, weight=0, why=why, unit=district.rooms[-1])


def _elsewhere(gazetteer: Gazetteer, there: Side | None, about: PointParams, *, is_far: bool) -> EvidenceWhy:
    if there is None:
        code = EvidenceReason.POINT_FAR_ABROAD if is_far else EvidenceReason.POINT_ABROAD
        return EvidenceWhy(code=code, params=about)
    params = ElsewherePointParams(**dict(about), area=gazetteer.name_of(there), state=state_name(there.state))
    return EvidenceWhy(code=EvidenceReason.POINT_ELSEWHERE, params=params)


def _inside(
    gazetteer: Gazetteer, position: Position, inside: Side, near: Sequence[Side], claim: Claim
) -> Iterator[Evidence]:
    """Yields the district of a point, and the districts of ours across the borders that are near, nearest first."""
    district = inside.id or ""
    units = gazetteer.units_near(position.lat, position.lon, district)
    share = _inside_share(near[0].km / _margin(inside, near[0], claim.margin)) if near else 1.0
    yield from pieces_of(claim.kind, district, claim.weight * share, _point(gazetteer, inside, near, claim), units)
    closeness = [1 / (0.1 + side.km) for side in near]
    for side, part in zip(near, closeness, strict=True):
        params = NearDistrictParams(district=gazetteer.name_of(side), km=side.km)
        why = EvidenceWhy(code=EvidenceReason.DISTRICT_NEAR, params=params)
        weight = claim.weight * (1 - share) * part / sum(closeness)
        yield from pieces_of(claim.kind, side.id or "", weight, why, ())


def _point(gazetteer: Gazetteer, inside: Side, near: Sequence[Side], claim: Claim) -> EvidenceWhy:
    about, district = dict(claim.about), gazetteer.name_of(inside)
    if not near:
        return EvidenceWhy(code=EvidenceReason.POINT, params=DistrictPointParams(**about, district=district))
    params = BorderPointParams(**about, district=district, neighbour=gazetteer.name_of(near[0]), km=near[0].km)
    return EvidenceWhy(code=EvidenceReason.POINT_NEAR_BORDER, params=params)


def _across_the_border(gazetteer: Gazetteer, near: Sequence[Side], claim: Claim) -> Iterator[Evidence]:
    """Yields the other States whose border is near, without weight."""
    for side in near:
        if not side.id:
            params = NearStateParams(area=gazetteer.name_of(side), state=state_name(side.state), km=side.km)
            why = EvidenceWhy(code=EvidenceReason.STATE_NEAR, params=params)
            yield Evidence(kind=claim.kind, says=OUT_OF_STATE, weight=0, why=why, state=side.state)


def _margin(inside: Side, side: Side, margin: float) -> float:
    return max(margin, _REDRAWN_KM) if {inside.id, side.id} >= _REDRAWN else margin


def _inside_share(nearness: float) -> float:
    return _BORDER_EVEN + (_BORDER_SURE - _BORDER_EVEN) * min(nearness, 1.0)


def from_pincode(area: PincodeArea, reading: Reading) -> Iterator[Evidence]:
    """Yields what the pincode says of one reading of its field; the reading's share is that of pincode and names."""
    weight = _PINCODE_WEIGHT * reading.share
    if area.state and area.state == reading.state:
        params = PincodeStateParams(pincode=area.pincode, state=state_name(area.state))
        yield Evidence(
            kind=EvidenceKind.PINCODE,
            says=OUT_OF_STATE,
            weight=round(weight * area.state_share, 3),
            why=EvidenceWhy(code=EvidenceReason.PINCODE_ELSEWHERE, params=params),
            state=area.state,
        )
    for share in area.shares:
        if share.district == reading.says:
            why = _part(EvidenceReason.PINCODE, area, share.part)
            yield from pieces_of(EvidenceKind.PINCODE, share.district, weight, why, share.units, share.tehsil)


def from_unlisted_pincode(area: PincodeArea) -> Iterator[Evidence]:
    """Yields the districts of the first three digits, weakly, for a pincode of Rajasthan that is not in the list."""
    for share in area.shares:
        why = _part(EvidenceReason.PINCODE_UNLISTED, area, share.part)
        weight = _PINCODE_WEIGHT * _REGION * share.part
        yield from pieces_of(EvidenceKind.PINCODE, share.district, weight, why, share.units, share.tehsil)


def from_pincode_in_text(area: PincodeArea, kind: EvidenceKind, weight: float) -> Iterator[Evidence]:
    """Yields the districts of a pincode that stands in running text, or the other State that it belongs to."""
    if area.state:
        params = PincodeStateParams(pincode=area.pincode, state=state_name(area.state))
        why = EvidenceWhy(code=EvidenceReason.PINCODE_ELSEWHERE, params=params)
        weight = round(weight * area.state_share, 3)
        yield Evidence(kind=kind, says=OUT_OF_STATE, weight=weight, why=why, state=area.state)
    if not area.known:
        weight *= _REGION
    for share in area.shares:
        why = _part(EvidenceReason.PINCODE_IN_TEXT, area, share.part)
        yield from pieces_of(kind, share.district, weight * share.weight, why, share.units, share.tehsil)


def unknown_pincode(pincode: str) -> Evidence:
    """Returns the piece that says no place, for six digits that are no pincode of India."""
    why = EvidenceWhy(code=EvidenceReason.PINCODE_UNKNOWN, params=PincodeParams(pincode=pincode))
    return Evidence(kind=EvidenceKind.PINCODE, says=UNKNOWN, weight=0, why=why)


def _part(code: EvidenceReason, area: PincodeArea, part: float) -> EvidenceWhy:
    return EvidenceWhy(code=code, params=PincodePartParams(pincode=area.pincode, part=part))
