"""The map of the 41 districts as lines to draw, and where on it a point lies. Made by `scripts/build_map.py`."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "district_map.json"


@dataclass(frozen=True)
class Shape:
    """A district: its outline (`d` of an SVG path), a point well inside, the box around it (x, y, width, height)."""

    id: str
    path: str
    at: tuple[int, int]
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class DistrictMap:
    """All districts on one plane, in units of the picture: 200 for a degree of latitude, about 111 km."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    west: float
    north: float
    per_lon: float
    per_lat: float

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Returns where a point (degrees, WGS 84) lies, as x and y to a tenth of a unit."""
        return round((lon - self.west) * self.per_lon, 1), round((self.north - lat) * self.per_lat, 1)

    def view_box(
        self, districts: Iterable[str] = (), points: Iterable[tuple[float, float]] = (), around: int = 40
    ) -> str:
        """Returns the `viewBox` that shows these districts and points (x, y) with some space; without any, all."""
        wanted, spots = set(districts), tuple(points)
        boxes: list[tuple[float, float, float, float]] = [shape.box for shape in self.shapes if shape.id in wanted]
        boxes += [(x, y, 0, 0) for x, y in spots]
        if not boxes:
            return f"0 0 {self.width} {self.height}"
        left, top = min(x for x, _, _, _ in boxes) - around, min(y for _, y, _, _ in boxes) - around
        right, bottom = max(x + width for x, _, width, _ in boxes), max(y + height for _, y, _, height in boxes)
        return f"{left:g} {top:g} {right - left + around:g} {bottom - top + around:g}"


@cache
def district_map() -> DistrictMap:
    """Returns the map, read once."""
    kept = json.loads(_FILE.read_text(encoding="utf-8"))
    projection = kept["projection"]
    return DistrictMap(
        width=kept["width"],
        height=kept["height"],
        shapes=tuple(
            Shape(each["id"], each["path"], tuple(each["at"]), tuple(each["box"])) for each in kept["districts"]
        ),
        west=projection["west"],
        north=projection["north"],
        per_lon=projection["x"],
        per_lat=projection["y"],
    )
