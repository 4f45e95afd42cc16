"""Reads an alert into pieces of place evidence, each with what it says, its weight and why.

The details name places and figures only, never the words of the person: they are shown wherever the route is.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from abhay.gazetteer.gazetteer import Gazetteer
from abhay.gazetteer.pieces import pieces_of
from abhay.gazetteer.pins import find_pins, is_called_pin
from abhay.gazetteer.positions import from_positions
from abhay.gazetteer.readings import Share
from abhay.gazetteer.records import PinPlace, PlaceKind
from abhay.gazetteer.spelling import clean
from abhay.policy.reliability import BARE_TEXT, HINTS, RELIABILITY
from abhay.policy.routing import OUT_OF_STATE, UNKNOWN
from models.enums import EvidenceKind
from models.payloads import Address, AlertPayload, Login
from models.routes import Evidence

_REGION = 0.5
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
        self._received_at = received_at
        self._posted_at = payload.posted_at or payload.content.created_at or received_at

    def pieces(self) -> Iterator[Evidence]:
        subject, technical = self._payload.subject, self._payload.technical
        yield from from_positions(technical.positions, self._gazetteer, self._posted_at, self._received_at)
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
        yield from pieces_of(kind, share.says, weight * share.share, detail, share.units, tehsil=share.tehsil)
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
            yield from pieces_of(EvidenceKind.PIN, one.district, weight, detail, one.units, one.tehsil)


def _region(pin: PinPlace) -> Iterator[Evidence]:
    """A PIN of Rajasthan that the list does not have: the districts of its first three digits, weakly."""
    for one in pin.shares:
        detail = f"PIN {pin.pin} is not in the list; {one.part:.0%} of the PINs that begin {pin.pin[:3]}"
        weight = RELIABILITY[EvidenceKind.PIN] * _REGION * one.part
        yield from pieces_of(EvidenceKind.PIN, one.district, weight, detail, one.units, one.tehsil)


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
        yield from pieces_of(EvidenceKind.TEXT, one.district, weight * one.weight, detail, one.units, one.tehsil)
