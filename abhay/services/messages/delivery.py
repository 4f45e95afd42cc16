"""Delivers one message from its row: claims it, renders it, gives it to the channel, records the result.

Both movers send through `deliver`, so a message gets the same text and the same checks with either.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from abhay.adapters.gazetteer.names.hindi import state_in_hindi, tehsil_in_hindi
from abhay.adapters.store.messages import queue
from abhay.adapters.store.messages.briefing import Briefing, claim_briefed
from abhay.adapters.store.messages.short_forms import tell_of_short_form
from abhay.domain.cases.answers import UNANSWERED, Answering, Involvement, involvement_of
from abhay.domain.intake.trust import is_held
from abhay.domain.messages.audience import SIGHTS, audience_of
from abhay.domain.messages.channel_kinds import PUSH
from abhay.domain.messages.delivery import has_time_for_quick_try
from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.policy.rules import Rules, effective
from abhay.errors import DeliveryError
from abhay.services.messages import answer_ways, early, health
from abhay.services.messages.handing import Delivery, hand_to_channel, mark_failure
from abhay.services.push.sending import hand_to_browsers
from abhay.services.runtime import Runtime
from abhay.wording import words
from abhay.wording.conduct import spoken
from abhay.wording.conduct.tries import tried_words
from abhay.wording.least import RenderedMessage, least_message
from abhay.wording.messages import MessageContext, render
from abhay.wording.words import Bilingual
from models.enums import FailOver
from models.payloads import OutgoingMessage, Receipt
from models.routes import Route
from models.tables import District, PoliceUnit, Post

_LOG = logging.getLogger(__name__)

_WORTH_NAMING = 0.3
"""The weight of evidence from which it names the area of a case that no unit has: medium, in words."""

_MUST_ACT = (Involvement.TAKER, Involvement.COLLEAGUE, Involvement.ORDERED)
"""Whoever has to act after an acknowledgement gets the link with it."""


async def deliver(runtime: Runtime, message_id: UUID, *, last_try: bool) -> Delivery:
    """Delivers one queued message.

    Returns `NOT_WANTED` if another mover has it, or it was stood down. Raises `ChannelUnavailable` if the
    channel could not take it and this is not the last try; the message is then queued again.
    """
    database = runtime.database
    briefing = await claim_briefed(database, message_id)
    if briefing is None:
        return Delivery.NOT_WANTED
    if not briefing.contact.active:
        error = "its contact was switched off meanwhile"
        await queue.mark_failed(database, message_id, error, permanent=True, because=FailOver.OFF)
        return Delivery.FAILED
    message, replaced = _compose_anyway(briefing, runtime)
    message = await health.avoiding(message, database)
    try:
        receipt = await _hand_over(runtime, briefing, message)
    except DeliveryError as error:
        quick = not last_try and has_time_for_quick_try(briefing.at, briefing.alert.due_at)
        delivery = await mark_failure(database, message_id, error, quick=quick)
        await health.note(database, message.channel, error)
        if delivery is None:
            raise
        return delivery
    await queue.mark_sent(database, message_id, receipt.provider_id, receipt.gateway)
    await early.join(runtime, briefing, receipt)
    await health.note(database, message.channel, receipt)
    if replaced:
        await tell_of_short_form(database, message_id)
    return Delivery.SENT


async def _hand_over(runtime: Runtime, briefing: Briefing, message: OutgoingMessage) -> Receipt:
    if message.channel == PUSH:
        return await hand_to_browsers(runtime, message, briefing.contact.id)
    return await hand_to_channel(message, runtime.channels)


def _compose_anyway(briefing: Briefing, runtime: Runtime) -> tuple[OutgoingMessage, bool]:
    """Returns a message whatever is wrong with the facts or the templates, and whether other words replace its own."""
    message, alert, phone = briefing.message, briefing.alert, runtime.settings.desk.call_back
    more: dict[str, Any] = {}
    try:
        url = _url(briefing, runtime)
        context = context_of(briefing, url, phone)
        rendered = render(context, message.channel, runtime.templates, phone=phone)
        more = {
            "unanswered_minutes": context.climb_minutes,
            "spoken": spoken.of_climb(context, briefing.contact.language),
        }
    except Exception as error:  # noqa: BLE001  whatever it is, somebody must be paged
        # Without the error's text: it may hold what was written.
        _LOG.error("message %s has the least form (%s)", message.id, type(error).__name__)
        url = answer_ways.link(message.id, runtime) if MEANINGS[message.kind].answerable else None
        rendered = least_message(alert.ref, alert.severity, link=url, phone=phone, drill=alert.drill)
    return _outgoing(briefing, rendered, url, runtime).model_copy(update=more), rendered.replaced


def compose(briefing: Briefing, runtime: Runtime) -> OutgoingMessage:
    """Returns the message for the channel: rendered text, address and, if it is answerable, the link."""
    return _compose_anyway(briefing, runtime)[0]


def _url(briefing: Briefing, runtime: Runtime) -> str | None:
    message = briefing.message
    wanted = MEANINGS[message.kind].answerable or _involvement(briefing) in _MUST_ACT
    return answer_ways.link(message.id, runtime) if wanted else None


def _outgoing(briefing: Briefing, rendered: RenderedMessage, url: str | None, runtime: Runtime) -> OutgoingMessage:
    message, contact = briefing.message, briefing.contact
    return OutgoingMessage(
        id=str(message.id),
        kind=message.kind.value,
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
        severity=briefing.alert.severity,
        ack_url=url,
        ack_pin=contact.dev_pin if url else None,
        drill=briefing.alert.drill,
        possible_duplicate=briefing.possible_duplicate,
        line=contact.line,
        language=contact.language,
        reply_code=answer_ways.code_of(briefing, runtime),
        short_url=answer_ways.short_link(briefing, runtime) if url else None,
    )


def context_of(briefing: Briefing, url: str | None, desk_phone: str | None = None) -> MessageContext:
    """Returns the part of a briefing that the templates may use, with the desk's telephone."""
    message, alert = briefing.message, briefing.alert
    return MessageContext(
        ref=alert.ref,
        kind=message.kind,
        severity=alert.severity,
        rung=message.rung,
        rung_label=_rung_words(briefing, message.rung),
        post=_named(briefing.post),
        received_at=alert.received_at,
        reason=message.reason,
        round=message.round,
        attempt=message.attempt,
        posted_at=alert.posted_at,
        minutes_waiting=_minutes(alert.received_at, briefing.at) or 0,
        minutes_since_post=_minutes(alert.posted_at, briefing.at),
        escalated_to=_rung_words(briefing, alert.rung) if alert.rung else None,
        outcome=alert.outcome,
        merged_into=alert.merged_into,
        desk_phone=desk_phone,
        ack_url=url,
        helplines=words.helplines_for(minor=briefing.minor),
        **_marks(briefing),
        **_subject(briefing),
        **_climb(briefing),
        **_deadline(briefing),
        **_place(briefing),
        **_acknowledgement(briefing),
        **_recipient(briefing),
    )


def _marks(briefing: Briefing) -> dict[str, Any]:
    """Returns what stands above a message: a drill, a test, a message that may have come before."""
    return {
        "drill": briefing.alert.drill,
        "is_test": briefing.alert.is_test,
        "possible_duplicate": briefing.possible_duplicate,
        "resend": briefing.message.resend_of is not None,
    }


def _subject(briefing: Briefing) -> dict[str, Any]:
    """Returns what a message is about: the overdue step, post or unit, who can be phoned, the case that was split."""
    return {
        "split_into": briefing.split_into,
        "maybe_same": tuple(briefing.maybe_same),
        "milestone": briefing.message.milestone,
        "concerned": _concerned(briefing),
        "callees": tuple(dict.fromkeys(_callees(briefing))),
    }


def _climb(briefing: Briefing) -> dict[str, Any]:
    """Returns how far the case had climbed, where the recipient's rung stands, and what it sees."""
    rules, rung = _rules(briefing), briefing.message.rung
    above, audience = not rules.begins_at(rung), audience_of(rung, rules)
    tried = [(_rung_words(briefing, each.rung), each) for each in briefing.tried]
    told = SIGHTS[audience].tried
    return {
        "audience": audience,
        "tried": tuple(named for named, _ in tried),
        "tries": tuple(tried_words(named, *each[1:]) for named, each in tried if told),
        "climbed": bool(tried) or above,
        "above": above,
    }


def _deadline(briefing: Briefing) -> dict[str, Any]:
    """Returns until when the message's rung is waited for, and which is told then; nothing where none follows."""
    message, alert = briefing.message, briefing.alert
    awaited = alert.status in UNANSWERED and (message.rung, message.round) == (alert.rung, alert.round or 1)
    above = _rules(briefing).after(message.rung)
    held = is_held(alert.trust, has_units=bool(briefing.route and briefing.route.units))
    if not awaited or held or alert.exhausted_at is not None or alert.due_at is None or above is None:
        return {}
    return {"due_at": alert.due_at, "told_next": _rung_words(briefing, above)}


def _place(briefing: Briefing) -> dict[str, Any]:
    """Returns where the person is, and whose case it is, in words."""
    route = briefing.route
    if route is None:
        return {"units": (), "districts": _districts(briefing), "candidates": ()}
    return {
        "units": _units(briefing, route.units),
        "districts": _districts(briefing),
        "pointed_at": _pointed_at(briefing, route) if briefing.alert.not_ours and not route.units else (),
        "tehsil": _tehsil(route) if route.tehsil else None,
        "other_state": state_words(route.other_state) if route.other_state else None,
        "candidates": () if route.units else _units(briefing, [each.unit for each in route.candidates]),
    }


def _pointed_at(briefing: Briefing, route: Route) -> tuple[Bilingual, ...]:
    """Returns the districts of the State that the evidence names at all strongly."""
    strong = (piece.says for piece in route.evidence if piece.weight >= _WORTH_NAMING)
    return tuple(_named(briefing.districts[id_]) for id_ in dict.fromkeys(strong) if id_ in briefing.districts)


def _acknowledgement(briefing: Briefing) -> dict[str, Any]:
    """Returns who acknowledged and when; nothing before somebody did."""
    answer = briefing.answer
    if answer is None:
        return {}
    return {
        "acknowledged_by": answer.by,
        "acknowledged_post": _named(briefing.posts[answer.post_id]) if answer.post_id else None,
        "acknowledged_unit": _unit_words(briefing, answer.unit_id),
        "acknowledged_at": answer.at,
    }


def _recipient(briefing: Briefing) -> dict[str, Any]:
    """Returns what the recipient has to do with the case, as the templates ask it."""
    involved = _involvement(briefing)
    return {
        "beside": involved is Involvement.BESIDE,
        "ordered": involved is Involvement.ORDERED,
        "colleague": involved is Involvement.COLLEAGUE,
        "yours": involved is Involvement.TAKER,
    }


def _involvement(briefing: Briefing) -> Involvement:
    """Returns the recipient's involvement in the case at the time of this message."""
    message, answer = briefing.message, briefing.answer
    recipient = Answering(message.post_id, message.unit_id)
    answering = Answering(answer.post_id, answer.unit_id) if answer else None
    units = briefing.route.units if briefing.route else ()
    return involvement_of(recipient, units, answering, briefing.alert.unit_answered_at)


def _rules(briefing: Briefing) -> Rules:
    """Returns the case's rules, which are those of its first unit."""
    unit = next(iter(briefing.route.units), None) if briefing.route else None
    return Rules(effective(briefing.document, briefing.alert.severity, unit), briefing.document.rung)


def _minutes(since: datetime | None, at: datetime) -> int | None:
    return max(0, int((at - since).total_seconds() // 60)) if since else None


def _rung_words(briefing: Briefing, rung: str) -> Bilingual:
    rule = briefing.document.rung.get(rung)
    return words.rung_words(rung, rule.label if rule else None)


def state_words(state: str) -> Bilingual:
    """Returns another State's name in both languages, or the given name if the list lacks it."""
    return Bilingual(hi=state_in_hindi(state) or state, en=state)


def _tehsil(route: Route) -> Bilingual:
    english = route.tehsil or ""
    return Bilingual(hi=tehsil_in_hindi(english, route.district) or english, en=english)


def _concerned(briefing: Briefing) -> Bilingual | None:
    """Returns the post and unit that a notice to the desk is about."""
    post = briefing.posts.get(briefing.message.about_post_id or "")
    unit = briefing.units.get(briefing.message.about_unit_id or "")
    named = [_named(thing) for thing in (post, unit) if thing is not None]
    return Bilingual(hi=", ".join(n.hi for n in named), en=", ".join(n.en for n in named)) if named else None


def _callees(briefing: Briefing) -> Iterable[Bilingual]:
    """Returns whom the desk may phone: post and unit, the name if known, the telephone."""
    for unit_id, post_id, name, phone in briefing.callees:
        places = [briefing.posts.get(post_id), briefing.units.get(unit_id or "")]
        said = words.listed([_named(place) for place in places if place])
        reached = ", ".join(part for part in (name, phone) if part)
        yield Bilingual(hi=f"{said.hi}: {reached}", en=f"{said.en}: {reached}")


def _named(thing: Post | PoliceUnit | District) -> Bilingual:
    return Bilingual(hi=thing.name_hi, en=thing.name_en)


def _unit_words(briefing: Briefing, unit: str | None) -> Bilingual | None:
    found = briefing.units.get(unit or "")
    return _named(found) if found else None


def _units(briefing: Briefing, ids: Iterable[str]) -> tuple[Bilingual, ...]:
    return tuple(_named(briefing.units[unit]) for unit in ids if unit in briefing.units)


def _districts(briefing: Briefing) -> tuple[Bilingual, ...]:
    """Returns the districts of the units that own the case, once each."""
    owners = briefing.route.units if briefing.route else ()
    ids = dict.fromkeys(briefing.units[unit].district_id for unit in owners if unit in briefing.units)
    return tuple(_named(briefing.districts[id_]) for id_ in ids if id_ in briefing.districts)
