"""The files that came with a case's messages: their list, and the exact bytes of one, against a reason.

They are read again from the sealed original, mails in a process of their own. Links in a message are no files:
nothing is ever fetched.
"""

import base64
import hashlib
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from abhay.adapters import pictures
from abhay.adapters.sources.mail.message import RFC822
from abhay.adapters.sources.reading.document import Problems, read_document
from abhay.adapters.sources.reading.files import inline_files
from abhay.adapters.store.views import files as store
from abhay.adapters.store.views.files import WithFiles
from abhay.domain.files import given_out_as, safe_name
from abhay.errors import FilesNotRead, MailNotRead, UnknownFile
from abhay.services.runtime import Runtime
from models.actors import Actor
from models.payloads import Attachment
from models.views import FileView

_LOG = logging.getLogger(__name__)
_MOST_DRAWN: Final = 12
"""Pictures of a case that are drawn blurred at one reveal; any other is drawn when it is asked for."""

_ID: Final = re.compile(r"(?P<event>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(?P<place>[0-9]{1,3})")


@dataclass(frozen=True)
class OpenedFile:
    """A file as it is given out: a name that is safe on any disk, a media type that runs nothing, the exact bytes."""

    name: str
    media_type: str
    data: bytes


async def list_files(runtime: Runtime, alert_id: UUID, actor: Actor) -> list[FileView]:
    """Returns the files of all messages, oldest first. Raises the errors of `messages_with_files`.

    A message that cannot be read again is left out here, and opening one of its files says so.
    """
    found: list[FileView] = []
    for message in await store.messages_with_files(runtime.database, alert_id, actor):
        try:
            files = await _files_of(runtime, message)
        except FilesNotRead:
            _LOG.exception("the files of a message of %d bytes cannot be listed", len(message.raw))
            continue
        found += [_view(message, place, file) for place, file in enumerate(files)]
    return found


async def open_file(runtime: Runtime, alert_id: UUID, file: str, actor: Actor, reason: str) -> OpenedFile:
    """Returns one file; that it was opened, by whom and why, is committed before.

    Raises `UnknownFile`, `FilesNotRead`, and the errors of `messages_with_files`.
    """
    named = _ID.fullmatch(file)
    if named is None:
        raise UnknownFile
    message = await store.message_with_file(runtime.database, alert_id, UUID(named["event"]), actor)
    files, place = await _files_of(runtime, message), int(named["place"])
    if place >= len(files):
        raise UnknownFile
    await store.note_opened(runtime.database, alert_id, file, actor, reason)
    opened = files[place]
    name = safe_name(opened.filename, opened.media_type, place + 1)
    return OpenedFile(name, given_out_as(opened.media_type), opened.data)


async def blurred_pictures(runtime: Runtime, alert_id: UUID, actor: Actor) -> dict[str, str]:
    """Returns the first pictures of a case as `data:` addresses by file, too coarse to show what is on them.

    Raises the errors of `messages_with_files`; what cannot be read or drawn is left out.
    """
    found: dict[str, str] = {}
    for message in await store.messages_with_files(runtime.database, alert_id, actor):
        try:
            files = await _files_of(runtime, message)
        except FilesNotRead:
            continue
        for place, file in enumerate(files):
            if len(found) < _MOST_DRAWN and pictures.may_be_drawn(file.media_type):
                drawn = await pictures.preview(file.data, blurred=True)
                found |= {f"{message.event_id}.{place}": _inline(drawn)} if drawn else {}
    return found


async def small_picture(file: OpenedFile) -> str | None:
    """Returns an opened picture, small and without its metadata, as a `data:` address; None if it cannot be drawn."""
    drawn = await pictures.preview(file.data) if pictures.may_be_drawn(file.media_type) else None
    return _inline(drawn) if drawn else None


def is_drawn(media_type: str) -> bool:
    """Returns whether a file of this type may have a small picture."""
    return pictures.may_be_drawn(media_type)


def _inline(picture: bytes) -> str:
    return f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"


async def _files_of(runtime: Runtime, message: WithFiles) -> Sequence[Attachment]:
    """Returns the files of a message as they were read when it came. Raises `FilesNotRead`."""
    if message.media_type != RFC822:
        return inline_files(read_document(message.raw, Problems()))
    try:
        return (await runtime.mail_readers.alert(message.raw, message.source)).attachments
    except (MailNotRead, OSError) as error:
        raise FilesNotRead from error


def _view(message: WithFiles, place: int, file: Attachment) -> FileView:
    return FileView(
        id=f"{message.event_id}.{place}",
        name=safe_name(file.filename, file.media_type, place + 1),
        media_type=file.media_type,
        size=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        event=message.event_id,
    )
