"""Twilio refuses an address of receipts that it cannot reach: the call is asked for once more without it."""

import asyncio
import json
from urllib.parse import parse_qs

import httpx
import pytest

from abhay.adapters.channels.voice.channel import VoiceChannel
from abhay.errors import ChannelRefused
from abhay.settings import VoiceSettings
from tests.unit.voice.test_words import message

GATEWAY = {"name": "t", "preset": "twilio", "url": "http://127.0.0.1:9/Calls.json", "username": "AC1", "password": "p", "sender": "+915555500100"}  # fmt: skip


class Provider(httpx.AsyncBaseTransport):
    """Answers each call with the next of its answers, and keeps what was asked."""

    def __init__(self, *answers: tuple[int, dict[str, object]]) -> None:
        self.answers, self.asked = list(answers), list[dict[str, list[str]]]()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(parse_qs(request.content.decode()))
        status, body = self.answers.pop(0)
        return httpx.Response(status, content=json.dumps(body).encode())


def called(monkeypatch: pytest.MonkeyPatch, provider: Provider) -> str | None:
    monkeypatch.setattr("httpx.AsyncHTTPTransport", lambda **_: provider)
    channel = VoiceChannel(VoiceSettings(gateways=[GATEWAY]), "https://abhay.example")
    return asyncio.run(channel.send(message())).provider_id


def test_the_call_is_made_without_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    provider = Provider((400, {"code": 21609}), (201, {"sid": "CA1"}))
    assert called(monkeypatch, provider) == "CA1"
    first, second = provider.asked
    assert "StatusCallback" in first
    assert not {"StatusCallback", "StatusCallbackEvent"} & second.keys()
    assert {key: value for key, value in first.items() if not key.startswith("StatusCallback")} == second


@pytest.mark.parametrize("answers", [((400, {"code": 21211}),), ((400, {"code": 21609}), (400, {"code": 21609}))])
def test_no_other_refusal_is_asked_again_and_none_twice(monkeypatch: pytest.MonkeyPatch, answers: tuple) -> None:
    provider = Provider(*answers)
    with pytest.raises(ChannelRefused):
        called(monkeypatch, provider)
    assert len(provider.asked) == len(answers)
