"""The table of the open cases in Prefect: who waits for whom, until when, and no person; written only if it differs."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from abhay.adapters.engine.addresses import OPEN_CASES
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.store.cases.answers import Answer, acknowledge, close
from abhay.errors import OrchestrationUnavailable
from abhay.services.board import table
from abhay.services.board.live import Board
from abhay.services.board.table import OpenCasesTable, write_table
from abhay.settings import Settings
from models.enums import Outcome, Severity
from tests.integration.gateway.support import PERSON_MARKS, Gateway, until
from tests.support.actors import OPERATOR
from tests.support.cases import move_clock

SETTINGS = Settings(public_url="https://abhay.example")


class Shown:
    """A table that is kept, and what its engine shows."""

    def __init__(self, gateway: Gateway) -> None:
        self.engine, self.mine = FakeEngine(), True
        self.table = OpenCasesTable(Board(gateway.database), self.engine, SETTINGS, self._is_mine)

    async def _is_mine(self) -> bool:
        return self.mine

    @property
    def about(self) -> str:
        return self.engine.shown[OPEN_CASES][0]

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        return {row["ref"]: dict(row) for row in self.engine.shown[OPEN_CASES][1]}


@pytest.fixture
async def shown(gateway: Gateway) -> Shown:
    return Shown(gateway)


async def test_it_says_unit_severity_rung_deadline_and_that_nobody_has_it(gateway: Gateway, shown: Shown) -> None:
    ref, _ = await gateway.paged(severity=Severity.HIGH)
    assert await shown.table.look()
    row = shown.rows[ref]
    assert (row["unit"], row["severity"], row["rung"], row["overdue"]) == ("kota-city", "high", "district", "")
    assert row["due (IST)"]
    assert row["who has it"] == "nobody"
    assert row["page"] == f"[open](https://abhay.example/alerts/{ref})"
    assert shown.about.startswith("1 open case, as of ")
    assert "https://abhay.example/" in shown.about


async def test_it_is_written_only_if_a_line_differs(gateway: Gateway, shown: Shown) -> None:
    await gateway.paged()
    assert [await shown.table.look() for _ in range(3)] == [True, False, False]
    await gateway.paged()
    assert await shown.table.look()
    assert shown.engine.writes == 2


async def test_what_is_overdue_says_so_without_any_change_of_the_case(gateway: Gateway, shown: Shown) -> None:
    ref, _ = await gateway.paged()
    await shown.table.look()
    await move_clock(gateway.database, 200)
    assert await shown.table.look()
    assert shown.rows[ref]["overdue"] == "OVERDUE"


async def test_who_has_it_is_a_post_and_never_a_name(gateway: Gateway, shown: Shown) -> None:
    ref, _ = await gateway.paged()
    other, _ = await gateway.paged()
    id_, by_name = await gateway.id_of(ref), await gateway.id_of(other)
    await acknowledge(gateway.database, id_, OPERATOR.known_as("ASI Zuletzka"), Answer("kota-city", "control-room"))
    await acknowledge(gateway.database, by_name, OPERATOR.known_as("ASI Zuletzka"), Answer())
    await shown.table.look()
    assert "Kota City" in shown.rows[ref]["who has it"]
    assert "since " in shown.rows[ref]["who has it"]
    assert "Zuletzka" not in str(shown.engine.shown)
    assert not [mark for mark in PERSON_MARKS if mark in str(shown.engine.shown)]


async def test_a_closed_case_is_gone_and_an_empty_table_says_that_nothing_is_open(
    gateway: Gateway, shown: Shown
) -> None:
    await shown.table.look()
    assert shown.about.startswith("No case is open")
    ref, _ = await gateway.paged()
    await shown.table.look()
    await close(gateway.database, await gateway.id_of(ref), Outcome.SAFE, OPERATOR, Answer())
    assert await shown.table.look()
    assert shown.rows == {}


async def test_only_the_most_urgent_are_listed_and_all_are_counted(
    gateway: Gateway, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "MOST_LINES", 1)
    await gateway.paged(severity=Severity.CONCERN)
    urgent, _ = await gateway.paged()
    await shown.table.look()
    assert shown.rows.keys() == {urgent}
    assert shown.about.startswith("2 open cases, the 1 most urgent of them, as of ")


async def test_a_server_that_was_down_gets_the_table_afterwards(gateway: Gateway, shown: Shown) -> None:
    ref, _ = await gateway.paged()
    shown.engine.down = True
    with pytest.raises(OrchestrationUnavailable):
        await shown.table.look()
    shown.engine.down = False
    assert await shown.table.look()
    assert ref in shown.rows


async def test_a_fault_of_ours_does_not_end_the_worker_that_keeps_it(
    gateway: Gateway, shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    await gateway.paged()
    write, faults = shown.engine.show_table, [RuntimeError("a fault"), OrchestrationUnavailable()]

    async def faulty(*table: Any) -> None:
        if faults:
            raise faults.pop(0)
        await write(*table)

    async def is_shown() -> bool:
        return OPEN_CASES in shown.engine.shown

    monkeypatch.setattr(shown.engine, "show_table", faulty)
    keeping = asyncio.create_task(shown.table.keep(0.02))
    await until(is_shown)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    assert not faults


async def test_of_several_workers_one_writes_and_another_takes_over(gateway: Gateway, shown: Shown) -> None:
    await gateway.paged()
    shown.mine = False
    assert not await shown.table.look()
    assert shown.engine.writes == 0
    shown.mine = True
    assert await shown.table.look()


async def test_beside_stock_workers_the_sweep_writes_it_once(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    engine = FakeEngine()
    await write_table(replace(gateway.runtime, engine=engine))
    assert [row["ref"] for row in engine.shown[OPEN_CASES][1]] == [ref]
