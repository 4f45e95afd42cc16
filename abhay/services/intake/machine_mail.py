"""Mails that open no case: what mail programs write, and our own people's answers to our messages.

Whatever holds an alert is an alert, whoever seems to have written it: only without one is a mail set aside.
"""

import hashlib
import logging
import re

from abhay.adapters.store.intake.mail_answers import Named, named_by_message, named_by_ref, note_answer
from abhay.adapters.store.messages import queue
from abhay.domain.intake.trust import is_believed
from abhay.services.messages.notices import DeskNotifier, utc_now
from abhay.services.runtime import Runtime
from abhay.wording.set_aside import render_set_aside
from models.actors import Actor
from models.enums import EventKind, MailFate, MailKind, Trust
from models.payloads import AlertPayload, MailFacts

_LOG = logging.getLogger(__name__)

NOTICE = "mail_set_aside"
"""The name of the desk's notice in the audit log."""

_OF_PROGRAMS = frozenset({MailKind.BOUNCE, MailKind.LATE, MailKind.RECEIPT, MailKind.AUTOMATIC})
_OURS = re.compile(r"RJ-\d{4}-\d{6}")
_RETURNED = "it came back undelivered"

Aside = tuple[MailFate, Named | None]


async def set_aside(
    runtime: Runtime, payload: AlertPayload, facts: MailFacts, actor: Actor, *, junk: bool = False
) -> Aside | None:
    """Returns the fate of a mail that opens no case, and the case that it belongs to; None if it is an alert.

    - a delivery report about a message of ours marks it as failed, and its post is told otherwise or the desk phones;
    - receipts and automatic answers change nothing;
    - list mail without an alert, and `junk` of senders who are not believed, is told to the desk;
    - an answer of our own people is stored with the case that it answers.
    """
    about = await named_by_message(runtime.database, [*facts.answered, *facts.named])
    if facts.kind in _OF_PROGRAMS:
        return await _by_program(runtime, payload, facts, about)
    answered = await named_by_message(runtime.database, facts.answered) if facts.answered else None
    if _holds_alert(payload, facts) and not (answered and _only_an_answer(payload)):
        return None
    listed = facts.kind is MailKind.LIST and about is None
    if not listed and payload.trust is Trust.VERIFIED:
        return None
    case = None if listed else await _answered(runtime, payload, facts)
    if case is not None:
        await note_answer(runtime.database, case, _answer(payload, facts), actor)
        return MailFate.ANSWER, case
    if listed or (junk and not is_believed(payload.trust)):
        _tell_desk(runtime, payload, facts)
        return MailFate.MACHINE, None
    return None


async def _by_program(runtime: Runtime, payload: AlertPayload, facts: MailFacts, about: Named | None) -> Aside | None:
    case = about or await named_by_ref(runtime.database, facts.refs)
    if about is None and facts.is_alert and facts.kind is not MailKind.RECEIPT:
        return None
    if about is not None and facts.kind is MailKind.BOUNCE:
        for message in about.messages:
            await queue.mark_returned(runtime.database, message, _RETURNED)
    if case is None and facts.kind is not MailKind.RECEIPT:
        _tell_desk(runtime, payload, facts)
    return MailFate.MACHINE, case


def _holds_alert(payload: AlertPayload, facts: MailFacts) -> bool:
    """Whether it holds facts of a person, or names a partner's case: a ref of ours is none."""
    return facts.is_alert or (payload.external_id is not None and not _OURS.match(payload.external_id))


def _only_an_answer(payload: AlertPayload) -> bool:
    """Whether what answers our message is no alert of its own: labels without a partner's case or an account."""
    names_case = payload.external_id is not None and not _OURS.match(payload.external_id)
    return payload.trust is not Trust.VERIFIED and not (
        names_case or payload.subject.user_id or payload.subject.username
    )


async def _answered(runtime: Runtime, payload: AlertPayload, facts: MailFacts) -> Named | None:
    """Returns the case that a mail answers: it names a message of ours, or, from our own people, a case's ref.

    A message's id is known to its recipient alone; a ref can be guessed.
    """
    if case := await named_by_message(runtime.database, facts.answered):
        return case
    return await named_by_ref(runtime.database, facts.refs) if payload.trust is Trust.FORWARDED else None


def _answer(payload: AlertPayload, facts: MailFacts) -> AlertPayload:
    """Returns the answer as a message of the case: its words for people, and nothing that routes."""
    words = hashlib.sha256(" ".join(facts.words.split()).encode()).hexdigest()
    said = f"answer {facts.sender} {sorted(facts.refs)} {sorted(map(str, facts.answered))} {words}"
    return AlertPayload(
        source=payload.source,
        channel=payload.channel,
        trust=payload.trust,
        event_key=hashlib.sha256(said.encode()).hexdigest(),
        raw=payload.raw,
        media_type=payload.media_type,
        event=EventKind.ANSWERED,
        severity=payload.severity,
        posted_at=payload.posted_at,
        heard_from=facts.sender or None,
        note=facts.words or facts.subject or None,
        attachments=payload.attachments,
        problems=payload.problems,
    )


def _tell_desk(runtime: Runtime, payload: AlertPayload, facts: MailFacts) -> None:
    """Tells the desk that a mail lies in the mailbox without a case; whatever comes, at most once in a while."""
    if not runtime.mails_set_aside.now():
        _LOG.warning("one more mail is set aside: %s", facts.kind)
        return
    runtime.after_commit.start(_page_desk(runtime, payload, facts), "telling the desk of a mail without a case")


async def _page_desk(runtime: Runtime, payload: AlertPayload, facts: MailFacts) -> None:
    desk = DeskNotifier(runtime)
    await desk.refresh()
    since = payload.posted_at or utc_now()
    await desk.page(NOTICE, lambda post: render_set_aside(facts.sender, facts.subject, post, since))
