"""A gateway that a browser can reach: served by uvicorn in a thread, over a database of its own, without an engine."""

import asyncio
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import uvicorn

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.channels.registry import known_channels
from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.processes.ports import free_port
from abhay.entrypoints.gateway.main import create_app
from abhay.security.secretfiles import load_secrets
from abhay.services.runtime import Runtime
from abhay.settings import Settings
from models.enums import Role
from tests.integration.gateway.support import Gateway
from tests.support.databases import TEMPLATE, Server

T = TypeVar("T")


@dataclass
class Served:
    """The gateway at `url`; `run` carries out what a test says to it, in the gateway's own event loop."""

    url: str
    port: int
    runtime: Runtime
    loop: asyncio.AbstractEventLoop
    gateway: Gateway
    server: uvicorn.Server
    serving: "asyncio.Task[None]"

    def run(self, what: Coroutine[Any, Any, T]) -> T:
        """Runs something in the gateway's event loop and returns its result."""
        return asyncio.run_coroutine_threadsafe(what, self.loop).result(120)

    def auth(self, role: Role, unit: str | None = None) -> dict[str, str]:
        """Headers that make a browser a signed-in one."""
        return {"Authorization": f"Bearer {self.run(self.gateway.token(role, unit))}"}

    def stop(self) -> None:
        """Stops the server, as its supervisor would."""
        self.run(_stopped(self.server, self.serving))

    def start(self) -> None:
        """Starts a new server at the same address."""
        self.server, self.serving = self.run(_serving(self.runtime, self.port))


async def _serving(runtime: Runtime, port: int) -> tuple[uvicorn.Server, "asyncio.Task[None]"]:
    config = uvicorn.Config(
        create_app(runtime), host="127.0.0.1", port=port, log_config=None, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    task = asyncio.ensure_future(server._serve())
    while not server.started:
        assert not task.done(), task
        await asyncio.sleep(0.02)
    return server, task


async def _stopped(server: uvicorn.Server, serving: "asyncio.Task[None]") -> None:
    server.should_exit = True
    await serving


@asynccontextmanager
async def _gateway(postgres: Server) -> AsyncIterator[Served]:
    name = await postgres.create(TEMPLATE)
    port = free_port()
    settings = postgres.settings.model_copy(update={"public_url": f"http://127.0.0.1:{port}"})
    assert isinstance(settings, Settings)
    runtime = Runtime(
        settings=settings,
        secrets=load_secrets(settings),
        database_url=postgres.url(name),
        vault=postgres.vault,
        channels={name: FakeChannel(name) for name in known_channels()},
        engine=FakeEngine(),
    )
    server, serving = await _serving(runtime, port)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        gateway = Gateway(server.config.app, client, runtime)  # pyright: ignore[reportArgumentType]
        served = Served(f"http://127.0.0.1:{port}", port, runtime, asyncio.get_running_loop(), gateway, server, serving)
        yield served
        await _stopped(served.server, served.serving)
    await postgres.drop(name)


@contextmanager
def served_gateway(postgres: Server) -> Iterator[Served]:
    """Gives a gateway for a block; its event loop runs in a thread, so that a browser's may run in the test's."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="served gateway", daemon=True)
    thread.start()
    around = _gateway(postgres)
    try:
        yield asyncio.run_coroutine_threadsafe(around.__aenter__(), loop).result(120)
    finally:
        asyncio.run_coroutine_threadsafe(around.__aexit__(None, None, None), loop).result(120)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
