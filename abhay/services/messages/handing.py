"""Hands one message to its channel, and records why one was not handed over."""

import logging
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from abhay.adapters.channels.base import Channel
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.messages import queue
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from abhay.faultpoints import fault_point
from models.payloads import OutgoingMessage, Receipt

_LOG = logging.getLogger(__name__)


class Delivery(StrEnum):
    """The result of one try."""

    SENT = "sent"
    NOT_WANTED = "not wanted"
    FAILED = "failed"
    UNKNOWN = "unknown"


async def hand_to_channel(message: OutgoingMessage, channels: Mapping[str, Channel]) -> Receipt:
    """Gives a message to its channel. A mistake of ours in a channel ends like one that is down."""
    fault_point("before-send")
    try:
        receipt = await channels[message.channel].send(message)
    except DeliveryError:
        raise
    except Exception as error:
        _LOG.exception("the channel %s failed by a mistake of ours", message.channel)
        raise ChannelUnavailable(f"a mistake of ours in the channel: {type(error).__name__}") from error
    fault_point("after-send")
    return receipt


async def mark_failure(database: Database, message_id: UUID, error: DeliveryError, *, quick: bool) -> Delivery | None:
    """Marks a message that was not handed over, so that the next contact point is paged, if there is one.

    Returns None if another quick try follows instead.
    """
    match error:
        case ChannelRefused():
            await queue.mark_failed(database, message_id, str(error), permanent=True)
        case DeliveryUnknown():
            await queue.mark_unknown(database, message_id, str(error))
            return Delivery.UNKNOWN
        case _:
            if await queue.mark_unavailable(database, message_id, str(error), quick=quick):
                return None
    return Delivery.FAILED
