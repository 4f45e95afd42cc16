"""What a channel must be able to do; the contract tests run over every channel, the shipped fake included."""

import re
from typing import Final, Protocol, runtime_checkable

from models.payloads import OutgoingMessage, Receipt

_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9-]")


@runtime_checkable
class Channel(Protocol):
    """Hands one message to one address, once, and says how that went.

    A channel keeps nothing between two calls: it may be used from any event loop, and by many
    callers at once. It never logs or reports an address or the words of a message.
    """

    @property
    def name(self) -> str:
        """The word by which contact points choose this channel."""
        ...

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Hand the message over, in bounded time; the same `message.id` twice can be recognised as such.

        Raises `ChannelUnavailable` if nothing was handed over and another try may help,
        `ChannelRefused` if no other try will, and `DeliveryUnknown` if it broke off after the message
        was given, so that it may or may not have arrived.
        """
        ...


def plain_id(message: OutgoingMessage) -> str:
    """The message's id as it can stand in a file's name and in a header; a UUID stays as it is."""
    return _NOT_IN_NAMES.sub("_", message.id)
