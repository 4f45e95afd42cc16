"""Which channels there are. Adding one: docs/howto/add-a-channel.md."""

import logging
from collections.abc import Callable, Mapping
from typing import Final, NoReturn

from abhay.channels.base import Channel
from abhay.channels.email import EmailChannel
from abhay.channels.outbox import OutboxChannel
from abhay.channels.webhook import WebhookChannel
from abhay.errors import ChannelRefused, SetupError
from abhay.settings import Settings

_LOG = logging.getLogger(__name__)

_BUILDERS: Final[Mapping[str, Callable[[Settings], Channel | None]]] = {
    "outbox": OutboxChannel.from_settings,
    "email": EmailChannel.from_settings,
    "webhook": WebhookChannel.from_settings,
}
"""Every channel by its name; a builder answers None where the settings leave its channel off."""


class Channels(dict[str, Channel]):
    """The channels that are on, by name; asking for another raises `ChannelRefused`, never `KeyError`.

    `problems` tells by name why a channel that the settings ask for is not on.
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


def known_channels() -> frozenset[str]:
    """The names of all channels, set up or not: what a contact point may choose from."""
    return frozenset(_BUILDERS)


def build_channels(settings: Settings) -> Channels:
    """The channels that the settings turn on.

    A channel that is set up wrongly is logged and left out: it must not keep the others from paging.
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
