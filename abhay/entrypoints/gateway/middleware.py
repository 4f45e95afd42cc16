"""What holds for every request: bodies are bounded while they stream in, answers are measured and never cached."""

import asyncio
import time
from http import HTTPStatus
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from abhay.entrypoints.gateway.context import Context
from abhay.entrypoints.gateway.pages import is_page_path
from abhay.errors import TooLarge
from abhay.settings import LimitSettings

_FORM_BYTES = 16 * 1024
"""A PIN and a name are far smaller."""

_SCREEN_BYTES = 64 * 1024
"""Forms of people who sign in: a policy is the longest, with 10 kB."""

BODY_SECONDS = 30.0
"""From the request until its body is whole: 1 MiB in this time is 35 kB/s."""

_CALLBACKS = ("/v1/receipts/", "/v1/replies/", "/v1/calls/", "/push/")
_CALLBACK_BYTES = 64 * 1024
"""Twenty receipts are 10 kB."""

_BATCHED = ("/v1/receipts/whatsapp", "/v1/replies/whatsapp")
"""Meta brings up to a thousand receipts in one call, and what is refused it brings again for a week."""

_CLOSE = {"connection": "close"}
"""Whoever goes on sending after the answer does not keep the connection by it."""

_ALWAYS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class BoundedBodies:
    """Refuses a body beyond its address's limit with 413, at once if its length is told, and a slow one with 408."""

    def __init__(self, app: ASGIApp, *, body_seconds: float = BODY_SECONDS) -> None:
        self.app = app
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on with a bounded `receive`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = _limit(scope["path"], _context(scope).runtime.settings.limits)
        told = Headers(scope=scope).get("content-length", "")
        came, whole, deadline = 0, False, asyncio.get_running_loop().time() + self._body_seconds

        async def bounded() -> Message:
            nonlocal came, whole
            # Once the body is whole, the next message is the client's going away: it may take as long as it likes.
            message = await receive() if whole else await _by(deadline, receive)
            whole = not message.get("more_body", False)
            came += len(message.get("body", b""))
            if came > limit or (told.isdecimal() and int(told) > limit):
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{TooLarge()} ({limit} bytes)", _CLOSE)
            return message

        await self.app(scope, bounded, send)


async def _by(deadline: float, receive: Receive) -> Message:
    """Returns the next part of the body. Raises `HTTPException` (408) if it does not come by then."""
    try:
        async with asyncio.timeout_at(deadline):
            return await receive()
    except TimeoutError as error:
        said = "The body did not come in time: send it again."
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, said, _CLOSE) from error


def _limit(path: str, limits: LimitSettings) -> int:
    if is_page_path(path):
        return _FORM_BYTES
    if path.startswith(_CALLBACKS) and path not in _BATCHED:
        return _CALLBACK_BYTES
    if not path.startswith("/v1/"):
        return _SCREEN_BYTES
    return limits.mail_bytes if path.startswith("/v1/sources/") and path.endswith("/mail") else limits.json_bytes


class Measured:
    """Counts and times every request by its route, and sets the headers that hold for all answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and notes how it went; a request that broke counts as 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), int(HTTPStatus.INTERNAL_SERVER_ERROR)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            _context(scope).metrics.request(scope["method"], route, status, time.perf_counter() - began)


def _context(scope: Scope) -> Context:
    return cast("Context", scope["app"].state.context)
