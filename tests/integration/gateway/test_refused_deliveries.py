"""Refused deliveries are counted by source and reason, and told to the desk: once, and when it is over."""

import asyncio
import json
import logging
from dataclasses import replace

import httpx
import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.store.intake.refusals import count_refusals
from abhay.services.messages.notices import DeskNotifier
from abhay.services.monitoring.deliveries import DeliveryMonitor
from abhay.services.runtime import Runtime
from abhay.settings import LimitSettings
from models.tables import RefusedDelivery
from tests.integration.gateway.support import Gateway, alert
from tests.support import reading

PERSON = {"text": "nobody would miss me"}


@pytest.fixture
def limits() -> LimitSettings:
    return LimitSettings(json_bytes=4000)


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel("outbox")


@pytest.fixture
def runtime(runtime: Runtime, channel: FakeChannel) -> Runtime:
    return replace(runtime, channels={"outbox": channel})


@pytest.fixture
async def monitor(runtime: Runtime) -> DeliveryMonitor:
    desk = DeskNotifier(runtime)
    await desk.refresh()
    return DeliveryMonitor(runtime, desk)


async def refused(gateway: Gateway, times: int = 1) -> list[httpx.Response]:
    answers = [await gateway.webhook(json.dumps(PERSON).encode(), "sha256=00") for _ in range(times)]
    await gateway.settled()
    return answers


async def stored(gateway: Gateway) -> dict[str, dict[str, int]]:
    return {row.source: row.reasons for row in await reading.rows(gateway.database, RefusedDelivery)}


async def test_the_partner_reads_one_text_and_we_count_by_reason(gateway: Gateway) -> None:
    wrong = await gateway.webhook(alert(), "sha256=00")
    without = await gateway.client.post("/v1/sources/meta/alerts", content=b"{}")
    no_key = await gateway.client.post("/v1/sources/youtube/alerts", content=b"{}")
    large = await gateway.webhook(b" " * 5000)
    unknown = await gateway.client.post("/v1/sources/nobody/alerts", content=b" " * 5000)
    await gateway.settled()
    assert wrong.status_code == without.status_code == no_key.status_code == 401
    assert wrong.json() == without.json() == no_key.json()
    assert (large.status_code, unknown.status_code) == (413, 413)
    counted = await stored(gateway)
    assert counted["meta"] == {"wrong_signature": 1, "missing_headers": 1, "too_large": 1}
    assert counted.keys() == {"meta", "youtube"}
    figures = (await gateway.client.get("/metrics")).text
    assert 'abhay_intake_refused_total{reason="wrong_signature",source="meta"} 1.0' in figures
    assert 'abhay_intake_refused_total{reason="too_large",source="meta"} 1.0' in figures


async def test_the_log_says_why_and_when_once_a_minute_and_no_values(
    gateway: Gateway, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING, "abhay.services.intake.refusals"):
        await refused(gateway, 20)
    [line] = [record.getMessage() for record in caplog.records if "refused" in record.getMessage()]
    assert "meta" in line
    assert "wrong_signature" in line
    assert "IST" in line
    assert "nobody would miss me" not in caplog.text


async def test_the_desk_hears_of_three_once_and_of_the_end(
    gateway: Gateway, monitor: DeliveryMonitor, channel: FakeChannel
) -> None:
    await refused(gateway, 2)
    await monitor.look()
    assert not channel.arrived
    await refused(gateway)
    await monitor.look()
    await refused(gateway, 5)
    await monitor.look()
    told = len(channel.arrived)
    assert told == len({message.to for message in channel.arrived}) > 0
    assert "3 ×" in channel.arrived[0].body
    assert "meta" in channel.arrived[0].subject
    assert "nobody would miss me" not in channel.arrived[0].body
    await gateway.raise_alert()
    await monitor.look()
    await monitor.look()
    assert len(channel.arrived) == 2 * told
    assert "well again" in channel.arrived[-1].subject


async def test_several_gateways_count_together_and_several_watchers_tell_once(
    gateway: Gateway, runtime: Runtime, monitor: DeliveryMonitor, channel: FakeChannel
) -> None:
    another = DeskNotifier(runtime)
    await another.refresh()
    await asyncio.gather(*(count_refusals(gateway.database, {"google": {"no_key": 1}}) for _ in range(4)))
    assert await stored(gateway) == {"google": {"no_key": 4}}
    await asyncio.gather(monitor.look(), DeliveryMonitor(runtime, another).look())
    assert len(channel.arrived) == len({message.to for message in channel.arrived})


async def test_a_notice_that_no_channel_took_is_tried_again(
    gateway: Gateway, runtime: Runtime, channel: FakeChannel
) -> None:
    await refused(gateway, 3)
    nobody = DeskNotifier(runtime)  # it has read no contact point yet
    await DeliveryMonitor(runtime, nobody).look()
    assert not channel.arrived
    await nobody.refresh()
    await DeliveryMonitor(runtime, nobody).look()
    assert channel.arrived
