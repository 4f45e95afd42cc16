import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown


async def test_it_fails_as_often_as_told_and_then_works(message):
    fake = FakeChannel()
    fake.fail_next(ChannelUnavailable("busy"), times=2)
    for _ in range(2):
        with pytest.raises(ChannelUnavailable, match="busy"):
            await fake.send(message())
    assert fake.arrived == []
    await fake.send(message())
    assert [each.id for each in fake.arrived] == [message().id]


async def test_one_bad_address_does_not_use_up_the_failures_of_the_others(message):
    fake = FakeChannel()
    fake.fail_next(ChannelUnavailable())
    fake.fail_address("dead@police.example", ChannelRefused())
    with pytest.raises(ChannelRefused):
        await fake.send(message(to="dead@police.example"))
    with pytest.raises(ChannelUnavailable):
        await fake.send(message())
    fake.fail_address("dead@police.example", None)
    await fake.send(message(to="dead@police.example"))
    assert len(fake.arrived) == 1


async def test_in_doubt_the_message_has_arrived(message):
    fake = FakeChannel("email")
    fake.fail_next(DeliveryUnknown())
    with pytest.raises(DeliveryUnknown):
        await fake.send(message())
    assert len(fake.arrived) == 1
    assert fake.name == "email"
