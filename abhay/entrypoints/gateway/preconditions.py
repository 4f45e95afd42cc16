"""Conditional requests (RFC 9110, sections 8.8.3 and 13.1.1): `ETag` in answers, `If-Match` in requests.

A version's number in quotes is its strong entity tag. `If-Match` compares strongly: a weak tag matches nothing.
"""

import re
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Depends, Header, Response

from abhay.domain.values import Words
from abhay.domain.versions import Expected
from abhay.errors import BadHeader

_ELEMENT = re.compile(r'[ \t]*+(?:(?P<tag>(?P<weak>W/)?"(?P<opaque>[\x21\x23-\x7e\x80-\xff]*)")[ \t]*+)?(?:,|$)')
"""One place of a list: a tag, or nothing (section 5.6.1.2 lets a recipient read empty places)."""

_ANY = "*"


def read_if_match(lines: Sequence[str]) -> Expected:
    """Returns the versions that the header's lines name. Raises `BadHeader` unless they are `*` or entity tags."""
    value = ", ".join(lines).strip(" \t")
    if value == _ANY:
        return Expected(None)
    places: list[re.Match[str]] = []
    at = 0
    while at < len(value):
        if (found := _ELEMENT.match(value, at)) is None:
            raise _malformed()
        places.append(found)
        at = found.end()
    tags = [place for place in places if place["tag"]]
    if not tags:
        raise _malformed()
    return Expected(frozenset(place["opaque"] for place in tags if not place["weak"]))


def _malformed() -> BadHeader:
    return BadHeader('If-Match is malformed: send the ETag of the answer with its quotes, such as "7", or *.')


async def _if_match(
    if_match: Annotated[
        list[Words] | None,
        Header(
            alias="If-Match",
            description='The ETag of the answer that the change was made from, such as `"7"`; `*`: whatever there is.'
            " With another version in force nothing is saved, and 412 says who changed what.",
        ),
    ] = None,
) -> Expected | None:
    return read_if_match(if_match) if if_match is not None else None


IfMatch = Annotated[Expected | None, Depends(_if_match)]
"""The versions that a change expects; None without the header: it is saved over whatever there is."""


def tag(response: Response, version: int) -> None:
    """Says which version an answer shows."""
    response.headers["ETag"] = f'"{version}"'


TAGGED: dict[int | str, dict[str, Any]] = {
    200: {
        "headers": {"ETag": {"description": "The version, for `If-Match`; strong.", "schema": {"type": "string"}}},
    }
}
"""How the OpenAPI document describes an answer with a version."""
