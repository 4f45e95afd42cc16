"""Gathers the pieces of place evidence in an alert: what each one says, its weight, and why.

The reasons carry names of places and figures only, never the words of the person: whoever sees the route sees them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from abhay.adapters.gazetteer.evidence.pieces import (
    from_pincode,
    from_pincode_in_text,
    from_positions,
    from_unlisted_pincode,
    pieces_of,
    unknown_pincode,
)
from abhay.adapters.gazetteer.evidence.reasons import why_of
from abhay.adapters.gazetteer.evidence.written import from_field, from_post, without_far_points
from abhay.adapters.gazetteer.gazetteer import Gazetteer
from abhay.adapters.gazetteer.names.readings import Reading
from abhay.adapters.gazetteer.places.codes import called_pincodes, find_pincodes, secret_numbers
from abhay.adapters.gazetteer.presence.profile import parts_of
from abhay.domain.places.presence import SAYING
from abhay.domain.positions.written import written_in
from abhay.domain.routing import HINTS, OUT_OF_STATE, RELIABILITY, UNKNOWN
from models.enums import EvidenceKind, PlaceKind, Standing
from models.payloads import Address, AlertPayload, Login
from models.routes import Evidence, EvidenceReason, EvidenceWhy, FormerDistrictParams

_BARE_NUMBER = 0.15
"""Weight of six digits that the text does not call a pincode: more often they are a code or an amount."""
_FAINT, _FAINTER = {Standing.PRESENT: 0.8}, 0.5
"""By how much a name that is also an everyday word counts less: hardly where the writer says to be there."""
_OF_AN_ADDRESS = frozenset({Standing.MENTIONED, Standing.ORIGIN})
"""What may be said of a number that the text calls a pincode: who writes one gives an address."""
_MOST_PINCODES = 50
"""Six-digit numbers of a text that are looked up; a text with more is a list of something else."""


def gather(payload: AlertPayload, gazetteer: Gazetteer, received_at: datetime) -> tuple[Evidence, ...]:
    """Returns all place evidence of the alert; `received_at` is used as the post's time if it has none."""
    return tuple(without_far_points(list(_Gatherer(payload, gazetteer, received_at).pieces())))


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
        yield from self._text(self._payload.note, reported=True)
        yield from self._phones(subject.phones)
        yield from self._logins(technical.logins)
        yield from self._field(EvidenceKind.HOMETOWN, subject.hometown)

    # addresses and place fields -----------------------------------------------------------------

    def _address(self, address: Address) -> Iterator[Evidence]:
        district = f"{address.district} district" if address.district else None
        words = ", ".join(part for part in (address.line, address.city, district, address.state) if part)
        words, points = from_field(words, self._gazetteer)
        yield from points
        pincodes = find_pincodes(address.pincode or "") or find_pincodes(words)
        yield from self._named(EvidenceKind.ADDRESS, words, pincodes)

    def _field(self, kind: EvidenceKind, value: str | None) -> Iterator[Evidence]:
        if value and kind not in HINTS:
            value, points = from_field(value, self._gazetteer)
            yield from points
        if not value:
            return
        here, home = parts_of(value)
        yield from self._named(kind, here, [] if kind in HINTS else find_pincodes(here))
        if home:
            yield from self._named(EvidenceKind.HOMETOWN, home)

    def _named(self, kind: EvidenceKind, words: str, pincodes: Sequence[str] = ()) -> Iterator[Evidence]:
        """Yields what the names of one field say, read together with its first pincode."""
        area = self._gazetteer.pincode(pincodes[0]) if pincodes else None
        if pincodes and area is None:
            yield unknown_pincode(pincodes[0])
        if area and not (area.known or area.state):
            yield from from_unlisted_pincode(area)
            area = None
        for reading in self._gazetteer.field(words, area):
            if area:
                yield from from_pincode(area, reading)
            if reading.place.kind is not PlaceKind.PINCODE:
                yield from self._reading(kind, reading, RELIABILITY[kind])
            else:
                yield from self._outdated(kind, reading.says, reading.outdated)

    def _reading(
        self, kind: EvidenceKind, reading: Reading, weight: float, standing: Standing | None = None
    ) -> Iterator[Evidence]:
        weight *= reading.share
        why = why_of(reading, standing)
        if reading.state is not None:
            yield Evidence(kind=kind, says=OUT_OF_STATE, weight=round(weight, 3), why=why, state=reading.state)
            return
        yield from pieces_of(kind, reading.says, weight, why, reading.units, tehsil=reading.tehsil)
        yield from self._outdated(kind, reading.says, reading.outdated)

    def _outdated(self, kind: EvidenceKind, district: str, formers: Iterable[str]) -> Iterator[Evidence]:
        """Yields a copy for each former district.

        Only countryside has changed districts since 2023, so the last room is the right one.
        """
        for each in formers:
            former = self._gazetteer.district(each)
            params = FormerDistrictParams(former=former.name, district=self._gazetteer.district(district).name)
            why = EvidenceWhy(code=EvidenceReason.FORMER_DISTRICT, params=params)
            yield Evidence(kind=kind, says=each, weight=0, why=why, unit=former.rooms[-1])

    # text and hints -----------------------------------------------------------------------------

    def _text(self, text: str | None, *, reported: bool = False) -> Iterator[Evidence]:
        if not text:
            return
        written = written_in(text)
        yield from from_post(written, self._gazetteer, self._payload.subject.city)
        text = written.rest
        groups = [group for group in self._gazetteer.text(text, reported=reported) if group.readings]
        alike = Counter(SAYING.get(group.standing) for group in groups)
        for group in groups:
            if saying := SAYING.get(group.standing):
                kind, weight = saying
                weight = weight * (_FAINT.get(group.standing, _FAINTER) if group.faint else 1) / alike[saying]
                for reading in group.readings:
                    yield from self._reading(kind, reading, weight, group.standing)
        yield from self._pincodes_in(text, {reading.says for group in groups for reading in group.readings})

    def _pincodes_in(self, text: str, named: set[str]) -> Iterator[Evidence]:
        """Yields the pincodes of a text that names these districts."""
        secret = secret_numbers(text)
        pincodes = find_pincodes(text)[:_MOST_PINCODES]
        called = called_pincodes(text) if pincodes else ()
        said = self._gazetteer.pincodes_said(text if pincodes else "")
        for pincode in pincodes:
            area = self._gazetteer.pincode(pincode)
            if pincode in secret:
                if area and area.known:
                    yield from from_pincode_in_text(area, EvidenceKind.TEXT, _BARE_NUMBER)
                continue
            standing = said.get(pincode, Standing.MENTIONED)
            if pincode in called and standing in _OF_AN_ADDRESS:
                standing = Standing.PERHAPS
            kind, weight = SAYING.get(standing, (EvidenceKind.TEXT, 0.0))
            if area and kind is EvidenceKind.PRESENCE:
                yield from from_pincode_in_text(area, kind, weight)
            elif area and area.known:
                sure = pincode in called or any(share.district in named for share in area.shares)
                weight = RELIABILITY[EvidenceKind.TEXT] if sure else _BARE_NUMBER
                yield from from_pincode_in_text(area, EvidenceKind.TEXT, weight)

    def _phones(self, phones: Iterable[str]) -> Iterator[Evidence]:
        for phone in phones:
            district = self._gazetteer.landline(phone)
            if district:
                weight = RELIABILITY[EvidenceKind.PHONE]
                why = EvidenceWhy(code=EvidenceReason.LANDLINE)
                yield Evidence(kind=EvidenceKind.PHONE, says=district, weight=weight, why=why)

    def _logins(self, logins: Iterable[Login]) -> Iterator[Evidence]:
        for login in logins:
            named = ", ".join(part for part in (login.geo_city, login.geo_region) if part)
            if named:
                yield from self._named(EvidenceKind.IP, named)
            elif login.ip:
                why = EvidenceWhy(code=EvidenceReason.IP_ADDRESS)
                yield Evidence(kind=EvidenceKind.IP, says=UNKNOWN, weight=0, why=why)
