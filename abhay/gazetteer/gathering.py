"""Reads an alert into pieces of place evidence, each with what it says, its weight and why.

The details name places and figures only, never the words of the person: they are shown wherever the route is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from abhay.gazetteer.gazetteer import HOME_STATE, Gazetteer
from abhay.gazetteer.pins import find_pins, is_called_pin
from abhay.gazetteer.readings import Share
from abhay.gazetteer.records import PinPlace, PlaceKind, Side, Spot
from abhay.gazetteer.spelling import clean
from abhay.gazetteer.unit_hints import Shares
from abhay.policy.reliability import BARE_TEXT, HINTS, RELIABILITY, gps_weight
from abhay.policy.routing import OUT_OF_STATE, UNKNOWN
from models.enums import EvidenceKind
from models.payloads import Address, AlertPayload, Login, Position
from models.routes import Evidence

BORDER_KM = 2.0
"""A point nearer to a border than this may be on the other side."""
_BORDER_EVEN, _BORDER_SURE = 0.50, 0.65
_WIDEST_KM = 30.0
_GAP_KM = 1.0  # between the boundaries of two states, drawn apart, there are gaps
# The line between these two is drawn from post offices (SOURCES.md), so it is known only to some kilometres.
_REDRAWN = {"barmer", "balotra"}
_REDRAWN_KM = 6.0
_REGION = 0.5
_LATER_FIX = timedelta(minutes=5)
# Landline codes as the districts' public numbers carry them.
_STD_CODES = {"744": "kota", "141": "jaipur", "291": "jodhpur", "151": "bikaner", "294": "udaipur", "145": "ajmer"}
_BARE_NUMBER = 0.15  # six figures in a post are more often a code or an amount than a PIN


def gather(payload: AlertPayload, gazetteer: Gazetteer, received_at: datetime) -> tuple[Evidence, ...]:
    """Every piece of place evidence in the alert; `received_at` stands in for the time of a post without one."""
    return tuple(_Gatherer(payload, gazetteer, received_at).pieces())


class _Gatherer:
    def __init__(self, payload: AlertPayload, gazetteer: Gazetteer, received_at: datetime) -> None:
        self._payload = payload
        self._gazetteer = gazetteer
        self._posted_at = payload.posted_at or payload.content.created_at or received_at

    def pieces(self) -> Iterator[Evidence]:
        subject, technical = self._payload.subject, self._payload.technical
        newest = max((position.at for position in technical.positions if position.at), default=None)
        for position in technical.positions:
            yield from self._position(position, older=newest is not None and position.at != newest)
        if subject.address:
            yield from self._address(subject.address)
        yield from self._field(EvidenceKind.CITY, subject.city)
        yield from self._field(EvidenceKind.PLACE_TAG, technical.place_tag)
        yield from self._field(EvidenceKind.SELF_REPORTED, subject.self_reported_location)
        yield from self._text(self._payload.content.text)
        yield from self._text(self._payload.note)
        yield from self._phones(subject.phones)
        yield from self._logins(technical.logins)
        yield from self._field(EvidenceKind.HOMETOWN, subject.hometown)

    # positions ---------------------------------------------------------------------------------

    def _position(self, position: Position, *, older: bool) -> Iterator[Evidence]:
        kind = EvidenceKind.PLACE_TAG if position.source == "place_tag" else EvidenceKind.GPS
        age = self._posted_at - position.at if position.at else None
        weight = gps_weight(age, position.accuracy_m) * (0.5 if older else 1.0)
        if kind is EvidenceKind.PLACE_TAG:
            weight = min(weight, RELIABILITY[kind])
        about = f"{_age_words(age)}, {_accuracy_words(position.accuracy_m)}"
        if (position.lat, position.lon) == (0, 0):
            yield Evidence(kind=kind, says=UNKNOWN, weight=0, detail="position 0, 0: none was known")
            return
        spot = self._gazetteer.locate(position.lat, position.lon)
        inside = spot.inside
        if inside is None or inside.id is None:
            yield from self._outside(kind, spot, weight, about)
        else:
            yield from self._inside(kind, position, spot, inside, weight, about)

    def _outside(self, kind: EvidenceKind, spot: Spot, weight: float, about: str) -> Iterator[Evidence]:
        there = spot.inside or next((side for side in spot.near if not side.id and side.km <= _GAP_KM), None)
        where = f"in {there.name}, {there.state}" if there else "outside India"
        state = there.state if there else None
        yield Evidence(kind=kind, says=OUT_OF_STATE, weight=weight, detail=f"point {where}; {about}", state=state)
        for side in spot.near:
            if side.id:
                for unit in self._gazetteer.district(side.id).rooms[-1:]:
                    detail = f"{side.km:.1f} km from {side.name}, {HOME_STATE}: told as a neighbour"
                    yield Evidence(kind=kind, says=side.id, weight=0, detail=detail, unit=unit)

    def _inside(
        self, kind: EvidenceKind, position: Position, spot: Spot, inside: Side, weight: float, about: str
    ) -> Iterator[Evidence]:
        margin = max(BORDER_KM, min((position.accuracy_m or 0) / 1000, _WIDEST_KM))
        district = inside.id or ""
        close = [side for side in spot.near if side.km <= _margin(inside, side, margin)]
        ours = [side for side in close if side.id]
        share = _inside_share(ours[0].km / _margin(inside, ours[0], margin)) if ours else 1.0
        units = self._gazetteer.units_near(position.lat, position.lon, district)
        border = f"; {ours[0].km:.1f} km from the border of {ours[0].name}" if ours else ""
        detail = f"point in {inside.name}{border}; {about}"
        yield from _pieces(kind, district, weight * share, detail, units)
        closeness = [1 / (0.1 + side.km) for side in ours]
        for side, part in zip(ours, closeness, strict=True):
            detail = f"{side.name} is {side.km:.1f} km from the point"
            yield from _pieces(kind, side.id or "", weight * (1 - share) * part / sum(closeness), detail, ())
        for side in close:
            if not side.id:
                detail = f"{side.name}, {side.state}, is {side.km:.1f} km from the point"
                yield Evidence(kind=kind, says=OUT_OF_STATE, weight=0, detail=detail, state=side.state)

    # addresses and place fields -----------------------------------------------------------------

    def _address(self, address: Address) -> Iterator[Evidence]:
        district = f"{address.district} district" if address.district else None
        words = ", ".join(part for part in (address.line, address.city, district, address.state) if part)
        pins = find_pins(address.pin or "") or find_pins(words)
        yield from self._named(EvidenceKind.ADDRESS, words, pins)

    def _field(self, kind: EvidenceKind, value: str | None) -> Iterator[Evidence]:
        if value:
            yield from self._named(kind, value, [] if kind in HINTS else find_pins(value))

    def _named(self, kind: EvidenceKind, words: str, pins: Sequence[str] = ()) -> Iterator[Evidence]:
        """The names of one field, read together with its first PIN."""
        pin = self._gazetteer.pin(pins[0]) if pins else None
        if pins and pin is None:
            yield Evidence(kind=EvidenceKind.PIN, says=UNKNOWN, weight=0, detail=f"there is no PIN {pins[0]}")
        if pin and not (pin.known or pin.state):
            yield from _region(pin)
            pin = None
        for share in self._gazetteer.field(words, pin):
            if pin:
                yield from _of_pin(pin, share)
            if share.place.kind is not PlaceKind.PIN:
                yield from self._share(kind, share, RELIABILITY[kind])
            else:
                yield from self._outdated(kind, share.says, share.outdated)

    def _share(self, kind: EvidenceKind, share: Share, weight: float) -> Iterator[Evidence]:
        detail = f"{share.place.name} ({share.place.kind.value}), read {share.match.value}"
        if share.says == OUT_OF_STATE:
            detail = f"{detail}, {share.state}"
            yield Evidence(
                kind=kind, says=OUT_OF_STATE, weight=round(weight * share.share, 3), detail=detail, state=share.state
            )
            return
        yield from _pieces(kind, share.says, weight * share.share, detail, share.units, tehsil=share.tehsil)
        yield from self._outdated(kind, share.says, share.outdated)

    def _outdated(self, kind: EvidenceKind, district: str, olds: Iterable[str]) -> Iterator[Evidence]:
        """A copy for the district of before; all that was cut off since 2023 was countryside, hence the last room."""
        for old in olds:
            here, before = self._gazetteer.district(district), self._gazetteer.district(old)
            detail = f"{before.name_en} is the district of before; the place lies in {here.name_en} now: gets a copy"
            yield Evidence(kind=kind, says=old, weight=0, detail=detail, unit=before.rooms[-1])

    # text and hints -----------------------------------------------------------------------------

    def _text(self, text: str | None) -> Iterator[Evidence]:
        if not text:
            return
        groups = [told for told in self._gazetteer.text(text) if told.shares]
        for told in groups:
            weight = BARE_TEXT / 2 if told.weak and not told.at else BARE_TEXT
            weight = RELIABILITY[EvidenceKind.TEXT] if told.at else weight
            for share in told.shares:
                yield from self._share(EvidenceKind.TEXT, share, weight / len(groups))
        named = {share.says for told in groups for share in told.shares}
        for pin in find_pins(text):
            place = self._gazetteer.pin(pin)
            if place and place.known:
                sure = is_called_pin(text, pin) or any(one.district in named for one in place.shares)
                yield from _pin_in_text(place, RELIABILITY[EvidenceKind.TEXT] if sure else _BARE_NUMBER)

    def _phones(self, phones: Iterable[str]) -> Iterator[Evidence]:
        for phone in phones:
            district = _landline(phone)
            if district:
                weight = RELIABILITY[EvidenceKind.PHONE]
                detail = "landline code: only a hint"
                yield Evidence(kind=EvidenceKind.PHONE, says=district, weight=weight, detail=detail)

    def _logins(self, logins: Iterable[Login]) -> Iterator[Evidence]:
        for login in logins:
            named = ", ".join(part for part in (login.geo_city, login.geo_region) if part)
            if named:
                yield from self._named(EvidenceKind.IP, named)
            elif login.ip:
                detail = "address, port and time can be looked up with the operator: says no place by itself"
                yield Evidence(kind=EvidenceKind.IP, says=UNKNOWN, weight=0, detail=detail)


def _pieces(
    kind: EvidenceKind, says: str, weight: float, detail: str, units: Shares, tehsil: str | None = None
) -> Iterator[Evidence]:
    for unit, share in units or ((None, 1.0),):
        yield Evidence(kind=kind, says=says, weight=round(weight * share, 3), detail=detail, unit=unit, tehsil=tehsil)


def _of_pin(pin: PinPlace, share: Share) -> Iterator[Evidence]:
    """What the PIN says of one meaning of the field; its share is that of PIN and names together."""
    weight = RELIABILITY[EvidenceKind.PIN] * share.share
    if pin.state and pin.state == share.state:
        detail = f"PIN {pin.pin} is of {pin.state}"
        weight = round(weight * pin.state_share, 3)
        yield Evidence(kind=EvidenceKind.PIN, says=OUT_OF_STATE, weight=weight, detail=detail, state=pin.state)
    for one in pin.shares:
        if one.district == share.says:
            detail = f"PIN {pin.pin}: {one.part:.0%} of its post offices"
            yield from _pieces(EvidenceKind.PIN, one.district, weight, detail, one.units, one.tehsil)


def _region(pin: PinPlace) -> Iterator[Evidence]:
    """A PIN of Rajasthan that the list does not have: the districts of its first three digits, weakly."""
    for one in pin.shares:
        detail = f"PIN {pin.pin} is not in the list; {one.part:.0%} of the PINs that begin {pin.pin[:3]}"
        weight = RELIABILITY[EvidenceKind.PIN] * _REGION * one.part
        yield from _pieces(EvidenceKind.PIN, one.district, weight, detail, one.units, one.tehsil)


def _landline(phone: str) -> str | None:
    """The district of a landline's code; without a 0 before it, a code that begins like a mobile number is none."""
    digits = "".join(char for char in clean(phone) if char.isdigit())
    number = digits.removeprefix("91") if len(digits) > 10 else digits
    code, first = number.lstrip("0")[:3], number.lstrip("0")[3:4]
    if len(number.lstrip("0")) != 10 or first not in set("23456") or (code[0] not in "12" and number[0] != "0"):
        return None
    return _STD_CODES.get(code)


def _pin_in_text(pin: PinPlace, weight: float) -> Iterator[Evidence]:
    for one in pin.shares:
        detail = f"PIN {pin.pin} in the text: {one.part:.0%} of its post offices"
        yield from _pieces(EvidenceKind.TEXT, one.district, weight * one.weight, detail, one.units, one.tehsil)


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
