"""The order of a drill as every door reads it: what is typed becomes an order, or one sentence that names its field."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.drills.order import DrillOrder, order_of
from abhay.errors import BadInput
from models.drills.words import LONGEST_WINDOW, MOST_UNITS, SHORTEST_WINDOW, USUAL_WINDOW, DrillReason
from models.enums import Severity

CHOICES: dict[str, Any] = {"units": ["kota-city", "bundi"], "severity": "high", "reason": "night"}


def test_what_nobody_says_is_the_usual() -> None:
    assert order_of(CHOICES) == DrillOrder(
        units=("kota-city", "bundi"),
        severity=Severity.HIGH,
        reason=DrillReason.NIGHT,
        announced=True,
        window_minutes=USUAL_WINDOW,
        top_rung=None,
    )


@pytest.mark.parametrize("empty", ["", None])
def test_an_empty_rung_is_none(empty: str | None) -> None:
    assert order_of(CHOICES | {"top_rung": empty}).top_rung is None
    assert order_of(CHOICES | {"top_rung": "sp"}).top_rung == "sp"


@given(st.integers(-10, 400), st.sampled_from([int, str]))
def test_a_window_within_its_bounds_is_taken_as_a_number_or_as_typed(minutes: int, written: type) -> None:
    choices = CHOICES | {"window_minutes": written(minutes)}
    if SHORTEST_WINDOW <= minutes <= LONGEST_WINDOW:
        assert order_of(choices).window_minutes == minutes
    else:
        with pytest.raises(BadInput, match=r"^window_minutes: Input should be (greater|less) than or equal to \d+\.$"):
            order_of(choices)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"units": []}, "units: .*at least 1 item"),
        ({"units": ["kota-city"] * 2}, "units: .*name each unit once"),
        (
            {"units": [f"unit-{letter * number}" for letter in "abcd" for number in range(1, 20)]},
            f"units: .*{MOST_UNITS}",
        ),
        ({"units": ["Synthetic Person"]}, "units: "),
        ({"severity": "terrible"}, "severity: "),
        ({"reason": "because I say so"}, "reason: "),
        ({"announced": "perhaps"}, "announced: "),
        ({"top_rung": "The DGP"}, "top_rung: "),
    ],
)
def test_what_is_wrong_is_one_sentence_that_names_its_field(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=f"^{says}") as caught:
        order_of(CHOICES | changes)
    assert "\n" not in caught.value.detail


def test_what_was_typed_is_not_repeated() -> None:
    with pytest.raises(BadInput) as caught:
        order_of(CHOICES | {"reason": "zuletzka"})
    assert "zuletzka" not in caught.value.detail
