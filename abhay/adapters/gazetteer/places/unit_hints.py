"""Finds the police unit of a tehsil, pincode or locality, in the districts that have several units.

If a hint names a zone with low confidence, both the zone and the Commissionerate's control room are paged. A tehsil
that is split counts half for the Commissionerate and half for the countryside. A pincode without a hint has the
units of the town that its post office is named after.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from abhay.adapters.gazetteer.names.spelling import folded, rough_sounds
from abhay.adapters.gazetteer.places.records import Unit

Row = Mapping[str, str]
UnitShares = tuple[tuple[str, float], ...]
_ZONE = "commissionerate_zone"
_COMMISSIONERATE = "commissionerate"
_PINCODE_SCOPE = "pin"  # as the compiled facts call it
_KOTA_CITY_PINCODES = "3240"  # every other pincode of the district is the countryside's


class UnitHints:
    """Looks units up; an empty result means that they are not known."""

    def __init__(self, rows: Iterable[Row], units: Sequence[Unit], rooms: Mapping[str, Sequence[str]]) -> None:
        self._rooms = {district: tuple(ids) for district, ids in rooms.items()}
        self._types = {unit.id: unit.type for unit in units}
        self._pincodes: dict[tuple[str, str], UnitShares] = {}
        self._tehsils: dict[tuple[str, str], UnitShares] = {}
        for row in rows:
            table = self._pincodes if row["scope"] == _PINCODE_SCOPE else self._tehsils
            shares = self.shares(row["district_id"], row["unit_id"], row["confidence"], row["scope"])
            table[row["district_id"], row["key"]] = shares

    def name_pincodes(
        self, heads: Iterable[tuple[str, str, str]], towns: Iterable[tuple[str, str, UnitShares]]
    ) -> None:
        """Give pincodes without a hint the units of a town.

        `heads` are (district, pincode, office), `towns` (district, name, units).
        """
        known = {(district, sound): units for district, name, units in towns for sound in rough_sounds(folded(name))}
        for district, pincode, office in heads:
            found = [known[district, sound] for sound in rough_sounds(folded(office)) if (district, sound) in known]
            if found and self.several(district):
                self._pincodes.setdefault((district, pincode), found[0])

    def shares(self, district: str, unit: str, confidence: str, scope: str) -> UnitShares:
        """Returns the units of one hint with their shares: one if it is sure, two if it is a guess."""
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

    def of_pincode(self, district: str, pincode: str) -> UnitShares:
        """Returns the units of a pincode."""
        if district == "kota" and not pincode.startswith(_KOTA_CITY_PINCODES):
            return (("kota-rural", 1.0),)
        return self._pincodes.get((district, pincode), ())

    def of_tehsil(self, district: str, tehsil: str | None) -> UnitShares:
        """Returns the units of a tehsil, given by its English name in tehsils.csv."""
        return self._tehsils.get((district, tehsil), ()) if tehsil else ()

    def of_office(self, district: str, pincode: str, tehsil: str | None) -> UnitShares:
        """Returns the units of a post office: its tehsil's, else its pincode's."""
        return self.of_tehsil(district, tehsil) or self.of_pincode(district, pincode)

    def of_towns(self, tehsils: Iterable[Row], places: Iterable[Row]) -> Iterator[tuple[str, str, UnitShares]]:
        """Yields the towns of the tables whose units are known; of two of one name, the later one (a tehsil) counts."""
        for row in places:
            units = self.shares(row["district_id"], row["police_unit_hint"], row["confidence"], "place")
            yield row["district_id"], row["place_en"].split("(")[0], units
        for row in tehsils:
            if units := self.of_tehsil(row["district_id"], row["tehsil_en"]):
                for name in (row["tehsil_en"], *row["aliases"].split("|")):
                    yield row["district_id"], name.split("(")[0], units
