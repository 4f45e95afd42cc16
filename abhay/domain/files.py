"""Names and types under which a stranger's file is given out: nothing that a disk or a browser acts on by itself."""

import mimetypes
import re
from typing import Final

from abhay.domain.text import clean_identifier

_LONGEST: Final = 120
"""Characters of a name; file systems allow 255 bytes, and a Devanagari letter has three."""

_LONGEST_ENDING: Final = 12
_REFUSED: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*%;]+')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
AS_THEY_ARE: Final = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/heic", "image/heif", "image/bmp", "image/tiff",
     "audio/mpeg", "audio/mp4", "audio/aac", "audio/amr", "audio/ogg", "audio/opus", "audio/wav", "audio/x-wav",
     "audio/webm", "audio/3gpp", "video/mp4", "video/webm", "video/quicktime", "video/3gpp", "video/mpeg", "video/ogg",
     "video/x-matroska", "video/x-msvideo", "application/pdf", "text/plain"}
)  # fmt: skip
"""Pictures, sounds, films, PDF and plain text: no browser runs anything of them, and a telephone knows their app."""

ANY: Final = "application/octet-stream"


def safe_name(given: str | None, media_type: str, number: int) -> str:
    """Returns a name without folders, controls, signs that a system reads, or a device's name; made up if none is left.

    `number` counts the message's files from one.
    """
    last = re.split(r"[/\\]", given or "")[-1]
    name = _REFUSED.sub("_", clean_identifier(last)).strip(" ._")
    if not name or _RESERVED.fullmatch(name):
        return f"file-{number}{mimetypes.guess_extension(media_type) or '.bin'}"
    stem, dot, ending = name.rpartition(".")
    if dot and len(ending) <= _LONGEST_ENDING:
        return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"
    return name[:_LONGEST]


def given_out_as(media_type: str) -> str:
    """Returns the media type of the answer: that of what is harmless, and plain bytes for all else."""
    return media_type if media_type in AS_THEY_ARE else ANY
