"""Every message as each rung gets it on each channel: one ordinary case in Kota, told step by step."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from abhay.adapters.channels.sms.templates import load_templates
from abhay.adapters.channels.webpush.channel import title
from abhay.adapters.channels.whatsapp.templates import load_templates as load_whatsapp
from abhay.domain.messages.audience import Audience
from abhay.domain.messages.channel_kinds import PUSH
from abhay.domain.messages.kinds import MEANINGS
from abhay.domain.messages.whatsapp import TEST, available, fill, fitting
from abhay.domain.messages.whatsapp import Slot as WhatsAppSlot
from abhay.domain.messages.whatsapp import Wanted as WantedWhatsApp
from abhay.domain.sms.dlt import Slot, Wanted
from abhay.wording import contact_tests, voice, words
from abhay.wording.conduct.spoken import of_climb
from abhay.wording.conduct.tries import tried_words
from abhay.wording.least import RenderedMessage
from abhay.wording.messages import MessageContext, render_template
from abhay.wording.words import Bilingual, rung_words
from models.enums import Language, MessageKind, Outcome, OutsideKind, Reason, Severity
from models.payloads import OutgoingMessage

BASE, NUMBER, CODE, REF = "https://abhay.example", "+91 55555 00100", "482916", "RJ-2026-000042"
RECEIVED: Final = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
AUDIENCES: Final[Mapping[str, Audience]] = {
    "district": Audience.UNIT,
    "sp": Audience.OFFICE,
    "dgp": Audience.STATE,
    "desk": Audience.DESK,
}
_BEFORE: Final = {"district": (), "sp": ("district",), "dgp": ("district", "sp"), "desk": ()}
_MINUTES: Final = {"district": 0, "sp": 3, "dgp": 8, "desk": 2}
_POSTS: Final = {
    "district": Bilingual(hi="ज़िला नियंत्रण कक्ष", en="District control room"),
    "sp": Bilingual(hi="पुलिस अधीक्षक कार्यालय", en="SP office"),
    "dgp": Bilingual(hi="पुलिस महानिदेशक नियंत्रण कक्ष", en="DGP control room"),
    "desk": Bilingual(hi="अभय डेस्क", en="Abhay desk"),
}
_UNIT: Final = Bilingual(hi="कोटा शहर पुलिस", en="Kota City Police")
_ANSWERED: Final = {
    "acknowledged_post": _POSTS["district"],
    "acknowledged_unit": _UNIT,
    "acknowledged_at": datetime(2026, 11, 12, 17, 9, tzinfo=UTC),
}
_OF_KIND: Final[Mapping[MessageKind, Mapping[str, Any]]] = {
    MessageKind.REMINDER: {"attempt": 2},
    MessageKind.UPDATE: {"attempt": 2},
    MessageKind.ESCALATED: {"escalated_to": rung_words("dgp")},
    MessageKind.ACKNOWLEDGED: _ANSWERED,
    MessageKind.STOOD_DOWN: _ANSWERED,
    MessageKind.CLOSED: {**_ANSWERED, "outcome": Outcome.SAFE},
    MessageKind.DESK: {"reason": Reason.UNDELIVERED, "concerned": _POSTS["district"]},
}


def context_of(kind: MessageKind, rung: str) -> MessageContext:
    """The facts of a message of this kind to this rung, as `abhay/services/messages/delivery.py` gathers them."""
    before = tuple(map(rung_words, _BEFORE[rung]))
    answered = kind in (MessageKind.ACKNOWLEDGED, MessageKind.STOOD_DOWN, MessageKind.CLOSED)
    told = AUDIENCES[rung] is not Audience.UNIT
    return MessageContext(
        ref=REF,
        kind=kind,
        severity=Severity.IMMINENT,
        rung=rung,
        rung_label=rung_words(rung),
        post=_POSTS[rung],
        received_at=RECEIVED,
        posted_at=datetime(2026, 11, 12, 17, 1, tzinfo=UTC),
        minutes_since_post=4 + _MINUTES[rung],
        minutes_waiting=_MINUTES[rung],
        units=(_UNIT,),
        districts=(Bilingual(hi="कोटा", en="Kota"),),
        tehsil=Bilingual(hi="लाडपुरा", en="Ladpura"),
        audience=AUDIENCES[rung],
        tried=before,
        tries=tuple(tried_words(each, RECEIVED, 4, 1) for each in before if told),
        climbed=bool(before),
        above=rung in ("sp", "dgp"),
        helplines=words.helplines_for(minor=True),
        ack_url=f"{BASE}/a/TOKEN" if MEANINGS[kind].answerable and not answered else None,
        **_OF_KIND.get(kind, {}),
    )


def outgoing(kind: str, rung: str, language: Language, context: MessageContext | None = None) -> OutgoingMessage:
    """The message as the channel of calls gets it."""
    return OutgoingMessage(
        id="0198a1b2-0000-7000-8000-000000000001",
        kind=kind,
        alert=REF if context else "TEST",
        rung=rung,
        round=1,
        attempt=1,
        post="post",
        unit="kota-city" if rung in ("district", "sp") else None,
        channel="voice",
        to="+915555500101",
        subject="",
        body="",
        severity=Severity.IMMINENT,
        language=language,
        reply_code=CODE if context and context.ack_url else None,
        unanswered_minutes=context.climb_minutes if context else None,
        spoken=of_climb(context, language) if context else (),
    )


def calls(kind: MessageKind | OutsideKind) -> Iterator[tuple[str, str]]:
    """What a call of this kind says, once, to each rung in each language."""
    if isinstance(kind, OutsideKind):
        yield from ((each.value, "\n".join(voice.once(outgoing(kind, kind, each)))) for each in Language)
        return
    for rung in AUDIENCES:
        for language in Language:
            said = voice.once(outgoing(kind, rung, language, context_of(kind, rung)))
            yield f"{rung} {language.value}", "\n".join(said)


def texts(kind: MessageKind | OutsideKind) -> Iterator[tuple[str, str]]:
    """The text message of this kind to each rung in each language, with and without a number for replies."""
    for rung in AUDIENCES if isinstance(kind, MessageKind) else (kind.value,):
        for language in Language:
            for number in (NUMBER, None):
                way = "reply" if number else "no reply"
                yield f"{rung} {language.value} {way}", text_of(kind, rung, language, number)


def text_of(kind: MessageKind | OutsideKind, rung: str, language: Language, number: str | None) -> str:
    """One text message."""
    context = context_of(kind, rung) if isinstance(kind, MessageKind) else None
    minutes = context.climb_minutes if context else None
    values = {Slot.LINK: f"{BASE}/a?RJ2026000042.AAAAAAAAAAAAAAAA", Slot.CODE: CODE, Slot.REF: "RJ2026000042"}
    if kind is OutsideKind.READINESS:
        values = {}
    elif context and not context.ack_url:
        values = {Slot.REF: "RJ2026000042"}
    elif number is None:
        del values[Slot.CODE]
    if minutes is not None:
        values[Slot.MINUTES] = str(minutes)
    wanted = Wanted(
        kind=kind,
        severity=Severity.IMMINENT if context else Severity.CONCERN,
        language=language,
        available=frozenset(values),
        takes_replies=number is not None,
        climbed=minutes is not None,
    )
    return load_templates(None, BASE, number).filled(wanted, values).text


def whatsapps(kind: MessageKind | OutsideKind) -> Iterator[tuple[str, str]]:
    """The WhatsApp message of this kind to each rung in each language, with its buttons."""
    loaded = load_whatsapp(None)
    for rung in AUDIENCES if isinstance(kind, MessageKind) else (kind.value,):
        for language in Language:
            context = context_of(kind, rung) if isinstance(kind, MessageKind) else None
            minutes = context.climb_minutes if context else None
            known = kind if kind in {*MessageKind, TEST} else MessageKind.DESK
            link = None if context is None else context.ack_url is not None
            has = available(known, link=link, ref=context is not None, minutes=minutes is not None)
            wanted = WantedWhatsApp(known, Severity.IMMINENT, language, *has, drill=known == TEST)
            template = fitting(loaded.templates, wanted)[0]
            values = {WhatsAppSlot.REF: REF, WhatsAppSlot.MINUTES: str(minutes)}
            buttons = " ".join(f"[{loaded.titles[each][language]}]" for each in template.buttons)
            yield f"{rung} {language.value}", f"{fill(template, values)}\n{buttons}".rstrip()


def pushes(kind: MessageKind | OutsideKind) -> Iterator[tuple[str, str]]:
    """What a browser shows of this kind, beside the message to each rung; outside a case there are no pushes."""
    if isinstance(kind, MessageKind):
        for rung in AUDIENCES:
            said = render_template(context_of(kind, rung), PUSH)
            shown = outgoing(kind, rung, Language.HINDI, context_of(kind, rung))
            yield rung, f"{title(shown)}\n{said.body}".rstrip()


def side_ways(kind: MessageKind | OutsideKind) -> Iterator[tuple[str, str]]:
    """The message of this kind by a messenger to each rung; tests and gaps are worded as in mails."""
    if isinstance(kind, MessageKind):
        for rung in AUDIENCES:
            yield rung, _written(render_template(context_of(kind, rung), "apprise"))


def mails(kind: MessageKind | OutsideKind) -> Iterator[tuple[str, str]]:
    """The mail of this kind, in both languages, to each rung; the outbox, the webhook and others carry the same."""
    if kind is OutsideKind.TEST:
        yield "post", _written(contact_tests.render_test(_POSTS["district"], f"{BASE}/a/test/TOKEN"))
        return
    if kind is OutsideKind.READINESS:
        lacks = [(_POSTS["district"], lack) for lack in contact_tests.LACKS]
        yield "office", _written(contact_tests.render_lacks(_UNIT, 40, lacks))
        return
    for rung in AUDIENCES:
        yield rung, _written(render_template(context_of(kind, rung)))


def _written(message: RenderedMessage) -> str:
    return f"{message.subject}\n\n{message.body}".rstrip("\n")
