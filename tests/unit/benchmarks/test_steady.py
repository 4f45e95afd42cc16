"""Growth lies between the window after the warm-up and the last one."""

from tests.benchmarks.steady import early, late


def test_what_is_loaded_at_first_is_no_growth() -> None:
    held = [*range(100, 200, 10), *[200] * 90]
    assert (early(held), late(held)) == (200, 200)


def test_what_comes_each_minute_is_growth() -> None:
    held = [1000 + n for n in range(100)]
    assert 75 < late(held) - early(held) < 90


def test_one_that_jumps_back_and_forth_does_not_grow() -> None:
    held = [100, 300] * 50
    assert late(held) - early(held) == 0


def test_few_samples_have_windows_too() -> None:
    assert (early([5]), late([5, 7])) == (5, 7)
