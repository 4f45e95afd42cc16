"""Notes how providers fare with each message, and has messages avoid those whose breakers are open.

Nothing here holds a message back: where our database cannot tell, the message goes out as if all were well.
"""

import asyncio
import logging

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.messages.health import ProviderTry, note_tries, to_avoid
from abhay.domain.messages.breaker import names_of
from abhay.domain.messages.channel_kinds import traits_of
from abhay.errors import ChannelRefused, DeliveryError, DeliveryUnknown
from abhay.repeated import Repeated
from models.enums import TryResult
from models.payloads import OutgoingMessage, Receipt

MOST_WAIT = 0.5
"""Seconds for which a message waits for the breakers."""

_REPEATED = Repeated(logging.getLogger(__name__))


async def avoiding(message: OutgoingMessage, database: Database) -> OutgoingMessage:
    """Returns the message with the gateways of its channel that it avoids."""
    try:
        async with asyncio.timeout(MOST_WAIT):
            avoided = names_of(message.channel, await to_avoid(database))
    except UNREACHABLE as error:
        _REPEATED.warn("the breakers cannot be read", type(error).__name__)
        return message
    return message.model_copy(update={"avoid": avoided}) if avoided else message


async def note(database: Database, channel: str, outcome: Receipt | DeliveryError) -> None:
    """Notes what a channel and its gateways answered to a message."""
    try:
        await note_tries(database, tries_of(channel, outcome))
    except UNREACHABLE as error:
        _REPEATED.warn("the breakers cannot be written", type(error).__name__)


def tries_of(channel: str, outcome: Receipt | DeliveryError) -> list[ProviderTry]:
    """Returns the answers of a channel's gateways, and of the channel where one provider serves all its addresses."""
    found = [ProviderTry(f"{channel}/{each.gateway}", each.result, each.account_wide) for each in outcome.tries]
    if traits_of(channel).shared:
        wide = bool(outcome.tries) and all(each.account_wide for each in outcome.tries)
        found.append(ProviderTry(channel, _result(outcome), account_wide=wide))
    return found


def _result(outcome: Receipt | DeliveryError) -> TryResult:
    match outcome:
        case Receipt():
            return TryResult.SENT
        case ChannelRefused():
            return TryResult.REFUSED
        case DeliveryUnknown():
            return TryResult.UNKNOWN
        case _:
            return TryResult.UNAVAILABLE
