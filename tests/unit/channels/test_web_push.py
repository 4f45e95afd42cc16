"""Web push: the encryption against the example of RFC 8291, the token, and what a browser may give as its address."""

import json
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from abhay.adapters.channels.webpush.channel import WebPushChannel
from abhay.adapters.channels.webpush.subscription import Subscription
from abhay.errors import AddressGone, ChannelRefused
from abhay.security.push_sealing import Recipient, encrypt
from abhay.security.vapid import VapidKey, from_base64url, make_vapid_key
from abhay.settings import WebPushSettings
from abhay.testing.push import BrowserStandIn

BROWSER = BrowserStandIn("https://fcm.googleapis.com/fcm/send/synthetic", "")
CHANNEL = WebPushChannel(WebPushSettings(contact="mailto:desk@police.example"), VapidKey(make_vapid_key()))


def test_a_push_is_sealed_as_in_the_example_of_rfc_8291():
    private = int.from_bytes(from_base64url("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    theirs = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
    sealed = encrypt(
        b"When I grow up, I want to be a watermelon",
        Recipient.read(theirs, "BTBZMqHH6r4Tts7J_aSIgg"),
        salt=from_base64url("DGv6ra1nlYgDCS1FRnbzlw"),
        key=ec.derive_private_key(private, ec.SECP256R1()),
    )
    expected = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
        "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert sealed == from_base64url(expected)


def test_two_pushes_of_the_same_words_have_nothing_in_common():
    to = Recipient.read(BROWSER.p256dh, BROWSER.auth)
    first, second = (encrypt(b"the same", to) for _ in range(2))
    assert first[:16] != second[:16]
    assert first[21:] != second[21:]
    assert BROWSER.open(first) == BROWSER.open(second) == b"the same"


def test_the_token_names_the_service_and_lives_half_a_day():
    key, at = VapidKey(make_vapid_key()), datetime(2026, 11, 29, 18, 30, tzinfo=UTC)
    scheme, _, parts = key.authorization("https://push.example", "mailto:desk@police.example", at).partition(" ")
    token, public = (part.partition("=")[2] for part in parts.split(","))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(public))
    claims = jwt.decode(token, point, ["ES256"], audience="https://push.example", options={"verify_exp": False})
    assert (scheme, public) == ("vapid", key.public)
    assert claims["sub"] == "mailto:desk@police.example"
    assert claims["exp"] - at.timestamp() == 12 * 3600


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "https://push.attacker.example/send"},
        {"endpoint": "https://fcm.googleapis.com.attacker.example/send"},
        {"endpoint": "https://169.254.169.254/latest"},
        {"endpoint": "ftp://fcm.googleapis.com/send"},
        {"endpoint": "https://fcm.googleapis.com/" + "x" * 2000},
        {"endpoint": "fcm.googleapis.com"},
        {"p256dh": "AAAA"},
        {"p256dh": ""},
        {"p256dh": "B" + "A" * 86},
        {"auth": "AAAA"},
        {"auth": "öö"},
        {"auth": ""},
    ],
)
def test_what_is_no_subscription_at_a_known_service_is_refused(changed: dict[str, str]):
    given = {"endpoint": BROWSER.endpoint, "p256dh": BROWSER.p256dh, "auth": BROWSER.auth}
    assert Subscription.read(CHANNEL.address_of(**given)).service == "fcm.googleapis.com"
    with pytest.raises(ChannelRefused) as refused:
        CHANNEL.address_of(**(given | changed))
    assert "googleapis" not in str(refused.value)
    assert "attacker" not in str(refused.value)


async def test_a_browser_that_subscribed_with_another_key_of_ours_is_gone(message):
    other = WebPushChannel(WebPushSettings(contact="mailto:desk@police.example"), VapidKey(make_vapid_key()))
    address = other.address_of(BROWSER.endpoint, BROWSER.p256dh, BROWSER.auth)
    with pytest.raises(AddressGone):
        await CHANNEL.send(message(to=address))


async def test_a_name_that_leads_inside_is_not_called(message):
    async def inside(_host: str, _port: int) -> list[IPv4Address | IPv6Address]:
        return [ip_address("10.0.0.5")]

    key = VapidKey(make_vapid_key())
    channel = WebPushChannel(WebPushSettings(contact="mailto:desk@police.example"), key, inside)
    with pytest.raises(ChannelRefused, match="may not be called"):
        await channel.send(message(to=channel.address_of(BROWSER.endpoint, BROWSER.p256dh, BROWSER.auth)))


def test_a_made_key_is_read_again_and_a_wrong_one_is_named():
    assert len(from_base64url(VapidKey(make_vapid_key()).public)) == 65
    assert json.dumps(make_vapid_key()) not in repr(VapidKey(make_vapid_key()))
