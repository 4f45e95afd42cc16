"""A browser subscribes to the pushes of a contact, and calls home when it shows one."""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from abhay.adapters.channels.webpush.channel import WebPushChannel
from abhay.adapters.store.directory import browsers
from abhay.adapters.store.messages.desk import paged_first
from abhay.adapters.store.messages.receipts import Report, note_report
from abhay.domain.messages.channel_kinds import PUSH
from abhay.errors import BadInput, ChannelRefused
from abhay.security.links import read_showing_proof
from abhay.services.case_page.links import OpenLink, Proof, prove
from abhay.services.runtime import Runtime
from models.actors import Actor
from models.enums import Reported

SHOWN = "shown"
"""The browser's word for a push that it showed."""


@dataclass(frozen=True)
class Offer:
    """What a page needs for a browser to subscribe: our public key, and where the scripts are."""

    key: str
    scripts: str


@dataclass(frozen=True)
class NewBrowser:
    """What a browser gave when it subscribed."""

    endpoint: str
    p256dh: str
    auth: str


def offer(runtime: Runtime) -> Offer | None:
    """Returns what a page offers, None where the channel is off."""
    channel = runtime.channels.get(PUSH)
    if not isinstance(channel, WebPushChannel):
        return None
    return Offer(channel.public_key, f"{urlsplit(runtime.settings.base_url).path.rstrip('/')}/push")


async def subscribe_by_link(runtime: Runtime, link: OpenLink, proof: Proof, browser: NewBrowser) -> None:
    """Subscribes the browser that shows the page of a link, for the link's contact.

    Raises `CaseEnded`, `PinNeeded`, `PinMalformed`, `WrongPin`, `PinLocked`, and `BadInput` for what is no
    subscription.
    """
    await prove(runtime, link, proof)
    await subscribe(runtime, link.briefing.contact.id, browser, link.actor())


async def subscribe_signed_in(runtime: Runtime, browser: NewBrowser, actor: Actor) -> None:
    """Subscribes the browser of a signed-in person, for whoever is paged first at their unit, or at the desk.

    Raises `BadInput` for what is no subscription, and where nobody is paged.
    """
    contact = await paged_first(runtime.database, actor.unit)
    if contact is None:
        raise BadInput("Nobody is paged there now, so there is nothing to show: give the post a contact first.")
    await subscribe(runtime, contact, browser, actor)


async def subscribe(runtime: Runtime, contact_id: UUID, browser: NewBrowser, actor: Actor) -> None:
    """Subscribes a browser for a contact, for whoever was proven to be at it. Raises `BadInput`."""
    channel = runtime.channels.get(PUSH)
    if not isinstance(channel, WebPushChannel):
        raise BadInput("Web push is not set up here: see ABHAY_CHANNELS__WEBPUSH__CONTACT.")
    try:
        address = channel.address_of(browser.endpoint, browser.p256dh, browser.auth)
    except ChannelRefused as wrong:
        raise BadInput(str(wrong)) from wrong
    await browsers.subscribe(runtime.database, contact_id, (browser.endpoint, address), _keep(runtime), actor)


async def note_showing(runtime: Runtime, proof: str) -> bool:
    """Notes that a browser showed a push, so that it is known to have arrived. Returns whether that is news.

    Raises `BadLink` for a proof that is not ours.
    """
    message_id, browser_id = read_showing_proof(proof, runtime.secrets.link_key, runtime.secrets.old_link_keys)
    report = Report(Reported.DELIVERED, SHOWN, message_id, str(browser_id))
    noted = await note_report(runtime.database, PUSH, report)
    await browsers.called_home(runtime.database, browser_id, _keep(runtime))
    return noted.news


def _keep(runtime: Runtime) -> timedelta:
    return timedelta(days=runtime.settings.channels.webpush.keep_days)
