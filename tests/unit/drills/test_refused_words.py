"""Why a drill cannot begin, as its page says it: in both languages, with the names of units and levels."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.drills.order import order_of
from abhay.domain.drills.safety import Load, require_room, top_of
from abhay.domain.policy.document import default_policy
from abhay.errors import AbhayError, DrillNotNow
from abhay.wording.screens.drills import D, refused
from abhay.wording.words import Bilingual
from models.enums import Severity
from models.policy import PolicyDocument

UNITS = {"unit-a": Bilingual(hi="इकाई क", en="Unit A"), "unit-b": Bilingual(hi="इकाई ख", en="Unit B")}
RUNGS = {"district": Bilingual(hi="ज़िला", en="District"), "sp": Bilingual(hi="एसपी", en="SP")}
ORDER: dict[str, Any] = {"units": ["unit-a"], "severity": "high", "reason": "routine"}


def said(error: AbhayError) -> Bilingual:
    def unit(id_: str) -> Bilingual:
        return UNITS.get(id_, Bilingual.same(id_))

    def rung(id_: str) -> Bilingual:
        return RUNGS.get(id_, Bilingual.same(id_))

    return refused(error.detail, unit, rung)


def no_room(load: Load) -> None:
    require_room(load, ["unit-a", "unit-b"], most_open=10, real_mark=10)


def policy(*, of_the_state: bool = False) -> PolicyDocument:
    body = default_policy()
    if of_the_state:
        for severity in body["severity"].values():
            severity["ladder"] = severity["ladder"][-1:]
    return PolicyDocument.model_validate(body)


OTHERS = frozenset(f"unit-{letter}" for letter in "cdefghijk")


@pytest.mark.parametrize(
    ("asked", "hi", "en"),
    [
        (
            lambda: no_room(Load(frozenset(), 12)),
            "12 वास्तविक प्रकरण उत्तर की प्रतीक्षा में हैं",
            "12 real cases wait for an answer",
        ),
        (
            lambda: no_room(Load(frozenset({"unit-a", "unit-b"}), 0)),
            "इकाई क, इकाई ख: यहाँ एक अभ्यास पहले से चल रहा है",
            "Unit A, Unit B: a drill is open there already",
        ),
        (lambda: no_room(Load(OTHERS, 0)), "अभी 1 के लिए जगह है", "there is room for 1"),
        (
            lambda: top_of(policy(), Severity.HIGH, ["unit-a"], "range"),
            "«range» इकाई क के स्तरों में नहीं है: इनमें से एक चुनें: ज़िला, एसपी",
            "“range” is not on the ladder of Unit A: choose one of District, SP",
        ),
        (
            lambda: top_of(policy(of_the_state=True), Severity.HIGH, ["unit-a"], None),
            "इकाई क के सभी स्तर राज्य के हैं",
            "every level of Unit A is the State's",
        ),
        (lambda: order_of(ORDER | {"units": []}), D["incomplete"].hi, D["incomplete"].en),
        (lambda: order_of(ORDER | {"units": ["unit-a", "unit-a"]}), D["incomplete"].hi, D["incomplete"].en),
        (lambda: order_of(ORDER | {"window_minutes": "4"}), D["incomplete"].hi, D["incomplete"].en),
        (lambda: order_of(ORDER | {"window_minutes": "soon"}), D["incomplete"].hi, D["incomplete"].en),
    ],
)
def test_a_refusal_is_said_in_both_languages(asked: Callable[[], object], hi: str, en: str) -> None:
    with pytest.raises(AbhayError) as caught:
        asked()
    told = said(caught.value)
    assert hi in told.hi
    assert en in told.en


@given(
    st.sets(st.sampled_from([*OTHERS, *UNITS])), st.sets(st.sampled_from(sorted(UNITS)), min_size=1), st.integers(0, 20)
)
def test_whatever_bound_refuses_a_drill_is_said_in_hindi(drilled: set[str], units: set[str], real: int) -> None:
    try:
        require_room(Load(frozenset(drilled), real), units, most_open=5, real_mark=10)
    except DrillNotNow as error:
        told = said(error)
        assert re.search(r"[\u0900-\u097f]", told.hi)
        assert not re.search(r"drill|room", told.hi)


def test_what_nobody_foresaw_stays_as_the_rule_says_it() -> None:
    assert refused("severity: something new.", Bilingual.same, Bilingual.same) == Bilingual.same(
        "severity: something new."
    )
