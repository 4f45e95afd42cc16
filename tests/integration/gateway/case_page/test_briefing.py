"""What the page shows: where and why, how sure, and the messages with their times."""

import re

import pytest

from abhay.domain.text import hindi_order
from tests.integration.gateway.case_page.phone import DOUBTFUL, unlocked
from tests.integration.gateway.support import Gateway, alert
from tests.support.cases import KOTA, move_clock


async def test_the_page_says_where_and_why_in_both_languages(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged(DOUBTFUL)
    text = (await unlocked(gateway, page)).text
    for shown in ("प्रोफ़ाइल का शहर", "city in the profile", "ज़िला भीलवाड़ा", "Bhilwara district", "कमज़ोर संकेत", "weak"):
        assert shown in text
    assert "Shahpura (तहसील), जैसा लिखा है" in text
    assert "Shahpura (tehsil), read as written" in text
    assert "a reason of a new form" in text
    assert "केवल जानकारी" in text


@pytest.mark.parametrize(("confidence", "said"), [(0.97, "almost certain"), (0.7, "likely right"), (0.45, "by phone")])
async def test_confidence_is_said_in_words(gateway: Gateway, confidence: float, said: str) -> None:
    _, (page,) = await gateway.paged(KOTA.model_copy(update={"confidence": confidence}))
    text = (await unlocked(gateway, page)).text
    assert f"Confidence: {said}" in text or said in text
    assert str(confidence) not in text


async def test_messages_stand_in_order_with_their_times(gateway: Gateway) -> None:
    event = alert()
    ref, (page,) = await gateway.paged(**event)
    await move_clock(gateway.database, 60)
    more = {**event, "event": "alert.updated", "content": {**event["content"], "text": "I am on the roof now."}}
    assert (await gateway.webhook(more)).json()["ref"] == ref
    text = (await unlocked(gateway, page)).text
    assert text.index("Message 2 of 2, the newest") < text.index("I am on the roof now.")
    assert text.index("I am on the roof now.") < text.index("Message 1 of 2") < text.index("nobody would miss me")
    times = re.findall(r"received (\d\d-\d\d-\d{4} \d\d:\d\d IST)", text)
    assert len(times) == 2
    assert times[0] != times[1]
    assert text.count(f'href="tel:{event["subject"]["phones"][0]}"') == 1, "a number to call stands there once"


async def test_units_stand_in_the_order_of_their_hindi_names(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged(DOUBTFUL)
    text = (await unlocked(gateway, page, look="1")).text
    names = re.findall(r'<optgroup label="([^/"]+) /', text)
    assert len(names) > 40
    assert names.index("भिवाड़ी" if "भिवाड़ी" in names else "भीलवाड़ा") > names.index("करौली")
    assert names == sorted(names, key=hindi_order)


async def test_the_message_as_it_came_is_read_by_people(gateway: Gateway) -> None:
    _, (page,) = await gateway.paged()
    shown = (await unlocked(gateway, page)).text.partition("The message as it came")[2]
    assert "display_name: Synthetic Person" in shown
    assert '"display_name"' not in shown
