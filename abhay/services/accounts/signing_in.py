"""Signing in: a try is counted, the password is looked at, a session is opened under a new id."""

from dataclasses import dataclass

from abhay.adapters.store.directory.accounts import (
    actor_of,
    create_account,
    find_account,
    first_link,
    rehash,
    set_password,
    use_link,
)
from abhay.adapters.store.directory.credentials.passkeys import credentials_of
from abhay.adapters.store.directory.factors import take_code
from abhay.adapters.store.directory.sessions import SignedIn, open_session, renew_session
from abhay.adapters.store.directory.sign_ins import count_try, forgive, note_failure
from abhay.domain.accounts.factors import asks_code
from abhay.domain.accounts.names import LONGEST_PASSWORD, require_password
from abhay.errors import BadLink, WrongPassword
from abhay.security.passwords import check_password, hash_password
from abhay.services.accounts.passkeys import is_proven
from abhay.services.runtime import Runtime
from models.actors import Actor
from models.enums import Role
from models.tables import Account

FIRST_ADMIN = "admin"
"""The name of the account that a new system begins with."""


@dataclass(frozen=True)
class Given:
    """What somebody gives to sign in, and the address that it comes from.

    `passkey` is a browser's answer, as JSON, which stands in for the code.
    """

    name: str
    password: str
    code: str
    address: str
    passkey: str = ""


async def sign_in(runtime: Runtime, given: Given, *, instead_of: str | None = None) -> str:
    """Returns the secret of a new session. Raises `WrongPassword`, and `SignInLater` while one must be waited for.

    `instead_of` is the secret of whatever session the browser had; it ends.
    """
    account = await prove(runtime, given)
    secret = await open_session(runtime.database, account.id, instead_of=instead_of)
    if secret is None:
        raise WrongPassword
    return secret


async def prove(runtime: Runtime, given: Given, *, with_code: bool = True) -> Account:
    """Returns the account whose name, password and code were given. Raises `WrongPassword`, `SignInLater`.

    The try is counted first and taken back if it was right, so that tries at one moment do not outrun the count.
    """
    tried = await count_try(runtime.database, given.name, given.address)
    account = await find_account(runtime.database, given.name)
    if account is None or not await _is_right(runtime, account, given):
        if account is None:
            await check_password(given.password[: LONGEST_PASSWORD + 1], None)  # as slow as for a name that there is
        await note_failure(runtime.database, tried, actor_of(account) if account else None)
        raise WrongPassword
    if with_code and not await _second_step(runtime, account, given):
        await note_failure(runtime.database, tried, actor_of(account))
        raise WrongPassword
    await forgive(runtime.database, tried)
    return account


async def _second_step(runtime: Runtime, account: Account, given: Given) -> bool:
    """Returns whether the second step was right, by a code or a passkey, or is not asked for."""
    has_factor = account.factor_since is not None or await credentials_of(runtime.database, account.id) != []
    if not asks_code(runtime.settings.totp, has_factor=has_factor):
        return True
    if given.passkey:
        return await is_proven(runtime, account.id, given.passkey)
    return await take_code(runtime.database, account.id, given.code)


async def _is_right(runtime: Runtime, account: Account, given: Given) -> bool:
    """Returns whether the password is that of an account that may sign in; takes as long if it may not."""
    hashed = account.password_hash if account.disabled_at is None else None
    checked = await check_password(given.password[: LONGEST_PASSWORD + 1], hashed)
    if hashed and checked.again:
        await rehash(runtime.database, account.id, hashed, checked.again)
    return checked.right


async def set_up(runtime: Runtime, token: str, password: str, name: str, *, instead_of: str | None = None) -> str:
    """Sets the password of a set-up link's account and signs it in. Returns the new session's secret.

    Raises `BadLink`, and `BadInput` for a password that may not be one.
    """
    hashed = await hash_password(require_password(password, name))
    account = await use_link(runtime.database, token, hashed)
    secret = await open_session(runtime.database, account.id, instead_of=instead_of)
    if secret is None:
        raise BadLink
    return secret


async def change_password(runtime: Runtime, session: SignedIn, given: Given, password: str) -> str:
    """Sets a new password for whoever is signed in and gives the present one again. Returns a new session's secret.

    Every other session of theirs ends. Raises `WrongPassword`, `SignInLater`, and `BadInput` for a password that may
    not be one.
    """
    if session.account_id is None:
        raise WrongPassword
    hashed_later = require_password(password, given.name)
    account = await prove(runtime, given, with_code=False)
    await set_password(runtime.database, account.id, await hash_password(hashed_later))
    secret = await open_session(runtime.database, account.id)
    if secret is None:
        raise WrongPassword
    return secret


async def confirm(runtime: Runtime, session: SignedIn, given: Given) -> str:
    """Returns a session's new secret, once its person has given password and code again.

    Raises `WrongPassword`, `SignInLater`.
    """
    account = await prove(runtime, given)
    secret = await renew_session(runtime.database, session.session_id) if account.id == session.account_id else None
    if secret is None:
        raise WrongPassword
    return secret


async def make_account(
    runtime: Runtime, *, name: str, role: Role, unit: str | None, actor: Actor, password: str | None = None
) -> str | None:
    """Makes an account with a password, or without. Returns the address of its set-up link, this one time, if any.

    Raises as `create_account` does.
    """
    hashed = None if password is None else await hash_password(require_password(password, name))
    token = await create_account(runtime.database, name=name, role=role, unit=unit, actor=actor, password_hash=hashed)
    return None if token is None else link_to(runtime, token)


async def first_admin(runtime: Runtime, actor: Actor) -> str | None:
    """Returns the address of the first admin's set-up link; None once anybody has a password."""
    token = await first_link(runtime.database, FIRST_ADMIN, actor)
    return None if token is None else link_to(runtime, token)


def link_to(runtime: Runtime, token: str) -> str:
    """Returns the address of a set-up link."""
    return f"{runtime.settings.base_url}/set-up/{token}"
