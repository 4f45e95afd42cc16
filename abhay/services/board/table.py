"""The open cases as a table in Prefect's UI, for whoever works there: ids, rungs and posts, and no person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Final
from uuid import UUID

from abhay import clock
from abhay.adapters.engine.addresses import OPEN_CASES
from abhay.adapters.engine.base import Engine
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.log.living import speaker_of
from abhay.errors import AbhayError
from abhay.repeated import Repeated
from abhay.services.board.lines import Line
from abhay.services.board.live import Board
from abhay.services.cases.timeline import case_page
from abhay.services.runtime import Runtime
from abhay.settings import Settings
from models.actors import ActorRole, form

_LOG = logging.getLogger(__name__)
_REPEATED = Repeated(_LOG)

EVERY = 30.0
"""Seconds between two looks: the table is written no oftener, and only if a line differs."""

MOST_LINES = 200
"""Most lines of the table, the most urgent; the description says how many are open."""

_READER: Final = form(OPEN_CASES, ActorRole.OPERATOR)

Row = dict[str, str]


async def always() -> bool:
    """Returns that it is this one's turn."""
    return True


async def keep_table(runtime: Runtime, id_: UUID) -> None:
    """Keeps the table until cancelled; `id_` is this worker's: of several one writes."""

    async def is_mine() -> bool:
        return await speaker_of(runtime.database, "worker") in (None, id_)

    await _table(runtime, is_mine).keep()


async def write_table(runtime: Runtime) -> None:
    """Writes the table once, where no worker of ours keeps it. Raises `OrchestrationUnavailable`."""
    await _table(runtime).look()


def _table(runtime: Runtime, is_mine: Callable[[], Awaitable[bool]] = always) -> "OpenCasesTable":
    return OpenCasesTable(Board(runtime.database), runtime.engine, runtime.settings, is_mine)


class OpenCasesTable:
    """Writes the table where it differs from what was written last.

    Where several keep it, `is_mine` returns whether it is this one's turn.
    """

    def __init__(
        self, board: Board, engine: Engine, settings: Settings, is_mine: Callable[[], Awaitable[bool]]
    ) -> None:
        self._board = board
        self._engine = engine
        self._address = f"{settings.base_url}/"
        self._case_page = partial(case_page, settings)
        self._is_mine = is_mine
        self._written: list[Row] | None = None

    async def keep(self, every: float = EVERY) -> None:
        """Looks until cancelled; what cannot be read or written now is tried again next time."""
        while True:
            try:
                await self.look()
            except (AbhayError, *UNREACHABLE) as error:
                _REPEATED.warn("the table of the open cases cannot be kept in Prefect", type(error).__name__)
            except Exception:  # noqa: BLE001  a table for people must not end the worker that carries the cases
                _LOG.exception("the table of the open cases could not be kept in Prefect")
            await asyncio.sleep(every)

    async def look(self) -> bool:
        """Looks once; returns whether the table was written."""
        if not await self._is_mine():
            self._written = None
            return False
        at, lines = await self._board.lines(_READER)
        rows = [self._row(line, at) for line in lines[:MOST_LINES]]
        if rows == self._written:
            return False
        await self._engine.show_table(OPEN_CASES, self._about(at, len(lines)), rows)
        self._written = rows
        return True

    def _about(self, at: datetime, number: int) -> str:
        more = f", the {MOST_LINES} most urgent of them" if number > MOST_LINES else ""
        said = f"{number} open case{'s' * (number > 1)}{more}" if number else "No case is open"
        return f"{said}, as of {clock.ist_seconds(at)} IST. Live: {self._address}"

    def _row(self, line: Line, at: datetime) -> Row:
        """Returns a line; Prefect's UI renders its cells as markdown."""
        late = line.due_at is not None and line.due_at < at
        return {
            "ref": line.ref,
            "unit": ", ".join(line.units) or "desk",
            "severity": line.severity.value + (" (drill)" if line.drill else ""),
            "rung": line.rung or "none yet",
            "due (IST)": clock.ist_seconds(line.due_at),
            "overdue": "OVERDUE" if late else "",
            "who has it": _holder(line),
            "page": f"[open]({self._case_page(line.ref)})",
        }


def _holder(line: Line) -> str:
    """Returns the post and unit that took the case, never the name of who did."""
    if line.holder is None:
        return "nobody"
    who = line.holder.post.en if line.holder.post else "taken by name: see the case"
    return f"{who}, {line.holder.since.en}"
