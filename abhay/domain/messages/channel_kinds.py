"""What each channel is to its recipient, in one table: something to read, to hear, a mail, or a machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class ChannelKind(StrEnum):
    """The way by which a channel reaches somebody."""

    TEXT = "text"
    VOICE = "voice"
    MAIL = "mail"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelTraits:
    """The properties of a channel: its kind, whether its addresses are telephone numbers, and mobiles alone.

    `shared`: one provider serves all of its addresses, so that a failure at one says something of the others.
    `beside`: it carries messages beside those of other channels alone, and never counts as having reached anybody.
    `side`: an extra way, which its provider may hold back or drop without a word: never the only one.
    """

    kind: ChannelKind
    numbered: bool = False
    mobiles_only: bool = False
    shared: bool = True
    beside: bool = False
    side: bool = False


PUSH: Final = "webpush"
"""The channel to browsers: no contact point has it, since browsers subscribe beside one."""

TRAITS: Final[Mapping[str, ChannelTraits]] = MappingProxyType(
    {
        "sms": ChannelTraits(kind=ChannelKind.TEXT, numbered=True, mobiles_only=True),
        "whatsapp": ChannelTraits(kind=ChannelKind.TEXT, numbered=True, mobiles_only=True, side=True),
        "voice": ChannelTraits(kind=ChannelKind.VOICE, numbered=True),
        "email": ChannelTraits(kind=ChannelKind.MAIL),
        "outbox": ChannelTraits(kind=ChannelKind.MACHINE),
        "webhook": ChannelTraits(kind=ChannelKind.MACHINE, shared=False),
        PUSH: ChannelTraits(kind=ChannelKind.MACHINE, shared=False, side=True, beside=True),
        "apprise": ChannelTraits(kind=ChannelKind.MACHINE, shared=False, side=True),
    }
)

SIDE_WAYS: Final = tuple(sorted(name for name, traits in TRAITS.items() if traits.side))
"""The channels that are never counted as the only way to a post."""

_UNKNOWN = ChannelTraits(kind=ChannelKind.MACHINE, shared=False)


def traits_of(channel: str) -> ChannelTraits:
    """Returns the properties of a channel; one that the table does not know is a machine."""
    return TRAITS.get(channel, _UNKNOWN)


BESIDE: Final = tuple(name for name, traits in TRAITS.items() if traits.beside)
"""The channels that reach nobody by themselves."""
