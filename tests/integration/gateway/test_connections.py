"""What one connection may cost the gateway, over real sockets: what does not end is ended."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from abhay.adapters.processes.ports import free_port
from abhay.entrypoints.gateway.connections import BoundedConnection
from abhay.entrypoints.gateway.middleware import BoundedBodies
from abhay.settings import LimitSettings

WITHIN = 30.0
"""Seconds in which a connection that is to be closed is closed, on any machine."""

WHOLE = b"GET /v1/ok HTTP/1.1\r\nhost: abhay.example\r\n\r\n"


class Quick(BoundedConnection):
    """Waits a fifth of a second for a head."""

    head_seconds = 0.2


async def read_all(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@asynccontextmanager
async def served() -> AsyncGenerator[int]:
    app = Starlette(
        routes=[Route("/v1/ok", read_all, methods=["GET", "POST"])],
        middleware=[Middleware(BoundedBodies, body_seconds=0.2)],
    )
    app.state.context = SimpleNamespace(runtime=SimpleNamespace(settings=SimpleNamespace(limits=LimitSettings())))
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, http=Quick, lifespan="off", log_level="critical"))
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  uvicorn has no event for it
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = True
        await serving


async def answer(port: int, *parts: bytes) -> bytes:
    """All that comes back until the other side closes; the parts are sent one after the other."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(WITHIN):
            return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()


@pytest.mark.parametrize("head", [b"", b"GET /v1/ok HTTP/1.1\r\nhost: abh"], ids=["nothing", "half a head"])
async def test_a_head_that_does_not_come_is_not_waited_for(head: bytes) -> None:
    async with served() as port:
        assert await answer(port, head) == b""


async def test_half_a_second_request_is_not_waited_for_either() -> None:
    async with served() as port:
        assert (await answer(port, WHOLE, b"GET /v1/ok HT")).startswith(b"HTTP/1.1 200")


async def test_a_head_without_an_end_is_refused_after_64_kb() -> None:
    async with served() as port:
        said = await answer(port, b"GET /v1/ok HTTP/1.1\r\nx: ", *[b"a" * 16_384] * 5)
        assert said == b"" or said.startswith(b"HTTP/1.1 400")


async def test_a_body_that_does_not_come_is_answered_408_and_the_connection_closed() -> None:
    async with served() as port:
        said = await answer(port, b"POST /v1/ok HTTP/1.1\r\nhost: a.example\r\ncontent-length: 10\r\n\r\nhalf")
        assert said.startswith(b"HTTP/1.1 408")
        assert b"connection: close" in said


async def test_a_connection_that_is_used_stays_open() -> None:
    """Longer than a head may take: three requests, with a pause before each."""
    async with served() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(3):
            writer.write(WHOLE)
            assert (await reader.readuntil(b"\r\n\r\n0")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(Quick.head_seconds * 2)  # what is tested is this time itself
        writer.close()
