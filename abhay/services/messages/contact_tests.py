"""Tests of contact points: a message that says it is a test; a tap, a reply or a key answers it."""

import asyncio
import logging
from uuid import UUID

from abhay.adapters.channels.base import takes_replies
from abhay.adapters.store.cases.replies import answerable_tests
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.names import read_names
from abhay.adapters.store.directory.readiness import (
    answer_test,
    begin_tests,
    contact_of_test,
    end_test,
    find_test,
    read_reachability,
)
from abhay.domain.messages.replies import SMS
from abhay.errors import BadLink, ChannelUnavailable, DeliveryError, DeliveryUnknown, UnknownUnit
from abhay.security.links import (
    make_short_test_token,
    make_test_token,
    read_short_test_token,
    read_test_token,
    short_url,
    url_of_test,
    without_punctuation,
)
from abhay.security.reply_codes import is_reply_code, reply_code
from abhay.services.messages.outside import message_outside
from abhay.services.runtime import Runtime
from abhay.wording.contact_tests import render_test
from abhay.wording.words import Bilingual
from models.actors import Actor, system
from models.enums import OutsideKind
from models.payloads import OutgoingMessage
from models.tables import ContactPoint, ContactTest, Post
from models.views import ContactTestView

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


async def message_of_test(runtime: Runtime, test_id: UUID) -> OutgoingMessage | None:
    """Returns the message of a test as it was sent, None if there is no such test."""
    found = await contact_of_test(runtime.database, test_id)
    if found is None:
        return None
    names = await _posts(runtime.database, {found.post_id})
    return _message(runtime, found, test_id, names[found.post_id])


async def answer_by_code(runtime: Runtime, number: str, code: str) -> bool:
    """Answers the test to this number that has this code; returns False if none has."""
    keys = runtime.secrets.link_key, runtime.secrets.old_link_keys
    for test_id in await answerable_tests(runtime.database, number):
        if is_reply_code(code, test_id, *keys):
            await answer_test(runtime.database, test_id, system("contact-test"))
            return True
    return False


async def answer_by_key(runtime: Runtime, test_id: UUID) -> None:
    """Notes that the test of a call was answered by a key. Raises `BadLink` if there is no such test."""
    await answer_test(runtime.database, test_id, system("contact-test"))


def token_of_short(runtime: Runtime, token: str) -> str | None:
    """Returns the whole token of the test that a short one names, None for any other text."""
    key, old_keys = runtime.secrets.link_key, runtime.secrets.old_link_keys
    test_id = read_short_test_token(without_punctuation(token), key, old_keys)
    return None if test_id is None else make_test_token(test_id, key)


def named_test(runtime: Runtime, token: str) -> UUID | None:
    """Returns the test that a whole token names, None for any other text."""
    try:
        return _named(runtime, token)
    except BadLink:
        return None


def _named(runtime: Runtime, token: str) -> UUID:
    return read_test_token(token, runtime.secrets.link_key, runtime.secrets.old_link_keys)


async def _posts(database: Database, posts: set[str]) -> dict[str, Post]:
    async with database.transaction() as session:
        return dict((await read_names(database, session, posts)).posts)


async def _send(runtime: Runtime, contact: ContactPoint, test_id: UUID, post: Post) -> str | None:
    """Sends one test; returns why it was not handed over, None if it was or may have been."""
    channel = runtime.channels.get(contact.channel)
    try:
        if channel is None:
            raise ChannelUnavailable("The channel is not set up here.")
        await channel.send(_message(runtime, contact, test_id, post))
    except DeliveryUnknown:
        return None
    except DeliveryError as error:
        _LOG.warning("a test on %s: %s", contact.channel, error)
        return str(error)
    return None


def _message(runtime: Runtime, contact: ContactPoint, test_id: UUID, post: Post) -> OutgoingMessage:
    key, base = runtime.secrets.link_key, runtime.settings.base_url
    url = url_of_test(base, make_test_token(test_id, key))
    replies = takes_replies(runtime.channels.get(contact.channel))
    text = render_test(Bilingual(hi=post.name_hi, en=post.name_en), url)
    message = message_outside(
        contact, text, message_id=test_id, kind=OutsideKind.TEST, instead_of_ref=TEST_REF, url=url, drill=True
    )
    short = contact.channel == SMS  # elsewhere the whole link is what is registered, or nobody counts its length
    ways = {
        "short_url": short_url(base, make_short_test_token(test_id, key)) if short else None,
        "reply_code": reply_code(test_id, key) if replies else None,
    }
    return message.model_copy(update=ways)
