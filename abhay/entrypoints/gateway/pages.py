"""The acknowledgement page's rendering: plain HTML in Hindi and English that works on any phone, also without scripts.

Pages are never cached, indexed, framed or named to another site; nothing on them is loaded from anywhere.
"""

import base64
import hashlib
import re
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from abhay import clock
from abhay.settings import DeskSettings
from abhay.wording import words
from abhay.wording.as_received import readable

PREFIX: Final = "/a/"
SHORT: Final = "/a"
_TEMPLATES: Final = Path(__file__).with_name("templates")
_WEB: Final = re.compile(r"https?://[^\s<>\"'\x00-\x1f]{3,2000}", re.IGNORECASE)
_NOT_IN_PHONES: Final = re.compile(r"[^0-9+]")


def page(
    template: str,
    desk: DeskSettings,
    status: int = 200,
    headers: dict[str, str] | None = None,
    *,
    scripts: bool = False,
    **values: Any,
) -> HTMLResponse:
    """Returns a page from its template; each names the desk and its telephone.

    `scripts`: it may load scripts of ours and nobody else's; without them it shows all the same.
    """
    text = _environment().get_template(template).render(desk=desk, **values)
    return HTMLResponse(text, status, {**_headers(scripts=scripts), **(headers or {})})


def failed(
    status: int, desk: DeskSettings, headers: dict[str, str] | None = None, *, perhaps_noted: bool = False
) -> HTMLResponse:
    """Returns what a person sees when a link leads nowhere (404), is out of use (410), or has no page now.

    `perhaps_noted`: nobody knows whether the answer was stored.
    """
    unknown, retired = status == HTTPStatus.NOT_FOUND, status == HTTPStatus.GONE
    values = {"unknown": unknown, "retired": retired, "perhaps_noted": perhaps_noted}
    return page("failed.html", desk, status, headers, **values)


def is_page(request: Request) -> bool:
    """Returns whether a person's browser asks, not a partner's program."""
    return is_page_path(request.url.path)


def is_page_path(path: str) -> bool:
    """Returns whether a path is that of a link's page, with the token in it or behind a question mark."""
    return path.startswith(PREFIX) or path == SHORT


def telephone(number: str) -> str:
    """Returns a number as a `tel:` address; everything but digits and + is left out."""
    return f"tel:{_NOT_IN_PHONES.sub('', words.one_line(number, 40))}"


def weblink(url: str) -> str:
    """Returns an address that a browser may be sent to, empty for anything but http and https on one line."""
    return url if _WEB.fullmatch(url) else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: dict[str, Any] = {"words": words, "style": _style()}
    for name, value in shared.items():
        environment.globals[name] = value
    environment.filters.update(
        ist=clock.ist,
        telephone=telephone,
        readable=readable,
        weblink=weblink,
        size=words.size,
    )
    return environment


@cache
def _style() -> str:
    return (_TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def _headers(*, scripts: bool) -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    if scripts:
        policy += "; script-src 'self'; worker-src 'self'; connect-src 'self'"
    return {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
