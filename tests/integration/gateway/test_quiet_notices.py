"""Whoever pressed 1 is not called again with "acknowledged", and a reply that was handled long ago is forgotten."""

from datetime import timedelta

from abhay.adapters.store.cases.replies import is_known_reply, keep_reply, prune_replies
from models.tables import ContactPoint
from tests.integration.gateway.support import Gateway, add_telephone
from tests.integration.gateway.test_voice_calls import called, event, providers
from tests.support import reading
from tests.support.cases import move_clock

__all__ = ["providers"]


async def notices(gateway: Gateway, ref: str, kind: str) -> list[tuple[str, str]]:
    rows = await reading.notifications(gateway.database, ref)
    return sorted((row.post_id, row.channel) for row in rows if row.kind == kind)


async def only_rung(gateway: Gateway) -> ContactPoint:
    """Kota's control room has a telephone and nothing else."""
    phone = await add_telephone(gateway, "voice", "+915555500101")
    async with gateway.database.transaction() as session:
        for each in await reading.contacts(gateway.database, ContactPoint.post_id == "control-room"):
            if each.unit_id == "kota-city" and each.id != phone.id:
                (await session.get_one(ContactPoint, each.id)).active = False
    return phone


async def test_a_post_that_pressed_1_hears_of_it_in_writing(gateway: Gateway) -> None:
    phone = await add_telephone(gateway, "voice", "+915555500101")
    ref, message = await called(gateway, phone)
    await event(gateway, message, "key", key="1")
    assert await notices(gateway, ref, "acknowledged") == [("control-room", "outbox")]


async def test_a_post_that_can_only_be_rung_is_left_in_peace_by_its_own_answer(gateway: Gateway) -> None:
    ref, message = await called(gateway, await only_rung(gateway))
    await event(gateway, message, "key", key="1")
    assert (await gateway.view(ref))["status"] == "acknowledged"
    assert await notices(gateway, ref, "acknowledged") == []


async def test_a_reply_is_forgotten_after_the_days_of_its_setting(gateway: Gateway) -> None:
    await keep_reply(gateway.database, "operator", "old", "acknowledge", "taken", None)
    await move_clock(gateway.database, 86400)
    await keep_reply(gateway.database, "operator", "new", "acknowledge", "taken", None)
    assert await prune_replies(gateway.database, timedelta(days=2)) == 0
    assert await prune_replies(gateway.database, timedelta(hours=12)) == 1
    known = [await is_known_reply(gateway.database, "operator", key) for key in ("old", "new")]
    assert known == [False, True]
