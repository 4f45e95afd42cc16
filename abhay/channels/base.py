"""What a channel must be able to do; the contract tests run over every channel, the shipped fake included."""

from typing import Protocol, runtime_checkable

from models.payloads import OutgoingMessage, Receipt


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
