"""The steps of a post: noted with their time, marked when overdue."""

import pytest

from tests.integration.gateway.case_page.phone import unlocked
from tests.integration.gateway.support import Gateway
from tests.support.cases import move_clock


async def test_each_step_is_noted_with_its_time_and_note(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page, by="SI Synthetic")
    assert "left" in phone.text
    for kind in ("dispatched", "reached", "family_informed"):
        assert f'name="kind" value="{kind}"' in phone.shown.text
        assert "Noted." in await phone.send("milestone", kind=kind, note=f"note of {kind}", confirm="1")
        assert f'name="kind" value="{kind}"' not in phone.shown.text
    view = await gateway.view(ref)
    assert all(view["milestones"][kind] for kind in ("dispatched", "reached", "family_informed"))
    assert {e["actor"] for e in await gateway.audit("alert.milestone")} == {"control-room kota-city"}
    assert "note of reached" in phone.text
    assert phone.text.count("SI Synthetic") >= 3


async def test_an_overdue_step_is_marked_in_words(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "OVERDUE" not in phone.text
    await move_clock(gateway.database, 420)
    text = await phone.send(look="1")
    assert "समय निकल गया" in text
    assert "OVERDUE" in text
    assert "2 minutes" in text
    await phone.send("milestone", kind="dispatched", confirm="1")
    assert "2 minutes late" in phone.text


async def test_a_step_noted_twice_keeps_its_first_time(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("milestone", kind="reached", confirm="1")
    first = (await gateway.view(ref))["milestones"]["reached"]
    await move_clock(gateway.database, 30)
    text = await phone.send("milestone", kind="reached", note="typed again", confirm="1")
    assert "noted already" in text
    assert "typed again" in text
    view = await gateway.view(ref)
    assert view["milestones"]["reached"] == first
    assert len(await gateway.audit("alert.milestone")) == 1


@pytest.mark.parametrize("kind", ["", "closed", "handed_over", "flown"])
async def test_what_is_no_step_of_a_post_is_not_noted(gateway: Gateway, kind: str) -> None:
    _, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("milestone", kind=kind, confirm="1")
    assert phone.shown.status_code == 422
    assert await gateway.audit("alert.milestone") == []


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("dispatched", "Has a team left?"),
        ("reached", "Has the person been reached?"),
        ("family_informed", "Has the family been informed?"),
    ],
)
async def test_a_step_asks_once_before_it_counts(gateway: Gateway, kind: str, asked: str) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    text = await phone.send("milestone", kind=kind, note="at the bridge")
    assert (asked in text, "at the bridge" in text, 'name="confirm" value="1"' in text) == (True, True, True)
    assert (await gateway.view(ref))["milestones"][kind] is None
    assert "The case is yours" in await phone.send(look="1")
    assert (await gateway.view(ref))["milestones"][kind] is None
    await phone.send("milestone", kind=kind, confirm="1")
    assert (await gateway.view(ref))["milestones"][kind]
