"""Changing the policy: checked in every respect, compared with the one in force, saved as the next version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from abhay.policy.diff import Change, changes
from abhay.policy.document import parse_policy
from abhay.store.database import Database
from abhay.store.directory import unit_ids
from abhay.store.policies import read_current, save
from abhay.store.seed import add_posts


@dataclass(frozen=True)
class Saved:
    """The version in force and what it changed; the same version as before if nothing did."""

    version: int
    changes: list[Change]


async def save_policy(
    database: Database, data: Mapping[str, Any], *, by: str, role: str, apply_to_open: bool = False
) -> Saved:
    """Save a policy as the next version, unless it says what the current one says. Raises `InvalidPolicy`.

    Posts that only this policy names are made. `apply_to_open` puts every open case under it.
    """
    document = parse_policy(data, await unit_ids(database))
    version, current = await read_current(database)
    found = changes(current, document)
    if not found and not apply_to_open:
        return Saved(version, [])
    await add_posts(database, document)
    return Saved(await save(database, document, by=by, role=role, apply_to_open=apply_to_open), found)
