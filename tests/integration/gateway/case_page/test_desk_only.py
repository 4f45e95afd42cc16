"""What only the desk may do by a link, as a table: who sees each form, and who gets 403 for sending it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from models.enums import Role
from tests.integration.gateway.case_page.phone import GUJARAT, Phone, desk_page, facts, held_mail, unlocked
from tests.integration.gateway.support import Gateway, Page
from tests.support.cases import KOTA, TWO, UNKNOWN, move_clock

FORMS: dict[str, dict[str, str]] = {
    "hand-over": {"state": "Gujarat"},
    "receipt": {"received_by": "Inspector Synthetic"},
    "quiet": {"minutes": "30"},
    "closure": {"outcome": "not_genuine"},
}
"""Each form of the desk, rightly filled in."""

Who = Callable[[Gateway], Awaitable[tuple[str, Page]]]


async def district(gateway: Gateway) -> tuple[str, Page]:
    ref, (page,) = await gateway.paged()
    return ref, page


async def _climbed(gateway: Gateway, *waits: int) -> str:
    ref, _ = await gateway.paged(KOTA)
    for wait in waits:
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)
    return ref


async def sp(gateway: Gateway) -> tuple[str, Page]:
    ref = await _climbed(gateway, 180)
    (page,) = await gateway.pages(ref, "sp")
    return ref, page


async def dgp(gateway: Gateway) -> tuple[str, Page]:
    ref = await _climbed(gateway, 180, 480)
    (page,) = await gateway.pages(ref, "dgp")
    return ref, page


async def dgp_of_unknown_place(gateway: Gateway) -> tuple[str, Page]:
    ref, _ = await gateway.paged(UNKNOWN)
    await move_clock(gateway.database, 120)
    await gateway.advance(ref)
    return ref, (await gateway.pages(ref, "dgp"))[0]


async def copy_of_another_state(gateway: Gateway) -> tuple[str, Page]:
    ref, pages = await gateway.paged(GUJARAT)
    return ref, next(page for page in pages if page.unit == "sirohi")


async def one_of_two(gateway: Gateway) -> tuple[str, Page]:
    ref, (page, _) = await gateway.paged(TWO)
    return ref, page


async def stood_down(gateway: Gateway) -> tuple[str, Page]:
    ref, (page,) = await gateway.paged()
    await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json={"unit": "bundi", "reason": "x"})
    return ref, page


OTHERS: tuple[Who, ...] = (district, sp, dgp, dgp_of_unknown_place, copy_of_another_state, one_of_two, stood_down)


async def desk_of_another_state(gateway: Gateway) -> tuple[str, Page]:
    ref, _ = await gateway.paged(GUJARAT)
    return ref, await desk_page(gateway, ref)


async def desk_of_unknown_place(gateway: Gateway) -> tuple[str, Page]:
    ref, (page,) = await gateway.paged(UNKNOWN)
    return ref, page


DESK: tuple[tuple[Who, frozenset[str]], ...] = (
    (desk_of_another_state, frozenset({"hand-over", "receipt"})),
    (desk_of_unknown_place, frozenset({"hand-over"})),
    (held_mail, frozenset({"hand-over", "quiet", "closure"})),
)
"""Which of the forms the desk is shown; the outcome `not_genuine` stands for its form."""


def shown(phone: Phone) -> set[str]:
    return {act for act in FORMS if act in phone.acts() and (act != "closure" or "not_genuine" in phone.shown.text)}


@pytest.mark.parametrize("act", FORMS)
@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.__name__)
async def test_nobody_else_sees_the_form_and_sending_it_does_nothing(gateway: Gateway, who: Who, act: str) -> None:
    ref, page = await who(gateway)
    phone = await unlocked(gateway, page)
    assert shown(phone) == set()
    before = await _stands(gateway, ref)
    for confirm in ({}, {"confirm": "1"}):
        await phone.send(act, **FORMS[act], **confirm)
        assert phone.shown.status_code == 403
        assert "This cannot be done by this link" in phone.text
    assert await _stands(gateway, ref) == before
    for action in ("alert.hand_over", "alert.quieten", "alert.close"):
        assert await gateway.audit(action) == []


@pytest.mark.parametrize(("who", "forms"), DESK, ids=lambda each: getattr(each, "__name__", ""))
async def test_the_desk_sees_the_forms_that_fit_the_case(gateway: Gateway, who: Who, forms: frozenset[str]) -> None:
    _, page = await who(gateway)
    assert shown(await unlocked(gateway, page, look="1")) == forms


async def _stands(gateway: Gateway, ref: str) -> dict[str, Any]:
    """How the case stands, apart from looks at it."""
    view = await facts(gateway, ref)
    view["timeline"] = [entry for entry in view["timeline"] if entry["event"] != "revealed"]
    return view
