"""Reports of real cases: what they count, for whom, in which forms; drills stand apart and nobody is named."""

import csv
import ctypes
import io
import re
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from abhay.adapters.store.cases.answers import Answer, acknowledge, close
from abhay.wording.screens.reports import clock
from models.enums import MilestoneKind, Outcome, Role, RouteState, Severity
from models.routes import Route
from tests.integration.gateway.screens.browser import signed_in
from tests.integration.gateway.support import PERSON_MARKS, Gateway
from tests.support.actors import OPERATOR
from tests.support.cases import move_clock, move_to
from tests.support.speed import patience

BOTH = Route(state=RouteState.AMBIGUOUS, district="bundi", units=("bundi", "kota-rural"), confidence=0.5)
BUNDI = Route(state=RouteState.RESOLVED, district="bundi", units=("bundi",), confidence=1)


@pytest.fixture(autouse=True)
async def noon(gateway: Gateway) -> None:
    """Cases of one test are cases of one day: at midnight their day would be over in the middle of it."""
    await move_to(gateway.database, 12)


async def answered(gateway: Gateway, after: int, **changes: Any) -> str:
    """A case of Kota that somebody acknowledges so many seconds after it came in."""
    ref, _ = await gateway.paged(**changes)
    await move_clock(gateway.database, after)
    await acknowledge(gateway.database, await gateway.id_of(ref), OPERATOR.known_as("ASI Synthetic"), Answer())
    return ref


async def daily(gateway: Gateway, role: Role = Role.OPERATOR, unit: str | None = None, **params: str) -> dict[str, Any]:
    answer = await gateway.ask("GET", "/v1/reports/daily", role, unit=unit, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_day_counts_its_cases_and_how_long_they_took(gateway: Gateway) -> None:
    for seconds in (10, 20, 30, 40):
        await answered(gateway, seconds)
    silent, _ = await gateway.paged()
    await move_clock(gateway.database, 200)
    await gateway.advance(silent)
    told = await daily(gateway)
    total = told["cases"]["total"]
    assert (total["cases"], total["acknowledged"], total["to_acknowledge"]["unanswered"]) == (5, 4, 1)
    assert 30 <= total["to_acknowledge"]["median"]["seconds"] < 30 + patience(5)
    assert total["to_acknowledge"]["p90"]["longer"] is True
    assert total["to_acknowledge"]["p90"]["seconds"] >= 200
    levels = {each["rung"]: each for each in told["cases"]["levels"]}
    assert (levels["district"]["entered"], levels["district"]["climbed"]) == (5, 1)
    assert levels["sp"]["entered"] == 1
    assert levels["sp"]["to_acknowledge"]["median"] is None, "of fewer than five nothing is shown"
    assert [each["key"] for each in told["cases"]["units"]] == ["kota-city"]
    assert sum(each["cases"] for each in told["cases"]["shifts"]) == 5


async def test_steps_outcomes_and_climbs_are_counted(gateway: Gateway) -> None:
    ref = await answered(gateway, 5)
    path = f"/v1/alerts/{ref}/milestones"
    await gateway.ask("POST", path, Role.OPERATOR, json={"kind": MilestoneKind.REACHED})
    await close(gateway.database, await gateway.id_of(ref), Outcome.SAFE, OPERATOR, Answer())
    late, _ = await gateway.paged()
    await move_clock(gateway.database, 200)
    await gateway.advance(late)
    await acknowledge(gateway.database, await gateway.id_of(late), OPERATOR, Answer())
    cases = (await daily(gateway))["cases"]
    assert cases["total"]["climbs"] == [1, 1, 0]
    assert (cases["total"]["reached"], cases["open"], cases["outcomes"]) == (1, 1, {"safe": 1})


async def test_drills_and_tests_stand_apart(gateway: Gateway) -> None:
    await answered(gateway, 5)
    await answered(gateway, 5, test=True)
    told = await daily(gateway)
    assert told["cases"]["total"]["cases"] == 1
    assert told["drills_and_tests"]["total"]["cases"] == 1


async def test_a_merged_case_is_counted_as_the_one_that_goes_on(gateway: Gateway) -> None:
    (ref, _), (into, _) = await gateway.paged(), await gateway.paged()
    body = {"into": into, "reason": "one person"}
    await gateway.ask("POST", f"/v1/alerts/{ref}/merge", Role.OPERATOR, json=body)
    told = await daily(gateway)
    assert (told["cases"]["total"]["cases"], told["merged"]) == (1, 1)


async def test_a_unit_sees_its_own_figures_alone(gateway: Gateway) -> None:
    await answered(gateway, 5)
    await gateway.paged(BUNDI)
    await gateway.paged(BOTH)
    told = await daily(gateway, Role.UNIT, "bundi")
    assert (told["unit"], told["cases"]["total"]["cases"]) == ("bundi", 2)
    assert [each["key"] for each in told["cases"]["units"]] == ["bundi"]
    assert (await daily(gateway))["cases"]["total"]["cases"] == 3


async def test_another_day_has_other_cases(gateway: Gateway) -> None:
    await answered(gateway, 5)
    assert (await daily(gateway, date="2020-01-01"))["cases"]["total"]["cases"] == 0


@pytest.mark.parametrize("date", ["2020-13-01", "1000-01-01", "yesterday", "'; select 1"])
async def test_a_day_that_is_none_is_refused(gateway: Gateway, date: str) -> None:
    assert (await gateway.ask("GET", "/v1/reports/daily", Role.OPERATOR, params={"date": date})).status_code == 422


async def test_the_page_the_table_and_the_paper_say_the_same_and_name_nobody(gateway: Gateway) -> None:
    for seconds in (65, 70, 75, 80, 85):
        await answered(gateway, seconds, severity=Severity.HIGH)
    async with signed_in(gateway, Role.OPERATOR) as person:
        page = await person.get("/reports", params={"lang": "hi"})
        table = await person.get("/reports.csv", params={"lang": "hi"})
        paper = await person.get("/reports.pdf", params={"lang": "hi"})
    assert [each.status_code for each in (page, table, paper)] == [200, 200, 200]
    rows = list(csv.DictReader(io.StringIO(table.text.lstrip("\ufeff"))))
    (unit,) = [row for row in rows if row["part"] == "units"]
    assert (unit["name"], unit["cases"], unit["unanswered"]) == ("कोटा शहर पुलिस", "5", "0")
    rounded = float(unit["median_seconds"])  # to a tenth, while the page counts each begun second
    shown = {clock(rounded + less) for less in (-0.05, 0, 0.05)}
    with pypdfium2.PdfDocument(paper.content) as opened:
        printed = "\n".join(each.get_textpage().get_text_bounded() for each in opened)
    for text in (page.text, printed):
        assert "कोटा शहर पुलिस" in text
        assert any(each in text for each in shown)
        assert not [mark for mark in PERSON_MARKS if mark in text]
    assert "style=" not in page.text
    for file in (table, paper):
        assert file.headers["content-disposition"].startswith('attachment; filename="abhay-')
        assert file.headers["cache-control"] == "no-store"


async def test_the_paper_has_the_pages_drawings_in_ink_of_its_own(gateway: Gateway) -> None:
    for seconds in (65, 70, 75, 80, 85):
        await answered(gateway, seconds)
    await gateway.paged(BUNDI)
    async with signed_in(gateway, Role.OPERATOR) as person:
        drawn = (await person.get("/reports")).text
        paper = await person.get("/reports.pdf")
    assert drawn.count("<svg") > 10
    inks = [ink for ink, _ in drawings(paper.content)]
    assert inks.count(BAR) == len(re.findall(rf'<rect class="(?:bar|column|part p1)"{SEEN}', drawn)) > 5
    assert inks.count(UNANSWERED) == len(re.findall(rf'<rect class="(?:part|column) p3"{SEEN}', drawn)) > 2


SEEN = r'[^>]*(?<!-)height="(?!0(?:\.0)?")'
BAR, UNANSWERED = (0x0B, 0x4F, 0x8F), (0xA8, 0x20, 0x1A)


def drawings(pdf: bytes) -> list[tuple[tuple[int, int, int], float]]:
    """The colour and the height of everything that is drawn in a document and filled."""
    found: list[tuple[tuple[int, int, int], float]] = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=15):
                colour = [ctypes.c_uint() for _ in range(4)]
                raw.FPDFPageObj_GetFillColor(each, *colour)
                _, low, _, high = each.get_bounds()
                found.append(((colour[0].value, colour[1].value, colour[2].value), high - low))
    return found


async def test_a_period_that_ends_before_it_begins_is_told_on_a_page(gateway: Gateway) -> None:
    async with signed_in(gateway, Role.AUDITOR) as person:
        wrong = await person.get("/reports", params={"from": "2026-11-02", "until": "2026-11-01"})
        too_long = await person.get("/reports", params={"from": "2020-01-01", "until": "2026-11-01"})
        emptied = await person.get("/reports", params={"from": "", "until": ""})
    assert [wrong.status_code, too_long.status_code, emptied.status_code] == [422, 422, 200]
    assert "<h1>" in wrong.text
