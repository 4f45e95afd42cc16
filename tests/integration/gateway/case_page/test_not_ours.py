"""A unit says that the case is not its own."""

from datetime import timedelta

from models.enums import EvidenceKind
from models.routes import Evidence
from tests.integration.gateway.case_page.phone import PERSON, desk_page, unlocked
from tests.integration.gateway.support import Gateway
from tests.support import reading
from tests.support.cases import KOTA


async def test_not_ours_goes_to_the_suggested_unit_and_the_clock_runs_on(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    entered_at = (await reading.case(gateway.database, ref)).rung_entered_at
    assert entered_at is not None
    due = entered_at + timedelta(seconds=180)
    text = await phone.send("not-ours", why="moved", reason="seen at the bus stand", suggest="bundi", confirm="1")
    assert "not your area" in text
    assert "with another unit now" in text
    assert PERSON not in text
    view = await gateway.view(ref)
    assert (view["route"]["units"], view["status"]) == (["bundi"], "awaiting")
    assert view["due_at"].startswith(due.strftime("%Y-%m-%dT%H:%M:%S"))
    (entry,) = await gateway.audit("alert.route")
    assert entry["actor"] == "control-room kota-city"
    (reason,) = await gateway.typed("alert.route")
    assert "seen at the bus stand" in (reason or "")
    assert "bus stand" not in str(entry)
    assert "seen at the bus stand" not in str(view)


async def test_not_ours_without_a_suggestion_is_the_desks(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    assert "with the desk now" in await phone.send("not-ours", confirm="1")
    view = await gateway.view(ref)
    assert (view["rung"], view["route"]["units"]) == ("desk", [])
    assert "not_ours" in await gateway.desk_reasons(ref)


async def test_not_ours_twice_says_how_it_stands(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("not-ours", suggest="bundi", confirm="1")
    text = await phone.send("not-ours", suggest="baran", confirm="1")
    assert (phone.shown.status_code, "no longer with your unit" in text) == (200, True)
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]


async def test_a_suggestion_that_is_no_unit_changes_nothing(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    await phone.send("not-ours", suggest="nowhere", reason="kept", confirm="1")
    assert phone.shown.status_code == 422
    assert "kept" in phone.text
    assert (await gateway.view(ref))["route"]["units"] == ["kota-city"]


async def test_after_not_ours_the_place_of_the_evidence_is_not_unknown(gateway: Gateway) -> None:
    gps = Evidence(kind=EvidenceKind.GPS, says="kota", unit="kota-city", weight=0.97)
    ref, (page,) = await gateway.paged(KOTA.model_copy(update={"evidence": (gps,)}))
    phone = await unlocked(gateway, page)
    await phone.send("not-ours", confirm="1")
    desk = await gateway.client.get(f"/a/{(await desk_page(gateway, ref)).token}")
    assert "evidence of Kota district, unit not settled" in desk.text
    assert "place not known" not in desk.text


async def test_not_ours_asks_once_before_it_counts(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    phone = await unlocked(gateway, page)
    text = await phone.send("not-ours", suggest="bundi", why="moved", reason="seen at the bus stand")
    for shown in ("Is the case not of your area?", "gone to another area", "Bundi", "seen at the bus stand"):
        assert shown in text
    assert (await gateway.view(ref))["route"]["units"] == ["kota-city"]
