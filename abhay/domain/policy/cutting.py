"""A policy cut above a rung: what a drill's case runs under, so that it never climbs higher than was chosen."""

from collections.abc import Mapping
from typing import Any

from models.enums import Severity
from models.policy import PolicyDocument, Scope


def cut_above(document: PolicyDocument, top: str | None) -> PolicyDocument:
    """Returns the policy without any rung above `top` on any ladder, those of single units too; all of it for None.

    A ladder that does not have the rung keeps its lowest rung alone: a cut never lets anything through.
    """
    if top is None:
        return document
    whole = document.model_dump(mode="json")
    for severity in Severity:
        base = whole["severity"][severity.value]
        _cut(base, base, top)
        for unit in whole["unit"].values():
            if (own := unit["severity"].get(severity.value)) is not None:
                _cut(own, base, top)
    return PolicyDocument.model_validate(whole)


def _cut(policy: dict[str, Any], base: Mapping[str, Any], top: str) -> None:
    """Cuts a ladder and what follows the desk; what a unit's own policy leaves out is that of `base`, cut already."""
    ladder = _below(policy.get("ladder", base["ladder"]), top)
    if "ladder" in policy:
        policy["ladder"] = ladder
    left = [step["rung"] for step in ladder]
    desk = policy.get("desk", {})
    then = desk.get("then", base["desk"]["then"])
    policy["desk"] = {**desk, "then": then if then in left else left[-1]}


def _below(ladder: list[dict[str, Any]], top: str) -> list[dict[str, Any]]:
    names = [step["rung"] for step in ladder]
    return ladder[: names.index(top) + 1] if top in names else ladder[:1]


def own_top(document: PolicyDocument, ladder: tuple[str, ...]) -> str | None:
    """Returns the highest rung of a ladder that pages posts of a unit; None if it pages the State alone."""
    own = [rung for rung in ladder if document.rung[rung].scope is Scope.UNIT]
    return own[-1] if own else None
