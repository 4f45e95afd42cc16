from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.places.presence import BARE_TEXT
from abhay.domain.routing import FRESH, HINTS, RELIABILITY, gps_weight
from models.enums import EvidenceKind

ages = st.timedeltas(timedelta(0), timedelta(days=60))
accuracies = st.floats(0, 100_000)


def test_every_kind_has_a_weight_and_the_order_is_the_rule() -> None:
    assert set(RELIABILITY) == set(EvidenceKind)
    order = [
        EvidenceKind(kind)
        for kind in ("gps", "presence", "pin", "address", "city", "place_tag", "self_reported", "text")
    ]
    weights = [RELIABILITY[kind] for kind in order]
    assert weights == sorted(weights, reverse=True)
    assert max(RELIABILITY[kind] for kind in HINTS) < BARE_TEXT < RELIABILITY[EvidenceKind.TEXT]


def test_a_fresh_exact_position_is_the_strongest_piece() -> None:
    assert gps_weight(timedelta(minutes=59), 1_000) == RELIABILITY[EvidenceKind.GPS]


def test_a_position_taken_after_the_post_is_fresh() -> None:
    assert gps_weight(timedelta(minutes=-5), 30) == RELIABILITY[EvidenceKind.GPS]


def test_old_coarse_and_unknown_weigh_less() -> None:
    best = gps_weight(FRESH, 100)
    assert gps_weight(FRESH + timedelta(seconds=1), 100) < best
    assert gps_weight(FRESH, 1_001) < best
    assert gps_weight(None, 100) < best
    assert gps_weight(FRESH, None) < best


@given(ages, ages, accuracies)
def test_older_never_weighs_more(one: timedelta, other: timedelta, accuracy: float) -> None:
    young, old = sorted((one, other))
    assert gps_weight(old, accuracy) <= gps_weight(young, accuracy)


@given(ages, accuracies, accuracies)
def test_coarser_never_weighs_more(age: timedelta, one: float, other: float) -> None:
    fine, coarse = sorted((one, other))
    assert gps_weight(age, coarse) <= gps_weight(age, fine)
