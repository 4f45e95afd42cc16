"""Starts are told in units of their own round: a machine that was slower in one round has a larger unit there."""

from tests.benchmarks.restart import Seen


def test_each_round_is_divided_by_its_own_unit() -> None:
    seen = Seen()
    for slowness in (1.0, 2.0, 4.0):
        seen.add({"accepted": 2 * slowness, "paged": 3 * slowness}, unit=slowness)
    assert seen.figures() == {"accepted": 2.0, "paged": 3.0, "accepted_s": 4.0, "paged_s": 6.0}
    assert seen.words() == "accepted 2.00 (2.00 to 2.00), paged 3.00 (3.00 to 3.00)"
