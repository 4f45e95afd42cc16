"""Which police unit a tehsil, PIN or locality falls to, in the districts that have several.

A hint of low confidence names a zone only as a guess and the Commissionerate's room stays the safe one:
both are paged. A split tehsil is shared between the Commissionerate and the countryside. A PIN without a hint
of its own goes with the town that its post office is named after.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from abhay.gazetteer.records import Unit
from abhay.gazetteer.spelling import folded, rough_sounds

Row = Mapping[str, str]
Shares = tuple[tuple[str, float], ...]
_ZONE = "commissionerate_zone"
_COMMISSIONERATE = "commissionerate"
# Delivery PINs of Kota city begin so; every other PIN of the district is the countryside's.
_KOTA_CITY_PINS = "3240"


class UnitHints:
    """Looks units up; an empty answer means that nothing is known."""

    def __init__(self, rows: Iterable[Row], units: Sequence[Unit], rooms: Mapping[str, Sequence[str]]) -> None:
        self._rooms = {district: tuple(ids) for district, ids in rooms.items()}
        self._types = {unit.id: unit.type for unit in units}
        self._pins: dict[tuple[str, str], Shares] = {}
        self._tehsils: dict[tuple[str, str], Shares] = {}
        for row in rows:
            table = self._pins if row["scope"] == "pin" else self._tehsils
            shares = self.shares(row["district_id"], row["unit_id"], row["confidence"], row["scope"])
            table[row["district_id"], row["key"]] = shares

    def name_pins(self, heads: Iterable[tuple[str, str, str]], towns: Iterable[tuple[str, str, Shares]]) -> None:
        """Give PINs without a hint a town's: `heads` are (district, PIN, office), `towns` (district, name, units)."""
        known = {(district, sound): units for district, name, units in towns for sound in rough_sounds(folded(name))}
        for district, pin, office in heads:
            found = [known[district, sound] for sound in rough_sounds(folded(office)) if (district, sound) in known]
            if found and self.several(district):
                self._pins.setdefault((district, pin), found[0])

    def shares(self, district: str, unit: str, confidence: str, scope: str) -> Shares:
        """What one hint is worth: a sure one names one unit, a guess two."""
        if not self.several(district) or confidence != "low":
            return ((unit, 1.0),)
        if self._types[unit] == _ZONE:
            return ((self._rooms[district][0], 0.5), (unit, 0.5))
        if self._types[unit] == _COMMISSIONERATE and scope == "tehsil":
            return tuple((room, 0.5) for room in self._rooms[district])
        return ((unit, 1.0),)

    def several(self, district: str) -> bool:
        """Whether the district has more than one control room."""
        return len(self._rooms[district]) > 1

    def of_pin(self, district: str, pin: str) -> Shares:
        """The units of a PIN."""
        if district == "kota" and not pin.startswith(_KOTA_CITY_PINS):
            return (("kota-rural", 1.0),)
        return self._pins.get((district, pin), ())

    def of_tehsil(self, district: str, tehsil: str | None) -> Shares:
        """The units of a tehsil by its English name in tehsils.csv."""
        return self._tehsils.get((district, tehsil), ()) if tehsil else ()

    def of_office(self, district: str, pin: str, tehsil: str | None) -> Shares:
        """The units of a post office: by its tehsil, else by its PIN."""
        return self.of_tehsil(district, tehsil) or self.of_pin(district, pin)

    def of_towns(self, tehsils: Iterable[Row], places: Iterable[Row]) -> Iterator[tuple[str, str, Shares]]:
        """The towns of the tables whose units are known; of one name the tehsil comes last and counts."""
        for row in places:
            units = self.shares(row["district_id"], row["police_unit_hint"], row["confidence"], "place")
            yield row["district_id"], row["place_en"].split("(")[0], units
        for row in tehsils:
            if units := self.of_tehsil(row["district_id"], row["tehsil_en"]):
                for name in (row["tehsil_en"], *row["aliases"].split("|")):
                    yield row["district_id"], name.split("(")[0], units
