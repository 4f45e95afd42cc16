"""What the forms in Prefect's UI do: by id and post, never with a person's data."""

from typing import Any

from abhay.errors import InvalidPolicy, UnknownUnit
from abhay.policy.diff import Change, changes
from abhay.policy.document import effective, parse_policy
from abhay.services.runtime import Runtime
from abhay.store import answers, policies
from abhay.store.answers import Answer, Taken
from abhay.store.directory import unit_ids
from abhay.store.reading import find_alert
from models.enums import Severity
from models.payloads import Payload
from models.policy import DESK


class SavedPolicy(Payload):
    """A policy's new version and what it changed."""

    version: int
    changes: tuple[Change, ...]


async def acknowledge_for_post(runtime: Runtime, ref: str, *, post: str, unit: str | None, via: str) -> Taken:
    """Take a case for a duty post that answered by phone. Raises `UnknownAlert`, `UnknownUnit`."""
    if unit is not None:
        await _known_unit(runtime, unit)
    alert_id = await find_alert(runtime.database, ref)
    answer = Answer(by=f"{post} ({unit})" if unit else post, via=via, role="operator", post=post, unit=unit)
    return await answers.acknowledge(runtime.database, alert_id, answer)


async def tune_rung(
    runtime: Runtime,
    severity: Severity,
    rung: str,
    *,
    wait: int | None,
    remind: int | None,
    unit: str | None,
    apply_to_open: bool,
) -> SavedPolicy:
    """Save the policy with one rung's clock changed. Raises `InvalidPolicy` with the path of a wrong value."""
    _, before = await policies.read_current(runtime.database)
    clock = {key: value for key, value in (("wait", wait), ("remind", remind)) if value is not None}
    wanted = before.model_dump(mode="json")
    if unit is None:
        _set_clock(wanted["severity"][severity], rung, clock, f"severity.{severity.value}")
    else:
        own = wanted["unit"].setdefault(unit, {}).setdefault("severity", {}).setdefault(severity.value, {})
        if rung == DESK:
            own["desk"] = {**own.get("desk", {}), **clock}
        else:
            own["ladder"] = effective(before, severity, unit).model_dump(mode="json")["ladder"]
            _set_clock(own, rung, clock, f"unit.{unit}.severity.{severity.value}")
    after = parse_policy(wanted, await unit_ids(runtime.database))
    version = await policies.save(runtime.database, after, by="tune-policy", role="admin", apply_to_open=apply_to_open)
    return SavedPolicy(version=version, changes=tuple(changes(before, after)))


def _set_clock(policy: dict[str, Any], rung: str, clock: dict[str, int], path: str) -> None:
    if rung == DESK:
        policy["desk"].update(clock)
        return
    step = next((step for step in policy["ladder"] if step["rung"] == rung), None)
    if step is None:
        raise InvalidPolicy(
            [(f"{path}.ladder", f"has no rung {rung!r}: use one of {[s['rung'] for s in policy['ladder']]}")]
        )
    step.update(clock)


async def _known_unit(runtime: Runtime, unit: str) -> None:
    if unit not in await unit_ids(runtime.database):
        raise UnknownUnit
