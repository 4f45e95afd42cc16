"""Shapes one request for a gateway from its preset: a sandboxed Jinja2 template for the address and each field."""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, Literal
from urllib.parse import quote, urlencode

from jinja2 import Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from abhay.adapters.channels.asking import Shaped
from abhay.adapters.channels.sms.gateways import Shape
from abhay.domain.sms.parts import is_unicode, parts

Unicode = Literal["utf8", "entities", "hex16", "flag"]
_TEXT_TYPES: Final[Mapping[str, str]] = {
    "form": "application/x-www-form-urlencoded",
    "json": "application/json; charset=utf-8",
}


def entities(text: str) -> str:
    """Returns each UTF-16 unit as a decimal HTML entity, blanks and Latin letters included."""
    raw = text.encode("utf-16-be")
    return "".join(f"&#{int.from_bytes(raw[at : at + 2])};" for at in range(0, len(raw), 2))


def hex16(text: str) -> str:
    """Returns the text in UTF-16BE as upper-case hexadecimal digits."""
    return text.encode("utf-16-be").hex().upper()


def sha1(text: str) -> str:
    """Returns the SHA-1 of a text in lower-case hexadecimal digits, as C-DAC wants of a password."""
    return hashlib.sha1(text.encode("latin-1", "replace"), usedforsecurity=False).hexdigest()


def sha512(text: str) -> str:
    """Returns the SHA-512 of a text in lower-case hexadecimal digits."""
    return hashlib.sha512(text.encode()).hexdigest()


def in_base64(text: str) -> str:
    """Returns the base64 of a text, as in Basic authentication."""
    return base64.b64encode(text.encode()).decode()


def content_of(text: str, mode: Unicode) -> str:
    """Returns the text as a gateway wants it; one in GSM letters alone stays as it is."""
    if not is_unicode(text):
        return text
    return {"entities": entities, "hex16": hex16}.get(mode, str)(text)


def about(text: str, mode: Unicode) -> dict[str, Any]:
    """Returns what the templates may know of a text."""
    return {"text": text, "content": content_of(text, mode), "unicode": is_unicode(text), "long": parts(text) > 1}


def shape(own: Shape, url: str, known: Mapping[str, Any]) -> Shaped:
    """Returns the request; fields and headers that come out empty are left out."""
    address, values = _render(url, known), _filled(own.fields, known)
    headers = {name: rendered for name, value in own.headers.items() if (rendered := _render(value, known))}
    if own.encoding == "query":
        joined = "&" if "?" in address else "?"
        return Shaped(own.method, f"{address}{joined}{urlencode(values, quote_via=quote)}", headers, b"")
    body = json.dumps(values, ensure_ascii=False) if own.encoding == "json" else urlencode(values)
    return Shaped(own.method, address, {"Content-Type": _TEXT_TYPES[own.encoding], **headers}, body.encode())


def _filled(value: Any, known: Mapping[str, Any]) -> Any:
    """Returns a structure with its templates filled; keys are templates too."""
    match value:
        case str():
            return _render(value, known)
        case Mapping():
            pairs = ((_render(str(name), known), _filled(each, known)) for name, each in value.items())  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
            return {name: each for name, each in pairs if name and each not in ("", None)}
        case Sequence():
            return [_filled(each, known) for each in value]  # pyright: ignore[reportUnknownVariableType]
        case _:
            return value


def _render(template: str, known: Mapping[str, Any]) -> str:
    return _compiled(template).render(known) if "{" in template else template


@cache
def _compiled(template: str) -> Template:
    return _environment().from_string(template)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=False)
    environment.filters.update(entities=entities, hex16=hex16, sha1=sha1, sha512=sha512, base64=in_base64)
    return environment
