"""Each unit's office hears what its posts lack: in office hours by the database's clock, and at no other time."""

import pytest

from abhay.adapters.channels.fake import FakeChannel
from abhay.services.messages.readiness_notices import look_at_readiness
from abhay.services.runtime import Runtime
from tests.support import reading
from tests.support.cases import move_to


async def test_in_office_hours_the_post_of_the_highest_rung_hears_it(runtime: Runtime, channel: FakeChannel) -> None:
    await move_to(runtime.database, 11, weekday=0)
    looked = await look_at_readiness(runtime)
    lacking = [each.unit for each in looked.view.units if each.reasons and each.unit != "state"]
    assert {message.post for message in channel.arrived} == {"sp-office"}
    assert {message.unit for message in channel.arrived} == set(lacking)
    assert looked.told == len(lacking) == len(await reading.audit(runtime.database, "readiness.told"))
    (kota,) = [message for message in channel.arrived if message.unit == "kota-city"]
    assert "only one channel; two are needed" in kota.body
    assert "केवल एक माध्यम" in kota.body
    assert kota.ack_url is None


@pytest.mark.parametrize(("hour", "weekday"), [(9, 0), (18, 0), (2, 2), (12, 6)])
async def test_at_no_other_time_anybody_hears_it(
    runtime: Runtime, channel: FakeChannel, hour: int, weekday: int
) -> None:
    await move_to(runtime.database, hour, weekday)
    looked = await look_at_readiness(runtime)
    assert looked.told == 0
    assert looked.view.units
    assert channel.arrived == []
