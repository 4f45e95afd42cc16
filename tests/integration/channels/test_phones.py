"""The telephones that `abhay up` can start: they get texts and calls, show them, and answer."""

import json
from collections.abc import Iterator
from uuid import uuid4

import httpx
import pytest

from abhay.adapters.channels.registry import build_channels
from abhay.entrypoints.cli.run import run
from abhay.entrypoints.cli.system import stand_in
from abhay.settings import Settings, StandInSettings
from abhay.testing.http import HttpStandIn, Reply, in_thread
from abhay.testing.phones import PhonesStandIn
from models.enums import Line
from tests.support.system import until

SECRET = "whsec_c3ludGhldGljLXN0YW5kLWluLXNlY3JldA=="
NUMBER = "+915555500101"


class Ours(HttpStandIn):
    """Our gateway's place: it tells each telephone how its case stands."""

    def reply(self, request):
        return Reply("Acknowledged." if "/v1/replies/" in request.path else "")


@pytest.fixture
def ours() -> Iterator[Ours]:
    with in_thread(Ours()) as standin:
        yield standin


@pytest.fixture
def phones(ours: Ours) -> Iterator[PhonesStandIn]:
    with in_thread(PhonesStandIn(SECRET, f"{ours.url}/v1/replies/stand-in/{SECRET}")) as standin:
        yield standin


@pytest.fixture
def send(phones: PhonesStandIn, ours: Ours, message):
    """Sends a page by a channel as the settings of the stand-ins set it up."""

    async def made(channel: str) -> str:
        settings = Settings(public_url=ours.url, stand_in=StandInSettings(port=int(phones.url.rpartition(":")[2])))
        page = message(id=str(uuid4()), to=NUMBER, line=Line.MOBILE, reply_code="482916")
        await build_channels(settings)[channel].send(page)
        return page.id

    return made


def door(phones: PhonesStandIn, body: dict[str, str] | None = None, secret: str = SECRET) -> httpx.Response:
    method, head = ("GET", "POST")[body is not None], {"Authorization": f"Bearer {secret}"}
    return httpx.request(method, f"{phones.url}/phones", json=body, headers=head, trust_env=False)


def seen(phones: PhonesStandIn) -> list[tuple[str, str, str]]:
    return [(each["number"], each["kind"], each["words"]) for each in door(phones).json()]


async def test_a_text_is_shown_and_reported_and_its_answer_comes_back(phones, ours, send) -> None:
    id_ = await send("sms")
    ((number, kind, words),) = seen(phones)
    assert (number, kind) == (NUMBER, "text")
    assert "1 482916" in words
    until(
        lambda: [r for r in ours.received if r.query.get("message") == id_ and r.query["status"] == "1"],
        5,
        "no receipt",
    )
    assert door(phones, {"number": NUMBER, "text": "1 482916"}).is_success
    until(lambda: (NUMBER, "told", "Acknowledged.") in seen(phones), 5, "the telephone is told nothing")
    (reply,) = [r for r in ours.received if r.path.startswith("/v1/replies")]
    assert (reply.query["from"], reply.query["text"]) == ("915555500101", "1 482916")


async def test_a_call_rings_until_a_key_is_pressed(phones, ours, send) -> None:
    assert door(phones, {"number": NUMBER, "key": "1"}).status_code == 409
    id_ = await send("voice")
    ((number, kind, words),) = seen(phones)
    assert (number, kind) == (NUMBER, "call")
    assert "पुलिस" in words
    until(lambda: door(phones, {"number": NUMBER, "key": "1"}).is_success, 5, "it does not ring")
    events = lambda: [json.loads(r.body) for r in ours.received if r.method == "POST"]  # noqa: E731
    until(lambda: "completed" in [each["status"] for each in events()], 5, "the call does not end")
    assert [(each["status"], each.get("key")) for each in events()] == [
        ("ringing", None), ("answered", None), ("key", "1"), ("completed", None),
    ]  # fmt: skip
    assert {each["id"] for each in events()} == {id_}


async def test_a_call_that_nobody_takes_says_so(phones, ours, send) -> None:
    phones.calls.ring = 0.1
    await send("voice")
    until(lambda: [r for r in ours.received if b"no_answer" in r.body], 5, "the call does not end")
    assert door(phones, {"number": NUMBER, "key": "1"}).status_code == 409


async def test_nobody_else_looks_at_the_telephones(phones, send) -> None:
    await send("sms")
    answer = door(phones, secret="another")
    assert (answer.status_code, answer.text) == (401, "Not yours")


async def test_the_commands_show_the_telephones_and_act_on_them(phones, ours, send, monkeypatch, capsys) -> None:
    def command(*words: str) -> tuple[int, str, str]:
        code = run(["stand-in", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    settings = Settings(stand_in=StandInSettings(port=int(phones.url.rpartition(":")[2])))
    monkeypatch.setattr(stand_in, "get_settings", lambda: settings)
    await send("sms")
    code, out, _ = command("phones", NUMBER)
    assert (code, NUMBER in out, "1 482916" in out) == (0, True, True)
    assert NUMBER not in command("phones", "+915555500999")[1]
    assert command("text", NUMBER, "1 482916")[0] == 0
    until(lambda: "Acknowledged." in command("phones")[1], 5, "the telephone is told nothing")
    code, _, err = command("press", NUMBER, "1")
    assert (code, "does not ring" in err) == (2, True)
    monkeypatch.setattr(stand_in, "get_settings", Settings)
    code, _, err = command("phones")
    assert (code, "ABHAY_STAND_IN__PORT" in err) == (2, True)


async def test_a_text_that_the_desk_does_not_take_is_shown_as_lost(message) -> None:
    with in_thread(PhonesStandIn(SECRET, "http://127.0.0.1:9/v1/replies/stand-in/x")) as phones:
        assert door(phones, {"number": NUMBER, "text": "1 482916"}).is_success
        until(lambda: [kind for _, kind, _ in seen(phones)] == ["sent", "lost"], 5, "it is not shown as lost")
