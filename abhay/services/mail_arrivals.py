"""A mail arrives, from the mailbox or from a mail server: an alert, or something that we sent ourselves.

Our own mails must be known: a page to the desk that landed in the mailbox would open a case, which
pages the desk.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from abhay.mailbox.canary import find_canary, read_canary
from abhay.services.afterwards import Afterwards
from abhay.services.intake import take_in_mail
from abhay.services.runtime import Runtime
from abhay.sources.mail_headers import Headers, content_type, split_head
from abhay.store.canaries import note_return
from abhay.store.mailbox import is_own_message
from models.enums import MailFate

MARK = "x-abhay-ref"
"""The header that the email channel puts into every mail."""

_REPORT = "multipart/report"
"""What mail servers send back with (RFC 3462)."""

_OWN_ID = re.compile(r"\s*<(?P<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]*>\s*")


@dataclass(frozen=True)
class Arrived:
    """What became of a mail: its fate, and the case if it has one."""

    fate: MailFate
    alert_id: UUID | None = None


async def receive(
    runtime: Runtime, later: Afterwards, source: str, raw: bytes, *, actor: str, whole: bool = True
) -> Arrived:
    """Take a mail in; committed when this returns. Raises what `take_in_mail` does."""
    headers, _ = split_head(raw)
    if whole and await _is_canary(runtime, headers, raw):
        return Arrived(MailFate.CANARY)
    if await _is_own(runtime, headers):
        return Arrived(MailFate.OWN)
    accepted = await take_in_mail(runtime, later, source, raw, actor=actor, whole=whole)
    return Arrived(MailFate.REPEAT if accepted.repeat else MailFate.CASE, accepted.id)


async def _is_canary(runtime: Runtime, headers: Headers, raw: bytes) -> bool:
    """Whether it is a test mail, or a mail server's word that one could not be delivered: that is no return."""
    keys, mark = runtime.secrets.link_keys, headers.text(MARK)
    canary = next((found for key in keys if (found := read_canary(mark, key)) is not None), None)
    if canary is not None:
        await note_return(runtime.database, canary)
        return True
    return content_type(headers).media_type == _REPORT and any(find_canary(raw, key) is not None for key in keys)


async def _is_own(runtime: Runtime, headers: Headers) -> bool:
    """Whether it is a message to a post: its id is known to nobody but us and those who got it."""
    found = _OWN_ID.fullmatch(headers.text("message-id"))
    if found is None or not headers.all(MARK):
        return False
    return await is_own_message(runtime.database, UUID(found["id"]))
