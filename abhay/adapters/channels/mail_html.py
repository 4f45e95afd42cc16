"""The HTML form of a mail: the words of the plain one, with the link as a button. Nothing is loaded from anywhere."""

import re
from html import escape
from typing import Final

_LINK: Final = re.compile(r"https?://[^\s<>\"']{1,2000}")
_RULE: Final = re.compile(r"-{10,}")
_BODY: Final = "font:16px/1.5 system-ui,sans-serif;max-width:40em;margin:0 auto;padding:8px"
_BUTTON: Final = (
    "display:inline-block;padding:12px 18px;background:#0b4f9c;color:#fff;font-weight:bold;text-decoration:none"
)


def as_html(subject: str, body: str, link: str | None) -> str:
    """Returns a page of the body's paragraphs, each line on its own; `link` is the one that becomes a button."""
    paragraphs = (_paragraph(each, link) for each in re.split(r"\n[ \t]*\n", body.strip()))
    inner = "\n".join(each for each in paragraphs if each)
    head = f'<meta charset="utf-8"><title>{escape(subject)}</title>'
    return f'<!doctype html>\n<html lang="hi"><head>{head}</head>\n<body style="{_BODY}">\n{inner}\n</body></html>\n'


def _paragraph(text: str, link: str | None) -> str:
    if _RULE.fullmatch(text.strip()):
        return "<hr>"
    lines = "<br>\n".join(_line(line, link) for line in text.splitlines())
    return f"<p>{lines}</p>" if lines else ""


def _line(line: str, link: str | None) -> str:
    """Returns one line with its addresses as links; every other character stands for itself."""
    made, end = "", 0
    for found in _LINK.finditer(line):
        made += escape(line[end : found.start()]) + _anchor(found[0], link)
        end = found.end()
    return made + escape(line[end:])


def _anchor(url: str, link: str | None) -> str:
    plain = escape(url)
    if url == link:
        return f'<a href="{plain}" style="{_BUTTON}">प्रकरण खोलें · Open the case</a><br><small>{plain}</small>'
    return f'<a href="{plain}">{plain}</a>'
