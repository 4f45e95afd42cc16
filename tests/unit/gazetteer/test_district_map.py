"""The map for screens is drawn from the gazetteer's boundaries: every district, touching its neighbours, in its place."""

import re
import runpy
from itertools import accumulate
from pathlib import Path

import pytest
import shapely

from abhay.adapters.gazetteer.district_map import DistrictMap, Shape, district_map
from abhay.adapters.gazetteer.gazetteer import load

ROOT = Path(__file__).resolve().parents[3]


def rings(shape: Shape) -> list[list[tuple[float, float]]]:
    """The rings of a path as points, read as a browser reads them: an absolute start, then relative steps."""
    found: list[list[tuple[float, float]]] = []
    for start, steps in re.findall(r"M(-?\d+,-?\d+)l([^z]+)z", shape.path):
        pairs = [tuple(map(int, pair.split(","))) for pair in (start, *steps.split())]
        found.append(list(zip(accumulate(x for x, _ in pairs), accumulate(y for _, y in pairs), strict=True)))
    return found


def test_the_file_is_what_the_boundaries_give() -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "build_map.py"))
    assert build["build"]() == build["OUTPUT"].read_text(encoding="utf-8")


def test_every_district_is_drawn_once_and_its_number_stands_inside() -> None:
    drawn = district_map()
    known = {each.id for each in load().districts()}
    assert len(drawn.shapes) == len({shape.id for shape in drawn.shapes}) == 41
    assert {shape.id for shape in drawn.shapes} == known
    for shape in drawn.shapes:
        area = shapely.union_all([shapely.Polygon(ring).buffer(0) for ring in rings(shape)])
        assert area.contains(shapely.Point(shape.at)), shape.id
        x, y, width, height = shape.box
        assert shapely.box(x, y, x + width, y + height).buffer(2).contains(area), shape.id


@pytest.mark.parametrize(
    ("lat", "lon", "district"),
    [(25.18, 75.85, "kota"), (26.92, 75.8, "jaipur"), (26.28, 73.02, "jodhpur"), (26.91, 70.91, "jaisalmer")],
)
def test_a_town_lies_where_the_map_draws_its_district(lat: float, lon: float, district: str) -> None:
    drawn = district_map()
    point = shapely.Point(drawn.place(lat, lon))
    inside = {shape.id for shape in drawn.shapes for ring in rings(shape) if shapely.Polygon(ring).contains(point)}
    assert inside == {district}


def test_a_part_of_the_map_shows_its_districts_and_points_and_all_of_it_without_any() -> None:
    drawn = district_map()
    assert drawn.view_box() == f"0 0 {drawn.width} {drawn.height}"
    x, y, width, height = map(float, drawn.view_box(["kota"], [(1000, 900)]).split())
    (kota,) = [shape for shape in drawn.shapes if shape.id == "kota"]
    for left, top in ((kota.box[0], kota.box[1]), (kota.box[0] + kota.box[2], kota.box[1] + kota.box[3]), (1000, 900)):
        assert x < left < x + width
        assert y < top < y + height


def test_a_map_without_districts_shows_points_alone() -> None:
    empty = DistrictMap(100, 100, (), 70.0, 30.0, 10.0, 10.0)
    assert empty.view_box(points=[empty.place(29.0, 71.0)], around=5) == "5 5 10 10"
