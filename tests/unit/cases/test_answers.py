"""Whose answer takes a case, who is stood down by it, and which late one the desk hears of."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.domain.cases.answers import Answering, Involvement, involvement_of, is_news_to_desk, stands_down, takes_case
from models.enums import Status

KOTA = Answering("control-room", "kota-city")
SP = Answering("sp-office", "kota-city")
DGP = Answering("dgp-control")
OPERATOR = Answering()


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("answer", [KOTA, DGP, OPERATOR])
def test_the_first_answer_takes_a_case(status: Status, answer: Answering) -> None:
    assert takes_case(status, answer, ()) is (status in {Status.RECEIVED, Status.AWAITING})
    assert not takes_case(status, KOTA, {"kota-city"}), "the case was taken from its unit"
    assert takes_case(Status.AWAITING, answer, {"bundi"})


@pytest.mark.parametrize(
    ("answer", "holder", "news"),
    [(KOTA, KOTA, False), (KOTA, SP, True), (KOTA, DGP, True), (DGP, KOTA, True), (OPERATOR, OPERATOR, False), (KOTA, None, True)],
)  # fmt: skip
def test_the_same_post_answering_again_is_no_news(answer: Answering, holder: Answering | None, news: bool) -> None:
    assert is_news_to_desk(answer, holder) is news


@pytest.mark.parametrize(
    ("paged", "answer", "down"),
    [
        ("bundi", KOTA, True),
        ("kota-city", KOTA, False),
        ("kota-city", SP, False),
        (None, KOTA, False),
        ("bundi", DGP, False),
        ("bundi", OPERATOR, False),
    ],
)
def test_another_unit_that_was_paged_need_not_go(paged: str | None, answer: Answering, down: bool) -> None:
    assert stands_down(paged, answer) is down


units = st.sampled_from([None, "a", "b"])


@given(paged=units, answering=units)
def test_nobody_stands_his_own_unit_down(paged: str | None, answering: str | None) -> None:
    assert not (stands_down(paged, Answering(unit=answering)) and paged == answering)


CITY_ROOM, CITY_SP = Answering("control-room", "kota-city"), Answering("sp-office", "kota-city")
RURAL_ROOM, DGP = Answering("control-room", "kota-rural"), Answering("dgp-control")


@pytest.mark.parametrize(
    ("recipient", "answer", "part"),
    [
        (CITY_ROOM, None, Involvement.OWNER),
        (DGP, None, Involvement.OWNER),
        (RURAL_ROOM, None, Involvement.BESIDE),
        (CITY_ROOM, CITY_ROOM, Involvement.TAKER),
        (CITY_SP, CITY_ROOM, Involvement.COLLEAGUE),
        (CITY_SP, Answering(unit="kota-city"), Involvement.TAKER),
        (RURAL_ROOM, RURAL_ROOM, Involvement.TAKER),
        (RURAL_ROOM, CITY_ROOM, Involvement.BESIDE),
        (CITY_ROOM, DGP, Involvement.ORDERED),
        (RURAL_ROOM, DGP, Involvement.BESIDE),
        (DGP, DGP, Involvement.TAKER),
        (DGP, CITY_ROOM, Involvement.OWNER),
        (CITY_ROOM, Answering(), Involvement.ORDERED),
        (DGP, Answering(), Involvement.OWNER),
    ],
)
def test_each_post_has_one_part_in_a_case(recipient: Answering, answer: Answering | None, part: Involvement) -> None:
    assert involvement_of(recipient, ("kota-city",), answer) is part


def test_a_unit_that_answered_the_order_is_ordered_no_more() -> None:
    units, dgp, at = ("kota-city",), Answering("dgp-control"), datetime(2026, 11, 28, tzinfo=UTC)
    unit = Answering("control-room", "kota-city")
    assert involvement_of(unit, units, dgp) is Involvement.ORDERED
    assert involvement_of(unit, units, dgp, at) is Involvement.OWNER
