"""The arithmetic of the benchmarks: nothing is invented, nothing of another machine is mixed in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.figures import (
    FLOOR,
    LAYOUT,
    PER_SECOND,
    SECONDS,
    added,
    derived,
    flat,
    in_floors,
    in_order,
    merged,
    percentile,
    scaled,
    spread,
)
from tests.benchmarks.report import ASKED

HERE = {"cpu": "any", "cores": 2, "memory_gb": 8.0, "system": "Linux x86_64"}
VALUES = st.lists(st.floats(min_value=-10, max_value=1000), min_size=1, max_size=200)


@given(VALUES, st.floats(min_value=0.01, max_value=1))
def test_a_percentile_is_the_smallest_measured_value_that_so_many_do_not_exceed(values: list[float], share: float):
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) >= share * len(values)
    assert sum(value < found for value in values) < share * len(values)


@pytest.mark.parametrize(("count", "p50", "p99"), [(1, 1, 1), (2, 1, 2), (40, 20, 40), (100, 50, 99), (500, 250, 495)])
def test_of_fewer_than_a_hundred_values_the_99th_percentile_is_the_largest(count: int, p50: int, p99: int):
    assert spread([float(n) for n in range(count, 0, -1)]) == {"p50": p50, "p99": p99}


def test_no_values_give_no_figure():
    with pytest.raises(ValueError, match="nothing was measured"):
        spread([])


@pytest.mark.parametrize(("scale", "count"), [(1, 500), (0.1, 50), (0.001, 12), (2, 1000)])
def test_a_scaled_run_makes_so_much_less_but_enough_to_measure(scale: float, count: int):
    assert scaled(500, scale, least=12) == count


def test_a_second_run_adds_its_figures_and_replaces_its_own():
    old = {"burst100": {"stock_per_s": 0.3, "caught_up_s": 9}, "intake": {"accepted_per_s": 200}}
    assert merged(old, {"burst100": {"caught_up_s": 8}}) == {
        "burst100": {"stock_per_s": 0.3, "caught_up_s": 8},
        "intake": {"accepted_per_s": 200},
    }
    assert old["burst100"]["caught_up_s"] == 9, "what was read from the file was changed"


def test_on_the_same_machine_runs_add_up():
    old = {"machine": {**HERE, "measured": {"intake": {"scaled": 1}}}, "intake": {"accepted_per_s": 200}}
    new = {"machine": {**HERE, "measured": {"due": {"scaled": 0.1}}}, "due_together_500": {"p50": 1, "p99": 2}}
    both = added(old, new)
    assert set(both) == {"machine", "due_together_500", "intake"}
    assert both["machine"]["measured"] == {"intake": {"scaled": 1}, "due": {"scaled": 0.1}}


@pytest.mark.parametrize("other", [{"cpu": "another"}, {"cores": 4}, {"memory_gb": 16.0}, {"system": "Darwin arm64"}])
def test_figures_of_another_machine_do_not_stay(other: dict):
    old = {"machine": {**HERE, **other}, "intake": {"accepted_per_s": 200}}
    assert "intake" not in added(old, {"machine": HERE, "recovery": {"worker_killed_s": 2}})


def test_the_quotients_wait_for_both_sides():
    halves = {"first_message": {"abhay": {"p50": 0.1}}, "burst100": {"abhay_per_s": 6.0}}
    assert derived(halves) == halves
    whole = merged(halves, {"first_message": {"stock": {"p50": 6.6}}, "burst100": {"floor_per_s": 12.0}})
    assert derived(whole)["first_message"]["ratio_p50"] == 66
    assert derived(whole)["burst100"]["efficiency"] == 0.5


def test_the_file_has_the_contracts_keys_in_its_order_and_no_others():
    shuffled = {key: dict.fromkeys(reversed(names), 1) for key, names in reversed(LAYOUT.items())}
    shuffled["intake"]["else"] = shuffled["else"] = 1
    ordered = in_order(shuffled)
    assert list(ordered) == list(LAYOUT)
    assert {key: tuple(value) for key, value in ordered.items()} == dict(LAYOUT)


def test_every_figure_that_something_is_asked_of_is_one_that_is_measured():
    split = {name.split(".")[0]: name.split(".")[1] for name in ASKED}
    assert all(name in LAYOUT[figure] for figure, name in split.items())


def test_flat_names_say_where_a_figure_stands():
    assert flat({"first_message": {"stock": {"p50": 5}, "ratio_p50": 40}}) == {
        "first_message.stock.p50": 5,
        "first_message.ratio_p50": 40,
    }


def test_in_floors_a_time_is_bare_passes_and_a_rate_is_per_bare_pass() -> None:
    figures = {
        "first_message": {"abhay": {"p50": 0.1, "p99": 0.3}},
        "burst100": {"first_pages_s": 2.0, "floor_per_s": 12.0, "efficiency": 0.4},
        "intake": {"accepted_per_s": 240.0},
    }
    assert in_floors(figures) == {
        "first_message.abhay.p50": 1.2,
        "first_message.abhay.p99": 3.6,
        "burst100.first_pages_s": 24.0,
        "intake.accepted_per_s": 20.0,
    }


def test_without_a_floor_nothing_is_told_in_floors() -> None:
    assert in_floors({"intake": {"accepted_per_s": 240.0}}) == {}
    assert in_floors({"intake": {"accepted_per_s": 240.0}, "burst100": {"floor_per_s": 0.0}}) == {}


@pytest.mark.parametrize("name", [*SECONDS, *PER_SECOND, FLOOR])
def test_what_is_told_in_floors_is_in_the_file(name: str) -> None:
    assert name.split(".")[1] in LAYOUT[name.split(".", maxsplit=1)[0]]
