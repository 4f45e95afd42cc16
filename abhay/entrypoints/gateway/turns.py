"""Who may ask our database at the same time, so that a case that is stuck keeps nobody else from it.

Intake has no turns: connections are reserved for it. All other requests share the rest, and those that would
change one case at the same time share a few places: behind a lock, thirty presses of one button would otherwise
take every connection. A request waits for its turn without a connection, and only for a while.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from abhay.adapters.store.db.database import MAX_OVERFLOW, POOL_SIZE
from abhay.entrypoints.gateway import problems

RESERVED = 8
"""Connections of this process that only intake, readiness and what follows commits may use."""

AT_ONCE = POOL_SIZE + MAX_OVERFLOW - RESERVED
"""Requests that may ask our database at the same time, without intake."""

PER_CASE = 4
"""Of them, those that would change one case or come by one link."""

TURN = 3.0
"""Seconds that a request waits for its turn: with a lock's wait after it, 5 s are not exceeded."""

_WITHOUT: Final = ("/v1/sources", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/", "/board/events")
"""How the addresses begin that need no turn."""

_NOTES_A_CALL: Final = ("/v1/alerts", "/new")

_OF_ONE_CASE: Final = {"a": 1, "alerts": 1, "v1/alerts": 2}
"""Addresses below which one case or link is named, and which part of the path names it."""

_SIGNING_IN: Final = "/login"
"""All of it together counts as one case: whoever sends passwords in a flood keeps only other sign-ins waiting."""

_READS: Final = ("GET", "HEAD", "OPTIONS")


class Turns:
    """Lets requests through as places are free; refuses those whose turn does not come, with "try again".

    A read whose client has gone away is ended at once. Whatever is to be written is carried out: who sent an answer
    and lost the network still meant it, and its connection is free within seconds, whatever is locked.
    """

    def __init__(self, app: ASGIApp, *, at_once: int = AT_ONCE, per_case: int = PER_CASE, turn: float = TURN) -> None:
        self.app = app
        self._places = asyncio.Semaphore(at_once)
        self._per_case = per_case
        self._turn = turn
        self._cases: dict[str, asyncio.Semaphore] = {}
        self._asking: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on once it is its turn."""
        if scope["type"] != "http" or needs_no_turn(scope):
            await self.app(scope, receive, send)
            return
        request = _Whole(receive)
        await request.read()
        try:
            async with self._turn_of(scope):
                await self._answer(scope, request, send)
        except _NoTurn:
            await _try_again(scope)(scope, request.receive, send)
        finally:
            request.close()

    @asynccontextmanager
    async def _turn_of(self, scope: Scope) -> AsyncGenerator[None]:
        """Waits for a place of the case and then for one of all. Raises `_NoTurn`."""
        until = asyncio.get_running_loop().time() + self._turn
        async with self._case_of(scope) as case, _place(case, until), _place(self._places, until):
            yield

    @asynccontextmanager
    async def _case_of(self, scope: Scope) -> AsyncGenerator[asyncio.Semaphore | None]:
        """Gives the places of the case that a request would change; None if it changes none."""
        if (name := named_case(scope)) is None:
            yield None
            return
        self._asking[name] += 1
        try:
            yield self._cases.setdefault(name, asyncio.Semaphore(self._per_case))
        finally:
            self._asking[name] -= 1
            if not self._asking[name]:
                del self._asking[name], self._cases[name]

    async def _answer(self, scope: Scope, request: "_Whole", send: Send) -> None:
        if scope["method"] not in _READS:
            await self.app(scope, request.receive, send)
            return
        answering = asyncio.ensure_future(self.app(scope, request.receive, send))
        try:
            await asyncio.wait({answering, request.gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not answering.done():
                answering.cancel()
                await asyncio.wait({answering})
        if answering.cancelled():
            await _try_again(scope)(scope, request.receive, send)  # nobody reads it; the figures do
        else:
            answering.result()


class _NoTurn(Exception):
    """The turn of a request did not come in time."""


class _Whole:
    """A request whose body is read before its turn, so that a slow one takes nobody's place."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._messages: list[Message] = []
        self._wrong: HTTPException | None = None
        self.gone: asyncio.Future[Message]

    async def read(self) -> None:
        """Reads the body, then waits beside for the client's going away; what is wrong with it, the handler is told."""
        more = True
        while more and self._wrong is None:
            try:
                message = await self._receive()
            except HTTPException as error:
                self._wrong = error
            else:
                self._messages.append(message)
                more = message.get("more_body", False)
        self._messages.reverse()
        self.gone = asyncio.ensure_future(self._disconnect())

    async def _disconnect(self) -> Message:
        while self._wrong is None:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                return message
        return {"type": "http.disconnect"}

    async def receive(self) -> Message:
        """Returns the next part of the body, then waits for the client's going away. Raises what is wrong with it."""
        if self._wrong is not None:
            raise self._wrong
        return self._messages.pop() if self._messages else await asyncio.shield(self.gone)

    def close(self) -> None:
        """Waits no longer for the client."""
        self.gone.cancel()


def needs_no_turn(scope: Scope) -> bool:
    """Returns whether a request is intake, asks how the gateway is, or holds no connection of the database."""
    path, method = scope["path"], scope["method"]
    return path.startswith(_WITHOUT) or (path in _NOTES_A_CALL and method == "POST")


def named_case(scope: Scope) -> str | None:
    """Returns the case or link that a request would change, as its path names it; None for a read."""
    parts = scope["path"].strip("/").split("/")
    if scope["method"] in _READS:
        return None
    if scope["path"] == _SIGNING_IN:
        return _SIGNING_IN
    for start, place in _OF_ONE_CASE.items():
        if "/".join(parts[:place]) == start and len(parts) > place:
            return f"{start}/{parts[place] if start == 'a' else parts[place].upper()}"
    return None


@asynccontextmanager
async def _place(places: asyncio.Semaphore | None, until: float) -> AsyncGenerator[None]:
    """Holds one of these places for the block. Raises `_NoTurn` if none is free by then."""
    if places is None:
        yield
        return
    try:
        async with asyncio.timeout_at(until):
            await places.acquire()
    except TimeoutError as error:
        raise _NoTurn from error
    try:
        yield
    finally:
        places.release()


def _try_again(scope: Scope) -> ASGIApp:
    detail = "Too many ask for the same at this moment: nothing was stored, send it again."
    return problems.problem(Request(scope), HTTPStatus.SERVICE_UNAVAILABLE, "busy", detail, problems.RETRY_SOON)
