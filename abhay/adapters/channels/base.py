"""The interface of a channel; the contract tests run over every channel, the shipped fake included."""

import re
from typing import Final, Protocol, runtime_checkable

from models.payloads import OutgoingMessage, Receipt

_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9-]")


@runtime_checkable
class Channel(Protocol):
    """Sends one message to one address, once, and reports the result.

    A channel holds no state between two calls: any event loop and many callers may use it at the same
    time. It never logs or reports an address or the text of a message.
    """

    @property
    def name(self) -> str:
        """The name by which contact points choose this channel."""
        ...

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Sends the message in bounded time; a receiver can recognise the same `message.id` sent twice.

        Raises `ChannelUnavailable` if nothing was handed over and another try may help,
        `ChannelRefused` if no other try will, and `DeliveryUnknown` if it broke off after the message
        was given, so that it may or may not have arrived.
        """
        ...


@runtime_checkable
class KeepsMessages(Protocol):
    """A channel that keeps what it has sent on this machine."""

    async def prune(self) -> int:
        """Deletes what is older than its settings allow; returns how much."""
        ...


@runtime_checkable
class ReceivesReply(Protocol):
    """A channel whose messages can be answered by the code that is printed in them, or by a key."""

    @property
    def takes_replies(self) -> bool:
        """Whether there is a way for the answer to come back, such as a number for replies."""
        ...


@runtime_checkable
class ReportsDelivery(Protocol):
    """A channel of which one gateway at least reports whether a message was delivered."""

    @property
    def reports_delivery(self) -> bool:
        """Whether any gateway that is set up reports it; `Receipt.reports` says so of each message."""
        ...


@runtime_checkable
class SaysBack(Protocol):
    """A channel that can write a line to whoever has just answered by it."""

    async def say_back(self, to: str, words: str, answers: str) -> None:
        """Writes `words` to the address, below the answer whose id at the gateway is `answers`; raises nothing."""
        ...


def takes_replies(channel: object) -> bool:
    """Returns whether a code is printed in this channel's messages, by which they can be answered."""
    return isinstance(channel, ReceivesReply) and channel.takes_replies


def plain_id(message: OutgoingMessage) -> str:
    """Returns the message's id in a form for file names and headers; a UUID stays as it is."""
    return _NOT_IN_NAMES.sub("_", message.id)
