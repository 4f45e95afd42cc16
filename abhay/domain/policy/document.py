"""Validates a policy before any version of it decides about a case.

The limits of single values stand at their fields in `models.policy`; the relations between values stand
here. All problems are reported at once, each with the TOML path of the value to correct.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from abhay.domain.policy.toml import load_toml, toml_path
from abhay.errors import InvalidPolicy
from models.policy import DESK, LABEL_PATTERN, WORD_PATTERN, PolicyDocument, Scope

Keys = tuple[str | int, ...]
Problem = tuple[Keys, str]

_TAKEN_LABELS = {"outcome": "the wait for an outcome is AwaitingOutcome already"}
_IS_A_KEY = "[key]"  # pydantic's mark at the end of a location that means the key, not its value
_PATTERNS = {
    WORD_PATTERN: "use small letters a-z, digits and hyphens, beginning with a letter",
    LABEL_PATTERN: "use letters A-Z, a-z and digits only, beginning with a letter",
}
_ADVICE = {
    "missing": "is missing: add it",
    "extra_forbidden": "is not part of a policy: remove it or correct its spelling",
    "int_type": "give a whole number, without quotes",
    "greater_than_equal": "give at least {ge}",
    "less_than_equal": "give at most {le}",
    "too_short": "give at least one",
    "string_type": "give a text in quotes",
    "string_too_long": "use at most {max_length} characters",
    "enum": "give one of {expected}",
    "tuple_type": "give a list",
    "dict_type": "give a table",
    "model_type": "give a table",
}


def parse_policy(data: Mapping[str, Any], known_units: Collection[str]) -> PolicyDocument:
    """Returns the policy in `data` (in the shape of the TOML file and the JSON), fully validated.

    `known_units` are the unit_ids that may have values of their own. Raises `InvalidPolicy` with all
    problems. A version that was stored needs no second check: `PolicyDocument.model_validate` reads it.
    """
    problems: dict[Keys, str] = {}
    document = None
    try:
        document = PolicyDocument.model_validate(data if isinstance(data, dict) else dict(data))
    except ValidationError as error:
        for keys, what in _field_problems(error.errors(include_url=False, include_input=False)):
            problems.setdefault(keys, what)
    for keys, what in _rule_problems(data, known_units):
        problems.setdefault(keys, what)
    if document is None or problems:
        raise InvalidPolicy([(toml_path(keys) or "policy", what) for keys, what in problems.items()])
    return document


def default_policy() -> dict[str, Any]:
    """Returns the policy of a new installation (`default.toml` beside this file)."""
    return load_toml(files("abhay.domain.policy").joinpath("default.toml").read_text(encoding="utf-8"))


def _field_problems(errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
    for error in errors:
        keys = tuple(key for key in error["loc"] if key != _IS_A_KEY)
        inner = any(other["loc"][: len(keys)] == keys and other["loc"] != error["loc"] for other in errors)
        if error["type"] == "too_short" and inner:
            continue  # pydantic counts only valid entries: the list is not empty, its entries are wrong
        yield keys, _advice(error)


def _advice(error: ErrorDetails) -> str:
    context = error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS[context["pattern"]]
    return _ADVICE.get(error["type"], error["msg"]).format(**context)


def _rule_problems(data: Mapping[str, Any], known_units: Collection[str]) -> Iterator[Problem]:
    """Yields contradictions between values, found in the raw data so that no invalid value hides another problem."""
    rungs = _table(data.get("rung"))
    severities = _table(data.get("severity"))
    yield from _rung_problems(rungs)
    for severity, policy in severities.items():
        keys = ("severity", severity)
        yield from _ladder_problems(_table(policy).get("ladder"), rungs, (*keys, "ladder"))
        desk = _table(_table(policy).get("desk"))
        yield from _desk_problems(desk, desk, rungs, (*keys, "desk"))
    for unit, override in _table(data.get("unit")).items():
        if unit not in known_units:
            yield ("unit", unit), "is not a police unit: use a unit_id of GET /v1/units"
        for severity, policy in _table(_table(override).get("severity")).items():
            keys = ("unit", unit, "severity", severity)
            yield from _ladder_problems(_table(policy).get("ladder"), rungs, (*keys, "ladder"))
            own = _table(_table(policy).get("desk"))
            base = _table(_table(severities.get(severity)).get("desk"))
            yield from _desk_problems({**base, **own}, own, rungs, (*keys, "desk"))


def _rung_problems(rungs: Mapping[str, Any]) -> Iterator[Problem]:
    if DESK not in rungs:
        yield ("rung", DESK), "is missing: the desk answers for every case that no other rung can take"
    elif _scope(rungs[DESK]) == Scope.UNIT:
        yield ("rung", DESK, "scope"), 'give "state": there is one desk, whatever unit a case belongs to'
    labels = dict(_TAKEN_LABELS)
    for name, rung in rungs.items():
        label = _table(rung).get("label")
        if isinstance(label, str):
            if label.lower() in labels:
                yield ("rung", name, "label"), f"use another one: {labels[label.lower()]}"
            labels.setdefault(label.lower(), f"rung.{name} has it already")
        posts = _list(_table(rung).get("posts"))
        for index, post in enumerate(posts):
            if post in posts[:index]:
                yield ("rung", name, "posts", index), "is listed twice: remove one"


def _ladder_problems(ladder: object, rungs: Mapping[str, Any], keys: Keys) -> Iterator[Problem]:
    seen: list[object] = []
    for index, step in enumerate(map(_table, _list(ladder))):
        rung = step.get("rung")
        if rung == DESK:
            yield (*keys, index, "rung"), "the desk stands beside the ladder: remove the step, see `desk`"
        elif isinstance(rung, str) and rung not in rungs:
            yield (*keys, index, "rung"), f"is not a rung: {_use_one_of(rungs)}"
        elif rung in seen:
            yield (*keys, index, "rung"), "is in the ladder already: for more pages of the top rung use `repeat`"
        seen.append(rung)
        if _reminds_too_late(step):
            yield (*keys, index, "remind"), f"give at most the step's wait, {step['wait']}"


def _desk_problems(
    desk: Mapping[str, Any], own: Mapping[str, Any], rungs: Mapping[str, Any], keys: Keys
) -> Iterator[Problem]:
    """Problems of `desk` that are due to the values in `own`, the part of it that is written at `keys`."""
    if _reminds_too_late(desk):
        if "remind" in own:
            yield (*keys, "remind"), f"give at most the desk's wait, {desk['wait']}"
        elif "wait" in own:
            yield (*keys, "wait"), f"give at least the desk's reminder, {desk['remind']}, or shorten that too"
    then = own.get("then")
    if isinstance(then, str):
        state_wide = [name for name, rung in rungs.items() if name != DESK and _scope(rung) == Scope.STATE]
        if then not in rungs:
            yield (*keys, "then"), f"is not a rung: {_use_one_of(state_wide)}"
        elif then not in state_wide:
            yield (
                (*keys, "then"),
                f"no unit is known by then, so the rung must be state-wide: {_use_one_of(state_wide)}",
            )


def _reminds_too_late(step: Mapping[str, Any]) -> bool:
    wait, remind = step.get("wait"), step.get("remind")
    return isinstance(wait, int | float) and isinstance(remind, int | float) and remind > wait


def _scope(rung: object) -> object:
    return _table(rung).get("scope")


def _use_one_of(rungs: Collection[str]) -> str:
    names = ", ".join(sorted(name for name in rungs if name != DESK))
    return f"use one of {names}, or add a table [rung.…]" if names else "add a table [rung.…] for it"


def _table(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _list(value: object) -> Sequence[Any]:
    return cast("Sequence[Any]", value) if isinstance(value, list | tuple) else ()
