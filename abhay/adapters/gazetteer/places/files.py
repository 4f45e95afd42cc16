"""Reads the committed data files into records."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from sys import intern

from abhay.adapters.gazetteer.places.records import District, Office, Unit
from abhay.adapters.gazetteer.places.unit_hints import UnitHints

_DATA = Path(__file__).parent.parent / "data"
RAILWAY = "railway"
_BY_DISTRICT = {"district", "commissionerate"}


class Facts:
    """All tables, read when first asked for."""

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All police units, with the desk and the State's control room."""
        return tuple(
            Unit(
                id=row["unit_id"],
                name_en=row["name_en"],
                name_hi=row["name_hi"],
                type=row["unit_type"],
                district=row["revenue_district"] or None,
                range=row["range_or_commissionerate"] or None,
                head_rank=row["head_rank"] or None,
            )
            for row in rows("police_units.csv")
        )

    @cached_property
    def districts(self) -> tuple[District, ...]:
        """The 41 districts."""
        rooms = self._rooms
        return tuple(
            District(
                id=row["district_id"],
                name_en=row["name_en"],
                name_hi=row["name_hi"],
                division=row["division"],
                aliases=split(row["aliases"]),
                rooms=rooms[row["district_id"]],
                carved_from=tuple(self.district_ids[name] for name in split(row["carved_from"])),
            )
            for row in rows("districts.csv")
        )

    @cached_property
    def _rooms(self) -> Mapping[str, tuple[str, ...]]:
        """The control rooms of each district: the commissionerate's first, never those of its zones or of railways."""
        found: dict[str, list[str]] = defaultdict(list)
        for unit in sorted(self.units, key=lambda unit: unit.type != "commissionerate"):
            if unit.district and unit.type in _BY_DISTRICT:
                found[unit.district].append(unit.id)
        return {district: tuple(units) for district, units in found.items()}

    @cached_property
    def district_ids(self) -> Mapping[str, str]:
        """The district_id by English name or alias, as the other tables write them."""
        found: dict[str, str] = {}
        for row in rows("districts.csv"):
            for name in (row["name_en"], *split(row["aliases"])):
                found[name] = row["district_id"]
        return found

    @cached_property
    def offices(self) -> tuple[Office, ...]:
        """The post offices."""
        return tuple(self._office(row) for row in rows("offices.csv"))

    def _office(self, row: Mapping[str, str]) -> Office:
        return Office(
            pincode=row["pincode"],
            name=row["name"],
            kind=row["kind"],
            district=intern(row["district_id"]),
            old_district=self.district_ids.get(row["old_district"]),
            tehsil=intern(row["tehsil"]) or None,
            position=(float(row["lat"]), float(row["lon"])) if row["lat"] else None,
        )

    @cached_property
    def hints(self) -> UnitHints:
        """The units of tehsils and pincodes, in the districts that have several."""
        hints = UnitHints(rows("police_unit_hints.csv"), self.units, self._rooms)
        heads = [(office.district, office.pincode, office.name) for office in self.offices if office.kind != "BO"]
        hints.name_pincodes(heads, hints.of_towns(rows("tehsils.csv"), rows("places.csv")))
        return hints

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Names that are also everyday words or people's names, folded."""
        return _word_list("common_words.txt")

    @cached_property
    def everywhere(self) -> frozenset[str]:
        """Names that every town has, folded."""
        return _word_list("everywhere.txt")


def _word_list(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yields the rows of a CSV table."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def boundary_records() -> Iterator[tuple[str, str, str | None, list[list[list[int]]]]]:
    """Yields State, district, district_id (in Rajasthan only) and polygons as steps, see scripts/build_gazetteer.py."""
    with (_DATA / "boundaries.jsonl").open(encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            yield record["state"], record["name"], record["id"], record["polygons"]


def split(value: str) -> tuple[str, ...]:
    """Returns the values of a cell that holds several, separated by bars."""
    return tuple(part.strip() for part in value.split("|") if part.strip())
