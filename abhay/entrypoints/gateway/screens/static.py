"""`/static/…`: styles, scripts and pictures of the pages, each under a name with its content's hash.

A name never changes its content, so that browsers keep it for good; a new version has new names. A file `board.js`
of the folder `static` is `static_url("board.js")` in a page. Scripts import nothing: one module for each page.
"""

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, Response
from pydantic import StringConstraints
from starlette.exceptions import HTTPException

_FOLDER: Final = Path(__file__).parents[1] / "static"
_PREFIX: Final = "/static/"
_HASH_CHARACTERS: Final = 16
_TEXTS: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}

router = APIRouter(include_in_schema=False)

StaticName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]{0,80}$")]


@dataclass(frozen=True)
class StaticFile:
    """A file with its content, and the name that it is served under."""

    name: str
    media_type: str
    content: bytes


@cache
def files() -> dict[str, StaticFile]:
    """Returns every file by its name in the folder."""
    return {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.is_file()}


@cache
def version() -> str:
    """Returns a hash of all files: another one says that a page was loaded from an older version."""
    return hashlib.sha256("".join(file.name for file in files().values()).encode()).hexdigest()[:_HASH_CHARACTERS]


def static_url(name: str) -> str:
    """Returns the address of a file. Raises `KeyError` for one that is not there."""
    return _PREFIX + files()[name].name


@router.get(_PREFIX + "{name}")
async def static_file(name: StaticName) -> Response:
    """A file, for good."""
    file = _served().get(name)
    if file is None:
        raise HTTPException(404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "Cross-Origin-Resource-Policy": "same-origin"}
    return Response(file.content, headers=headers, media_type=file.media_type)


@cache
def _served() -> dict[str, StaticFile]:
    return {file.name: file for file in files().values()}


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:_HASH_CHARACTERS]
    media_type = _TEXTS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(f"{path.stem}.{digest}{path.suffix}", media_type, content)
