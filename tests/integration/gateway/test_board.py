"""The board: what it shows to whom, and that whoever watches hears of every change, and of nothing else."""

import asyncio
import re
from typing import Any
from uuid import uuid4

import pytest

from abhay.adapters.store.cases.answers import Answer, acknowledge, close
from abhay.adapters.store.directory.tokens import revoke_tokens
from abhay.entrypoints.gateway.screens import board as board_screen
from abhay.entrypoints.gateway.screens.cookies import Lang
from abhay.services.board.live import QUEUE, Board, Changed, Event, Gone, Resync, Tick, Watcher
from models.enums import Outcome, Role, Severity
from tests.integration.gateway.screens.browser import browser, signed_in
from tests.integration.gateway.support import PERSON_MARKS, Gateway, until
from tests.support.actors import HOST, OPERATOR, of_unit
from tests.support.cases import KOTA, TWO, UNKNOWN, move_clock

UNIT, OTHER = of_unit("kota-city"), of_unit("bundi")


def row_of(html: str, ref: str) -> str:
    found = re.search(rf"<tr id=\"{ref}\".*?</tr>", html, re.DOTALL)
    assert found, f"{ref} is not on the board"
    return found[0]


async def next_event(watcher: Watcher, kind: type[Event] = Changed) -> Event:
    async with asyncio.timeout(20):
        while not isinstance(event := await watcher.queue.get(), kind):
            pass
    return event


async def shown(gateway: Gateway, role: Role = Role.OPERATOR, unit: str | None = None, **params: str) -> str:
    async with signed_in(gateway, role, unit, f"synthetic {uuid4().hex[:8]}") as person:
        answer = await person.get("/", params=params)
        assert answer.status_code == 200, answer.text
        return answer.text


async def test_a_row_has_unit_level_severity_state_deadline_and_who_has_it(gateway: Gateway) -> None:
    ref, _ = await gateway.paged(severity=Severity.HIGH)
    due_at = (await gateway.view(ref))["due_at"]
    row = row_of(await shown(gateway, lang="en"), ref)
    for mark in ('data-status="awaiting"', 'data-rung="district"', 'data-unit="kota-city"', 'data-severity="high"'):
        assert mark in row
    assert f'data-due="{due_at}"' in row
    for words in (
        "Kota City",
        "District",
        "high risk",
        "◆",
        "awaiting acknowledgement",
        "nobody yet",
        "then: SP / DCP",
    ):
        assert words in row
    await acknowledge(gateway.database, await gateway.id_of(ref), OPERATOR.known_as("ASI Synthetic"), Answer())
    row = row_of(await shown(gateway, lang="en"), ref)
    for words in ("ASI Synthetic", "since ", "by computer", "its unit has not answered", "team dispatched"):
        assert words in row


async def test_the_board_is_in_one_language_and_the_address_chooses_it(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    hindi = await shown(gateway, lang="hi")
    assert '<html lang="hi">' in hindi
    assert "तत्काल जोखिम" in row_of(hindi, ref)
    assert "imminent risk" not in hindi


async def test_nothing_of_the_person_is_on_the_board(gateway: Gateway) -> None:
    await gateway.paged()
    html = await shown(gateway)
    assert not [mark for mark in PERSON_MARKS if mark in html]


async def test_a_board_is_sorted_by_what_is_due_first_and_leaves_closed_cases_out(gateway: Gateway) -> None:
    concern, _ = await gateway.paged(severity=Severity.CONCERN)
    imminent, _ = await gateway.paged()
    gone, _ = await gateway.paged()
    await close(gateway.database, await gateway.id_of(gone), Outcome.SAFE, OPERATOR, Answer())
    html = await shown(gateway)
    assert re.findall(r'<tr id="(RJ-[^"]+)"', html) == [imminent, concern]


async def test_a_unit_sees_its_own_cases_and_no_others(gateway: Gateway) -> None:
    kota, _ = await gateway.paged(KOTA)
    both, _ = await gateway.paged(TWO)
    nobodys, _ = await gateway.paged(UNKNOWN)
    html = await shown(gateway, Role.UNIT, "kota-city")
    assert set(re.findall(r'<tr id="(RJ-[^"]+)"', html)) == {
        ref for ref in (kota, both) if "kota-city" in (await gateway.view(ref))["route"]["units"]
    }
    assert nobodys not in html
    rows = await gateway.ask("GET", "/board/rows", Role.UNIT, unit="bundi", params={"ref": kota})
    assert kota not in rows.text


async def test_whoever_is_not_signed_in_is_led_to_the_sign_in_and_an_admin_has_no_board(gateway: Gateway) -> None:
    async with browser(gateway) as stranger:
        answer = await stranger.get("/")
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?next=%2F")
    async with signed_in(gateway, Role.ADMIN) as admin:
        assert (await admin.get("/")).status_code == 403
    async with signed_in(gateway, Role.OPERATOR) as operator:
        assert (await operator.get("/board/alive")).status_code == 204
        assert (await operator.get("/", params={"severity": "", "unit": "", "status": ""})).status_code == 200


@pytest.mark.parametrize("path", ["/board/rows", "/board/alive", "/board/events"])
async def test_the_boards_calls_are_for_those_who_may_list_cases(gateway: Gateway, path: str) -> None:
    assert (await gateway.ask("GET", path)).status_code == 401
    assert (await gateway.ask("GET", path, Role.INTEGRATOR)).status_code == 403


async def test_rows_can_be_asked_for_by_their_refs(gateway: Gateway) -> None:
    one, _ = await gateway.paged()
    two, _ = await gateway.paged()
    answer = await gateway.ask("GET", "/board/rows", Role.OPERATOR, params={"ref": one})
    assert (one in answer.text, two in answer.text) == (True, False)
    assert answer.headers["abhay-now"].endswith("Z")


async def test_whoever_watches_hears_of_a_case_its_climb_its_answer_and_its_end(gateway: Gateway) -> None:
    board: Board = gateway.app.state.context.board
    await board.look()
    async with board.watching(OPERATOR) as watcher:
        ref, _ = await gateway.paged()
        while True:
            event = await next_event(watcher)
            assert isinstance(event, Changed)
            if event.line.ref == ref and event.line.rung == "district":
                break
        case = await gateway.id_of(ref)
        await move_clock(gateway.database, 240)
        await gateway.advance(ref)
        event = await next_event(watcher)
        assert isinstance(event, Changed)
        assert (event.line.ref, event.line.rung) == (ref, "sp"), "a mover's own step notifies nobody, and is seen"
        await acknowledge(gateway.database, case, OPERATOR, Answer())
        event = await next_event(watcher)
        assert isinstance(event, Changed)
        assert event.line.holder is not None
        await close(gateway.database, case, Outcome.SAFE, OPERATOR, Answer())
        assert await next_event(watcher, Gone) == Gone(ref)
        assert isinstance(await next_event(watcher, Tick), Tick)


async def test_a_unit_hears_of_its_own_cases_alone_and_when_one_is_taken_from_it(gateway: Gateway) -> None:
    board: Board = gateway.app.state.context.board
    await board.look()
    async with board.watching(UNIT) as own, board.watching(OTHER) as other:
        ref, _ = await gateway.paged(KOTA)
        event = await next_event(own)
        assert isinstance(event, Changed)
        await board.look()
        assert other.queue.empty() or isinstance(await next_event(other, Tick), Tick)
        body = {"unit": "bundi", "reason": "x"}
        assert (await gateway.ask("POST", f"/v1/alerts/{ref}/route", Role.OPERATOR, json=body)).status_code == 200
        assert await next_event(own, Gone) == Gone(ref)
        event = await next_event(other)
        assert isinstance(event, Changed)
        assert event.line.units == ("bundi",)


def test_who_is_too_slow_begins_anew_instead_of_missing_a_change() -> None:
    watcher = Watcher(OPERATOR)
    for number in range(QUEUE + 3):
        watcher.tell(Gone(f"RJ-2026-{number:06}"))
    events = [watcher.queue.get_nowait() for _ in range(watcher.queue.qsize())]
    assert isinstance(events[0], Resync)
    assert events[1:] == [Gone(f"RJ-2026-{QUEUE + n:06}") for n in (1, 2)]


async def test_a_row_is_rendered_once_for_each_language_however_many_look(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    await gateway.paged()
    made: list[str] = []
    fragment = board_screen.fragment

    def counted(template: str, lang: Lang, **values: Any) -> str:
        if template == "row.html":
            made.append(lang)
        return fragment(template, lang, **values)

    monkeypatch.setattr(board_screen, "fragment", counted)
    async with signed_in(gateway, Role.OPERATOR) as desk:
        for lang in ("hi", "en", "hi", "en"):
            await desk.get("/", params={"lang": lang})
    assert sorted(made) == ["en", "hi"]


async def test_a_stream_begins_with_the_stamp_of_every_case_and_is_no_request_in_the_figures(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_screen, "STREAM_SECONDS", 0.0)
    ref, _ = await gateway.paged()
    stream = await gateway.ask("GET", "/board/events", Role.OPERATOR)
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert "event: snapshot" in stream.text
    (stamp,) = re.findall(r'data-stamp="(\d+)"', row_of(await shown(gateway), ref))
    assert f'"{ref}": "{stamp}"' in stream.text
    figures = (await gateway.ask("GET", "/metrics")).text
    assert "abhay_board_streams 0.0" in figures
    assert "/board/events" not in figures


async def test_a_stream_ends_once_its_caller_is_nobody_any_more(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_screen, "ASK_AGAIN", 0.05)
    token = await gateway.token(Role.OPERATOR)
    stream = asyncio.ensure_future(gateway.client.get("/board/events", headers={"Authorization": f"Bearer {token}"}))
    await until(lambda: _figure(gateway, "abhay_board_streams 1.0"))
    assert await revoke_tokens(gateway.database, "test-operator", HOST) == 1
    async with asyncio.timeout(20):
        assert (await stream).status_code == 200
    assert await _figure(gateway, "abhay_board_streams 0.0")


async def _figure(gateway: Gateway, line: str) -> bool:
    return line in (await gateway.ask("GET", "/metrics")).text
