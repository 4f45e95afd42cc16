"""The page by rung: all for the unit, no child's name for its office, how it stands for the State; the officer's card."""

from typing import Any

import pytest

from tests.integration.gateway.case_page.phone import unlocked
from tests.integration.gateway.support import Gateway, alert
from tests.support import reading
from tests.support.cases import move_clock

CARD = 'id="officer"'
NAMES = ("Synthetic Person", "synthetic.person", "profile.example", "media.example")


def child(**changed: Any) -> dict[str, Any]:
    """An alert about somebody of 16, whose own words and media name them."""
    made = alert()
    subject = {**made["subject"], "age_band": "13-17", "profile_url": "https://profile.example/1", **changed}
    media = [{"type": "image", "url": "https://media.example/1.jpg"}]
    text = "I am Synthetic Person and tired of all."
    return {**made, "subject": subject, "content": {**made["content"], "text": text, "media": media}}


async def climbed(gateway: Gateway, ref: str, rung: str) -> Any:
    """The first page of a rung, once the case has climbed to it."""
    for _ in range(8):
        if found := await gateway.pages(ref, rung):
            return found[0]
        case = await reading.case(gateway.database, ref)
        assert case.due_at is not None
        await move_clock(gateway.database, 301)
        await gateway.advance(ref)
    raise AssertionError(f"the case never came to {rung}")


async def test_the_office_sees_a_childs_case_and_not_who_it_is(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged(**child())
    office = await unlocked(gateway, await climbed(gateway, ref, "sp"))
    for name in NAMES:
        assert name not in office.text
    assert "I am ••• and tired of all." in office.text
    assert "tel:+9155555" in office.text
    assert "1098" in office.text
    unit = (await unlocked(gateway, page)).text
    for name in NAMES:
        assert name in unit


async def test_the_office_sees_who_a_grown_up_is(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(**child(age_band="25-34"))
    office = await unlocked(gateway, await climbed(gateway, ref, "sp"))
    assert "Synthetic Person" in office.text
    assert "1098" not in office.text


async def test_the_state_sees_how_it_stands_and_no_person(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(**child())
    page = await climbed(gateway, ref, "dgp")
    before = (await gateway.client.get(f"/a/{page.token}")).text
    assert "Not acknowledged for" in before
    state = await unlocked(gateway, page)
    for text in (before, state.text):
        for hidden in (*NAMES, "tired of all", "Ladpura", "tel:+9155555"):
            assert hidden not in text
        for shown in (ref, "District: since", "SP / DCP: since"):
            assert shown in text
    assert "Kota City" in state.text
    assert CARD not in state.text


async def test_the_card_comes_with_the_acknowledgement(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert CARD in phone.text
    for said in ("हवालात में कभी न रखें (धारा 100)।", "Never a lock-up (s.100).", "tel:112", "tel:14416", "nearest public hospital"):  # fmt: skip
        assert said in phone.text


async def test_what_the_control_room_must_do_stands_before_the_card(gateway: Gateway) -> None:
    """A team is sent first; the card, which is long on a telephone, is for whoever meets the person."""
    _, (page,) = await gateway.paged()
    text = (await unlocked(gateway, page)).text
    assert text.index("Next steps") < text.index("Where, and why we think so") < text.index(CARD)


async def test_the_card_of_a_childs_case_brings_in_childline(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged(**child())
    phone = await unlocked(gateway, page)
    assert "tel:1098" in phone.text
    assert "Bring in Childline 1098" in phone.text


async def test_no_file_of_a_child_is_opened_above_the_unit(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(**child())
    office = await unlocked(gateway, await climbed(gateway, ref, "sp"))
    await office.send("file", file="anything", why="find")
    assert office.shown.status_code == 403


@pytest.mark.parametrize("allowed", [True, False])
async def test_an_invented_number_is_named_on_real_data(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch, *, allowed: bool
) -> None:
    monkeypatch.setattr(gateway.runtime.settings, "test_numbers", allowed)
    _, (page,) = await gateway.paged()
    assert ("This is a test number" in (await unlocked(gateway, page)).text) == (not allowed)
