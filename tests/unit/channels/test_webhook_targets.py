"""Where the webhook channel does not even knock."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from abhay.adapters.channels.targets import IPAddress
from abhay.adapters.channels.webhook import WebhookChannel
from abhay.errors import ChannelRefused, DeliveryError
from abhay.settings import WebhookSettings

SECRET = "whsec_c3ludGhldGljLXdlYmhvb2stc2VjcmV0"


async def inside(_host: str, _port: int) -> list[IPAddress]:
    return [ip_address("93.184.215.14"), ip_address("10.0.0.1")]


CHANNEL = WebhookChannel(WebhookSettings(secret=SECRET, timeout=1), inside)


@pytest.mark.parametrize(
    "to",
    [
        "", "hook.example", "/hook", "ftp://hook.example/", "file:///etc/passwd", "http://", "https://", "https://[::1",
        "https://user:secret@hook.example/", "https://hook.example:99999/", "https://hook.example/\r\nX: y", "https://\x00/",
    ],
)  # fmt: skip
async def test_what_is_no_plain_https_url_is_refused(message, to: str):
    with pytest.raises(ChannelRefused, match="URL") as refused:
        await CHANNEL.send(message(to=to))
    assert "secret" not in str(refused.value)


async def test_a_name_that_resolves_to_the_inside_is_refused(message):
    with pytest.raises(ChannelRefused, match="may not be called"):
        await CHANNEL.send(message(to="https://hook.example/"))


@pytest.mark.parametrize("to", ["https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://localhost/",
                                "https://0x7f000001/", "https://2130706433/", "https://127.1/"])  # fmt: skip
async def test_the_inside_is_refused_however_it_is_spelt(message, to: str):
    with pytest.raises(DeliveryError):
        await WebhookChannel(WebhookSettings(secret=SECRET, timeout=2)).send(message(to=to))


@given(st.text() | st.text().map("https://{}".format) | st.text().map("https://hook.example/{}".format))
async def test_any_text_for_an_address_ends_in_a_delivery_error(to: str):
    from tests.unit.channels.test_mail_composition import make

    with pytest.raises(DeliveryError):
        await CHANNEL.send(make(to=to))
