"""Alert intake: proves, reads, stores and confirms an alert; all later work follows the commit.

A signed or authenticated body always becomes a case: one that our parser fails on is kept as it is
and read by a person.
"""

import asyncio
import hashlib
import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from uuid import UUID

from abhay.adapters.sources.base import NumbersMessages
from abhay.adapters.sources.mail.message import RFC822
from abhay.adapters.sources.phone import OF_A_CALL, PHONE, read_note
from abhay.adapters.sources.reading.identity import identities
from abhay.adapters.sources.reading.vocabulary import unread_fields
from abhay.adapters.sources.registry import find_source
from abhay.adapters.store.cases.limits import page_flood
from abhay.adapters.store.intake.alerts import Accepted, take_in
from abhay.domain.limits import is_flood, is_refused
from abhay.domain.permissions import require
from abhay.errors import EmptyBody, MailNotRead, NoOpenCase, TooManyAlerts, UnknownFields, UnknownSource
from abhay.services.intake.ends import tell_of_end
from abhay.services.runtime import Runtime
from models.actors import Act, Actor, partner
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload, MailFacts

_LOG = logging.getLogger(__name__)

_LARGE = 64 * 1024
"""Bytes from which a body is read in a thread, so that other requests need not wait for it."""


async def take_in_webhook(
    runtime: Runtime, name: str, headers: Mapping[str, str], body: bytes, media_type: str
) -> Accepted | None:
    """Takes in a partner's webhook; None where it rightly belongs to no case.

    Raises `UnknownSource`, `EmptyBody`, `BadSignature`, `TooManyAlerts`.
    """
    source = find_source(name)
    if source is None:
        raise UnknownSource
    if not body:
        raise EmptyBody
    source.verify(headers, body, runtime.secrets.source_keys(name))
    actor = partner(name)
    require(actor, Act.BRING_ALERT)
    fallback = partial(_by_hand, name, IntakeChannel.WEBHOOK, Trust.VERIFIED, media_type)
    payload = await _read(partial(source.parse, media_type=media_type), body, fallback)
    if isinstance(source, NumbersMessages):
        payload = payload.model_copy(update={"delivery_key": source.delivery_key(headers, payload)})
    return await _take_in(runtime, payload, actor)


async def take_in_read(runtime: Runtime, payload: AlertPayload, actor: Actor) -> Accepted | None:
    """Takes in a mail that was read already and is an alert; None as for the others. Raises `TooManyAlerts`."""
    return await _take_in(runtime, payload, actor)


async def take_in_call(runtime: Runtime, body: bytes, actor: Actor) -> Accepted | None:
    """Takes in an alert that an operator received by telephone; None as for the others.

    Who notes it can mend it, so a field that nobody reads is refused, where a partner's is kept. Raises `WrongRole`,
    `EmptyBody`, `UnknownFields`, `TooManyAlerts`.
    """
    require(actor, Act.NOTE_CALL)
    if not body:
        raise EmptyBody
    if unread := unread_fields(body, OF_A_CALL):
        raise UnknownFields(unread)
    fallback = partial(_by_hand, PHONE, IntakeChannel.PHONE, Trust.VERIFIED, "application/json")
    payload = await _read(read_note, body, fallback)
    return await _take_in(runtime, payload, actor)


async def read_mail(runtime: Runtime, name: str, body: bytes) -> tuple[AlertPayload, MailFacts]:
    """Returns the mail as a process of its own reads it, and what it is; one that cannot be read is for a person."""
    try:
        return await runtime.mail_readers.read(body, name)
    except Exception as error:  # noqa: BLE001  whatever fails here must not lose the mail
        reason = str(error) if isinstance(error, MailNotRead) else type(error).__name__
        _LOG.error("a mail of %d bytes becomes a case to be read by hand: %s", len(body), reason)
        return _by_hand(name, IntakeChannel.MAIL, Trust.NONE, RFC822, body), MailFacts()


async def _read(
    parse: Callable[[bytes], AlertPayload], body: bytes, by_hand: Callable[[bytes], AlertPayload]
) -> AlertPayload:
    """Returns the parsed body; one that our parser fails on is kept for a person to read."""
    try:
        return await asyncio.to_thread(parse, body) if len(body) > _LARGE else parse(body)
    except Exception:  # noqa: BLE001  a fault in our parser must not lose a partner's alert
        _LOG.exception("a body of %d bytes could not be read: a case to be read by hand", len(body))
        return by_hand(body)


def _by_hand(source: str, channel: IntakeChannel, trust: Trust, media_type: str, body: bytes) -> AlertPayload:
    return AlertPayload(
        source=source,
        channel=channel,
        trust=trust,
        event_key=hashlib.sha256(f"by-hand {source} {trust.value} ".encode() + body).hexdigest(),
        raw=body,
        media_type=media_type,
        readable=False,
    )


async def _take_in(runtime: Runtime, payload: AlertPayload, actor: Actor) -> Accepted | None:
    limits = runtime.settings.limits
    count = await runtime.new_cases.count(runtime.database, payload.source, limits)
    if is_refused(count, limit=limits.new_cases, hard_factor=limits.hard_factor):
        raise TooManyAlerts
    window = timedelta(seconds=runtime.settings.attach_window)
    try:
        accepted = await take_in(runtime.database, payload, identities(payload), actor=actor, window=window)
    except NoOpenCase:
        await tell_of_end(runtime, payload, actor)
        return None
    if not (accepted.repeat or accepted.attached):
        runtime.new_cases.add(payload.source)
        flood = is_flood(count, limit=limits.new_cases)
        if flood and runtime.new_cases.begins_flood(payload.source, limits):
            told = _tell_of_flood(runtime, accepted.id, payload.source)
            runtime.after_commit.start(told, f"telling the desk of many cases from {payload.source}")
    return accepted


async def _tell_of_flood(runtime: Runtime, alert_id: UUID, source: str) -> None:
    try:
        await page_flood(runtime.database, alert_id, timedelta(seconds=runtime.settings.limits.window))
    except Exception:
        runtime.new_cases.forget_flood(source)
        raise
