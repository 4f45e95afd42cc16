"""How screens are rendered: one language, our own script and style sheet, nothing inline, nothing from elsewhere."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, pass_context
from jinja2.runtime import Context

from abhay import clock
from abhay.entrypoints.gateway.pages import TEMPLATES, telephone, weblink
from abhay.entrypoints.gateway.screens import language, static
from abhay.services.board.lines import Line
from abhay.wording import words
from abhay.wording.screens import board
from abhay.wording.screens.board import Language
from abhay.wording.words import Bilingual

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def screen(template: str, lang: Language, status: int = 200, **values: Any) -> HTMLResponse:
    """Returns a screen from its template."""
    text = _template(template).render(lang=lang, **values)
    answer = HTMLResponse(text, status, dict(HEADERS))
    answer.set_cookie(language.COOKIE, lang.value, max_age=365 * 86400, httponly=True, samesite="lax")
    return answer


def row(line: Line, lang: Language) -> str:
    """Returns the row of a case, rendered once for each language that anybody reads."""
    if lang not in line.rendered:
        line.rendered[lang] = _template("screens/row.html").render(line=line, lang=lang).strip()
    return line.rendered[lang]


def rows(lines: Iterator[Line] | list[Line], lang: Language) -> str:
    """Returns the rows of several cases."""
    return "\n".join(row(line, lang) for line in lines)


@pass_context
def _say(context: Context, said: Bilingual, **places: object) -> str:
    """Returns words in the language of the screen, with their places filled."""
    lang: Language = context["lang"]
    text = lang.of(said)
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    shared: dict[str, Any] = {"words": words, "said": board, "asset": static.address}
    for name, value in shared.items():
        environment.globals[name] = value
    filters: dict[str, Any] = {
        "say": _say,
        "ist": clock.ist,
        "hours": _hours,
        "rfc3339": _rfc3339,
        "telephone": telephone,
        "weblink": weblink,
        "size": words.size,
    }
    environment.filters.update(filters)
    return environment


def _hours(moment: Any) -> str:
    """Returns the time of day in Indian time: `14:03`."""
    return clock.in_ist(moment).format("HH:mm")


def _rfc3339(moment: Any) -> str:
    return moment.isoformat().replace("+00:00", "Z")
