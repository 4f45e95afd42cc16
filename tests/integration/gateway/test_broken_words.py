"""A message whose words or facts are broken goes out in a short form, and the desk hears of it once."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from abhay.adapters.channels.fake import FakeChannel
from abhay.domain.messages.delivery import RESEND_AFTER
from abhay.services.messages.delivery import Delivery, deliver
from models.enums import Reason
from models.payloads import OutgoingMessage
from tests.integration.gateway.support import Gateway
from tests.support.cases import column, move_clock

BROKEN_ROUTE = "UPDATE alert SET route = CAST(:route AS jsonb) WHERE ref = :ref RETURNING 1"


async def send_all(gateway: Gateway, ref: str, **broken: Any) -> list[OutgoingMessage]:
    """Sends what is queued for a case, and returns it."""
    channel = FakeChannel()
    runtime = replace(gateway.runtime, channels={"outbox": channel}, **broken)
    queued = (
        "SELECT n.id FROM notification n JOIN alert a ON a.id = n.alert_id WHERE a.ref = :ref AND n.status = 'queued'"
    )
    for message_id in await column(gateway.database, queued, ref=ref):
        assert await deliver(runtime, message_id, last_try=True) is Delivery.SENT
    await runtime.close()
    return channel.arrived


async def test_a_broken_template_sends_the_page_and_tells_the_desk_once(gateway: Gateway, tmp_path: Path) -> None:
    (tmp_path / "default" / "page").mkdir(parents=True)
    (tmp_path / "default" / "page" / "subject.txt.j2").write_text("{{ 1 // 0 }}")
    ref, (page,) = await gateway.paged()
    (sent,) = await send_all(gateway, ref, templates=tmp_path)
    assert ref in sent.subject
    assert page.token in sent.body
    assert await gateway.desk_reasons(ref) == [Reason.WORDS_FAILED]
    for message in await send_all(gateway, ref, templates=tmp_path):
        assert ref in message.subject
    assert await gateway.desk_reasons(ref) == [Reason.WORDS_FAILED], "of its own notice the desk hears nothing more"


async def test_a_route_of_a_later_release_pages_all_the_same(gateway: Gateway) -> None:
    ref, (page,) = await gateway.paged()
    await column(gateway.database, BROKEN_ROUTE, ref=ref, route=json.dumps({"state": "by-satellite"}))
    (sent,) = await send_all(gateway, ref)
    assert page.token in sent.body
    assert (await gateway.view(ref))["ref"] == ref
    await move_clock(gateway.database, 200)
    await gateway.advance(ref)
    assert await gateway.pages(ref, "sp"), "the climb goes on"


class Mistaken(FakeChannel):
    """A channel with a mistake of ours in it."""

    async def send(self, message: OutgoingMessage) -> Any:
        """Fails as no channel may."""
        raise KeyError(message.id)


async def test_a_mistake_in_a_channel_is_tried_again_and_then_told_to_the_desk(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    runtime = replace(gateway.runtime, channels={"outbox": Mistaken()})
    for _ in range(3):
        for page in await gateway.pages(ref):
            await deliver(runtime, page.id, last_try=True)
        await move_clock(gateway.database, RESEND_AFTER.total_seconds())
        await gateway.advance(ref)
    await runtime.close()
    assert Reason.UNDELIVERED in await gateway.desk_reasons(ref)
