"""The rules of the climb for one case: its policy, how long each rung waits, and how often it is reminded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from models.enums import Severity
from models.policy import DESK, PolicyDocument, RungPolicy, Scope, SeverityPolicy


@dataclass(frozen=True)
class Rules:
    """The part of the policy that one case needs: its severity's clocks and every rung's posts."""

    severity: SeverityPolicy
    rungs: Mapping[str, RungPolicy] = field(default_factory=dict[str, RungPolicy])

    def label(self, rung: str) -> str:
        """Returns the rung's label for people, as state names use it."""
        return self.rungs[rung].label if rung in self.rungs else rung.capitalize()

    def names(self) -> tuple[str, ...]:
        """Returns the rungs of the ladder, lowest first."""
        return tuple(step.rung for step in self.severity.ladder)

    def after(self, rung: str) -> str | None:
        """Returns the rung that is told when this one runs out; None for the top rung and one that left the policy."""
        if rung == DESK:
            return self.severity.desk.then
        names = self.names()
        return dict(pairwise(names)).get(rung)

    def above(self, rung: str) -> tuple[str, ...]:
        """Returns the rungs of the ladder above this one, lowest first; none above one that is not in it."""
        names = self.names()
        return names[names.index(rung) + 1 :] if rung in names else ()

    def begins_at(self, rung: str) -> bool:
        """Returns whether a case can begin at this rung: the lowest of the ladder, or the desk."""
        return rung in (DESK, self.names()[0])

    def unit_rungs(self, reached: str | None) -> tuple[str, ...]:
        """Returns the rungs that page posts of a unit, up to the one that was reached, and the lowest in any case."""
        names = self.names()
        height = names.index(reached) if reached in names else 0
        own = [name for name in names if self.rungs[name].scope is Scope.UNIT]
        return tuple(name for name in own if names.index(name) <= height) or tuple(own[:1])

    def due_after(self, rung: str, entered_at: datetime) -> datetime:
        """Returns the time at which a rung runs out that was entered at `entered_at`."""
        return entered_at + timedelta(seconds=self.clock(rung)[0])

    def clock(self, rung: str) -> tuple[int, int]:
        """Returns the seconds of `wait` and `remind` of a rung; a rung that left the policy has the top rung's."""
        if rung == DESK:
            return self.severity.desk.wait, self.severity.desk.remind
        step = next((s for s in self.severity.ladder if s.rung == rung), self.severity.ladder[-1])
        return step.wait, step.remind


def rungs_in_order(document: PolicyDocument) -> tuple[str, ...]:
    """Returns every rung: the desk, those of the ladders from below, then any that no ladder has."""
    ladders = [step.rung for severity in Severity for step in document.severity.of(severity).ladder]
    return tuple(dict.fromkeys((DESK, *ladders, *document.rung)))


def effective(document: PolicyDocument, severity: Severity, unit: str | None) -> SeverityPolicy:
    """Returns a severity's policy for a unit; None stands for a case without a unit."""
    base = document.severity.of(severity)
    override = document.unit[unit].severity.get(severity) if unit in document.unit else None
    if override is None:
        return base
    return SeverityPolicy.model_validate(_merged(base.model_dump(mode="json"), override.model_dump(mode="json")))


def _merged(base: Mapping[str, Any], override: Mapping[str, Any]) -> dict[str, Any]:
    """Returns two documents merged: tables by key, everything else, ladders too, as a whole."""
    merged = dict(base)
    for key, value in override.items():
        merged[key] = {**base[key], **value} if isinstance(value, Mapping) else value
    return merged
