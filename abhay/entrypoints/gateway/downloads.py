"""A stranger's file as an answer: to be saved, never to be run or shown within our pages."""

import unicodedata
from typing import Final
from urllib.parse import quote

from fastapi import Response

from abhay.domain.files import ANY, AS_THEY_ARE
from abhay.entrypoints.gateway.documented import Responses
from abhay.services.cases.files import OpenedFile

MEDIA_TYPES: Final = (ANY, *sorted(AS_THEY_ARE))
"""As the OpenAPI document names them."""

FILE: Final[Responses] = {
    200: {"description": "The exact bytes, to be saved.", "content": {each: {} for each in MEDIA_TYPES}}
}
"""The documentation of a file as an answer."""

_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def download(file: OpenedFile) -> Response:
    """Returns the exact bytes with the name in both forms of RFC 6266: plain letters, and UTF-8 beside them."""
    plain = unicodedata.normalize("NFKD", file.name).encode("ascii", "ignore").decode().replace('"', "")
    if not plain.partition(".")[0].strip():
        plain = f"file{plain[plain.rfind('.') :] if '.' in plain else ''}"
    named = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    return Response(file.data, media_type=file.media_type, headers={**_HEADERS, "Content-Disposition": named})
