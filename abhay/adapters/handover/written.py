"""Writes a packet for people: plain text to send or read out, and a page to print; Hindi first, then English."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from abhay import clock
from abhay.adapters.handover.packet import Packet
from abhay.adapters.handover.sections import sections
from abhay.wording import words

_TEMPLATES: Final = Path(__file__).with_name("templates")
_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def as_text(packet: Packet) -> str:
    """Returns the packet as plain text."""
    text = _environment().get_template("packet.txt.j2").render(**_values(packet))
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def as_html(packet: Packet) -> str:
    """Returns the packet as one page that loads nothing and prints on A4."""
    return _environment().get_template("packet.html.j2").render(**_values(packet), style=_style())


def content_security_policy() -> str:
    """Returns the page's policy for browsers: only its own style may apply."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _values(packet: Packet) -> dict[str, object]:
    return {"p": packet, "sections": sections(packet), "words": words}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ist"] = clock.ist
    return environment


@cache
def _style() -> str:
    return (_TEMPLATES / "packet.css").read_text(encoding="utf-8")
