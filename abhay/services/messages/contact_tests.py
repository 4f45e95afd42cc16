"""Tests of contact points: a message that says it is a test, and a link whose one tap answers it."""

import asyncio
import logging
from uuid import UUID

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.names import read_names
from abhay.adapters.store.directory.readiness import (
    answer_test,
    begin_tests,
    end_test,
    find_test,
    read_reachability,
)
from abhay.errors import ChannelUnavailable, DeliveryError, DeliveryUnknown, UnknownUnit
from abhay.security.links import make_test_token, read_test_token, url_of_test
from abhay.services.messages.outside import message_outside
from abhay.services.runtime import Runtime
from abhay.wording.contact_tests import render_test
from abhay.wording.words import Bilingual
from models.actors import Actor, system
from models.payloads import OutgoingMessage
from models.tables import ContactPoint, ContactTest, Post
from models.views import ContactTestView

TEST = "test"
"""The kind of such a message; no row of a case has it."""

TEST_REF = "TEST"
"""The text in place of a case's ref."""

_AT_ONCE = 8
_LOG = logging.getLogger(__name__)


async def send_tests(runtime: Runtime, unit: str, actor: Actor, *, post: str | None = None) -> list[ContactTestView]:
    """Sends a test to every active contact point of a unit's posts (or of one). Returns what became of each.

    Only posts of the policy's rungs are tested. Raises `WrongRole`, `UnknownUnit`.
    """
    database = runtime.database
    found = await read_reachability(database)
    if unit not in found.posts:
        raise UnknownUnit
    posts = [each for each in found.posts[unit] if post in (None, each)]
    contacts = [contact for each in posts for contact in found.at_post(unit, each)]
    rows = await begin_tests(database, contacts, actor)
    names = await _posts(database, {contact.post_id for contact in contacts})
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(contact: ContactPoint, row: ContactTest) -> ContactTestView:
        async with turns:
            error = await _send(runtime, contact, row.id, names[contact.post_id])
            await end_test(database, row.id, error)
        return ContactTestView(
            post=contact.post_id, channel=contact.channel, name=contact.name, sent=not error, error=error
        )

    return list(await asyncio.gather(*(one(*pair) for pair in zip(contacts, rows, strict=True))))


async def open_test(runtime: Runtime, token: str) -> bool:
    """Returns whether the test of a link was answered before; changes nothing. Raises `BadLink`."""
    return (await find_test(runtime.database, _named(runtime, token))).answered_at is not None


async def answer(runtime: Runtime, token: str) -> None:
    """Notes that the test of a link arrived. Raises `BadLink`."""
    await answer_test(runtime.database, _named(runtime, token), system("contact-test"))


def _named(runtime: Runtime, token: str) -> UUID:
    return read_test_token(token, runtime.secrets.link_key, runtime.secrets.old_link_keys)


async def _posts(database: Database, posts: set[str]) -> dict[str, Post]:
    async with database.transaction() as session:
        return dict((await read_names(database, session, posts)).posts)


async def _send(runtime: Runtime, contact: ContactPoint, test_id: UUID, post: Post) -> str | None:
    """Sends one test; returns why it was not handed over, None if it was or may have been."""
    url = url_of_test(runtime.settings.base_url, make_test_token(test_id, runtime.secrets.link_key))
    channel = runtime.channels.get(contact.channel)
    try:
        if channel is None:
            raise ChannelUnavailable("The channel is not set up here.")
        await channel.send(_message(contact, test_id, post, url))
    except DeliveryUnknown:
        return None
    except DeliveryError as error:
        _LOG.warning("a test on %s: %s", contact.channel, error)
        return str(error)
    return None


def _message(contact: ContactPoint, test_id: UUID, post: Post, url: str) -> OutgoingMessage:
    text = render_test(Bilingual(hi=post.name_hi, en=post.name_en), url)
    return message_outside(contact, text, message_id=test_id, kind=TEST, instead_of_ref=TEST_REF, url=url, drill=True)
