"""What a person reads on a page of theirs when something went wrong: in their language, in the frame of the others."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, cast

from fastapi import Request, Response

from abhay.entrypoints.gateway.context import Context
from abhay.entrypoints.gateway.pages import is_page_path
from abhay.entrypoints.gateway.screens.asking import Visit
from abhay.entrypoints.gateway.screens.cookies import language_of
from abhay.entrypoints.gateway.screens.rendering import show
from abhay.wording.screens import frame
from abhay.wording.words import Bilingual

_OF_PROGRAMS: Final = ("/v1/", "/healthz", "/readyz", "/metrics", "/openapi.json", "/static/")

_WHY: Final[Mapping[int, Bilingual]] = {
    HTTPStatus.FORBIDDEN: frame.NOT_ALLOWED,
    HTTPStatus.NOT_FOUND: frame.NOT_FOUND,
    HTTPStatus.INTERNAL_SERVER_ERROR: frame.FAULT,
    HTTPStatus.SERVICE_UNAVAILABLE: frame.LATER,
}


def is_screen(request: Request) -> bool:
    """Returns whether a person's browser waits for a page of this folder."""
    path = request.url.path
    if path.startswith(_OF_PROGRAMS) or is_page_path(path):
        return False
    return hasattr(request.state, "visit") or "text/html" in request.headers.get("accept", "")


def failed_screen(request: Request, status: int, kind: str, headers: Mapping[str, str] | None = None) -> Response:
    """Returns the page; `kind` is the problem's, as programs are told it."""
    context = cast("Context", request.app.state.context)
    visit = cast("Visit", getattr(request.state, "visit", None) or Visit(request, context, language_of(request), None))
    why = frame.FROM_ELSEWHERE if kind == "cross-site" else _WHY.get(status, frame.NOT_UNDERSTOOD)
    return show(visit, "failed.html", status, headers, why=why)
