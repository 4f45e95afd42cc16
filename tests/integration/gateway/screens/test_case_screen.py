"""The screen of a case: what it shows to whom, and forms that keep what was typed and say who was quicker."""

import base64
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from models.enums import Role
from models.tables import CaseNote
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import PERSON_MARKS, Gateway
from tests.support import reading
from tests.support.cases import move_clock

FORMS = {"acknowledge", "route", "milestone", "closure", "note", "merge", "hand-over", "receipt", "undo", "reveal"}


@asynccontextmanager
async def person(
    gateway: Gateway, role: Role = Role.OPERATOR, unit: str | None = None
) -> AsyncGenerator[httpx.AsyncClient]:
    async with signed_in(gateway, role, unit, f"synthetic {uuid4().hex[:8]}") as client:
        client.params = client.params.set("lang", "en")
        yield client


def forms(html: str) -> set[str]:
    return set(re.findall(r'data-act="([a-z-]+)"', html))


def version(html: str) -> str:
    return re.findall(r'name="version" value="([^"]+)"', html)[0]


async def test_the_screen_shows_route_levels_messages_and_timeline_and_nothing_of_the_person(gateway: Gateway) -> None:
    ref, pages = await gateway.paged()
    async with person(gateway) as desk:
        html = (await desk.get(f"/alerts/{ref}")).text
    assert forms(html) == FORMS
    assert "<small>desk operator</small>" in html, "nothing of the page stands in the frame's place"
    for words in (
        "Kota City Police",
        "nobody has it",
        "imminent risk",
        "sender verified",
        "<strong>told</strong>: District",
    ):
        assert words in html
    ladder = re.findall(r'<th scope="row">([^<]+?)(?: <|<)', html[html.index('id="ladder"') :])[:3]
    assert [each.strip() for each in ladder] == ["District", "SP / DCP", "DGP"]
    assert html.count("if nobody acknowledges") == 2
    assert html.count("Control room, Kota City Police") >= len(pages)
    assert not [mark for mark in PERSON_MARKS if mark in html]


async def test_the_person_is_shown_for_a_reason_that_is_written_down_first(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    async with person(gateway) as desk:
        refused = await desk.post(f"/alerts/{ref}/reveal", data={"reason": "  "})
        assert refused.status_code == 422
        assert "Synthetic Person" not in refused.text
        shown = (await desk.post(f"/alerts/{ref}/reveal", data={"reason": "to phone the family"})).text
    private = shown[shown.index("data-private") :]
    assert "Synthetic Person" in private
    assert "nobody would miss me" in private
    (entry,) = await gateway.audit("alert.reveal")
    assert entry["role"] == "operator"
    assert await gateway.typed("alert.reveal") == ["to phone the family"]


async def test_the_map_marks_the_district_and_shows_positions_with_the_person_alone(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(technical={"locations": [{"lat": 25.17, "lon": 75.83, "accuracy_m": 40}]})
    async with signed_in(gateway, Role.OPERATOR) as client:
        hidden = (await client.get(f"/alerts/{ref}")).text
        shown = (await client.post(f"/alerts/{ref}/reveal", data={"reason": "to find the place"})).text
    for page, circles in ((hidden, 0), (shown, 1)):
        drawn = page[page.index('id="case-map"') :]
        assert re.findall(r'id="d-([a-z-]+)" class="area marked"', drawn) == ["kota"]
        assert drawn.count("<circle") == circles
    assert "25.17000" not in hidden
    private = shown[shown.index("<div data-private>") : shown.index('<article class="came">')]
    assert "25.17000, 75.83000 ± 40 m" in private
    assert shown.count("data-private") == 1


async def test_who_acts_on_a_case_that_was_taken_meanwhile_reads_who_has_it_and_keeps_the_typed_words(
    gateway: Gateway,
) -> None:
    ref, _ = await gateway.paged()
    async with person(gateway) as first, person(gateway) as second:
        seen = version((await second.get(f"/alerts/{ref}")).text)
        taken = {"version": seen, "by": "ASI Quick", "via": "phone", "unit": "kota-city"}
        done = await first.post(f"/alerts/{ref}/acknowledge", data=taken)
        assert (done.status_code, done.headers["location"]) == (303, f"/alerts/{ref}?done=taken")
        late = {"version": seen, "by": "SI Late", "via": "phone", "note": "spoke to the station"}
        answer = await second.post(f"/alerts/{ref}/acknowledge", data=late)
        assert answer.status_code == 409
        assert "ASI Quick has it since" in answer.text
        assert 'value="SI Late"' in answer.text
        assert "spoke to the station</textarea>" in answer.text
        assert (await gateway.view(ref))["acknowledgement"]["by"] == "ASI Quick"
        again = await second.post(f"/alerts/{ref}/acknowledge", data={**late, "version": version(answer.text)})
        assert again.headers["location"] == f"/alerts/{ref}?done=already"
    view = await gateway.view(ref)
    assert (view["acknowledgement"]["via"], view["acknowledgement"]["unit"]) == ("phone", "kota-city")


async def test_what_only_the_clock_changed_is_no_reason_to_refuse(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    async with person(gateway) as desk:
        seen = version((await desk.get(f"/alerts/{ref}")).text)
        await move_clock(gateway.database, 61)
        await gateway.advance(ref)
        html = (await desk.get(f"/alerts/{ref}")).text
        assert "reminder" in html
        assert version(html) != seen
        form = {"version": seen, "unit": "bundi", "reason": "the address is there"}
        done = await desk.post(f"/alerts/{ref}/route", data=form)
        assert done.headers["location"] == f"/alerts/{ref}?done=routed"
    assert (await gateway.view(ref))["route"]["units"] == ["bundi"]


@pytest.mark.parametrize(
    ("act", "form", "kept"),
    [
        ("closure", {"note": "the family is with her"}, "the family is with her</textarea>"),
        ("milestone", {"kind": "nonsense", "note": "team of two"}, "team of two</textarea>"),
        ("route", {"unit": "bundi"}, '<option value="bundi" selected>'),
        ("merge", {"into": "RJ-2026-999999", "reason": "one person"}, 'value="RJ-2026-999999"'),
    ],
)
async def test_a_refused_form_comes_back_with_what_was_typed(
    gateway: Gateway, act: str, form: dict[str, str], kept: str
) -> None:
    ref, _ = await gateway.paged()
    async with person(gateway) as desk:
        answer = await desk.post(f"/alerts/{ref}/{act}", data=form)
    assert answer.status_code == 422
    assert kept in answer.text
    assert (await gateway.view(ref))["status"] == "awaiting"


async def test_steps_and_outcome_are_noted_on_the_screen(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    async with person(gateway, Role.UNIT, "kota-city") as unit:
        await unit.post(f"/alerts/{ref}/acknowledge", data={"via": "screen"})
        done = await unit.post(f"/alerts/{ref}/milestone", data={"kind": "dispatched", "note": "two officers"})
        assert done.headers["location"].endswith("done=noted")
        done = await unit.post(f"/alerts/{ref}/closure", data={"outcome": "safe"})
        assert done.headers["location"] == f"/alerts/{ref}?done=closed"
        html = (await unit.get(f"/alerts/{ref}", params={"done": "closed"})).text
    assert "The case is closed." in html
    view = await gateway.view(ref)
    assert (view["status"], view["outcome"], view["acknowledgement"]["unit"]) == ("closed", "safe", "kota-city")


async def test_each_sees_what_their_role_and_unit_allow(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    async with person(gateway, Role.UNIT, "bundi") as other:
        assert (await other.get(f"/alerts/{ref}")).status_code == 404
        assert (await other.post(f"/alerts/{ref}/closure", data={"outcome": "safe"})).status_code == 404
    async with person(gateway, Role.ADMIN) as admin:
        assert (await admin.get(f"/alerts/{ref}")).status_code == 403
        assert (await admin.post(f"/alerts/{ref}/reveal", data={"reason": "curious"})).status_code == 403
    async with person(gateway, Role.AUDITOR) as auditor:
        assert forms((await auditor.get(f"/alerts/{ref}")).text) == {"reveal"}
        assert (await auditor.post(f"/alerts/{ref}/closure", data={"outcome": "safe"})).status_code == 403
    async with person(gateway, Role.UNIT, "kota-city") as own:
        assert forms((await own.get(f"/alerts/{ref}")).text) == {
            "acknowledge", "milestone", "not-ours", "closure", "note", "undo", "reveal",
        }  # fmt: skip
        assert (await own.post(f"/alerts/{ref}/nothing", data={})).status_code == 404


async def test_a_note_is_sealed_stops_no_clock_and_is_read_with_the_person_alone(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    before = await gateway.view(ref)
    async with person(gateway) as desk:
        html = (await desk.get(f"/alerts/{ref}")).text
        empty = await desk.post(f"/alerts/{ref}/note", data={"version": version(html), "note": "  "})
        assert empty.status_code == 422
        done = await desk.post(f"/alerts/{ref}/note", data={"version": version(html), "note": "zuletzka on the phone"})
        assert done.headers["location"] == f"/alerts/{ref}?done=noted"
        page = (await desk.get(f"/alerts/{ref}")).text
        assert "a note was added" in page
        assert "zuletzka" not in page
        shown = (await desk.post(f"/alerts/{ref}/reveal", data={"reason": "to read the notes"})).text
        assert "zuletzka on the phone" in shown
    after = await gateway.view(ref)
    assert (after["due_at"], after["status"]) == (before["due_at"], before["status"])
    assert "zuletzka" not in repr(await gateway.audit())
    (row,) = await reading.rows(gateway.database, CaseNote)
    assert b"zuletzka" not in row.sealed


async def test_a_note_goes_to_the_case_that_goes_on_and_no_other_unit_adds_one(gateway: Gateway) -> None:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    merged = await gateway.ask(
        "POST", f"/v1/alerts/{ref}/merge", Role.OPERATOR, json={"into": into, "reason": "one person"}
    )
    assert merged.status_code == 200
    noted = await gateway.ask("POST", f"/v1/alerts/{ref}/notes", Role.OPERATOR, json={"note": "the family rang"})
    assert (noted.status_code, noted.json()) == (201, {"ref": into})
    other = await gateway.ask("POST", f"/v1/alerts/{into}/notes", Role.UNIT, unit="bundi", json={"note": "x"})
    assert other.status_code == 404
    await gateway.ask("POST", f"/v1/alerts/{into}/closure", Role.OPERATOR, json={"outcome": "safe"})
    late = await gateway.ask("POST", f"/v1/alerts/{into}/notes", Role.OPERATOR, json={"note": "she wrote to thank us"})
    assert late.status_code == 201


async def test_a_case_that_may_be_the_same_person_is_merged_with_one_press(gateway: Gateway) -> None:
    number = ["+91 55555 60606"]
    (one, _), (other, _) = [
        await gateway.paged(subject={"username": f"synthetic.{each}", "phones": number}) for each in ("one", "two")
    ]
    async with person(gateway) as desk:
        html = (await desk.get(f"/alerts/{one}")).text
        (form,) = re.findall(r'<form[^>]*class="one-click">(.*?)</form>', html, flags=re.DOTALL)
        assert f"{other} is the same person" in form
        fields = dict(re.findall(r'name="([a-z]+)" value="([^"]*)"', form))
        done = await desk.post(f"/alerts/{one}/merge", data=fields)
        assert done.headers["location"].endswith("done=merged")
    assert await gateway.typed("alert.merge") == ["telephone number: seen on the page of the case"] * 2


def photo() -> bytes:
    """A picture that names its place in its metadata."""
    exif = Image.Exif()
    exif[0x010E] = "zuletzka"
    out = BytesIO()
    Image.effect_mandelbrot((600, 400), (-2, -1, 1, 1), 40).convert("RGB").save(out, "JPEG", exif=exif)
    return out.getvalue()


def pictures(html: str) -> list[bytes]:
    return [base64.b64decode(each) for each in re.findall(r'src="data:image/jpeg;base64,([^"]+)"', html)]


async def test_a_picture_is_blurred_until_a_reason_is_written_and_shows_no_metadata(gateway: Gateway) -> None:
    url = f"data:image/jpeg;base64,{base64.b64encode(photo()).decode()}"
    ref, (page, *_) = await gateway.paged(
        media=[{"url": url}, {"url": "data:application/pdf;base64,JVBERi0xLjcKJcOkw7zDtg=="}]
    )
    async with person(gateway) as desk:
        assert pictures((await desk.get(f"/alerts/{ref}")).text) == []
        html = (await desk.post(f"/alerts/{ref}/reveal", data={"reason": "to phone the family"})).text
        (blurred,) = pictures(html)
        with Image.open(BytesIO(blurred)) as shown:
            assert max(shown.size) == 24
        assert html.count('name="show"') == 1, "the PDF is saved, never drawn"
        file = re.findall(r'name="file" value="([^"]+)"', html)[0]
        silent = await desk.post(f"/alerts/{ref}/file", data={"file": file, "show": "1", "reason": " "})
        assert silent.status_code == 422
        assert pictures(silent.text) == []
        html = (
            await desk.post(f"/alerts/{ref}/file", data={"file": file, "show": "1", "reason": "to see the roof"})
        ).text
        (clear,) = pictures(html)
        with Image.open(BytesIO(clear)) as shown:
            assert max(shown.size) == 360
        assert b"zuletzka" not in clear
        saved = await desk.post(f"/alerts/{ref}/file", data={"file": file, "reason": "to send it on"})
        assert saved.content == photo()
    assert await gateway.typed("alert.open_file") == ["to see the roof", "to send it on"]
    form = {"pin": page.pin, "show": file, "why": "find"}
    officer = await gateway.client.post(f"/a/{page.token}/file", data=form)
    assert officer.status_code == 200
    assert "img-src data:" in officer.headers["content-security-policy"]
    (small,) = pictures(officer.text)
    assert b"zuletzka" not in small
    assert (await gateway.audit("alert.open_file"))[-1]["actor"] == "control-room kota-city"
    wrong = await gateway.client.post(f"/a/{page.token}/file", data={**form, "pin": "000001"})
    assert pictures(wrong.text) == []
