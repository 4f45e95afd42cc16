"""Our own script and style sheet, under names that change with their content, so that browsers may keep them."""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

from abhay.domain.values import Words

router = APIRouter()

_FOLDER = Path(__file__).parent.parent / "static"
_TYPES = {".js": "text/javascript", ".css": "text/css"}
_FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}


@router.get("/static/{mark}/{name}", include_in_schema=False)
async def read_file(mark: Words, name: Words) -> Response:
    """One of our files; an older mark gets the newest content, which nobody keeps."""
    found = _files().get(name)
    if found is None:
        return Response(status_code=404)
    kept = _FOR_EVER if mark == _mark(name) else {}
    return Response(found, media_type=_TYPES[Path(name).suffix], headers=kept)


def address(name: str) -> str:
    """Returns the address of a file."""
    return f"/static/{_mark(name)}/{name}"


def version() -> str:
    """Returns a mark of all files together: with another one, an open page is out of date."""
    return hashlib.sha256(b"".join(_files()[name] for name in sorted(_files()))).hexdigest()[:12]


def _mark(name: str) -> str:
    return hashlib.sha256(_files()[name]).hexdigest()[:12]


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _TYPES}
