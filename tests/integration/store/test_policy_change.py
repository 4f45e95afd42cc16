"""One clock tuned by a form: saved over the version that was seen, refused over any other, audited when forced."""

from typing import Any

import pytest

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.policies import read_current
from abhay.domain.policy.document import default_policy
from abhay.domain.policy.tuning import Tuning
from abhay.domain.versions import made_from
from abhay.errors import StaleVersion
from abhay.services.admin.policy import save_policy, tune_policy
from models.actors import ActorRole, form
from models.enums import Severity
from tests.support import reading
from tests.support.actors import HOST, token

FORM = form("tune-policy", ActorRole.ADMIN)
SP = Tuning(Severity.IMMINENT, "sp", wait=240)


async def saved_by_people(database: Database) -> list[dict[str, Any]]:
    """What the audit log says of each policy that somebody saved."""
    return [entry.detail for entry in await reading.audit(database, "policy.set") if entry.actor != "seed"]


async def test_a_clock_is_tuned_once_and_the_same_again_is_no_new_version(database: Database) -> None:
    saved = await tune_policy(database, SP, FORM)
    assert (saved.version, [each.path for each in saved.changes]) == (2, ["severity.imminent.ladder[1].wait"])
    again = await tune_policy(database, SP, FORM, seen=2)
    assert (again.version, again.changes) == (2, [])
    assert (await read_current(database))[0] == 2
    assert await saved_by_people(database) == [{"version": 2, "applied_to_open_cases": 0}]


async def test_a_form_made_from_an_older_version_is_refused_with_who_was_first(database: Database) -> None:
    await tune_policy(database, SP, token(ActorRole.ADMIN, "asha"))
    other = Tuning(Severity.HIGH, "sp", wait=500)
    with pytest.raises(StaleVersion, match=r"version 2 by asha, .+ IST \(severity\.imminent\.ladder\[1\]\.wait\)"):
        await tune_policy(database, other, token(ActorRole.ADMIN, "ravi"), seen=1)
    assert (await read_current(database))[0] == 2


async def test_what_is_forced_over_others_changes_is_said_by_the_audit_log(database: Database) -> None:
    await tune_policy(database, SP, token(ActorRole.ADMIN, "asha"))
    policy, old = default_policy(), made_from(1)
    await save_policy(database, policy, HOST, expected=old, force=True)
    await save_policy(database, {**policy}, HOST, expected=made_from(3), force=True)
    assert await saved_by_people(database) == [
        {"version": 2, "applied_to_open_cases": 0},
        {"version": 3, "applied_to_open_cases": 0, "forced": True},
    ]
