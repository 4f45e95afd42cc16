import logging
from pathlib import Path

import pytest

from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.fake import FakeChannel
from abhay.adapters.channels.registry import build_channels, known_channels
from abhay.errors import ChannelRefused
from abhay.security.vapid import make_vapid_key
from abhay.settings import (
    AppriseSettings,
    ChannelSettings,
    EmailSettings,
    Settings,
    SmsSettings,
    StandInSettings,
    VoiceSettings,
    WebhookSettings,
    WebPushSettings,
    WhatsAppSettings,
)

SECRET = "whsec_c3ludGhldGljLXdlYmhvb2stc2VjcmV0"
LINE = {"name": "line", "preset": "generic", "url": "https://voice.example/calls", "secret": SECRET}
GATEWAY = {
    "name": "first",
    "preset": "kannel",
    "url": "http://127.0.0.1:9",
    "username": "abhay",
    "password": "synthetic",
}
MESSENGERS = {"ntfy": "ntfys://abhay:synthetic@ntfy.example/{target}?priority=max"}
WHATSAPP = {
    "phone_number_id": "100000000000001",
    "token": "synthetic-token",
    "app_secret": "synthetic-app-secret",
    "verify_token": "synthetic-verify-token",
}
ENABLING = {
    "email": EmailSettings(host="mail.police.example"),
    "webhook": WebhookSettings(secret=SECRET),
    "sms": SmsSettings(gateways=[GATEWAY]),
    "voice": VoiceSettings(gateways=[LINE]),
    "webpush": WebPushSettings(contact="mailto:desk@police.example", key=make_vapid_key()),
    "whatsapp": WhatsAppSettings(**WHATSAPP),
    "apprise": AppriseSettings(services=MESSENGERS),
}
"""Settings that turn on each channel that is off by default."""


def settings(home: Path, **channels: object) -> Settings:
    return Settings(home=home, channels=ChannelSettings(**channels))


def test_the_outbox_is_always_on_and_the_others_when_set_up(tmp_path: Path):
    assert set(build_channels(settings(tmp_path))) == {"outbox"}
    assert set(build_channels(settings(tmp_path, **ENABLING))) == known_channels() == {"outbox", *ENABLING}


def test_each_channel_goes_by_its_registered_name_and_keeps_the_interface(tmp_path: Path):
    for name, channel in build_channels(settings(tmp_path, **ENABLING)).items():
        assert channel.name == name
        assert isinstance(channel, Channel)
    assert isinstance(FakeChannel(), Channel)


@pytest.mark.parametrize("name", ENABLING)
def test_a_channel_that_is_not_set_up_refuses_and_says_how_to_set_it_up(tmp_path: Path, name: str):
    channels = build_channels(settings(tmp_path))
    with pytest.raises(ChannelRefused, match=f"ABHAY_CHANNELS__{name.upper()}__"):
        channels[name]
    assert name not in channels
    assert channels.get(name) is None


def test_an_unknown_channel_refuses_and_names_those_that_exist(tmp_path: Path):
    with pytest.raises(ChannelRefused, match=", ".join(sorted({"outbox", *ENABLING}))):
        build_channels(settings(tmp_path))["pigeon"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": EmailSettings(host="mail.police.example", ca_file=Path("/nowhere/ca.pem"))}, "CA_FILE"),
        ({"email": EmailSettings(host="mail.police.example", ca_file=Path(__file__))}, "CA_FILE"),
        ({"email": EmailSettings(host="mail.police.example", sender="nobody")}, "SENDER"),
        ({"email": EmailSettings(host="mail.police.example", sender="a@b.example\r\nBcc: c@d.example")}, "SENDER"),
        ({"webhook": WebhookSettings(secret="whsec_")}, "SECRET"),
        ({"webhook": WebhookSettings(secret="whsec_a")}, "SECRET"),
        ({"webhook": WebhookSettings(secret=SECRET, ca_file=Path("/nowhere/ca.pem"))}, "CA_FILE"),
        ({"webpush": WebPushSettings(contact="mailto:a@b.example")}, "KEY"),
        ({"webpush": WebPushSettings(contact="mailto:a@b.example", key="c2hvcnQ")}, "KEY"),
        ({"webpush": WebPushSettings(contact="mailto:a@b.example", key="A" * 43)}, "KEY"),
        ({"whatsapp": WhatsAppSettings(**WHATSAPP | {"token": None})}, "TOKEN must be set"),
        ({"whatsapp": WhatsAppSettings(**WHATSAPP | {"app_secret": None})}, "APP_SECRET must be set"),
        ({"whatsapp": WhatsAppSettings(**WHATSAPP | {"verify_token": None})}, "VERIFY_TOKEN must be set"),
        ({"whatsapp": WhatsAppSettings(**WHATSAPP, url="http://graph.example/v24.0")}, "https://"),
        ({"whatsapp": WhatsAppSettings(**WHATSAPP, templates=Path("/nowhere.toml"))}, "TEMPLATES"),
        ({"whatsapp": WhatsAppSettings(**WHATSAPP, ca_file=Path("/nowhere/ca.pem"))}, "CA_FILE"),
        ({"apprise": AppriseSettings(services="[")}, "no JSON"),
        ({"apprise": AppriseSettings(services="[]")}, "no object"),
        ({"apprise": AppriseSettings(services={"Ntfy": MESSENGERS["ntfy"]})}, "small letters"),
        ({"apprise": AppriseSettings(services={"x": "json://example/{target}"})}, "use one of gotify, matrix"),
        ({"apprise": AppriseSettings(services={"x": "file:///etc/passwd?{target}"})}, "use one of"),
        ({"apprise": AppriseSettings(services={"x": "syslog://{target}"})}, "use one of"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/topic"})}, "must hold {target} once"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/?to={target}"})}, "must hold {target} once"),
        ({"apprise": AppriseSettings(services={"x": "ntfy://ntfy.example/{target}"})}, "begin with ntfys://"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/{target}?attach=x"})}, "option attach"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/{target}?verify=no"})}, "option verify"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/{target}?redirect=yes"})}, "option redirect"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/{target}?format=html"})}, "option format"),
        ({"apprise": AppriseSettings(services={"x": "ntfys://ntfy.example/{target}?rto=600"})}, "option rto"),
        ({"apprise": AppriseSettings(services={"x": "tgram://bad/{target}"})}, "cannot read the address"),
        ({"sms": SmsSettings(gateways="[")}, "no JSON"),
        ({"sms": SmsSettings(gateways="{}")}, "no list"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"pasword": "x"}])}, "the key pasword is not known"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"preset": "pigeon"}])}, "no preset of this name"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"password": ""}])}, "password must be set"),
        ({"sms": SmsSettings(gateways=[GATEWAY, GATEWAY])}, "stands twice"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"url": "http://sms.example/send"}])}, "https://"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"url": "http://10.0.0.5:13013"}])}, "https://"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"url": "http://8.8.8.8", "plain_http": True}])}, "https://"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"timeout": 30}])}, "timeout"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"ca_file": "/nowhere/ca.pem"}])}, "ca_file"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"success": "("}])}, "success"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"codes": {"1": "maybe"}}])}, "use one of"),
        ({"sms": SmsSettings(gateways=[GATEWAY | {"preset": "custom"}])}, "fields and success"),
        ({"sms": SmsSettings(gateways=[GATEWAY], templates=Path("/nowhere.toml"))}, "TEMPLATES"),
    ],
)
def test_a_channel_that_is_set_up_wrongly_does_not_keep_the_others_from_paging(
    tmp_path: Path, wrong: dict[str, object], told: str, caplog: pytest.LogCaptureFixture
):
    with caplog.at_level(logging.ERROR):
        channels = build_channels(settings(tmp_path, **wrong))
    (name,) = wrong
    assert set(channels) == {"outbox"}
    assert told in channels.problems[name]
    assert told in caplog.text
    with pytest.raises(ChannelRefused, match=told):
        channels[name]


def test_stand_ins_take_the_place_of_missing_gateways_alone() -> None:
    own = SmsSettings(gateways=[{"name": "own", "preset": "nic"}])
    settings = Settings(stand_in=StandInSettings(port=8099), channels=ChannelSettings(sms=own))
    assert settings.channels.sms == own
    assert settings.channels.voice.gateways is not None
    assert "http://127.0.0.1:8099/calls" in settings.channels.voice.gateways.get_secret_value()
    assert Settings().channels.voice.gateways is None
