"""What a page may do by whose it is: a stood-down unit, the DGP, a neighbour, a unit that has the case again."""

from models.enums import Role
from tests.integration.gateway.case_page.phone import DOUBTFUL, PERSON, facts, unlocked
from tests.integration.gateway.support import Gateway
from tests.support.cases import KOTA, TWO, move_clock


async def test_a_stood_down_unit_is_told_how_it_stands_and_changes_nothing(gateway: Gateway) -> None:
    ref, (first, second) = await gateway.paged(TWO)
    phone = await unlocked(gateway, first)
    await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json={"unit": second.unit, "reason": "x"})
    before = await facts(gateway, ref)
    for act, form in (
        ("milestone", {"kind": "reached", "confirm": "1"}),
        ("closure", {"outcome": "safe", "confirm": "1"}),
    ):
        text = await phone.send(act, **form)
        assert (phone.shown.status_code, "no longer with your unit" in text) == (200, True)
        assert PERSON not in text
    assert await facts(gateway, ref) == before


async def test_a_dgp_that_did_not_take_the_case_reads_the_skeleton_and_has_nothing_to_press(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(KOTA.model_copy(update={"evidence": DOUBTFUL.evidence}))
    for wait in (180, 300):
        await move_clock(gateway.database, wait)
        await gateway.advance(ref)
    (page,) = await gateway.pages(ref, "dgp")
    await gateway.ask("POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "Desk"})
    phone = await unlocked(gateway, page)
    assert phone.acts() == set()
    assert PERSON not in phone.text
    assert "Shahpura" not in phone.text
    for act, form in (
        ("route", {"unit": "bundi"}),
        ("not-ours", {"confirm": "1"}),
        ("milestone", {"kind": "reached", "confirm": "1"}),
        ("closure", {"outcome": "safe", "confirm": "1"}),
    ):
        await phone.send(act, **form)
        assert phone.shown.status_code == 403
    assert await gateway.audit("alert.reveal") == []
    view = await gateway.view(ref)
    assert (view["status"], view["route"]["units"], view["milestones"]["reached"]) == (
        "acknowledged",
        ["kota-city"],
        None,
    )


async def test_a_neighbour_that_took_the_case_acts_on_it(gateway: Gateway) -> None:
    ref, pages = await gateway.paged(KOTA.model_copy(update={"copies": ("bundi",)}))
    (page,) = [each for each in pages if each.unit == "bundi"]
    phone = await unlocked(gateway, page)
    assert PERSON in phone.text
    assert "milestone" in phone.acts()
    await phone.send("milestone", kind="dispatched", confirm="1")
    assert (await gateway.view(ref))["milestones"]["dispatched"]


async def test_a_case_that_is_open_anew_is_taken_by_an_old_link_of_its_unit(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await unlocked(gateway, page)
    move = {"reason": "x"}
    for unit in ("bundi", "kota-city"):
        await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json={"unit": unit, **move})
    assert (await gateway.view(ref))["acknowledgement"] is None
    phone = await unlocked(gateway, page)
    assert "The case is yours" in phone.text
    assert (await gateway.view(ref))["acknowledgement"]["unit"] == "kota-city"
