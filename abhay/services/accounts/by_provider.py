"""Signing in by an identity provider: to it, and back with a proof that becomes an account and a session here."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from abhay.adapters.identity.openid import IdentityProvider, Proof
from abhay.adapters.store.directory.credentials.identities import (
    OnTheWay,
    account_of,
    admit,
    remember_sign_in,
    take_sign_in,
)
from abhay.adapters.store.directory.sessions import SignedIn, open_session, renew_session, still_signed_in
from abhay.domain.accounts.claims import ClaimRules, Standing, shows_factor, standing_of
from abhay.domain.accounts.factors import needs_factor
from abhay.errors import NotLetIn, ProviderRefused
from abhay.services.runtime import Runtime
from abhay.sign_in_settings import OidcSettings
from models.people.denials import Denial

RETURN: Final = "/login/provider/return"
_APART: Final = timedelta(seconds=60)
"""By which the provider's clock may be behind ours when it says that it asked the person again."""


@dataclass(frozen=True)
class Gone:
    """A sign-in that goes to the provider: its address there, and the secret that the browser keeps meanwhile."""

    url: str
    browser: str


@dataclass(frozen=True)
class Back:
    """What a browser brings back from the provider; `issuer` is None where the provider does not name itself."""

    code: str
    state: str
    browser: str
    issuer: str | None


@dataclass(frozen=True)
class Entered:
    """Somebody who is signed in: the session's secret, and the path that they were on the way to."""

    secret: str
    onward: str


async def go(
    runtime: Runtime, provider: IdentityProvider, *, onward: str, again: SignedIn | None, instead_of: str | None
) -> Gone:
    """Begins a sign-in at the provider, or has it ask the person of a session `again`. Raises `ProviderUnavailable`."""
    begun = await provider.begin(runtime.settings.base_url + RETURN, again=again is not None)
    browser = await remember_sign_in(
        runtime.database,
        state=begun.state,
        nonce=begun.nonce,
        verifier=begun.verifier,
        onward=onward,
        again=again.session_id if again else None,
        instead_of=instead_of,
    )
    return Gone(begun.url, browser)


async def come_back(runtime: Runtime, provider: IdentityProvider, back: Back, *, instead_of: str | None) -> Entered:
    """Ends a sign-in that came back. `instead_of` is the secret of the browser's session until now, which ends.

    Raises `ProviderRefused`, `ProviderUnavailable`, and `NotLetIn` for somebody who has no place here.
    """
    issuer = runtime.settings.oidc.issuer
    way = await take_sign_in(runtime.database, state=back.state, browser=back.browser)
    if way is None or back.issuer not in (None, issuer):
        raise ProviderRefused("This sign-in was not begun here, was used, or took too long.")
    proof = await provider.finish(back.code, runtime.settings.base_url + RETURN, nonce=way.nonce, verifier=way.verifier)
    if way.again is not None:
        return Entered(await _confirmed(runtime, proof, way, way.again), way.onward)
    account = await admit(runtime.database, proof.issuer, proof.subject, _placed(runtime, proof))
    secret = await open_session(runtime.database, account, instead_of=instead_of, proven_at=proof.at, by_provider=True)
    if secret is None:
        raise NotLetIn(Denial.SWITCHED_OFF)
    return Entered(secret, way.onward)


def rules_of(settings: OidcSettings) -> ClaimRules:
    """Returns the rules of the settings."""
    return ClaimRules(
        name=settings.name_claim,
        role=settings.role_claim,
        roles=settings.roles,
        unit=settings.unit_claim,
        units=settings.units,
        factor=settings.factor_claim,
        factor_values=frozenset(settings.factor_values),
    )


def _placed(runtime: Runtime, proof: Proof) -> Standing:
    rules = rules_of(runtime.settings.oidc)
    found = standing_of(proof.claims, rules)
    if isinstance(found, Denial):
        raise NotLetIn(found)
    if needs_factor(runtime.settings.totp, found.role) and not shows_factor(proof.claims, rules):
        raise NotLetIn(Denial.NO_FACTOR)
    return found


async def _confirmed(runtime: Runtime, proof: Proof, way: OnTheWay, session_id: UUID) -> str:
    """Returns the session's new secret, if the provider has just asked the very person whose session it is."""
    session = await still_signed_in(runtime.database, session_id)
    known = await account_of(runtime.database, proof.issuer, proof.subject)
    if session is None or known is None or known != session.account_id:
        raise NotLetIn(Denial.OTHER_PERSON)
    if not _was_asked_since(proof.at, way.began_at):
        raise NotLetIn(Denial.NOT_PROVEN)
    await admit(runtime.database, proof.issuer, proof.subject, _placed(runtime, proof))
    secret = await renew_session(runtime.database, session_id)
    if secret is None:
        raise NotLetIn(Denial.OTHER_PERSON)
    return secret


def _was_asked_since(asked: datetime | None, began: datetime) -> bool:
    return asked is not None and asked >= began - _APART
