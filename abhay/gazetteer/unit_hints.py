"""Which police unit a tehsil, PIN or locality falls to, in the districts that have several.

A hint of low confidence names a zone only as a guess and the Commissionerate's room stays the safe one:
both are paged. A split tehsil is shared between the Commissionerate and the countryside.
"""

from collections.abc import Iterable, Mapping, Sequence

from abhay.gazetteer.records import Unit

Shares = tuple[tuple[str, float], ...]
_ZONE = "commissionerate_zone"
_COMMISSIONERATE = "commissionerate"
# Delivery PINs of Kota city begin so; every other PIN of the district is the countryside's.
_KOTA_CITY_PINS = "3240"


class UnitHints:
    """Looks units up; an empty answer means that nothing is known."""

    def __init__(
        self, rows: Iterable[Mapping[str, str]], units: Sequence[Unit], rooms: Mapping[str, Sequence[str]]
    ) -> None:
        self._rooms = {district: tuple(ids) for district, ids in rooms.items()}
        self._types = {unit.id: unit.type for unit in units}
        self._pins: dict[tuple[str, str], Shares] = {}
        self._tehsils: dict[tuple[str, str], Shares] = {}
        for row in rows:
            table = self._pins if row["scope"] == "pin" else self._tehsils
            shares = self.shares(row["district_id"], row["unit_id"], row["confidence"], row["scope"])
            table[row["district_id"], row["key"]] = shares

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
        """The units of a post office: by its PIN, else by its tehsil."""
        return self.of_pin(district, pin) or self.of_tehsil(district, tehsil)
