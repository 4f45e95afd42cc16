"""Writes a packet as the data of a document to print: Hindi first, then English, each with everything."""

from collections.abc import Iterator
from typing import Any, Literal

from abhay import clock
from abhay.adapters.handover.packet import Packet
from abhay.adapters.handover.sections import sections
from abhay.wording import words
from abhay.wording.words import Bilingual

TEMPLATE, MEDIA_TYPE = "plain", "application/pdf"
"""The template of `abhay/adapters/documents` that reads these data, and what it makes of them."""


def as_document(packet: Packet) -> dict[str, Any]:
    """Returns what the template prints on A4."""
    parts = [*_parts(packet, "hi"), *_parts(packet, "en")]
    foot = f"{packet.name} · {clock.ist(packet.at)}"
    return {"title": packet.headline.hi, "language": "hi", "foot": foot, "parts": parts}


def _parts(packet: Packet, language: Literal["hi", "en"]) -> Iterator[dict[str, Any]]:
    drill = (_in(words.DRILL, language), _in(words.DRILL_NOTICE, language)) if packet.drill else ()
    first = (_in(packet.confidence, language), _in(packet.request, language), _in(packet.call_back, language))
    yield {
        "heading": "" if language == "hi" else _in(packet.headline, language),
        "text": [*drill, *filter(None, first)],
    }
    for section in sections(packet):
        facts = (f"{_in(fact.label, language)}: {_in(fact.value, language)}" for fact in section.facts)
        yield {"heading": _in(section.title, language), "text": [line for fact in facts for line in _lines(fact)]}
    yield {"text": [_in(line, language) for line in words.HELPLINES]}


def _in(said: Bilingual, language: Literal["hi", "en"]) -> str:
    return said.hi if language == "hi" else said.en


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
