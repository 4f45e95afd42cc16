"""One message, from its row to the channel and back: claim, say it, hand it over, write what became of it.

Both movers send through `deliver`, so a message has the same words and the same care whoever sends it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from abhay import links, words
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown
from abhay.faultpoints import fault_point
from abhay.gazetteer.hindi import state_in_hindi, tehsil_in_hindi
from abhay.messages import MessageContext, RenderedMessage, render
from abhay.services.runtime import Runtime
from abhay.store import outbox
from abhay.store.briefing import Briefing, claim_briefed
from abhay.words import Bilingual
from models.enums import MessageKind, MilestoneKind, Outcome, Severity
from models.payloads import OutgoingMessage
from models.routes import Route
from models.tables import District, PoliceUnit, Post

ANSWERABLE = (MessageKind.PAGE, MessageKind.REMINDER, MessageKind.UPDATE, MessageKind.DESK, MessageKind.ESCALATED)
"""Kinds that carry the link: whoever was paged can always acknowledge."""


QUICK_TRY = timedelta(seconds=9)
"""What one more quick try may take: the longest pause before it and the channel's own limit."""


class Delivery(StrEnum):
    """What became of one try."""

    SENT = "sent"
    NOT_WANTED = "not wanted"
    FAILED = "failed"
    UNKNOWN = "unknown"


async def deliver(runtime: Runtime, message_id: UUID, *, last_try: bool) -> Delivery:
    """Hand one queued message over.

    `NOT_WANTED`: another mover has it, or it was stood down. Raises `ChannelUnavailable` when the
    channel could not take it and this is not the last try; the message is then queued again.
    """
    database = runtime.database
    briefing = await claim_briefed(database, message_id)
    if briefing is None:
        return Delivery.NOT_WANTED
    try:
        message = compose(briefing, runtime)
        fault_point("before-send")
        receipt = await runtime.channels[message.channel].send(message)
        fault_point("after-send")
    except ChannelUnavailable as error:
        if not last_try and not _deadline_near(briefing):
            await outbox.release(database, message_id, str(error))
            raise
        await outbox.mark_failed(database, message_id, str(error), permanent=False)
        return Delivery.FAILED
    except ChannelRefused as error:
        await outbox.mark_failed(database, message_id, str(error), permanent=True)
        return Delivery.FAILED
    except DeliveryUnknown as error:
        await outbox.mark_unknown(database, message_id, str(error))
        return Delivery.UNKNOWN
    await outbox.mark_sent(database, message_id, receipt.provider_id)
    return Delivery.SENT


def _deadline_near(briefing: Briefing) -> bool:
    """Whether another quick try could run into the case's deadline: it must not hold up the next rung."""
    due = briefing.alert.due_at
    return due is not None and briefing.at + QUICK_TRY >= due


def compose(briefing: Briefing, runtime: Runtime) -> OutgoingMessage:
    """The message as the channel gets it: rendered words, address and, where it can be answered, the link."""
    message, contact = briefing.message, briefing.contact
    kind = MessageKind(message.kind)
    url = _link(message.id, runtime) if kind in ANSWERABLE else None
    rendered = _render(briefing, url)
    return OutgoingMessage(
        id=str(message.id),
        kind=kind.value,
        alert=briefing.alert.ref,
        rung=message.rung,
        round=message.round,
        attempt=message.attempt,
        post=message.post_id,
        unit=message.unit_id,
        channel=message.channel,
        to=contact.address,
        subject=rendered.subject,
        body=rendered.body,
        severity=Severity(briefing.alert.severity),
        ack_url=url,
        ack_pin=contact.dev_pin if url else None,
        drill=briefing.alert.drill,
        possible_duplicate=briefing.original_unknown,
    )


def _link(message_id: UUID, runtime: Runtime) -> str:
    return links.ack_url(runtime.settings.base_url, links.make_token(message_id, runtime.secrets.link_key))


def _render(briefing: Briefing, url: str | None) -> RenderedMessage:
    return render(context_of(briefing, url), briefing.message.channel)


def context_of(briefing: Briefing, url: str | None) -> MessageContext:
    """What the templates may use of a briefing."""
    message, alert, route, answer = briefing.message, briefing.alert, briefing.route, briefing.answer
    return MessageContext(
        ref=alert.ref,
        kind=MessageKind(message.kind),
        severity=Severity(alert.severity),
        rung=message.rung,
        rung_label=_rung_words(briefing, message.rung),
        post=_named(briefing.post),
        received_at=alert.received_at,
        reason=message.reason,
        round=message.round,
        attempt=message.attempt,
        units=_units(briefing, route.units if route else ()),
        districts=_districts(briefing),
        tehsil=_tehsil(route) if route and route.tehsil else None,
        other_state=state_words(route.other_state) if route and route.other_state else None,
        candidates=_units(briefing, [c.unit for c in route.candidates] if route and not route.units else ()),
        tried=tuple(_rung_words(briefing, rung) for rung in briefing.tried),
        posted_at=alert.posted_at,
        minutes_waiting=_minutes(alert.received_at, briefing.at) or 0,
        minutes_since_post=_minutes(alert.posted_at, briefing.at),
        escalated_to=_rung_words(briefing, alert.rung) if alert.rung else None,
        acknowledged_by=answer.by if answer else None,
        acknowledged_post=_named(briefing.posts[answer.post_id]) if answer and answer.post_id else None,
        acknowledged_unit=_unit_words(briefing, answer.unit_id) if answer else None,
        acknowledged_at=answer.at if answer else None,
        milestone=MilestoneKind(message.milestone) if message.milestone else None,
        outcome=Outcome(alert.outcome) if alert.outcome else None,
        merged_into=alert.merged_into,
        concerned=_concerned(briefing),
        ack_url=url,
        drill=alert.drill,
        possible_duplicate=briefing.original_unknown,
        resend=message.resend_of is not None,
    )


def _minutes(since: datetime | None, at: datetime) -> int | None:
    return max(0, int((at - since).total_seconds() // 60)) if since else None


def _rung_words(briefing: Briefing, rung: str) -> Bilingual:
    rule = briefing.document.rung.get(rung)
    return words.rung_words(rung, rule.label if rule else None)


def state_words(state: str) -> Bilingual:
    """Another State's name in both languages; the one that we have, where the list lacks it."""
    return Bilingual(hi=state_in_hindi(state) or state, en=state)


def _tehsil(route: Route) -> Bilingual:
    english = route.tehsil or ""
    return Bilingual(hi=tehsil_in_hindi(english, route.district) or english, en=english)


def _concerned(briefing: Briefing) -> Bilingual | None:
    """The post and unit that a notice to the desk is about."""
    post = briefing.posts.get(briefing.message.about_post_id or "")
    unit = briefing.units.get(briefing.message.about_unit_id or "")
    named = [_named(thing) for thing in (post, unit) if thing is not None]
    return Bilingual(hi=", ".join(n.hi for n in named), en=", ".join(n.en for n in named)) if named else None


def _named(thing: Post | PoliceUnit | District) -> Bilingual:
    return Bilingual(hi=thing.name_hi, en=thing.name_en)


def _unit_words(briefing: Briefing, unit: str | None) -> Bilingual | None:
    found = briefing.units.get(unit or "")
    return _named(found) if found else None


def _units(briefing: Briefing, ids: Iterable[str]) -> tuple[Bilingual, ...]:
    return tuple(_named(briefing.units[unit]) for unit in ids if unit in briefing.units)


def _districts(briefing: Briefing) -> tuple[Bilingual, ...]:
    """The districts of the units that own the case, once each."""
    owners = briefing.route.units if briefing.route else ()
    ids = dict.fromkeys(briefing.units[unit].district_id for unit in owners if unit in briefing.units)
    return tuple(_named(briefing.districts[id_]) for id_ in ids if id_ in briefing.districts)
