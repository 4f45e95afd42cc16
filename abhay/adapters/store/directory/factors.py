"""Second factors: a seed that is being set up, the codes it takes, and recovery codes; each code counts once."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, delete, select

from abhay.adapters.store.db.database import Database, now, vault_of
from abhay.adapters.store.directory.accounts import actor_of
from abhay.adapters.store.log.timeline import audit
from abhay.security.bearers import kept
from abhay.security.codes import make_seed, recovery_form, step_of
from models.tables import Account, RecoveryCode


async def begin_factor(database: Database, account_id: UUID) -> str | None:
    """Returns the seed of a factor that is being set up, made now if there is none; None once one counts."""
    async with database.transaction() as session:
        row = await session.get_one(Account, account_id, with_for_update=True)
        if row.factor_since is not None:
            return None
        vault = vault_of(session)
        if row.sealed_seed is None:
            row.sealed_seed = vault.seal_text(make_seed())
        return vault.open_text(row.sealed_seed)


async def confirm_factor(database: Database, account_id: UUID, code: str, recovery: Sequence[str]) -> bool:
    """Makes a factor count from now on, if a code of it was given; `recovery` are the codes for its loss."""
    async with database.transaction() as session:
        row, at = await session.get_one(Account, account_id, with_for_update=True), await now(session)
        seed = vault_of(session).open_text(row.sealed_seed)
        step = step_of(seed, code, at, row.used_step) if seed and row.factor_since is None else None
        if step is None:
            return False
        row.used_step, row.factor_since = step, at
        await session.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))
        session.add_all(RecoveryCode(account_id=account_id, code_hash=kept(recovery_form(each))) for each in recovery)
        audit(session, at, actor_of(row), "account.factor", name=row.name)
    return True


async def take_code(database: Database, account_id: UUID, code: str) -> bool:
    """Returns whether a code is right, and uses it up: one of the telephone's, or a recovery code."""
    async with database.transaction() as session:
        row, at = await session.get_one(Account, account_id, with_for_update=True), await now(session)
        seed = vault_of(session).open_text(row.sealed_seed)
        if seed and (step := step_of(seed, code, at, row.used_step)) is not None:
            row.used_step = step
            return True
        query = select(RecoveryCode).where(
            RecoveryCode.account_id == account_id,
            RecoveryCode.code_hash == kept(recovery_form(code)),
            col(RecoveryCode.used_at).is_(None),
        )
        spare = (await session.exec(query)).one_or_none()
        if spare is None:
            return False
        spare.used_at = at
        audit(session, at, actor_of(row), "account.recovery_code", name=row.name)
    return True
