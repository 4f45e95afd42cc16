"""Takes in a mail, by whichever road it comes: an alert, an answer to a message of ours, or what a program wrote.

Our own mails must be recognised: a page to the desk that arrived in the mailbox would open a case, which pages the
desk again. The same holds for what programs answer to our pages.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from abhay.adapters.mailbox.canary import find_canary, read_canary
from abhay.adapters.sources.mail.headers import Headers, content_type, split_head
from abhay.adapters.sources.registry import is_source
from abhay.adapters.store.intake.alerts import Accepted
from abhay.adapters.store.intake.canaries import note_return
from abhay.adapters.store.intake.mail_answers import Named, named_by_message
from abhay.domain.permissions import require_mail_of
from abhay.errors import EmptyBody, UnknownSource
from abhay.services.intake.alerts import read_mail, take_in_read
from abhay.services.intake.machine_mail import set_aside
from abhay.services.runtime import Runtime
from models.actors import Actor
from models.enums import MailFate, Status

MARK = "x-abhay-ref"
"""The header that the email channel puts into every mail."""

JUNK = "found among junk"
"""Noted of an alert that the mail provider sorted out as suspected junk."""

_REPORT = "multipart/report"
"""The content type of delivery reports from mail servers (RFC 3462)."""

_OWN_ID = re.compile(r"<(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]*>")


@dataclass(frozen=True)
class Arrived:
    """The result for a mail: its fate, and the case that it opened, joined or belongs to, if there is one."""

    fate: MailFate
    alert_id: UUID | None = None
    ref: str | None = None
    status: Status | None = None
    repeat: bool = False
    attached: bool = False


async def receive(
    runtime: Runtime, source: str, raw: bytes, actor: Actor, *, whole: bool = True, junk: bool = False
) -> Arrived:
    """Takes in a mail; it is committed when this returns.

    A mail that our parser fails on, or that takes it too long, is held at the desk: its sender is not proven. A mail
    that is not `whole` is taken in as far as it was read, and a person has to read the rest. One that lay among
    suspected `junk` becomes a case if its sender is believed or it holds an alert; of others the desk is told. Raises
    `WrongRole`, `UnknownSource`, `EmptyBody`, `TooManyAlerts`.
    """
    require_mail_of(actor, source)
    if not is_source(source):
        raise UnknownSource
    if not raw:
        raise EmptyBody
    headers, _ = split_head(raw)
    if whole and await _is_canary(runtime, headers, raw, junk=junk):
        return Arrived(MailFate.CANARY)
    if (own := await _own(runtime, headers)) is not None:
        return _belonging(MailFate.OWN, own)
    payload, facts = await read_mail(runtime, source, raw)
    if not whole:
        payload = payload.model_copy(update={"readable": False, "problems": (*payload.problems, "incomplete")})
    elif (aside := await set_aside(runtime, payload, facts, actor, junk=junk)) is not None:
        return _belonging(*aside)
    if junk:
        payload = payload.model_copy(update={"problems": (*payload.problems, JUNK)})
    return _opened(await take_in_read(runtime, payload, actor))


def _opened(accepted: Accepted | None) -> Arrived:
    if accepted is None:
        return Arrived(MailFate.ENDED)
    return Arrived(
        MailFate.REPEAT if accepted.repeat else MailFate.CASE,
        accepted.id,
        accepted.ref,
        accepted.status,
        repeat=accepted.repeat,
        attached=accepted.attached,
    )


def _belonging(fate: MailFate, named: Named | None) -> Arrived:
    return Arrived(fate, named.alert_id, named.ref, named.status) if named else Arrived(fate)


async def _is_canary(runtime: Runtime, headers: Headers, raw: bytes, *, junk: bool) -> bool:
    """Returns whether it is a test mail; it is back unless it lay among junk, where partners' mails would lie too.

    A mail server's delivery report about one is none that came back.
    """
    keys, mark = runtime.secrets.link_keys, headers.text(MARK)
    canary = next((found for key in keys if (found := read_canary(mark, key)) is not None), None)
    if canary is not None:
        if not junk:
            await note_return(runtime.database, canary)
        return True
    return content_type(headers).media_type == _REPORT and any(find_canary(raw, key) is not None for key in keys)


async def _own(runtime: Runtime, headers: Headers) -> Named | None:
    """Returns the case of a message to a post that came to us: only we and its recipients know its id.

    A relay may have written another Message-ID or left our marks out; what answers our message names it too, and is
    none of ours.
    """
    if headers.all("in-reply-to") or not _is_marked(headers):
        return None
    named = (headers.text(name) for name in ("message-id", "references"))
    ids = [UUID(found["id"]) for value in named for found in _OWN_ID.finditer(value)]
    ids += [UUID(value) for value in headers.all("x-abhay-message") if _OWN_ID.fullmatch(f"<{value.strip()}@>")]
    return await named_by_message(runtime.database, ids)


def _is_marked(headers: Headers) -> bool:
    automatic = headers.text("auto-submitted").strip().lower() == "auto-generated"
    return bool(headers.all(MARK) or headers.all("x-abhay-message") or automatic)
