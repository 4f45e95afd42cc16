"""Changes one rung's clock in a policy, for the form in Prefect's UI."""

from dataclasses import dataclass
from typing import Any

from abhay.domain.policy.rules import effective
from abhay.errors import InvalidPolicy
from models.enums import Severity
from models.policy import DESK, PolicyDocument


@dataclass(frozen=True)
class Tuning:
    """The clock to change: severity, rung, one police unit or (None) all; seconds, or None for no change."""

    severity: Severity
    rung: str
    wait: int | None = None
    remind: int | None = None
    unit: str | None = None

    @property
    def clock(self) -> dict[str, int]:
        """Returns the new values of the clock."""
        return {key: value for key, value in (("wait", self.wait), ("remind", self.remind)) if value is not None}


def tuned(policy: PolicyDocument, tuning: Tuning) -> dict[str, Any]:
    """Returns the policy's data with this clock, not yet validated. Raises `InvalidPolicy` for a rung without one."""
    wanted = policy.model_dump(mode="json")
    severity, unit = tuning.severity, tuning.unit
    if unit is None:
        _set_clock(wanted["severity"][severity], tuning, f"severity.{severity.value}")
        return wanted
    own = wanted["unit"].setdefault(unit, {}).setdefault("severity", {}).setdefault(severity.value, {})
    if tuning.rung == DESK:
        own["desk"] = {**own.get("desk", {}), **tuning.clock}
    else:
        own["ladder"] = effective(policy, severity, unit).model_dump(mode="json")["ladder"]
        _set_clock(own, tuning, f"unit.{unit}.severity.{severity.value}")
    return wanted


def _set_clock(policy: dict[str, Any], tuning: Tuning, path: str) -> None:
    if tuning.rung == DESK:
        policy["desk"].update(tuning.clock)
        return
    step = next((step for step in policy["ladder"] if step["rung"] == tuning.rung), None)
    if step is None:
        rungs = [step["rung"] for step in policy["ladder"]]
        raise InvalidPolicy([(f"{path}.ladder", f"has no rung {tuning.rung!r}: use one of {rungs}")])
    step.update(tuning.clock)
