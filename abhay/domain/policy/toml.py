"""Reads and writes the policy as TOML, and names a value's TOML path."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any, cast

import tomlkit
from tomlkit.items import Array, InlineTable, Table

from abhay.errors import InvalidPolicy
from models.policy import PolicyDocument

_VERSION = re.compile(r"#\s*version\s+([0-9]{1,9})\s*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def toml_path(keys: Iterable[str | int]) -> str:
    """Returns the path of a value as it is written in TOML: `severity.imminent.ladder[1].wait`."""
    path = ""
    for key in keys:
        if isinstance(key, int):
            path += f"[{key}]"
        else:
            path += f"{'.' if path else ''}{_key(key)}"
    return path


def load_toml(text: str) -> dict[str, Any]:
    """Returns the tables of a TOML text, not yet validated. Raises `InvalidPolicy` if it is not TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number or a nesting beyond Python's limits, too
        raise InvalidPolicy([("policy", f"is not valid TOML: {error}")]) from error


def toml_version(text: str) -> int | None:
    """Returns the version in the comment before a TOML text's first table; None without one."""
    comments = takewhile(lambda line: not line.strip() or line.startswith("#"), text.splitlines())
    found = (_VERSION.fullmatch(line) for line in comments)
    return next((int(each[1]) for each in found if each), None)


def dump_toml(document: PolicyDocument, version: int | None = None) -> str:
    """Returns the policy as a TOML text, with one table per severity, rung and overridden severity of a unit.

    A `version` is written as a comment before the text; `toml_version` reads it.
    """
    data = document.model_dump(mode="json")
    text = tomlkit.document()
    text.add("severity", _tables({name: _severity(policy) for name, policy in data["severity"].items()}))
    text.add("rung", _tables({name: _table(rung) for name, rung in data["rung"].items()}))
    if data["unit"]:
        text.add("unit", _tables({name: _unit(override) for name, override in data["unit"].items()}))
    return (f"# version {version}\n" if version is not None else "") + tomlkit.dumps(text)


def _key(key: str) -> str:
    if _BARE_KEY.fullmatch(key):
        return key
    return tomlkit.string(key.encode(errors="replace").decode()).as_string()  # JSON may hold half a surrogate pair


def _tables(tables: Mapping[str, Table]) -> Table:
    parent = tomlkit.table(is_super_table=bool(tables))
    for name, table in tables.items():
        parent.add(name, table)
    return parent


def _table(values: Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, _inline(cast("Mapping[str, Any]", value)) if isinstance(value, Mapping) else value)
    return table


def _unit(override: Mapping[str, Any]) -> Table:
    return _tables({"severity": _tables({name: _severity(part) for name, part in override["severity"].items()})})


def _severity(policy: Mapping[str, Any]) -> Table:
    return _table({key: _steps(value) if key == "ladder" else value for key, value in policy.items()})


def _steps(ladder: Iterable[Mapping[str, Any]]) -> Array:
    steps = tomlkit.array()
    for step in ladder:
        steps.add_line(_inline(step))
    steps.add_line(indent="")
    return steps


def _inline(values: Mapping[str, Any]) -> InlineTable:
    table = tomlkit.inline_table()
    for key, value in values.items():
        table.add(key, value)
    return table
