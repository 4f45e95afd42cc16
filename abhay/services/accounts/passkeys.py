"""Passkeys as a second step: made on `/account`, used beside the password at a sign-in and at `/confirm`."""

from typing import Any
from uuid import UUID

from abhay.adapters.store.directory.credentials.passkeys import (
    add_passkey,
    credentials_of,
    find_passkey,
    new_challenge,
    note_use,
    take_challenge,
)
from abhay.domain.accounts.passkeys import RelyingParty, relying_party
from abhay.errors import BadInput, BadPasskey
from abhay.security.passkeys import challenge_in, creation_options, credential_in, made_by, use_options, used_by
from abhay.services.runtime import Runtime


def party_of(runtime: Runtime) -> RelyingParty:
    """Returns whom passkeys are for. Raises `BadInput` where the address or the settings allow none, and why."""
    if runtime.settings.totp == "off":
        raise BadInput("Second steps are switched off: see ABHAY_ACCOUNTS__TOTP.")
    return relying_party(runtime.settings.base_url)


async def ask_for_new(runtime: Runtime, account_id: UUID, name: str) -> dict[str, Any]:
    """Returns what a browser is asked so that it makes a passkey for an account. Raises `BadInput`."""
    party = party_of(runtime)
    return creation_options(
        host=party.id,
        account=account_id.bytes,
        name=name,
        challenge=await new_challenge(runtime.database, account_id),
        known=await credentials_of(runtime.database, account_id),
    )


async def take_new(runtime: Runtime, account_id: UUID, name: str, answer: str) -> None:
    """Gives an account the passkey that its browser made. Raises `BadPasskey`, `BadInput`."""
    party, challenge = party_of(runtime), challenge_in(answer)
    await take_challenge(runtime.database, challenge, account_id)
    key = made_by(answer, challenge=challenge, host=party.id, origin=party.origin)
    await add_passkey(runtime.database, account_id, name, key)


async def ask_for_use(runtime: Runtime) -> dict[str, Any]:
    """Returns what a browser is asked so that it uses a passkey, whosever it is. Raises `BadInput`."""
    return use_options(host=party_of(runtime).id, challenge=await new_challenge(runtime.database))


async def is_proven(runtime: Runtime, account_id: UUID, answer: str) -> bool:
    """Returns whether a browser's answer was signed by a passkey of this account; its challenge is used up."""
    try:
        party, challenge = party_of(runtime), challenge_in(answer)
        await take_challenge(runtime.database, challenge)
        key = await find_passkey(runtime.database, account_id, credential_in(answer))
        await note_use(
            runtime.database, key, used_by(answer, key, challenge=challenge, host=party.id, origin=party.origin)
        )
    except (BadPasskey, BadInput):
        return False
    return True


def takes_passkeys(runtime: Runtime) -> bool:
    """Returns whether browsers take passkeys at our address."""
    try:
        party_of(runtime)
    except BadInput:
        return False
    return True
