"""`/docs/partners`: docs/howto/partners.md as a page for everybody, without an account."""

from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from abhay.entrypoints.gateway.context import InContext
from abhay.entrypoints.gateway.screens.asking import Visit
from abhay.entrypoints.gateway.screens.cookies import chosen_language
from abhay.entrypoints.gateway.screens.rendering import show

router = APIRouter(include_in_schema=False)

_INSTALLED: Final = Path(__file__).with_name("partners.md")
_IN_THE_REPOSITORY: Final = Path(__file__).parents[4] / "docs" / "howto" / "partners.md"


@router.get("/docs/partners")
async def partners_page(request: Request, context: InContext) -> Response:
    """How a partner sends an alert: in English, which is what their engineers read."""
    visit = Visit(request, context, chosen_language(request) or "en", None)
    return show(visit, "partners.html", text=rendered())


@cache
def source() -> str:
    """Returns the page's text as it is written; a wheel brings it along."""
    file = _INSTALLED if _INSTALLED.exists() else _IN_THE_REPOSITORY
    return file.read_text(encoding="utf-8")


@cache
def rendered() -> Markup:
    """Returns the text as HTML."""
    return as_html(source())


def as_html(text: str) -> Markup:
    """Returns Markdown as HTML: headings with addresses, code that a keyboard can scroll; raw HTML stays text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", _slug(tokens[place + 1].content))
        elif token.type == "fence":
            token.attrSet("tabindex", "0")
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return Markup(html)  # noqa: S704  what is raw in the text was escaped


def _slug(heading: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in heading.casefold()).split())
