"""The text and the files inside Outlook's winmail.dat (MS-OXTNEF), by `tnefparse`."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from compressed_rtf import decompress  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]
from tnefparse import TNEF  # pyright: ignore[reportMissingTypeStubs]

from abhay.adapters.sources.mail.charset import decode_text
from abhay.adapters.sources.mail.containers.rtf import rtf_to_text

# What it cannot decode it writes down: people's mails.
logging.getLogger("tnefparse").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Unpacked:
    """One thing inside: a text of this media type, or a file of this name."""

    data: bytes
    media_type: str
    name: str | None = None


def unpacked(data: bytes) -> list[Unpacked]:
    """Returns the texts, then the files. Raises `ValueError` for bytes that are no winmail.dat or a broken one."""
    try:
        return list(_unpacked(cast("Any", TNEF(data, do_checksum=False))))
    except Exception as error:
        raise ValueError("no winmail.dat that can be read") from error


def _unpacked(tnef: Any) -> Iterator[Unpacked]:
    html, body, rtf = _text(tnef.htmlbody), _text(tnef.body), tnef._rtfbody  # noqa: SLF001  no public name gives it raw
    if html:
        yield Unpacked(html.encode(), "text/html")
    if body:
        yield Unpacked(body.encode(), "text/plain")
    elif rtf and not html:
        yield Unpacked(rtf_to_text(decompress(bytes(rtf)).decode("latin-1")).encode(), "text/plain")
    for file in tnef.attachments:
        name = file.long_filename() if hasattr(file, "long_filename") else file.name
        yield Unpacked(bytes(file.data or b""), "application/octet-stream", _text(name) or None)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = next(iter(cast("list[object]", value)), "")
    if isinstance(value, bytes):
        value = decode_text(value, None)[0]
    return value.rstrip("\0") if isinstance(value, str) else ""
