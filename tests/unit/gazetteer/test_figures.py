"""The figures routing is held to, on cases that labelled.py draws from the tables and the published boundaries."""

import random
from collections.abc import Iterator

import pytest
import shapely

from abhay.adapters.gazetteer.evaluate import Figures, LabelledCase, Report, evaluate
from tests.unit.gazetteer import labelled

SEED = 20_261_124
REDRAWN = {"barmer", "balotra"}
"""Since the published boundaries were drawn, tehsils changed between these two: their points have other labels."""


def figures(cases: Iterator[LabelledCase]) -> Report:
    return evaluate(case.model_dump_json(exclude_none=True) for case in cases)


def short(report: Report) -> str:
    return f"{report.total} {report.confusion} {report.wrong[:20]}"


def test_pincodes_are_right_or_name_the_right_district() -> None:
    report = figures(labelled.pincodes())
    assert report.total.cases > 1_000
    assert report.total.right + report.total.honest >= 0.98, short(report)
    assert report.total.right >= 0.85, short(report)


@pytest.mark.parametrize(
    ("group", "right", "wrong"),
    [
        ("city", 0.95, 0.005),
        ("text", 0.90, 0.005),
        ("address", 0.90, 0.005),
        ("typo", 0.85, 0.02),
        ("outside", 0.95, 0.0),
        ("shared", 0.95, 0.0),
        ("silence", 1.0, 0.0),
    ],
)
def test_names_are_right_or_honest(group: str, right: float, wrong: float) -> None:
    draw = random.Random(SEED)
    cases = {
        "city": lambda: labelled.named("city", draw, labelled.in_city, 400),
        "text": lambda: labelled.named("text", draw, labelled.in_text(draw), 400),
        "address": lambda: labelled.addresses(draw, 400),
        "typo": lambda: labelled.typos(draw, 200),
        "outside": lambda: labelled.outside(draw, 120),
        "shared": lambda: labelled.shared_names(draw, 60),
        "silence": labelled.silences,
    }
    total = (report := figures(cases[group]())).total
    assert total.right >= right, short(report)
    assert total.wrong <= wrong, short(report)


def test_two_places_in_a_post_are_never_believed_strongly() -> None:
    report = figures(labelled.two_places(random.Random(SEED), 200))
    assert report.total.wrong <= 0.05, short(report)


@pytest.fixture(scope="module")
def boundaries() -> dict[str, shapely.Geometry]:
    return labelled.published_boundaries()


def test_points_three_km_inside_are_right(boundaries: dict[str, shapely.Geometry]) -> None:
    cases = labelled.points_inside(random.Random(SEED), boundaries, 20)
    report = figures(case for case in cases if case.expect not in REDRAWN)
    assert report.total == Figures(cases=39 * 20, right=1.0, honest=0.0, wrong=0.0), short(report)


def test_points_of_the_redrawn_districts_are_in_one_of_them(boundaries: dict[str, shapely.Geometry]) -> None:
    cases = labelled.points_inside(random.Random(SEED), {name: boundaries[name] for name in sorted(REDRAWN)}, 60)
    report = figures(cases)
    assert all(set(said) <= REDRAWN for said in report.confusion.values()), short(report)
    assert report.total.wrong <= 0.15, short(report)


def test_points_near_a_border_name_the_right_side(boundaries: dict[str, shapely.Geometry]) -> None:
    cases = labelled.points_at_borders(random.Random(SEED), boundaries, 300)
    report = figures(case for case in cases if case.expect not in REDRAWN)
    assert report.total.wrong <= 0.005, short(report)


def test_no_point_outside_is_given_to_a_unit_of_the_state(boundaries: dict[str, shapely.Geometry]) -> None:
    report = figures(labelled.points_outside(random.Random(SEED), boundaries, 400))
    assert report.total.right == 1.0, short(report)
