"""Compares two policies value by value, for people and for the audit log."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

from abhay.domain.policy.toml import toml_path
from models.payloads import Payload
from models.policy import PolicyDocument

Keys = tuple[str | int, ...]


class Change(Payload):
    """One value that differs: its TOML path, the old and the new value; None where one does not exist.

    A ladder whose rungs differ, a list of posts, and a table that was added or removed each count as one value.
    """

    path: str
    before: Any = None
    after: Any = None

    def __str__(self) -> str:
        return f"{self.path}: {value_words(self.before)} → {value_words(self.after)}"


def changes(before: PolicyDocument, after: PolicyDocument) -> list[Change]:
    """Returns every value that differs, in the order of the document; empty only if the policies are equal."""
    return list(_changes((), before.model_dump(mode="json"), after.model_dump(mode="json")))


def _changes(keys: Keys, before: object, after: object) -> Iterator[Change]:
    if before == after:
        return
    old, new = _parts(before), _parts(after)
    if old is None or new is None or (keys[-1:] == ("ladder",) and _rungs(before) != _rungs(after)):
        yield Change(path=toml_path(keys), before=before, after=after)
        return
    for key in {**old, **new}:
        yield from _changes((*keys, key), old.get(key), new.get(key))


def _parts(value: object) -> Mapping[str | int, Any] | None:
    """Returns a table's values by key, a ladder's by position; None for a value that is shown as a whole."""
    if isinstance(value, Mapping):
        return cast("Mapping[str | int, Any]", value)
    return dict(enumerate(cast("list[Any]", value))) if _rungs(value) else None


def _rungs(value: object) -> list[str]:
    """Returns the rungs of a ladder; empty for anything else."""
    steps = cast("list[Any]", value) if isinstance(value, list) else []
    return [step["rung"] for step in steps if isinstance(step, Mapping)]


def value_words(value: object) -> str:
    """Returns a value of a policy on one line; `none` where there is none."""
    if value is None:
        return "none"
    if isinstance(value, Mapping):
        table = cast("Mapping[str, Any]", value)
        return "{" + ", ".join(f"{key} {value_words(part)}" for key, part in table.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(value_words, cast("list[Any]", value))) + "]"
    return str(value)
