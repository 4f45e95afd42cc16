"""Turns: few for one case, none for intake, and nobody waits for a client that has gone away."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from abhay.entrypoints.gateway import turns
from abhay.entrypoints.gateway.turns import AT_ONCE, PER_CASE, Turns, named_case, needs_no_turn

PATIENCE = 60.0


class Inner:
    """Answers once it is let go; counts who is at work."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.at_work = 0
        self.bodies: list[bytes] = []
        self.cancelled = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.at_work += 1
        try:
            self.bodies.append((await receive()).get("body", b""))
            await self.go.wait()
            await send({"type": "http.response.start", "status": 200, "headers": []})
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.at_work -= 1


@pytest.fixture
def inner(monkeypatch: pytest.MonkeyPatch) -> Inner:
    async def try_again(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 503, "headers": []})

    monkeypatch.setattr(turns, "_try_again", lambda _: try_again)  # the page needs a whole application
    return Inner()


def ask(app: Turns, method: str, path: str, gone: asyncio.Event | None = None) -> "asyncio.Task[int]":
    """One request; its status, 0 without an answer. `gone`: the client goes away."""
    messages: list[Message] = [{"type": "http.request", "body": b"b", "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await (gone or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def whole() -> int:
        status = 0

        async def send(message: Message) -> None:
            nonlocal status
            status = message["status"]

        await app({"type": "http", "method": method, "path": path}, receive, send)
        return status

    return asyncio.create_task(whole())


async def until(what: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not what():  # noqa: ASYNC110  nothing signals
            await asyncio.sleep(0)


async def every(asking: list["asyncio.Task[int]"]) -> list[int]:
    waiting: Awaitable[list[int]] = asyncio.gather(*asking)
    return await asyncio.wait_for(waiting, PATIENCE)


async def test_one_case_has_few_places_and_others_go_past_it(inner: Inner) -> None:
    app = Turns(inner, turn=0.05)
    presses = [ask(app, "POST", "/a/one-token/milestone") for _ in range(30)]
    await until(lambda: inner.at_work == PER_CASE)
    others = [ask(app, "POST", "/v1/alerts/RJ-2026-000001/closure"), ask(app, "POST", "/v1/sources/meta/alerts")]
    await until(lambda: inner.at_work == PER_CASE + len(others))
    await until(lambda: sum(press.done() for press in presses) == 30 - PER_CASE)
    inner.go.set()
    assert sorted(await every(presses)) == [200] * PER_CASE + [503] * (30 - PER_CASE)
    assert await every(others) == [200, 200]
    assert not app._cases, "a case is remembered for ever"


async def test_all_together_leave_connections_to_intake(inner: Inner) -> None:
    app = Turns(inner, turn=0.05)
    busy = [ask(app, "GET", f"/v1/alerts/RJ-2026-{number:06d}") for number in range(AT_ONCE + 5)]
    await until(lambda: sum(each.done() for each in busy) == 5)
    alerts = [ask(app, "POST", path) for path in ("/v1/alerts", "/v1/sources/meta/alerts", "/v1/sources/x/mail")]
    await until(lambda: inner.at_work == AT_ONCE + len(alerts))
    inner.go.set()
    assert await every(alerts) == [200] * len(alerts)
    assert sorted(await every(busy)) == [200] * AT_ONCE + [503] * 5


async def test_a_turn_comes_when_a_place_is_free_again(inner: Inner) -> None:
    app = Turns(inner, turn=PATIENCE)
    presses = [ask(app, "POST", "/a/one-token") for _ in range(3 * PER_CASE)]
    await until(lambda: inner.at_work == PER_CASE)
    inner.go.set()
    assert await every(presses) == [200] * 3 * PER_CASE
    assert inner.bodies == [b"b"] * 3 * PER_CASE


async def test_a_read_ends_with_its_client_and_a_write_does_not(inner: Inner) -> None:
    app, gone = Turns(inner), asyncio.Event()
    read, write = ask(app, "GET", "/a/one-token", gone), ask(app, "POST", "/a/one-token", gone)
    await until(lambda: inner.at_work == 2)
    gone.set()
    assert await asyncio.wait_for(read, PATIENCE) == 503
    assert (inner.cancelled, inner.at_work) == (1, 1)
    inner.go.set()
    assert await asyncio.wait_for(write, PATIENCE) == 200


@pytest.mark.parametrize(
    ("method", "path", "case"),
    [
        ("POST", "/a/TOKEN", "a/TOKEN"),
        ("POST", "/a/TOKEN/closure", "a/TOKEN"),
        ("POST", "/v1/alerts/rj-2026-000001/acknowledgement", "v1/alerts/RJ-2026-000001"),
        ("POST", "/v1/alerts/RJ-2026-000001/merge", "v1/alerts/RJ-2026-000001"),
        ("GET", "/a/TOKEN", None),
        ("PUT", "/v1/policy", None),
        ("POST", "/", None),
    ],
)
def test_the_case_is_named_by_the_path(method: str, path: str, case: str | None) -> None:
    assert named_case({"method": method, "path": path}) == case


@pytest.mark.parametrize(
    ("method", "path", "free"),
    [
        ("POST", "/v1/alerts", True),
        ("POST", "/v1/sources/meta/alerts", True),
        ("GET", "/readyz", True),
        ("GET", "/v1/alerts", False),
        ("POST", "/v1/alerts/RJ-2026-000001/closure", False),
        ("GET", "/a/TOKEN", False),
    ],
)
def test_intake_and_health_need_no_turn(method: str, path: str, free: bool) -> None:
    assert needs_no_turn({"method": method, "path": path}) is free
