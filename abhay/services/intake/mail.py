"""Takes in a mail from the mailbox or a mail server: an alert, or a mail that we sent ourselves.

Our own mails must be recognised: a page to the desk that arrived in the mailbox would open a case,
which pages the desk again.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from abhay.adapters.mailbox.canary import find_canary, read_canary
from abhay.adapters.sources.mail.headers import Headers, content_type, split_head
from abhay.adapters.store.intake.canaries import note_return
from abhay.adapters.store.intake.mailbox import is_own_message
from abhay.services.intake.alerts import take_in_mail
from abhay.services.runtime import Runtime
from models.actors import Actor
from models.enums import MailFate

MARK = "x-abhay-ref"
"""The header that the email channel puts into every mail."""

_REPORT = "multipart/report"
"""The content type of delivery reports from mail servers (RFC 3462)."""

_OWN_ID = re.compile(r"\s*<(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]*>\s*")


@dataclass(frozen=True)
class Arrived:
    """The result for a mail: its fate, and the case if it has one."""

    fate: MailFate
    alert_id: UUID | None = None


async def receive(runtime: Runtime, source: str, raw: bytes, actor: Actor, *, whole: bool = True) -> Arrived:
    """Takes in a mail; it is committed when this returns. Raises the errors of `take_in_mail`."""
    headers, _ = split_head(raw)
    if whole and await _is_canary(runtime, headers, raw):
        return Arrived(MailFate.CANARY)
    if await _is_own(runtime, headers):
        return Arrived(MailFate.OWN)
    accepted = await take_in_mail(runtime, source, raw, actor, whole=whole)
    if accepted is None:
        return Arrived(MailFate.KNOWN)
    return Arrived(MailFate.REPEAT if accepted.repeat else MailFate.CASE, accepted.id)


async def _is_canary(runtime: Runtime, headers: Headers, raw: bytes) -> bool:
    """Returns whether it is a test mail that came back; a mail server's delivery report is none."""
    keys, mark = runtime.secrets.link_keys, headers.text(MARK)
    canary = next((found for key in keys if (found := read_canary(mark, key)) is not None), None)
    if canary is not None:
        await note_return(runtime.database, canary)
        return True
    return content_type(headers).media_type == _REPORT and any(find_canary(raw, key) is not None for key in keys)


async def _is_own(runtime: Runtime, headers: Headers) -> bool:
    """Returns whether it is a message to a post: only we and its recipients know its id."""
    found = _OWN_ID.fullmatch(headers.text("message-id"))
    if found is None or not headers.all(MARK):
        return False
    return await is_own_message(runtime.database, UUID(found["id"]))
