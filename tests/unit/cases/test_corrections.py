"""Where a case belongs after what several people said of its route."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.cases.corrections import SaidBy, Truth, truth_of
from models.timeline import Rerouted


def routed(*to: str) -> Rerouted:
    return Rerouted(to=to)


def not_ours(unit: str, *to: str) -> Rerouted:
    return Rerouted(not_ours=unit, to=to)


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        ([], None),
        ([routed("a")], Truth("a", SaidBy.OPERATOR)),
        ([routed("a"), routed("b")], Truth("b", SaidBy.OPERATOR)),
        ([not_ours("a", "b")], Truth("b", SaidBy.UNIT)),
        ([not_ours("a")], Truth(None, SaidBy.UNIT)),
        ([not_ours("a", "b", "c")], Truth(None, SaidBy.UNIT)),
        ([not_ours("a", "b"), not_ours("b", "a")], Truth(None, SaidBy.UNIT)),
        ([not_ours("a", "b"), not_ours("b"), routed("a")], Truth("a", SaidBy.OPERATOR)),
        ([not_ours("a", "b"), routed("a"), not_ours("c", "a")], Truth("a", SaidBy.UNIT)),
        ([Rerouted()], Truth(None, SaidBy.OPERATOR)),
    ],
)
def test_what_corrections_say_together(said: list[Rerouted], truth: Truth | None) -> None:
    assert truth_of(said) == truth


names = st.sampled_from(["a", "b", "c"])
corrections = st.builds(Rerouted, to=st.lists(names, max_size=2, unique=True).map(tuple), not_ours=st.none() | names)


@given(st.lists(corrections, min_size=1))
def test_the_place_is_one_that_the_last_correction_names_and_nobody_refused_since(said: list[Rerouted]) -> None:
    truth = truth_of(said)
    assert truth is not None
    if truth.unit is not None:
        assert said[-1].to == (truth.unit,)
        named = max((n for n, each in enumerate(said) if each.not_ours is None and truth.unit in each.to), default=-1)
        assert truth.unit not in {each.not_ours for each in said[named + 1 :]}
