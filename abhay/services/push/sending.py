"""Gives one message to every browser of its contact; one that takes it is enough."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from abhay.adapters.store.db.unavailable import UNREACHABLE
from abhay.adapters.store.directory import browsers
from abhay.adapters.store.directory.browsers import Browser
from abhay.errors import AddressGone, ChannelRefused, ChannelUnavailable, DeliveryError, DeliveryUnknown
from abhay.security.links import make_showing_proof
from abhay.services.messages.handing import hand_to_channel
from abhay.services.runtime import Runtime
from models.payloads import OutgoingMessage, Receipt

_ORDER = (DeliveryUnknown, ChannelUnavailable, ChannelRefused)
"""What the failures of several browsers come to: the one after which another try may help most."""


async def hand_to_browsers(runtime: Runtime, message: OutgoingMessage, contact_id: UUID) -> Receipt:
    """Gives a push to every browser of a contact; those that have ended are forgotten.

    Raises the nearest error to an arrival where no browser took it, `ChannelRefused` where none is left.
    """
    try:
        there = await browsers.browsers_of(runtime.database, contact_id)
    except UNREACHABLE as error:
        raise ChannelUnavailable("The browsers of the contact cannot be read now.") from error
    results = await asyncio.gather(*(_give(runtime, message, each) for each in there))
    gone = [each.id for each, result in zip(there, results, strict=True) if isinstance(result, AddressGone)]
    if gone or not there:
        await _forget(runtime, contact_id, gone)
    return _outcome(results)


async def _give(runtime: Runtime, message: OutgoingMessage, browser: Browser) -> Receipt | DeliveryError:
    proof = make_showing_proof(UUID(message.id), browser.id, runtime.secrets.link_key)
    own = message.model_copy(update={"to": browser.address, "showing_proof": proof})
    try:
        return await hand_to_channel(own, runtime.channels)
    except DeliveryError as error:
        return error


async def _forget(runtime: Runtime, contact_id: UUID, gone: Sequence[UUID]) -> None:
    try:
        await browsers.end(runtime.database, contact_id, gone)
    except UNREACHABLE:
        return  # the next push finds them gone once more


def _outcome(results: Sequence[Receipt | DeliveryError]) -> Receipt:
    tries = [each for result in results for each in result.tries]
    if any(isinstance(result, Receipt) for result in results):
        return Receipt(tries=tuple(tries))
    failed = [result for result in results if isinstance(result, DeliveryError)]
    for kind in _ORDER:
        for error in failed:
            if isinstance(error, kind):
                raise kind(error.detail, tries)
    raise ChannelRefused("No browser of the contact takes pushes any more.")
