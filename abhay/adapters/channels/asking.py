"""Asks one gateway over HTTP, in bounded time and without a redirect, a proxy or a log line."""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx

LONGEST_BODY: Final = 64 * 1024
"""Bytes of an answer that are read."""

_MOST_CONNECTING: Final = 3.0
"""Seconds to connect: a dead host must leave time for the next gateway."""


@dataclass(frozen=True)
class Shaped:
    """One request, ready to be sent."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """An HTTP answer: its status, and the beginning of its body as text."""

    status: int
    body: str


@dataclass(frozen=True)
class NoAnswer:
    """No whole answer came. `left`: the message was given before, so that it may have been taken."""

    left: bool
    what: str


async def ask(request: Shaped, tls: ssl.SSLContext, seconds: float) -> Answer | NoAnswer:
    """Returns the answer to one request, or how it failed, within `seconds`.

    The bare transport is used, because httpx's client logs addresses, which hold numbers and texts.
    """
    progress = _Progress(request.method)
    timeout = httpx.Timeout(seconds, connect=min(seconds, _MOST_CONNECTING))
    try:
        outgoing = httpx.Request(
            request.method,
            request.url,
            headers={"User-Agent": "abhay", "Accept-Encoding": "identity", **request.headers},
            content=request.body or None,
            extensions={"timeout": timeout.as_dict(), "trace": progress},
        )
        async with asyncio.timeout(seconds), httpx.AsyncHTTPTransport(verify=tls) as transport:
            return await _read(await transport.handle_async_request(outgoing))
    except (httpx.TransportError, httpx.InvalidURL, TimeoutError) as broken:
        return NoAnswer(progress.left, type(broken).__name__)


async def _read(response: httpx.Response) -> Answer:
    """Returns the answer with no more of its body than is read by anybody."""
    body = b""
    try:
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > LONGEST_BODY:
                break
    finally:
        await response.aclose()
    return Answer(response.status_code, body[:LONGEST_BODY].decode("utf-8", "replace"))


class _Progress:
    """Follows httpx's trace events, to know whether the message has begun to leave: with GET it stands in the head."""

    def __init__(self, method: str) -> None:
        self._leaves_with = "send_request_headers.started" if method == "GET" else "send_request_body.started"
        self.left = False

    async def __call__(self, event: str, _info: Mapping[str, Any]) -> None:
        if event.endswith(self._leaves_with):
            self.left = True
