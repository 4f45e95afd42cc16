"""An HTTP/1.1 server with every fault that a provider can have; it keeps each request byte for byte."""

import asyncio
import ssl
import threading
import time
from collections.abc import Callable, Coroutine, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final, Self, TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

_HANG: Final = 60.0


class Hang(StrEnum):
    """Where an answer stops for a minute: before its head, after its head, or in the middle of its body."""

    BEFORE_HEAD = "before head"
    AFTER_HEAD = "after head"
    MID_BODY = "mid body"


@dataclass(frozen=True)
class Knobs:
    """How a stand-in misbehaves. `status` and `body` replace those of the provider; seconds are before the answer.

    `breaks`: it takes the request and closes the connection. `takes` is whether a request that is answered otherwise
    was taken all the same. `cut`: half of the body comes, under the length of the whole.
    """

    seconds: float = 0.0
    hang: Hang | None = None
    status: int | None = None
    body: str | None = None
    content_type: str | None = None
    charset: str = "utf-8"
    breaks: bool = False
    takes: bool = True
    cut: bool = False
    chunked: bool = False


HTML: Final = Knobs(body="<html><body>Service</body></html>", content_type="text/html", takes=False)


@dataclass(frozen=True)
class Received:
    """One request as it arrived: `raw` is every byte of it, `at` the monotonic time of its last one."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes
    raw: bytes
    at: float

    @property
    def path(self) -> str:
        """The path without the query, percent-decoded."""
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        """The query's fields, decoded once; the last of a name counts."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form body, decoded once."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))

    @property
    def is_form(self) -> bool:
        """Whether the body says that it is a form."""
        return self.headers.get("content-type", "").startswith("application/x-www-form-urlencoded")


@dataclass(frozen=True)
class Reply:
    """What a provider answers when nothing is wrong."""

    body: str = ""
    status: int = 200
    content_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


T = TypeVar("T")


class HttpStandIn:
    """Listens on loopback, on a free port unless one is given. A subclass says in `reply` what the provider answers.

    `knobs` are those of every request; `next_knobs` are used up first, one for each request.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None, port: int = 0) -> None:
        self.received: list[Received] = []
        self.knobs = Knobs()
        self.next_knobs: list[Knobs] = []
        self._tls = tls
        self._port = port
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The beginning of its addresses, without a slash at the end."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def start(self) -> None:
        """Begins to listen; after `stop` on the same port as before."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, ssl=self._tls, backlog=512)
        self._port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stops listening, so that connections are refused, and breaks those that hang."""
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def reply(self, request: Received) -> Reply:
        """Returns what the provider answers; by default an empty 200."""
        del request
        return Reply()

    def knobs_of(self, request: Received) -> Knobs:
        """Returns how this request is treated: the next planned knobs, else the general ones."""
        del request
        return self.next_knobs.pop(0) if self.next_knobs else self.knobs

    async def after(self, request: Received) -> None:
        """Does what follows an answer, such as receipts."""

    async def before(self, request: Received) -> None:
        """Does what a provider does before it answers, such as a receipt that comes too early."""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            request = await read_request(reader)
            if request is not None:
                await self._handle(request, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            return
        finally:
            writer.transport.abort() if writer.transport.is_closing() else writer.close()
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()

    async def _handle(self, request: Received, writer: asyncio.StreamWriter) -> None:
        self.received.append(request)
        knobs = self.knobs_of(request)
        reply = self.reply(request) if knobs.takes else Reply()
        await self.before(request)
        await asyncio.sleep(knobs.seconds + (_HANG if knobs.hang is Hang.BEFORE_HEAD else 0))
        if knobs.breaks:
            writer.transport.abort()
            return
        await write_reply(writer, _changed(reply, knobs), knobs)
        await self.after(request)


def _changed(reply: Reply, knobs: Knobs) -> Reply:
    return replace(
        reply,
        status=knobs.status or reply.status,
        body=reply.body if knobs.body is None else knobs.body,
        content_type=knobs.content_type or reply.content_type,
    )


async def read_request(reader: asyncio.StreamReader) -> Received | None:
    """Returns one request, None where the connection ended before it."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return None
    line, *rest = head.decode("latin-1").split("\r\n")
    method, target, _ = line.split(" ", 2)
    pairs = (each.partition(":") for each in rest if each)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    length = int(headers.get("content-length", "0"))
    body = await reader.readexactly(length) if length else b""
    return Received(method, target, headers, body, head + body, time.monotonic())


async def write_reply(writer: asyncio.StreamWriter, reply: Reply, knobs: Knobs) -> None:
    """Writes an answer as the knobs want it."""
    body = reply.body.encode(knobs.charset, "replace")
    framing = "Transfer-Encoding: chunked" if knobs.chunked else f"Content-Length: {len(body)}"
    own = "".join(f"{name}: {value}\r\n" for name, value in reply.headers.items())
    kind = f"Content-Type: {reply.content_type}; charset={knobs.charset}\r\n"
    writer.write(f"HTTP/1.1 {reply.status} -\r\n{kind}{own}{framing}\r\nConnection: close\r\n\r\n".encode())
    await writer.drain()
    for number, piece in enumerate(_pieces(body, knobs)):
        if knobs.hang is Hang.AFTER_HEAD or (knobs.hang is Hang.MID_BODY and number):
            await asyncio.sleep(_HANG)
        writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" if knobs.chunked else piece)
        await writer.drain()
    if knobs.chunked and not knobs.cut:
        writer.write(b"0\r\n\r\n")
        await writer.drain()


def _pieces(body: bytes, knobs: Knobs) -> Sequence[bytes]:
    half = max(1, len(body) // 2)
    if knobs.cut:
        return [body[:half]]
    if knobs.hang is Hang.MID_BODY or knobs.chunked:
        return [piece for piece in (body[:half], body[half:]) if piece]
    return [body]


class InThread:
    """A loop of its own in a thread, for tests that have several loops or none."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, make: Callable[[], Coroutine[object, object, T]]) -> T:
        """Runs a coroutine to its end, and returns its result."""
        return asyncio.run_coroutine_threadsafe(make(), self._loop).result(30)

    def close(self) -> None:
        """Ends the loop and its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()


S = TypeVar("S", bound=HttpStandIn)


@contextmanager
def in_thread(standin: S) -> Generator[S]:
    """Serves a stand-in from a thread for as long as the block lasts."""
    thread = InThread()
    thread.run(standin.start)
    try:
        yield standin
    finally:
        thread.run(standin.stop)
        thread.close()
