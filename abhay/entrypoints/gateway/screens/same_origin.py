"""Refuses what another site makes a signed-in browser send: Sec-Fetch-Site decides, else Origin, else nothing does.

The rule is that of Go's `CrossOriginProtection` (net/http, 1.25), with one difference: a request with neither header
is refused when it brings a session's cookie, since every browser of today sends at least one. `Origin: null` is
another site. Requests that no cookie vouches for are outside: those with a bearer token, partners' and providers'
calls, and the pages behind a link, whose forms have a proof of their own and whose referrer policy hides the origin.
"""

from http import HTTPStatus
from typing import Final, cast
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from abhay.entrypoints.gateway import problems
from abhay.entrypoints.gateway.context import Context
from abhay.entrypoints.gateway.pages import is_page_path
from abhay.entrypoints.gateway.screens.cookies import session_of
from abhay.errors import CrossSite
from abhay.settings import Settings

_SAFE: Final = ("GET", "HEAD", "OPTIONS", "TRACE")
_PROVEN: Final = ("/v1/sources/", "/v1/receipts/", "/v1/replies/", "/v1/calls/")
"""What comes here is proven by signature, secret or token, never by a cookie."""

_OURS: Final = ("same-origin", "none")
"""`none`: a person asked for it, by the address line or a reload."""


class SameOrigin:
    """Refuses unsafe requests that a session's cookie came along with, unless our own page sent them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or answers 403."""
        if scope["type"] == "http" and is_foreign(Request(scope), _settings(scope)):
            refused = problems.problem(Request(scope), HTTPStatus.FORBIDDEN, "cross-site", str(CrossSite()))
            await refused(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def is_foreign(request: Request, settings: Settings) -> bool:
    """Returns whether a request would change something in the name of a browser's person, and not from our page."""
    path = request.url.path
    if request.method in _SAFE or is_page_path(path) or path.startswith(_PROVEN) or "authorization" in request.headers:
        return False
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site not in _OURS
    if origin is not None:
        return not _is_own(origin, request, settings)
    return session_of(request, settings) is not None


def _is_own(origin: str, request: Request, settings: Settings) -> bool:
    """Returns whether an Origin is that of this gateway, as the browser reached it or as the settings name it."""
    found, own = urlsplit(origin), urlsplit(settings.base_url)
    if not found.netloc:
        return False
    return found.netloc == request.headers.get("host") or (found.scheme, found.netloc) == (own.scheme, own.netloc)


def _settings(scope: Scope) -> Settings:
    return cast("Context", scope["app"].state.context).runtime.settings
