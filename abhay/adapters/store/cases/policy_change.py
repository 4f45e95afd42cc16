"""Saving a policy: compared with the version it was made from and stored as the next one, in one transaction."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from abhay.adapters.store.db.database import Database, now, vault_of, wake
from abhay.adapters.store.db.locks import POLICY, lock
from abhay.adapters.store.directory.policies import current_version, read_document, rules_of
from abhay.adapters.store.log.timeline import audit
from abhay.adapters.store.messages.recipients import units_of
from abhay.domain.intake.trust import is_held
from abhay.domain.permissions import require
from abhay.domain.policy.diff import Change, changes
from abhay.domain.versions import Expected, stale
from abhay.errors import SavedVersion
from models.actors import Act, Actor
from models.enums import Status
from models.policy import PolicyDocument, Scope
from models.tables import Alert, PolicyVersion, Post


@dataclass(frozen=True)
class Saved:
    """The version in force and what it changed; the same version as before if nothing did."""

    version: int
    changes: list[Change]


async def save(
    database: Database,
    document: PolicyDocument,
    actor: Actor,
    *,
    expected: Expected | None = None,
    apply_to_open: bool = False,
    force: bool = False,
    note: str | None = None,
) -> Saved:
    """Saves a policy as the next version, unless it says what the current one says; `note` is why.

    Open cases keep their version unless `apply_to_open`. Posts that only this policy names are made. Raises
    `WrongRole`, and `StaleVersion` if a version is in force that was not expected; with `force` the audit log
    says so instead.
    """
    require(actor, Act.SET_POLICY)
    async with database.transaction(long=True) as session:
        await lock(session, POLICY)
        version = await current_version(session)
        found = changes(await read_document(session, version), document)
        overrides = expected is not None and not expected.allows(version, changes=bool(found))
        if expected is not None and overrides and not force:
            raise stale(await _since(session, expected))
        if found:
            version = await _store(session, document, actor, note)
        if found or apply_to_open:
            moved = await _apply_to_open(session, version) if apply_to_open else 0
            facts: dict[str, Any] = {"version": version, "applied_to_open_cases": moved, "forced": overrides or None}
            audit(session, await now(session), actor, Act.SET_POLICY, **facts)
    return Saved(version, found)


async def _store(session: AsyncSession, document: PolicyDocument, actor: Actor, note: str | None) -> int:
    await _add_posts(session, document)
    row = PolicyVersion(
        body=document.model_dump(mode="json"),
        created_at=await now(session),
        created_by=actor.id,
        sealed_note=vault_of(session).seal_text(note),
    )
    session.add(row)
    await session.flush()
    return row.version or 0


async def _add_posts(session: AsyncSession, policy: PolicyDocument) -> None:
    """Adds a duty post for every word that a rung names and that is none yet: a new rung needs no code."""
    scopes: dict[str, Scope] = {}
    for rung in policy.rung.values():
        for post in rung.posts:
            scopes.setdefault(post, rung.scope)
    for post in sorted(scopes.keys() - set((await session.exec(select(Post.id))).all())):
        name = post.replace("-", " ").capitalize()
        row = {"id": post, "scope": scopes[post], "name_en": name, "name_hi": name}
        await session.exec(insert(Post).values(**row).on_conflict_do_nothing())


async def _since(session: AsyncSession, expected: Expected) -> list[SavedVersion]:
    """Returns the versions after the expected one, oldest first; or the newest alone if that was never saved."""
    known = (await session.exec(select(PolicyVersion.version).order_by(col(PolicyVersion.version)))).all()
    seen = expected.newest(version for version in known if version is not None)
    first = known.index(seen) if seen is not None else max(len(known) - 2, 0)
    query = select(PolicyVersion).where(col(PolicyVersion.version) >= known[first])
    rows = (await session.exec(query.order_by(col(PolicyVersion.version)))).all()
    return [_saved(before, row) for before, row in pairwise(rows)]


def _saved(before: PolicyVersion, row: PolicyVersion) -> SavedVersion:
    found = changes(PolicyDocument.model_validate(before.body), PolicyDocument.model_validate(row.body))
    return SavedVersion(row.version or 0, row.created_by, row.created_at, tuple(each.path for each in found))


async def _apply_to_open(session: AsyncSession, version: int) -> int:
    # In the order in which whoever locks several cases does: nobody waits in a ring.
    query = select(Alert).where(Alert.status != Status.CLOSED).order_by(col(Alert.id)).with_for_update()
    alerts = (await session.exec(query)).all()
    at = await now(session)
    for alert in alerts:
        alert.policy_version = version
        alert.version += 1
        units = await units_of(session, alert.id)
        paged_by_the_minute = alert.exhausted_at is not None or is_held(alert.trust, has_units=bool(units))
        if alert.status == Status.AWAITING and alert.rung_entered_at and alert.rung and not paged_by_the_minute:
            rules = await rules_of(session, alert, next(iter(units), None))
            alert.due_at = rules.due_after(alert.rung, alert.rung_entered_at)
        alert.next_at = at
        await wake(session, alert.id)
    return len(alerts)
