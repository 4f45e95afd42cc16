"""The list of channels. To add one, see docs/howto/add-a-channel.md."""

import logging
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

from abhay.adapters.channels.apprise.channel import AppriseChannel
from abhay.adapters.channels.base import Channel
from abhay.adapters.channels.email import EmailChannel
from abhay.adapters.channels.outbox import OutboxChannel
from abhay.adapters.channels.sms.channel import SmsChannel
from abhay.adapters.channels.voice.channel import VoiceChannel
from abhay.adapters.channels.webhook import WebhookChannel
from abhay.adapters.channels.webpush.channel import WebPushChannel
from abhay.adapters.channels.whatsapp.channel import WhatsAppChannel
from abhay.errors import ChannelRefused, SetupError
from abhay.settings import Settings

_LOG = logging.getLogger(__name__)

_BUILDERS: Final[Mapping[str, Callable[[Settings], Channel | None]]] = {
    "outbox": OutboxChannel.from_settings,
    "email": EmailChannel.from_settings,
    "webhook": WebhookChannel.from_settings,
    "sms": SmsChannel.from_settings,
    "voice": VoiceChannel.from_settings,
    "webpush": WebPushChannel.from_settings,
    "whatsapp": WhatsAppChannel.from_settings,
    "apprise": AppriseChannel.from_settings,
}
"""Every channel by its name; a builder returns None if the settings leave its channel off."""


class Channels(dict[str, Channel]):
    """The enabled channels by name; any other name raises `ChannelRefused`, never `KeyError`.

    `problems` gives by name the reason why a configured channel is not enabled.
    """

    def __init__(self, channels: Mapping[str, Channel], problems: Mapping[str, str]) -> None:
        super().__init__(channels)
        self.problems = problems

    def __missing__(self, name: str) -> NoReturn:
        if name in self.problems:
            raise ChannelRefused(f"The channel {name!r} is set up wrongly: {self.problems[name]}")
        if name in _BUILDERS:
            raise ChannelRefused(f"The channel {name!r} is not set up: see ABHAY_CHANNELS__{name.upper()}__….")
        raise ChannelRefused(f"There is no channel {name!r}: there are {', '.join(sorted(_BUILDERS))}.")


def why_off(channels: Mapping[str, Channel], name: str) -> str | None:
    """Returns why this channel sends nothing here, None if it does."""
    if name in channels:
        return None
    problem = channels.problems.get(name) if isinstance(channels, Channels) else None
    return f"set up wrongly ({problem})" if problem else f"not set up: see ABHAY_CHANNELS__{name.upper()}__…"


def set_up_wrongly(channels: Mapping[str, Channel]) -> tuple[str, ...]:
    """Returns the configured channels that send nothing here, because their settings cannot be right."""
    return tuple(sorted(channels.problems)) if isinstance(channels, Channels) else ()


def known_channels() -> frozenset[str]:
    """Returns the names of all channels, enabled or not, from which contact points may choose."""
    return frozenset(_BUILDERS)


def build_channels(settings: Settings) -> Channels:
    """Returns the channels that the settings enable.

    A misconfigured channel is logged and left out: it must not stop the others from paging.
    """
    channels: dict[str, Channel] = {}
    problems: dict[str, str] = {}
    for name, build in _BUILDERS.items():
        try:
            channel = build(settings)
        except SetupError as problem:
            _LOG.error("the channel %s is left out: %s", name, problem.detail)
            problems[name] = problem.detail
        else:
            channels |= {name: channel} if channel else {}
    return Channels(channels, problems)
