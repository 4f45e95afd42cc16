"""What holds for every request: bodies are bounded while they stream in, answers are measured and never cached."""

import time
from http import HTTPStatus
from typing import cast

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from abhay.errors import TooLarge
from abhay.gateway.context import Context
from abhay.gateway.pages import PREFIX
from abhay.settings import LimitSettings

_FORM_BYTES = 16 * 1024
"""A PIN and a name are far smaller."""

_ALWAYS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


class BoundedBodies:
    """Refuses a body beyond its address's limit with 413: at once if its length is told, else while it comes in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a bounded `receive`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = _limit(scope["path"], _context(scope).runtime.settings.limits)
        told = Headers(scope=scope).get("content-length", "")
        came = 0

        async def bounded() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > limit or (told.isdecimal() and int(told) > limit):
                raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"{TooLarge()} ({limit} bytes)")
            return message

        await self.app(scope, bounded, send)


def _limit(path: str, limits: LimitSettings) -> int:
    if path.startswith(PREFIX):
        return _FORM_BYTES
    return limits.mail_bytes if path.startswith("/v1/sources/") and path.endswith("/mail") else limits.json_bytes


class Measured:
    """Counts and times every request by its route, and sets the headers that hold for all answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it went; a request that broke counts as 500."""
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
