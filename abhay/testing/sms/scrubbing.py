"""The operators' DLT scrubber: it drops what fits no registered template, and tells nobody or tells it late."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_TYPES: Final[Mapping[str, str]] = {
    "numeric": r"[0-9]{1,40}",
    "number": r"[0-9]{1,40}",
    "alphanumeric": r"[A-Za-z0-9]{1,40}",
    "url": r"https?://[!-~]+",
    "cbn": r"\+?[0-9]{3,14}",
    "var": r".{1,30}",
}


@dataclass
class Scrubber:
    """Registered texts by their template id, and the headers that may send them.

    `links` are the registered beginnings of addresses. Without templates everything passes.
    """

    templates: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()

    def why_not(self, template_id: str, text: str, header: str) -> str | None:
        """Returns the platform's error for a text, None if it passes (620 header, 630 template, 633 text)."""
        if self.headers and header not in self.headers:
            return "620"
        if not self.templates:
            return None
        registered = self.templates.get(template_id)
        if registered is None:
            return "630"
        if not re.fullmatch(_pattern(registered), text):
            return "633"
        addresses = re.findall(r"https?://[!-~]+", text)
        return None if not self.links or all(each.startswith(self.links) for each in addresses) else "640"


def _pattern(registered: str) -> str:
    """Returns a registered text as a pattern: its words letter by letter, each tag as its type allows."""
    pieces = re.split(r"\{#([a-z]+)#\}", registered)
    return "".join(re.escape(piece) if number % 2 == 0 else _TYPES[piece] for number, piece in enumerate(pieces))
