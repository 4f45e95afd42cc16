"""A partner sends the same message again: known by its content, and, where the scheme numbers messages, by its number."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook

from abhay.services.runtime import Runtime
from abhay.settings import SourceSettings
from tests.integration.gateway.support import Gateway, alert

KEY = "whsec_" + base64.b64encode(b"a synthetic key of 32 bytes, so!").decode()


@pytest.fixture
def runtime(runtime: Runtime) -> Runtime:
    keys = {name: SourceSettings(secret=SecretStr(KEY)) for name in ("google", "youtube")}
    return replace(runtime, secrets=replace(runtime.secrets, sources={**runtime.secrets.sources, **keys}))


async def send(gateway: Gateway, number: str, body: dict | str, source: str = "google"):
    raw = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    now = datetime.now(UTC)
    headers = {
        "webhook-id": number,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(KEY).sign(number, now, raw),
    }
    return await gateway.client.post(f"/v1/sources/{source}/alerts", content=raw.encode(), headers=headers)


async def test_the_same_number_is_the_same_message_whatever_counter_or_space_differs(gateway: Gateway) -> None:
    body = alert()
    first = await send(gateway, "msg_1", {**body, "sent_at": "2026-11-24T06:00:01Z", "attempt": 1})
    again = await send(gateway, "msg_1", {**body, "sent_at": "2026-11-24T06:05:01Z", "attempt": 2})
    spaced = await send(gateway, "msg_1", json.dumps({**body, "attempt": 3}, indent=4))
    assert (first.status_code, again.status_code, spaced.status_code) == (202, 200, 200)
    assert first.json()["ref"] == again.json()["ref"] == spaced.json()["ref"]


async def test_the_same_content_under_another_number_is_still_the_same_event(gateway: Gateway) -> None:
    body = alert()
    assert (await send(gateway, "msg_1", body)).status_code == 202
    assert (await send(gateway, "msg_2", body)).status_code == 200


async def test_a_number_used_for_anything_new_hides_nothing(gateway: Gateway) -> None:
    """A partner whose numbers repeat breaks the scheme; no alert may be lost for that."""
    body = alert()
    first = await send(gateway, "msg_1", body)
    more = await send(gateway, "msg_1", {**body, "content": {**body["content"], "text": "other words"}})
    other = await send(gateway, "msg_1", alert())
    assert (first.status_code, more.status_code, other.status_code) == (202, 202, 202)
    assert first.json()["ref"] == more.json()["ref"] != other.json()["ref"]


async def test_what_cannot_be_read_whole_is_known_by_its_bytes_alone(gateway: Gateway) -> None:
    body = {**alert(), "severity": ["no", "such", "thing"]}
    assert (await send(gateway, "msg_1", body)).status_code == 202
    assert (await send(gateway, "msg_1", body)).status_code == 200
    assert (await send(gateway, "msg_1", {**body, "attempt": 2})).status_code == 202


async def test_two_sources_may_give_the_same_number(gateway: Gateway) -> None:
    body = alert()
    assert (await send(gateway, "msg_1", body)).status_code == 202
    assert (await send(gateway, "msg_1", body, "youtube")).status_code == 202


async def test_the_same_number_at_the_same_moment_is_one_message(gateway: Gateway) -> None:
    import asyncio

    body = alert()
    answers = await asyncio.gather(*(send(gateway, "msg_1", {**body, "attempt": n}) for n in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 202]
    assert len({answer.json()["ref"] for answer in answers}) == 1


async def test_a_number_that_nobody_signed_means_nothing(gateway: Gateway) -> None:
    """Meta's scheme signs the body alone: a header beside it could be anybody's."""
    gateway.client.headers["webhook-id"] = "msg_1"
    body = alert()
    first = await gateway.webhook({**body, "attempt": 1})
    again = await gateway.webhook({**body, "attempt": 2})
    assert (first.status_code, again.status_code) == (202, 202)
