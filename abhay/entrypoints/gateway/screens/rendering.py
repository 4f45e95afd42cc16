"""Renders the pages for people who sign in: one language at a time, nothing from elsewhere, nothing inline."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from abhay import clock
from abhay.entrypoints.gateway.pages import telephone, weblink
from abhay.entrypoints.gateway.screens.asking import Visit
from abhay.entrypoints.gateway.screens.cookies import (
    LANGUAGE,
    LANGUAGES,
    Lang,
    chosen_language,
    is_secure,
    keep_language,
)
from abhay.entrypoints.gateway.screens.navigation import entries_for
from abhay.entrypoints.gateway.screens.static import static_url, version
from abhay.wording import words
from abhay.wording.as_received import readable
from abhay.wording.screens import frame
from abhay.wording.words import Bilingual

_TEMPLATES: Final = Path(__file__).parents[1] / "templates"

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",  # with `no-referrer` browsers would send `Origin: null` with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_STRICT_TRANSPORT: Final = {"Strict-Transport-Security": "max-age=31536000"}


def show(
    visit: Visit, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> HTMLResponse:
    """Returns a page from a template of `templates/screens`, in the visit's language.

    In a template `say(words)` is a `Bilingual` in that language, `static_url(name)` the address of a static file, and
    `person` the name of whoever is signed in, or None.
    """
    settings = visit.context.runtime.settings
    text = _environment().get_template(f"screens/{template}").render(**_frame(visit), **values)
    secure = _STRICT_TRANSPORT if is_secure(settings) else {}
    answer = HTMLResponse(text, status, {**_HEADERS, **secure, **(headers or {})})
    if (chosen := chosen_language(visit.request)) is not None:
        keep_language(answer, settings, chosen)
    return answer


def sayer(lang: Lang) -> Callable[[Bilingual], str]:
    """Returns a function that takes the words of one language."""

    def say(both: Bilingual) -> str:
        return both.hi if lang == "hi" else both.en

    return say


def fragment(template: str, lang: Lang, **values: Any) -> str:
    """Returns a part of a page, which many readers of one language may share: it names nobody who reads it."""
    return _environment().get_template(f"screens/{template}").render(lang=lang, say=sayer(lang), **values).strip()


def macros(template: str) -> Any:
    """Returns the macros of a template, each of them a function that returns its text."""
    return _environment().get_template(f"screens/{template}").module


def _frame(visit: Visit) -> dict[str, Any]:
    """Returns what every page shows around its content."""
    say, session = sayer(visit.lang), visit.session
    return {
        "lang": visit.lang,
        "say": say,
        "desk": visit.context.runtime.settings.desk,
        "other_language": _in_other_language(visit),
        "path": visit.request.url.path,
        "person": session.actor.name if session else None,
        "office": say(frame.ROLE[session.actor.role]) if session else "",
        "unit": say(Bilingual(hi=session.unit[0], en=session.unit[1])) if session and session.unit else "",
        "entries": entries_for(session.actor) if session else (),
    }


def _in_other_language(visit: Visit) -> str:
    """Returns the address of this page in the other language, its other parameters kept."""
    (other,) = (each for each in LANGUAGES if each != visit.lang)
    kept = [(name, value) for name, value in visit.request.query_params.multi_items() if name != LANGUAGE]
    return f"?{urlencode([*kept, (LANGUAGE, other)])}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: dict[str, Any] = {"words": words, "frame": frame, "static_url": static_url, "version": version}
    for name, value in shared.items():
        environment.globals[name] = value
    environment.filters.update(ist=clock.ist, telephone=telephone, readable=readable, weblink=weblink, size=words.size)
    return environment
