"""Finds the Authentication-Results that our own mail server wrote, and reads them (RFC 8601).

A mail server strips its own name from what comes in, and compares it byte for byte. Whatever a laxer reader would take
for that name is a way past it, so the name is ours only in the plain spellings that such a server writes or strips.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abhay.adapters.sources.mail.domains import domain_of
from abhay.adapters.sources.mail.headers import Header, Headers

RESULTS = "authentication-results"
UNREADABLE = "unreadable"
"""Stands for a domain that is there and cannot be read; it equals no sender's."""

_HEAD = re.compile(
    rb'[ \t]*(?:"(?P<quoted>[!#-\[\]-~]{1,255})"|(?P<bare>[!#-\'*+.0-9A-Z^_`a-z{|}~-]{1,255}))'
    rb"(?:[ \t]+[0-9]{1,9})?[ \t]*(?:;|\Z)"
)
"""A name, a version or none, and the end of both; no comment may stand among them."""

_RESULT = re.compile(r"(?P<method>[a-z][a-z0-9-]*)(?:\s*/\s*\d+)?\s*=\s*(?P<value>[a-z]+)")
_PROPERTY = re.compile(r"\b(?P<name>[a-z]+\.[a-z_-]+)\s*=\s*(?P<value>[^\s;]+)")


@dataclass(frozen=True)
class Result:
    """One method's result in one header of our server, with the domains it is about."""

    method: str
    value: str
    domains: dict[str, str]


@dataclass(frozen=True)
class OwnResults:
    """The results by header: those of the topmost unbroken block, and those of further headers with our name."""

    block: Sequence[Sequence[Result]] = ()
    below: Sequence[Sequence[Result]] = ()

    @property
    def all(self) -> Sequence[Sequence[Result]]:
        """Returns both."""
        return [*self.block, *self.below]


def read_own_results(headers: Headers, authserv_id: str) -> OwnResults:
    """Returns the results of our own mail server.

    A server writes its headers together, at the top: any other header ends the block. Without a name (Microsoft 365
    writes none) only the newest header without a name counts, since senders' servers of that kind write some too.
    """
    ours = authserv_id.strip()
    if not ours:
        newest = next((results for field in headers.fields if (results := _nameless(field))), None)
        return OwnResults(block=[newest]) if newest else OwnResults()
    found = [(at, results) for at, field in enumerate(headers.fields) if (results := _named(field, ours)) is not None]
    size = next((size for size, (at, _) in enumerate(found) if at != found[0][0] + size), len(found))
    results = [each for _, each in found]
    return OwnResults(block=results[:size], below=results[size:])


def plain(value: str) -> str:
    """Returns the value without comments, which nest; quoted strings keep their words, without marks of meaning."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value:
        if escaped or char == "\\":
            escaped = not escaped and char == "\\"
        elif char == '"' and not depth:
            quoted = not quoted
            kept.append(char)
        elif quoted:
            kept.append("_" if char in ";=()<>@, \t" else char)
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif not depth:
            kept.append(char)
    return "".join(kept)


def _named(field: Header, ours: str) -> list[Result] | None:
    """Returns the results of a header that bears our server's name; None for any other header."""
    if field.name != RESULTS or not field.strict or not ours.isascii():
        return None
    raw = _without_first_comment(field.raw)
    head = _HEAD.match(raw)
    if head is None or (head["quoted"] or head["bare"]).lower() != ours.encode("ascii").lower():
        return None
    return _results(raw[head.end() :])


def _nameless(field: Header) -> list[Result]:
    """Returns the results of a header that begins with a result where others have a name; nothing for any other."""
    if field.name != RESULTS or not field.strict:
        return []
    first = plain(_text(field.raw)).partition(";")[0]
    return _results(field.raw) if _RESULT.match(first.strip()) else []


def _results(raw: bytes) -> list[Result]:
    return list(_each_result(plain(_text(raw))))


def _text(raw: bytes) -> str:
    """Returns ASCII in lower case; each other byte stays one character, so that none of them becomes ASCII."""
    return raw.lower().decode("latin-1")


def _each_result(text: str) -> Iterator[Result]:
    for statement in text.split(";"):
        if found := _RESULT.match(statement.strip()):
            named = {match["name"]: domain_of(match["value"]) or UNREADABLE for match in _PROPERTY.finditer(statement)}
            yield Result(found["method"], found["value"], named)


def _without_first_comment(raw: bytes) -> bytes:
    """Returns a value without the comment that it begins with, as our own server may write one before its name."""
    if not raw.startswith(b"("):
        return raw
    depth = 0
    for at, char in enumerate(raw):
        depth += {ord("("): 1, ord(")"): -1}.get(char, 0)
        if depth == 0:
            return raw[at + 1 :]
    return b""
