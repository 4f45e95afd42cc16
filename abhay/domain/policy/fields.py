"""The policy as a form: one number for each waiting time, its limits, and the way back from what was typed.

A field is named by its TOML path in the part of all units, `severity.imminent.ladder[0].wait`, also where the form
is one unit's: what differs there from all units becomes the unit's own value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from abhay.domain.policy.rules import effective
from abhay.domain.policy.toml import toml_path
from abhay.domain.text import ascii_digits
from models.enums import Severity
from models.policy import DESK, LONGEST_MILESTONE, LONGEST_WAIT, MOST_REPEATS, SHORTEST_WAIT, PolicyDocument

Keys = tuple[str | int, ...]

WAIT, REMIND, REPEAT = "wait", "remind", "repeat"


@dataclass(frozen=True)
class Field:
    """One number of the form: seconds, or a count (`repeat`), with the limits of the value by itself.

    `rung` is the rung whose clock it is; None for `repeat` and the milestones. `base` is what all units have, where
    the form is one unit's and it differs.
    """

    keys: Keys
    value: int
    least: int
    most: int
    rung: str | None = None
    base: int | None = None

    @property
    def name(self) -> str:
        """The name of the field: its path."""
        return toml_path(self.keys)

    @property
    def kind(self) -> str:
        """What the number is: `wait`, `remind`, `repeat`, or the milestone."""
        return str(self.keys[-1])


def fields_of(policy: PolicyDocument, severity: Severity, unit: str | None) -> tuple[Field, ...]:
    """Returns the fields of one severity, the desk first, then the ladder from below, for all units or for one."""
    shown, base = effective(policy, severity, unit).model_dump(mode="json"), policy.severity.of(severity)
    whole = base.model_dump(mode="json") if unit is not None else shown
    return tuple(_with_base(each, whole) for each in _fields(severity, shown))


def with_values(policy: PolicyDocument, unit: str | None, typed: Mapping[str, str]) -> dict[str, Any]:
    """Returns the policy's data with what was typed, not yet validated; names that are no field change nothing.

    What is no number stays as it was typed, so that validation names it.
    """
    data = policy.model_dump(mode="json")
    for severity in Severity:
        given = {each.keys: number(typed.get(each.name, str(each.value))) for each in fields_of(policy, severity, unit)}
        if all(given[each.keys] == each.value for each in fields_of(policy, severity, unit)):
            continue
        wanted = effective(policy, severity, unit).model_dump(mode="json")
        for keys, value in given.items():
            _put(wanted, keys[2:], value)
        if unit is None:
            data["severity"][severity.value] = wanted
        else:
            _set_own(data, unit, severity, policy.severity.of(severity).model_dump(mode="json"), wanted)
    return data


def number(text: str) -> int | str:
    """Returns a typed whole number, in any script's digits; the text itself if it is none."""
    plain = ascii_digits(text.strip())
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else text


def field_path(path: str, unit: str | None) -> str:
    """Returns the name of the field that a problem's path means."""
    return path.removeprefix(f"{toml_path(('unit', unit))}.") if unit is not None else path


@dataclass(frozen=True)
class Rebased:
    """What somebody typed from an older version, brought to the one in force.

    `values` are those of the form: what they changed as they typed it, everything else as it is in force. `contested`
    holds the value in force of each field that both changed, to different numbers.
    """

    values: Mapping[str, str]
    contested: Mapping[str, int]


def rebased(base: PolicyDocument, current: PolicyDocument, unit: str | None, typed: Mapping[str, str]) -> Rebased:
    """Brings what was typed in a form of `base` to the `current` version; a rung that is gone has no field any more."""
    old = {_place(each): each for each in _all(base, unit)}
    values: dict[str, str] = {}
    contested: dict[str, int] = {}
    for field in _all(current, unit):
        values[field.name] = str(field.value)
        was = old.get(_place(field))
        text = typed.get(was.name) if was is not None else None
        if was is None or text is None or number(text) in (was.value, field.value):
            continue
        values[field.name] = text
        if field.value != was.value:
            contested[field.name] = field.value
    return Rebased(values, contested)


def _all(policy: PolicyDocument, unit: str | None) -> Iterator[Field]:
    for severity in Severity:
        yield from fields_of(policy, severity, unit)


def _place(field: Field) -> tuple[str | int | None, ...]:
    """Returns what a field means, whichever place its rung has on the ladder."""
    return (field.keys[1], field.rung, *field.keys[-2 if field.rung is None else -1 :])


def _fields(severity: Severity, shown: Mapping[str, Any]) -> Iterator[Field]:
    at: Keys = ("severity", severity.value)
    yield from _clock((*at, DESK), shown["desk"], DESK)
    for index, step in enumerate(shown["ladder"]):
        yield from _clock((*at, "ladder", index), step, step["rung"])
    yield Field((*at, REPEAT), shown[REPEAT], 1, MOST_REPEATS)
    for kind, value in shown["milestones"].items():
        yield Field((*at, "milestones", kind), value, 1, LONGEST_MILESTONE)


def _clock(at: Keys, clock: Mapping[str, Any], rung: str) -> Iterator[Field]:
    yield Field((*at, WAIT), clock[WAIT], SHORTEST_WAIT, LONGEST_WAIT, rung)
    yield Field((*at, REMIND), clock[REMIND], 1, LONGEST_WAIT, rung)


def _with_base(field: Field, whole: Mapping[str, Any]) -> Field:
    value = _get(whole, field.keys[2:])
    if not isinstance(value, int) or value == field.value:
        return field
    return Field(field.keys, field.value, field.least, field.most, field.rung, value)


def _set_own(
    data: dict[str, Any], unit: str, severity: Severity, base: Mapping[str, Any], wanted: Mapping[str, Any]
) -> None:
    """Makes what differs from all units the unit's own; a unit without differences has no table."""
    own: dict[str, Any] = {
        key: value if isinstance(value, int | str | list) else _differing(base[key], value)
        for key, value in wanted.items()
        if value != base[key]
    }
    units = data["unit"]
    parts = units.setdefault(unit, {"severity": {}})["severity"]
    parts.pop(severity.value, None)
    if own:
        parts[severity.value] = own
    if not parts:
        units.pop(unit)


def _differing(base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in wanted.items() if value != base[key]}


def _put(table: Any, keys: Sequence[str | int], value: object) -> None:
    for key in keys[:-1]:
        table = table[key]
    table[keys[-1]] = value


def _get(table: Any, keys: Sequence[str | int]) -> object:
    for key in keys:
        if isinstance(key, int) and key >= len(table):
            return None
        table = table[key]
    return table
