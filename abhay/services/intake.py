"""An alert comes in: proved, read, stored, answered; whatever follows may take its time.

What is signed or authenticated always becomes a case: a body that breaks our reading of it is kept
as it is and read by hand.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from uuid import UUID

from abhay.errors import EmptyBody, TooManyAlerts, UnknownSource
from abhay.services.afterwards import Afterwards
from abhay.services.nudging import nudge
from abhay.services.runtime import Runtime
from abhay.settings import LimitSettings
from abhay.sources.base import NumbersMessages
from abhay.sources.identity import identities
from abhay.sources.mail import RFC822, parse_mail
from abhay.sources.phone import PhoneSource
from abhay.sources.registry import find_source
from abhay.store import floods
from abhay.store.database import Database
from abhay.store.intake import Accepted, take_in
from models.enums import IntakeChannel, Trust
from models.payloads import AlertPayload

_LOG = logging.getLogger(__name__)

_LARGE = 64 * 1024
"""Bytes from which a body is read in a thread, so that others need not wait for it."""

_COUNT_AGAIN = 1.0
"""Seconds for which a count of new cases is good enough."""


async def take_in_webhook(
    runtime: Runtime, later: Afterwards, name: str, headers: Mapping[str, str], body: bytes, media_type: str
) -> Accepted:
    """A partner's webhook. Raises `UnknownSource`, `EmptyBody`, `BadSignature`, `TooManyAlerts`."""
    source = find_source(name)
    if source is None or name == PhoneSource.name:
        raise UnknownSource
    if not body:
        raise EmptyBody
    settings = runtime.settings.model_copy(update={"sources": runtime.secrets.sources})
    source.verify(headers, body, settings)
    fallback = partial(_by_hand, name, IntakeChannel.WEBHOOK, Trust.VERIFIED, media_type)
    payload = await _read(partial(source.parse, media_type=media_type), body, fallback)
    if isinstance(source, NumbersMessages):
        payload = payload.model_copy(update={"delivery_key": source.delivery_key(headers, payload)})
    return await _take_in(runtime, later, payload, actor=name, role="partner")


async def take_in_mail(
    runtime: Runtime, later: Afterwards, name: str, body: bytes, *, actor: str, whole: bool = True
) -> Accepted:
    """A mail as our own server received it. Raises `UnknownSource`, `EmptyBody`, `TooManyAlerts`.

    One that breaks our reading is held at the desk: its sender is not proven. One that is not `whole`
    is taken for what it says so far, and a person has to read the rest.
    """
    if find_source(name) is None:
        raise UnknownSource
    if not body:
        raise EmptyBody
    mail = runtime.settings.mail
    parse = partial(
        parse_mail,
        source=name,
        authserv_id=mail.authserv_id,
        partner_domains=mail.partner_domains,
        own_domains=mail.own_domains,
    )
    payload = await _read(parse, body, partial(_by_hand, name, IntakeChannel.MAIL, Trust.NONE, RFC822))
    if not whole:
        payload = payload.model_copy(update={"readable": False, "problems": (*payload.problems, "incomplete")})
    return await _take_in(runtime, later, payload, actor=actor, role="integrator")


async def take_in_call(runtime: Runtime, later: Afterwards, body: bytes, *, actor: str) -> Accepted:
    """An alert that an operator heard on the telephone. Raises `EmptyBody`, `TooManyAlerts`."""
    if not body:
        raise EmptyBody
    fallback = partial(_by_hand, PhoneSource.name, IntakeChannel.PHONE, Trust.VERIFIED, "application/json")
    payload = await _read(PhoneSource().parse, body, fallback)
    return await _take_in(runtime, later, payload, actor=actor, role="operator")


async def _read(
    parse: Callable[[bytes], AlertPayload], body: bytes, by_hand: Callable[[bytes], AlertPayload]
) -> AlertPayload:
    """The body, read; one that our reading fails on is kept for a person to read."""
    try:
        return await asyncio.to_thread(parse, body) if len(body) > _LARGE else parse(body)
    except Exception:  # noqa: BLE001  a partner's alert must not be lost to our own mistake
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


async def _take_in(runtime: Runtime, later: Afterwards, payload: AlertPayload, *, actor: str, role: str) -> Accepted:
    limits = runtime.settings.limits
    count = await _counts.of(runtime.database, payload.source, limits)
    if count >= limits.new_cases * limits.hard_factor:
        raise TooManyAlerts
    window = timedelta(seconds=runtime.settings.attach_window)
    accepted = await take_in(runtime.database, payload, identities(payload), actor=actor, role=role, window=window)
    if accepted.repeat:
        return accepted
    later.do(nudge(runtime, accepted.id), f"starting {accepted.ref}")
    if not accepted.attached:
        _counts.add(runtime.database, payload.source)
        if count >= limits.new_cases and _counts.begins_flood(runtime.database, payload.source, limits):
            told = _tell_of_flood(runtime.database, accepted.id, payload.source, limits)
            later.do(told, f"telling the desk of many cases from {payload.source}")
    return accepted


async def _tell_of_flood(database: Database, alert_id: UUID, source: str, limits: LimitSettings) -> None:
    try:
        await floods.page_flood(database, alert_id, timedelta(seconds=limits.window))
    except Exception:
        _counts.floods.pop((database.url, source), None)  # the next case tries again
        raise


@dataclass
class _Counts:
    """New cases by source, asked of the database once a second and counted on in between."""

    seen: dict[tuple[str, str], tuple[float, int]] = field(default_factory=dict[tuple[str, str], tuple[float, int]])
    floods: dict[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])

    async def of(self, database: Database, source: str, limits: LimitSettings) -> int:
        key = (database.url, source)
        asked, count = self.seen.get(key, (0.0, 0))
        if not asked or time.monotonic() - asked > _COUNT_AGAIN:
            count = await floods.new_cases(database, source, timedelta(seconds=limits.window))
            self.seen[key] = (time.monotonic(), count)
        return count

    def add(self, database: Database, source: str) -> None:
        asked, count = self.seen[(database.url, source)]
        self.seen[(database.url, source)] = (asked, count + 1)

    def begins_flood(self, database: Database, source: str, limits: LimitSettings) -> bool:
        """Whether this process has not told the desk within the window; another one may have."""
        key, moment = (database.url, source), time.monotonic()
        if moment - self.floods.get(key, -limits.window) < limits.window:
            return False
        self.floods[key] = moment
        return True


_counts = _Counts()
