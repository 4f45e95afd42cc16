"""What a mail is: written by a person, or by a program about another mail; and which of our messages it names.

Programs say so in their headers: RFC 3834 (automatic answers), RFC 3464 (delivery reports), RFC 8098 (receipts),
RFC 2369 and RFC 2919 (lists). Older ones only in the subject.
"""

import re
from collections.abc import Iterable, Iterator
from uuid import UUID

from abhay.adapters.sources.mail.document import Reading
from abhay.adapters.sources.mail.headers import Headers, content_type
from abhay.adapters.sources.mail.mime import Mail
from abhay.adapters.sources.mail.texts.quotes import parts_of, without_signature
from abhay.domain.refs import as_written
from abhay.domain.text import ascii_digits, clean
from models.enums import MailKind
from models.payloads import MailFacts

_REPORT = "multipart/report"
_STATUS, _RECEIPT = "message/delivery-status", "message/disposition-notification"
_MARKS = ("x-abhay-ref", "x-abhay-message")
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_OWN_ID = re.compile(rf"(?<![0-9a-z-])({_UUID})(?=@)", re.IGNORECASE)
_ANY_ID = re.compile(
    rf"(?<![0-9a-z-])({_UUID})(?=@)|^x-abhay-message:[ \t]*({_UUID})[ \t\r]*$", re.IGNORECASE | re.MULTILINE
)
_REF = re.compile(r"(?<![A-Z0-9-])RJ-?\d{4}-?\d{6,9}(?!\d)", re.IGNORECASE)
_FAR_ENOUGH = 256 * 1024
"""Bytes of a delivery report within which the returned mail must begin."""
_MOST_IDS, _MOST_TEXTS = 20, 10
_ACTION = re.compile(r"^action:[ \t]*([a-z]+)", re.IGNORECASE | re.MULTILINE)
_POSTMASTER = re.compile(r"(?:mailer-daemon|postmaster|mail delivery (?:sub)?system)", re.IGNORECASE)
_RETURNED = re.compile(
    r"undeliver|returned mail|returned to sender|delivery (?:status notification|failure|failed|has failed|incomplete)"
    r"|mail delivery failed|failure notice|could not be delivered|delivery problem|not delivered|अवितरित|वितरित नहीं",
    re.IGNORECASE,
)
_DELAYED = re.compile(r"delay|warning|not yet|still being (?:re)?tried", re.IGNORECASE)
_AWAY = re.compile(
    r"(?:automatic reply|auto(?:matic(?:ally)?)?[ -]?(?:generated )?(?:reply|response|answer)|autoreply"
    r"|out of (?:the )?office|vacation|स्वचालित (?:उत्तर|जवाब)|स्वतः उत्तर|कार्यालय से बाहर|अवकाश पर)",
    re.IGNORECASE,
)
_READ = re.compile(
    r"(?:read|not read|read receipt|delivered|return receipt(?: \(displayed\))?|पढ़ा गया)[ \t]*[:：-]", re.IGNORECASE
)
_AUTOMATIC = ("x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder")
_LIST = ("list-id", "list-unsubscribe", "list-post")
_LONGEST_SENDER, _LONGEST_WORDS = 300, 20_000


def facts_of(mail: Mail, raw: bytes, reading: Reading) -> MailFacts:
    """Returns what a mail is, and the ids and refs of ours that it names."""
    headers, texts = mail.headers, [body.text for body in mail.bodies]
    subject = headers.text("subject")
    new = [without_signature(parts_of(text[:_LONGEST_WORDS]).new) for text in texts[:_MOST_TEXTS]]
    kind = _kind(mail, subject)
    answers = ("in-reply-to", "references") if kind is not MailKind.OWN else ("message-id", "references", _MARKS[1])
    return MailFacts(
        kind=kind,
        answered=_ids(_OWN_ID, [f"{value}@" for name in answers for value in headers.all(name)]),
        named=_ids(_ANY_ID, _everything(mail, raw)),
        refs=_refs([subject, *texts]),
        is_alert=reading.is_alert(quoted=kind is not MailKind.AUTOMATIC),
        sender=headers.text("from")[:_LONGEST_SENDER],
        subject=subject[:_LONGEST_SENDER],
        words=clean(next((each for each in new if each.strip()), "\n\n".join(texts)).strip())[:_LONGEST_WORDS],
    )


def _kind(mail: Mail, subject: str) -> MailKind:
    headers = mail.headers
    automatic = headers.text("auto-submitted").strip().lower()
    if any(headers.all(mark) for mark in _MARKS) and not headers.all("in-reply-to"):
        return MailKind.OWN
    if automatic.startswith("auto-generated") and not headers.all("in-reply-to") and _own_reference(headers):
        return MailKind.OWN
    if _reports_delivery(mail, subject):
        return MailKind.BOUNCE if _failed(mail, subject) else MailKind.LATE
    kinds = (
        (MailKind.RECEIPT, _is_receipt(mail, subject)),
        (MailKind.AUTOMATIC, _is_automatic(headers, automatic, subject)),
        (MailKind.LIST, _is_of_list(headers)),
    )
    return next((kind for kind, holds in kinds if holds), MailKind.WRITTEN)


def _is_of_list(headers: Headers) -> bool:
    precedence = headers.text("precedence").strip().lower()
    return any(headers.all(name) for name in _LIST) or precedence in {"bulk", "list", "junk"}


def _own_reference(headers: Headers) -> bool:
    """Whether the only reference is an id as ours are: an own mail whose Message-ID a relay changed."""
    references = " ".join(headers.all("references")).split()
    return len(references) == 1 and _OWN_ID.search(references[0]) is not None


def _reports_delivery(mail: Mail, subject: str) -> bool:
    headers = mail.headers
    if content_type(headers).media_type == _REPORT and any(file.media_type == _STATUS for file in mail.attachments):
        return True
    if headers.all("x-failed-recipients"):
        return True
    return _POSTMASTER.search(headers.text("from")) is not None and (
        _RETURNED.search(subject) is not None or _DELAYED.search(subject) is not None
    )


def _failed(mail: Mail, subject: str) -> bool:
    """Whether a delivery has failed, not only been late or done."""
    reports = [file.data[:_FAR_ENOUGH].decode("latin-1") for file in mail.attachments if file.media_type == _STATUS]
    actions = {found.lower() for report in reports for found in _ACTION.findall(report)}
    return "failed" in actions if actions else _DELAYED.search(subject) is None


def _is_receipt(mail: Mail, subject: str) -> bool:
    if any(file.media_type == _RECEIPT for file in mail.attachments):
        return True
    is_report = content_type(mail.headers).media_type == _REPORT
    return is_report and (
        _READ.match(subject) is not None or "disposition" in mail.headers.text("content-type").lower()
    )


def _is_automatic(headers: Headers, automatic: str, subject: str) -> bool:
    if automatic.startswith(("auto-replied", "auto-notified")) or any(headers.all(name) for name in _AUTOMATIC):
        return True
    precedence = {headers.text(name).strip().lower() for name in ("precedence", "x-precedence")}
    return bool(precedence & {"auto_reply", "auto-reply"}) or _AWAY.match(subject.strip()) is not None


def _everything(mail: Mail, raw: bytes) -> Iterator[str]:
    """Yields the mail as it came, and its parts without their encodings, as far as a returned mail can begin."""
    yield raw[:_FAR_ENOUGH].decode("latin-1")
    yield from (body.text[:_FAR_ENOUGH] for body in mail.bodies)
    yield from (file.data[:_FAR_ENOUGH].decode("latin-1") for file in mail.attachments)


def _ids(pattern: re.Pattern[str], texts: Iterable[str]) -> tuple[UUID, ...]:
    found = (next(filter(None, match.groups())).lower() for text in texts for match in pattern.finditer(text))
    return tuple(UUID(each) for each in list(dict.fromkeys(found))[:_MOST_IDS])


def _refs(texts: Iterable[str]) -> tuple[str, ...]:
    found = (as_written(each) for text in texts for each in _REF.findall(ascii_digits(text)))
    return tuple(list(dict.fromkeys(found))[:_MOST_IDS])
