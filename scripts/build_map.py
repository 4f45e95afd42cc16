"""Draws the map of the 41 districts for screens, from the boundaries that the gazetteer has.

`scripts/build_gazetteer.py` ends with it; it needs nothing but what `abhay` needs, and may be run alone:
`python scripts/build_map.py`. Neighbours are simplified together (`shapely.coverage_simplify`),
so that they still touch.
"""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import shapely
from shapely.geometry.base import BaseGeometry

from abhay.adapters.gazetteer.places.files import boundary_records
from abhay.adapters.gazetteer.places.points import polygon

OUTPUT = Path(__file__).resolve().parents[1] / "abhay" / "adapters" / "gazetteer" / "data" / "district_map.json"
TOLERANCE = 0.02  # degrees, about 2 km: 4,600 points, 30 kB
UNITS = 200  # of the picture, per degree of latitude
MIDDLE = 26.5  # the latitude at which a degree of longitude has its width
MARGIN = 6


@dataclass(frozen=True)
class Plane:
    """The plane of the picture: where its corner lies, and its units for a degree."""

    west: float
    north: float
    x: float
    y: float

    def place(self, lon: float, lat: float) -> tuple[int, int]:
        """Returns a point in whole units of the picture."""
        return round((lon - self.west) * self.x), round((self.north - lat) * self.y)

    def path(self, shape: BaseGeometry) -> str:
        """Returns the outline as an SVG path."""
        rings = [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]
        return "".join(_ring([self.place(*point) for point in ring.coords]) for ring in rings)

    def box(self, shape: BaseGeometry) -> tuple[int, int, int, int]:
        """Returns the box around a shape: x, y, width, height."""
        left, low, right, high = shape.bounds
        (x, y), (across, down) = self.place(left, high), self.place(right, low)
        return x, y, across - x, down - y

    def district(self, key: str, shape: BaseGeometry) -> dict[str, object]:
        """Returns one district of the file."""
        circle: BaseGeometry = cast("Any", shapely).maximum_inscribed_circle(shape, 0.01)
        lon, lat, *_ = circle.coords[0]
        return {"id": key, "at": self.place(lon, lat), "box": self.box(shape), "path": self.path(shape)}


def build() -> str:
    """Returns the file's content: the projection, and each district's path with a point inside for its number."""
    ours = [(key, polygons) for _, _, key, polygons in boundary_records() if key]
    shapes = [shapely.MultiPolygon([polygon(rings) for rings in polygons]) for _, polygons in ours]
    simple = shapely.coverage_simplify(shapes, TOLERANCE)
    parts = [part for shape in simple for part in shapely.get_parts(shape)]
    west, south, east, north = shapely.MultiPolygon(parts).bounds
    shrink = math.cos(math.radians(MIDDLE))
    west, north = west - MARGIN / UNITS / shrink, north + MARGIN / UNITS
    plane = Plane(round(west, 6), round(north, 6), round(UNITS * shrink, 6), UNITS)
    width, height = plane.place(east, south)
    head = {"projection": asdict(plane), "width": width + MARGIN, "height": height + MARGIN}
    districts = [plane.district(key, shape) for (key, _), shape in zip(ours, simple, strict=True)]
    lines = sorted(json.dumps(each, separators=(",", ":")) for each in districts)
    return json.dumps(head)[:-1] + ', "districts": [\n' + ",\n".join(lines) + "\n]}\n"


def _ring(points: list[tuple[int, int]]) -> str:
    """Returns a ring as relative steps, without those that go nowhere at this scale."""
    steps: list[str] = []
    x, y = points[0]
    for across, down in points[1:-1]:
        if (across, down) != (x, y):
            steps.append(f"{across - x},{down - y}")
            x, y = across, down
    return f"M{points[0][0]},{points[0][1]}l{' '.join(steps)}z" if steps else ""


if __name__ == "__main__":
    OUTPUT.write_text(build(), encoding="utf-8")
