"""Alerts that come by mail, of any legal shape and most illegal ones."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from abhay.adapters.sources.mail.document import Reading, reference_in
from abhay.adapters.sources.mail.headers import Headers
from abhay.adapters.sources.mail.machine import facts_of
from abhay.adapters.sources.mail.mime import ENCRYPTED, WINMAIL, Mail, take_apart
from abhay.adapters.sources.mail.texts.answers import is_answer
from abhay.adapters.sources.mail.trust import Senders, judge
from abhay.adapters.sources.reading.alert import AlertFacts, Envelope, compose, read_alert
from abhay.adapters.sources.reading.document import Problems, Unreadable, canonical
from abhay.adapters.sources.reading.marks import marks_test
from abhay.adapters.sources.reading.times import read_time
from abhay.adapters.sources.reading.values import TEXT_LIMIT
from abhay.domain.text import clean
from abhay.errors import EmptyBody
from abhay.settings import EMBEDDED_OWN_DOMAINS, EMBEDDED_PARTNER_DOMAINS
from models.enums import IntakeChannel
from models.payloads import AlertPayload, MailFacts, Subject

RFC822 = "message/rfc822"

_CLOSED = frozenset({ENCRYPTED, WINMAIL, "charset"})
"""Problems because of which the words may be no words."""


def parse_mail(
    raw: bytes,
    source: str,
    authserv_id: str,
    *,
    partner_domains: Sequence[str] = EMBEDDED_PARTNER_DOMAINS,
    own_domains: Sequence[str] = EMBEDDED_OWN_DOMAINS,
) -> AlertPayload:
    """Reads a mail as far as it can be read. Raises EmptyBody for no bytes, and nothing else.

    `authserv_id` is our own mail server's name: only its Authentication-Results count. Trust is
    `verified` for a proven `partner_domains` sender, `forwarded` for a proven one of `own_domains`,
    else `failed` or `none` (`abhay.adapters.sources.mail.trust` has the rules).

    The event key hashes the case reference and what the texts say, whatever their layout, with the
    files' SHA-256: a second delivery, by whatever way, is the same event, and one with a new line
    or photo is not. Without a case reference the Message-ID takes its place. A message whose sender
    is not believed has a key of its own, so that it cannot stand in the way of the authentic one.
    """
    return read_mail(raw, source, authserv_id, partner_domains=partner_domains, own_domains=own_domains)[0]


def read_mail(
    raw: bytes, source: str, authserv_id: str, *, partner_domains: Sequence[str], own_domains: Sequence[str]
) -> tuple[AlertPayload, MailFacts]:
    """Returns what `parse_mail` does, and what the mail is: written by a person or a program, about which case."""
    if not raw:
        raise EmptyBody
    problems = Problems()
    mail = take_apart(raw, problems)
    trust = judge(mail.headers, Senders(authserv_id, tuple(partner_domains), tuple(own_domains)), problems)
    reading = Reading(mail.bodies, answers=is_answer(mail.headers), trust=trust)
    if reading.several:
        problems.add("several alerts in one mail")
    facts = _facts(mail, reading, problems)
    envelope = Envelope(source, IntakeChannel.MAIL, trust, raw, RFC822)
    canonical_form = _canonical(mail, reading, facts, raw)
    payload = compose(envelope, facts, canonical_form, problems, readable=_readable(facts, problems))
    payload = payload.model_copy(update={"attachments": tuple(mail.attachments), "note": _note(reading)})
    return payload, facts_of(mail, raw, reading)


def _readable(facts: AlertFacts, problems: Problems) -> bool:
    """Whether a mail says anything; one that is partly closed and names nobody is for a person to read."""
    closed = not _CLOSED.isdisjoint(problems.names())
    return facts.anything and not (closed and facts.subject == Subject() and facts.external_id is None)


def _note(reading: Reading) -> str | None:
    """Returns the sentences above, below and between quotes: they are their writer's, not the person's."""
    return clean(reading.added.words)[:TEXT_LIMIT] or None if reading.labelled else None


def _facts(mail: Mail, reading: Reading, problems: Problems) -> AlertFacts:
    """Returns what the mail says; a case reference or time that the text lacks is the subject's or the Date's."""
    document = {} if reading.several else reading.document()
    messages = _messages(mail, reading)
    if document:
        subjects = [message.text("subject") for message in messages]
        references = [found for subject in subjects if (found := reference_in(subject))]
        document.setdefault("alert_id", references[:1])
        document.setdefault("event", subjects)
    facts = read_alert([document], problems)
    posted_at = facts.content.created_at
    positions = tuple(
        position if position.at else position.model_copy(update={"at": posted_at})
        for position in facts.technical.positions
    )
    technical = facts.technical.model_copy(update={"positions": positions})
    dated = _date(messages, problems) if facts.posted_at is None else None
    test = facts.test or any(marks_test(message.text("subject")) for message in messages)
    return replace(facts, technical=technical, posted_at=facts.posted_at or dated, test=test)


def _canonical(mail: Mail, reading: Reading, facts: AlertFacts, raw: bytes) -> bytes:
    """Returns what the event key hashes: the exact bytes only of a mail in which there is nothing to read."""
    if reading.best is None and not mail.attachments:
        return raw
    said = {
        "said": reading.fingerprint(),
        "files": sorted(hashlib.sha256(file.data).hexdigest() for file in mail.attachments),
        "message": None if facts.external_id else _told_apart_by(_messages(mail, reading)[0]),
    }
    return canonical(said, raw)


def _told_apart_by(headers: Headers) -> list[str]:
    """Returns what tells two mails of the same words apart: the Message-ID, else the date and the envelope.

    A stock notice without an id says the same words about different people. Without a date the server's own traces
    count: sent twice, such a mail is two.
    """
    if number := headers.all("message-id")[:1]:
        return number
    names = ("date", "resent-date") if headers.text("date") else ("received", "delivery-date")
    envelope = ("return-path", "from", "to", "subject")
    return [f"{name}: {value}" for name in (*names, *envelope) for value in headers.all(name)]


def _messages(mail: Mail, reading: Reading) -> list[Headers]:
    """Returns the headers of the message that holds the alert, then those of the mail around it."""
    inner = reading.best[1].message if reading.best else mail.headers
    return [inner] if inner is mail.headers else [inner, mail.headers]


def _date(messages: Sequence[Headers], problems: Problems) -> datetime | None:
    """Returns when the first of the messages that says so was sent."""
    for message in messages:
        try:
            dated = read_time(message.text("date"))
        except Unreadable:
            problems.add("date")
            continue
        if dated is not None:
            return dated
    return None
