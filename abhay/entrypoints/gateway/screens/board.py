"""`/`: the open cases, live. The page has every row; from then on the stream sends what changes.

The stream is for our own page alone and no part of the API. It begins with the stamp of every case that its caller
sees, so that the page asks for the rows that it lacks; then it sends rows as they change, and the database's time.
"""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from abhay import clock
from abhay.adapters.gazetteer.district_map import district_map
from abhay.adapters.store.directory.names import districts_with_units
from abhay.adapters.store.log.timeline import rfc3339
from abhay.domain.permissions import may, sees_only
from abhay.domain.reports.waits import Summary
from abhay.domain.values import Ref, Words
from abhay.entrypoints.gateway.access import StillThere, allowed_to
from abhay.entrypoints.gateway.context import Context, InContext
from abhay.entrypoints.gateway.routers.browsers import BrowserForm
from abhay.entrypoints.gateway.screens import static
from abhay.entrypoints.gateway.screens.asking import View, viewer_for
from abhay.entrypoints.gateway.screens.cookies import Lang, language_of
from abhay.entrypoints.gateway.screens.rendering import fragment, show
from abhay.errors import AbhayError
from abhay.services.board.areas import areas, waits_shown
from abhay.services.board.lines import Line
from abhay.services.board.live import Changed, Gone, Resync, Tick, Watcher
from abhay.services.push.subscribing import offer, subscribe_signed_in
from abhay.wording.screens import board as said
from abhay.wording.screens import health, new_case
from models.actors import Act, Actor

router = APIRouter(include_in_schema=False)

Viewer = Annotated[Actor, Depends(allowed_to(Act.LIST_CASES))]

STREAM_SECONDS = 600.0
"""Length of a stream, give or take a tenth: a gateway that stops waits for none, and proxies see them end in time."""

ASK_AGAIN = 30.0
"""Seconds between two looks whether whoever watches still may."""

MAY_SUBSCRIBE = Act.ACKNOWLEDGE
"""Whoever may take a case may be told of one in their browser; a display, an admin and an auditor may not."""

RETRY_MS = 1000
_MOST_ROWS = 200


async def _language(request: Request) -> Lang:
    return language_of(request)


InLanguage = Annotated[Lang, Depends(_language)]


@router.get("/")
async def board(
    view: Annotated[View, Depends(viewer_for(Act.LIST_CASES))],
    unit: Words = "",
    district: Words = "",
    severity: Words = "",
    status: Words = "",
) -> HTMLResponse:
    """The board; a filter hides rows in the browser, and never one that is overdue."""
    context = view.context
    at, lines = await context.board.lines(view.actor)
    districts = await districts_with_units(context.database)
    return show(
        view,
        "board.html",
        said=said,
        may_note=may(view.actor, Act.NOTE_CALL).allowed,
        new_call=new_case.TITLE,
        now=rfc3339(at),
        rows=_rows(lines, view.lang),
        districts=() if sees_only(view.actor) else districts,
        push=offer(context.runtime) if may(view.actor, MAY_SUBSCRIBE).allowed else None,
        areas={each.id: each for each in areas(districts, lines, _waits(context, view.actor))},
        map=district_map(),
        health=health,
        parts=_parts(context, view.lang),
        chosen={"unit": unit, "district": district, "severity": severity, "status": status},
    )


def _waits(context: Context, actor: Actor) -> Mapping[str, Summary]:
    """Returns the time to acknowledge by district; a unit is told that of no other."""
    return {} if sees_only(actor) else context.waits.now()


def _parts(context: Context, lang: Lang) -> str:
    """Returns the line that says how the parts stand."""
    return fragment("parts.html", lang, parts=context.parts.now(), health=health)


class _Rarely:
    """What a stream was told last of what changes rarely: how the parts stand, and the districts' times."""

    def __init__(self) -> None:
        self._parts = ""
        self._waits: dict[str, tuple[str, int]] | None = None

    def news(self, context: Context, lang: Lang, actor: Actor) -> Iterator[ServerSentEvent]:
        """Yields what is otherwise by now."""
        if (parts := _parts(context, lang)) != self._parts:
            self._parts = parts
            yield ServerSentEvent(event="parts", raw_data=parts)
        if (waits := waits_shown(_waits(context, actor))) != self._waits:
            self._waits = waits
            yield ServerSentEvent(event="waits", data=waits)


def _row(line: Line, lang: Lang) -> str:
    """Returns the row of a case, rendered once for each language that anybody reads."""
    if lang not in line.rendered:
        line.rendered[lang] = fragment("row.html", lang, line=line, said=said, rfc3339=rfc3339, hours=_hours)
    return line.rendered[lang]


def _rows(lines: Iterable[Line], lang: Lang) -> str:
    return "\n".join(_row(line, lang) for line in lines)


def _hours(moment: datetime) -> str:
    return clock.in_ist(moment).format("HH:mm")


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
    found = _rows([line for line in lines if wanted is None or line.ref in wanted], lang)
    return HTMLResponse(f"<table><tbody>{found}</tbody></table>", headers={"Abhay-Now": rfc3339(at)})


@router.get("/board/alive", status_code=204)
async def board_alive(actor: Viewer) -> Response:  # noqa: ARG001  that there is one is the answer
    """Whether the caller may look at the board; a stream that ended does not say why."""
    return Response(status_code=204)


@router.post("/board/push", status_code=204)
async def subscribe(
    view: Annotated[View, Depends(viewer_for(MAY_SUBSCRIBE))], form: Annotated[BrowserForm, Form()]
) -> Response:
    """The browser that shows the board takes pushes, beside the messages to its person's unit or to the desk."""
    await subscribe_signed_in(view.context.runtime, form.browser(), view.actor)
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
    rarely = _Rarely()
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
                yield ServerSentEvent(event="row", raw_data=_row(line, lang))
            case Gone(ref=ref):
                yield ServerSentEvent(event="gone", raw_data=ref)
            case Tick(at=at):
                yield ServerSentEvent(event="tick", data={"now": rfc3339(at), "version": static.version()})
                for news in rarely.news(context, lang, watcher.actor):
                    yield news
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
