"""`/`: the open cases, live. The page has every row; from then on the stream sends what changes.

The stream is for our own page alone and no part of the API. It begins with the stamp of every case that its caller
sees, so that the page asks for the rows that it lacks; then it sends rows as they change, and the database's time.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from abhay.adapters.store.directory.names import districts_with_units
from abhay.adapters.store.log.timeline import rfc3339
from abhay.domain.permissions import sees_only
from abhay.domain.values import Identifier, Ref
from abhay.entrypoints.gateway.access import StillThere, allowed_to
from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.screens import static
from abhay.entrypoints.gateway.screens.language import InLanguage
from abhay.entrypoints.gateway.screens.rendering import row, rows, screen
from abhay.errors import AbhayError
from abhay.services.board.live import Changed, Gone, Resync, Tick, Watcher, counts
from models.actors import Act, Actor
from models.enums import Severity, Status

router = APIRouter(include_in_schema=False)

Viewer = Annotated[Actor, Depends(allowed_to(Act.LIST_CASES))]

STREAM_SECONDS = 600.0
"""Length of a stream, give or take a tenth: a gateway that stops waits for none, and proxies see them end in time."""

ASK_AGAIN = 30.0
"""Seconds between two looks whether whoever watches still may."""

RETRY_MS = 1000
_MOST_ROWS = 200


@router.get("/")
async def board(
    context: InContext,
    actor: Viewer,
    lang: InLanguage,
    unit: Identifier | None = None,
    severity: Severity | None = None,
    status: Status | None = None,
) -> HTMLResponse:
    """The board; a filter hides rows in the browser, and never one that is overdue."""
    at, lines = await context.board.lines(actor)
    only = sees_only(actor)
    known = () if only else await districts_with_units(context.database)
    chosen = {"unit": unit or "", "severity": severity or "", "status": status or ""}
    return screen(
        "screens/board.html",
        lang,
        desk=context.runtime.settings.desk,
        actor=actor,
        at=at,
        rows=rows(lines, lang),
        counts=counts(lines, at),
        districts=known,
        chosen=chosen,
        version=static.version(),
    )


@router.get("/board/rows")
async def board_rows(
    context: InContext,
    actor: Viewer,
    lang: InLanguage,
    ref: Annotated[list[Ref] | None, Query(max_length=_MOST_ROWS)] = None,
) -> HTMLResponse:
    """The rows of the board, or of these cases alone; `Abhay-Now` is the database's time."""
    at, lines = await context.board.lines(actor)
    wanted = set(ref) if ref else None
    found = rows([line for line in lines if wanted is None or line.ref in wanted], lang)
    return HTMLResponse(f"<table><tbody>{found}</tbody></table>", headers={"Abhay-Now": rfc3339(at)})


@router.get("/board/alive", status_code=204)
async def board_alive(actor: Viewer) -> Response:  # noqa: ARG001  that there is one is the answer
    """Whether the caller may look at the board; a stream that ended does not say why."""
    return Response(status_code=204)


async def _watching(context: InContext, actor: Viewer) -> AsyncGenerator[Watcher]:
    """Watches until the stream has ended. Holds no connection of the database."""
    with context.metrics.stream():
        async with context.board.watching(actor) as watcher:
            yield watcher


@router.get("/board/events", response_class=EventSourceResponse)
async def board_events(
    context: InContext,
    lang: InLanguage,
    still_there: StillThere,
    watcher: Annotated[Watcher, Depends(_watching)],
) -> AsyncIterator[ServerSentEvent]:
    """What changes on the board, as it changes."""
    loop = asyncio.get_running_loop()
    ends = loop.time() + STREAM_SECONDS * random.uniform(0.9, 1.1)  # noqa: S311  spreads reconnections, hides nothing
    ask_at = loop.time() + ASK_AGAIN
    yield ServerSentEvent(event="snapshot", data=await _snapshot(context, watcher), retry=RETRY_MS)
    while (now := loop.time()) < ends:
        if now >= ask_at:
            if not await _same(still_there, watcher.actor):
                return
            ask_at = now + ASK_AGAIN
        try:
            async with asyncio.timeout_at(min(ends, ask_at)):
                event = await watcher.queue.get()
        except TimeoutError:
            continue
        match event:
            case Changed(line=line):
                yield ServerSentEvent(event="row", raw_data=row(line, lang))
            case Gone(ref=ref):
                yield ServerSentEvent(event="gone", raw_data=ref)
            case Tick(at=at):
                yield ServerSentEvent(event="tick", data={"now": rfc3339(at), "version": static.version()})
            case Resync():
                yield ServerSentEvent(event="resync", data=await _snapshot(context, watcher))


async def _snapshot(context: InContext, watcher: Watcher) -> dict[str, Any]:
    at, lines = await context.board.lines(watcher.actor)
    stamps = {line.ref: str(line.stamp) for line in lines}
    return {"now": rfc3339(at), "version": static.version(), "stamps": stamps}


async def _same(still_there: StillThere, actor: Actor) -> bool:
    """Returns whether the stream's caller is still who they were, with the same rights."""
    try:
        return await still_there() == actor
    except AbhayError:
        return False
