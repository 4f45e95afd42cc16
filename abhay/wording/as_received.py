"""A message as it came, for people: a document of names and values as indented lines, any other text as it is."""

import json
from collections.abc import Iterator
from typing import Any, Final, cast

_DEEPEST: Final = 12
"""Levels that are indented; what lies deeper stands on one line as it came."""


def readable(text: str) -> str:
    """Returns a JSON document as lines `name: value`, without quotes and braces; any other text unchanged."""
    try:
        value = json.loads(text)
        return "\n".join(_lines(value, 0)) if _is_branch(value) else text
    except (ValueError, RecursionError):
        return text


def _lines(value: Any, depth: int) -> Iterator[str]:
    for name, each in _pairs(value):
        head = f"{'  ' * depth}{name}"
        if depth < _DEEPEST and _is_branch(each):
            yield head
            yield from _lines(each, depth + 1)
        else:
            yield f"{head} {_word(each)}"


def _pairs(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(f"{name}:", each) for name, each in cast("dict[str, Any]", value).items()]
    return [("•", each) for each in cast("list[Any]", value)]


def _is_branch(value: Any) -> bool:
    return isinstance(value, dict | list) and value not in ({}, [])


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
