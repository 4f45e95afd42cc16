"""Changing the policy: it is checked, compared with the one in force and saved as the next version."""

from collections.abc import Mapping
from typing import Any

from abhay.adapters.store.cases.policy_change import Saved, save
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contacts import unit_ids
from abhay.adapters.store.directory.policies import read_current, read_version
from abhay.domain.policy.document import parse_policy
from abhay.domain.policy.tuning import Tuning, tuned
from abhay.domain.versions import Expected, made_from
from models.actors import Actor


async def save_policy(
    database: Database,
    data: Mapping[str, Any],
    actor: Actor,
    *,
    expected: Expected | None = None,
    apply_to_open: bool = False,
    force: bool = False,
    note: str | None = None,
) -> Saved:
    """Saves a policy as the next version, unless it equals the current one; `note` is why.

    `apply_to_open` applies it to every open case. Raises `WrongRole`, `InvalidPolicy`, and `StaleVersion` if the
    version in force is not `expected`, unless `force`.
    """
    document = parse_policy(data, await unit_ids(database))
    return await save(database, document, actor, expected=expected, apply_to_open=apply_to_open, force=force, note=note)


async def restore_policy(database: Database, version: int, actor: Actor, *, apply_to_open: bool = False) -> Saved:
    """Saves what an older version says as the next one. Raises `BadInput` if it was never saved, `InvalidPolicy`.

    `StaleVersion` if another change is saved at this very moment.
    """
    document = await read_version(database, version)
    current, _ = await read_current(database)
    data = document.model_dump(mode="json")
    return await save_policy(database, data, actor, expected=made_from(current), apply_to_open=apply_to_open)


async def tune_policy(
    database: Database, tuning: Tuning, actor: Actor, *, seen: int | None = None, apply_to_open: bool = False
) -> Saved:
    """Saves the policy with one clock changed; `seen` is the version that the change is based on, if given.

    Raises `InvalidPolicy` with the path of a wrong value, `StaleVersion`.
    """
    version, policy = await read_current(database)
    expected = made_from(version if seen is None else seen)
    data = tuned(policy, tuning)
    return await save_policy(database, data, actor, expected=expected, apply_to_open=apply_to_open)
