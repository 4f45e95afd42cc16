"""The code that answers a message is printed where an answer can come back, and nowhere else."""

from dataclasses import replace

from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.channels.registry import known_channels
from abhay.adapters.store.messages.briefing import read_briefing
from abhay.security.reply_codes import reply_code
from abhay.services.messages.delivery import compose
from models.enums import Role
from tests.integration.gateway.support import Gateway
from tests.support import reading


async def test_a_page_carries_its_code_where_an_answer_can_come_back(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    briefing = await read_briefing(gateway.database, page.id)
    assert compose(briefing, gateway.runtime).reply_code is None
    answered = {name: FakeChannel(name, takes_replies=True) for name in known_channels()}
    message = compose(briefing, replace(gateway.runtime, channels=answered))
    assert message.reply_code == reply_code(page.id, gateway.runtime.secrets.link_key)


async def test_what_only_tells_carries_no_code(gateway: Gateway) -> None:
    ref, _ = await gateway.paged()
    await gateway.ask(
        "POST", f"/v1/alerts/{ref}/acknowledgement", Role.OPERATOR, json={"by": "SI", "unit": "kota-city"}
    )
    told = [row for row in await reading.notifications(gateway.database, ref) if row.kind == "acknowledged"]
    answered = {name: FakeChannel(name, takes_replies=True) for name in known_channels()}
    runtime = replace(gateway.runtime, channels=answered)
    assert told
    for row in told:
        assert compose(await read_briefing(gateway.database, row.id), runtime).reply_code is None
