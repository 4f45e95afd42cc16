"""An identity provider by OpenID Connect: where a sign-in begins, and what comes of the code that it ends with.

The code flow with PKCE (S256) and a nonce. authlib's client does the protocol without its session: what must be
remembered between the two halves is the caller's to keep, in our database.
"""

import asyncio
import ssl
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import compare_digest
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.deprecate import AuthlibDeprecationWarning
from joserfc.errors import JoseError

from abhay.domain.accounts.claims import values_of
from abhay.errors import ProviderRefused, ProviderUnavailable
from abhay.sign_in_settings import OidcSettings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", AuthlibDeprecationWarning)  # it prefers httpx2; Prefect has httpx
    from authlib.integrations.starlette_client import StarletteOAuth2App

DISCOVERY: Final = "/.well-known/openid-configuration"
SIGNATURES: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Algorithms whose key the provider keeps to itself; `none`, and those by a shared secret, are never taken."""

LEEWAY: Final = 30
"""Seconds that its clock and ours may differ."""

KNOWN_FOR: Final = 30.0
"""Seconds for which what the provider says about itself is used again, and for which one that is down is not asked."""

_GLANCE: Final = 2.0
_BASIC: Final = "client_secret_basic"


@dataclass(frozen=True)
class Beginning:
    """Where a browser goes to sign in, and what must be known when it comes back."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Proof:
    """Whom a provider vouches for: `subject` is its own name for the person, `at` when it asked who that is."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    at: datetime | None


class IdentityProvider:
    """The provider of the settings; what it says about itself is read again after half a minute."""

    def __init__(self, settings: OidcSettings) -> None:
        self._settings = settings
        self._app: Any = None  # what authlib returns has no types
        self._until = 0.0

    async def begin(self, back: str, *, again: bool = False) -> Beginning:
        """Returns the beginning of a sign-in that returns to the address `back`.

        `again` has the person asked even if they are signed in there. Raises `ProviderUnavailable`.
        """
        client, more = await self._client(), {"prompt": "login", "max_age": "0"} if again else {}
        verifier, nonce = generate_token(64), generate_token(40)
        made: dict[str, str] = await client.create_authorization_url(back, code_verifier=verifier, nonce=nonce, **more)
        return Beginning(made["url"], made["state"], nonce, verifier)

    async def finish(self, code: str, back: str, *, nonce: str, verifier: str) -> Proof:
        """Returns whom a code is for. Raises `ProviderRefused` if anything about it is wrong, `ProviderUnavailable`."""
        client = await self._client()
        try:
            token = await client.fetch_access_token(back, code=code, code_verifier=verifier)
            claims = await client.parse_id_token(token, nonce, claims_options=self._wanted(), leeway=LEEWAY)
            if claims is None or not self._is_for_us(claims, nonce):
                raise ProviderRefused
            return Proof(self._issuer, claims["sub"], await self._completed(client, token, claims), _asked_at(claims))
        except httpx.HTTPError as error:
            self._until = 0.0
            raise ProviderUnavailable from error
        except (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError) as error:
            raise ProviderRefused(f"The identity provider's answer does not hold: {type(error).__name__}.") from error

    async def is_reachable(self) -> bool:
        """Returns whether the provider answers, within two seconds; the answer holds for half a minute."""
        if self._app is None and time.monotonic() < self._until:
            return False
        try:
            async with asyncio.timeout(_GLANCE):
                await self._client()
        except (ProviderUnavailable, TimeoutError):
            self._until = time.monotonic() + KNOWN_FOR
            return False
        return self._app is not None

    async def describe(self) -> Mapping[str, Any]:
        """Returns what the provider says about itself. Raises `ProviderUnavailable` with what does not fit."""
        return (await self._client()).server_metadata

    @property
    def _issuer(self) -> str:
        return self._settings.issuer or ""

    async def _client(self) -> Any:
        """Returns authlib's client, with what the provider says about itself. Raises `ProviderUnavailable`."""
        if self._app is None or time.monotonic() >= self._until:
            app, self._app = self._made(), None
            try:
                metadata: dict[str, Any] = await app.load_server_metadata()
            except (httpx.HTTPError, ValueError, OSError) as error:
                raise ProviderUnavailable from error
            if problem := misfit(metadata, self._issuer):
                raise ProviderUnavailable(problem)
            told = metadata.get("id_token_signing_alg_values_supported", ())
            metadata["id_token_signing_alg_values_supported"] = [each for each in told if each in SIGNATURES] or [
                "RS256"
            ]
            app.client_kwargs["token_endpoint_auth_method"] = self._way_of_proof(metadata)
            self._app, self._until = app, time.monotonic() + KNOWN_FOR
        return self._app

    def _made(self) -> Any:
        own = self._settings
        verify = ssl.create_default_context(cafile=str(own.ca_file)) if own.ca_file else True
        scopes = " ".join(dict.fromkeys(("openid", *own.scopes.split())))
        kept = {"scope": scopes, "code_challenge_method": "S256", "timeout": own.timeout, "verify": verify}
        return StarletteOAuth2App(
            None,
            "oidc",
            client_id=own.client_id,
            client_secret=own.client_secret.get_secret_value() if own.client_secret else None,
            server_metadata_url=f"{self._issuer.rstrip('/')}{DISCOVERY}",
            client_kwargs=kept,
        )

    def _way_of_proof(self, metadata: Mapping[str, Any]) -> str:
        if self._settings.client_secret is None:
            return "none"
        known = metadata.get("token_endpoint_auth_methods_supported") or (_BASIC,)
        return _BASIC if _BASIC in known else "client_secret_post"

    def _wanted(self) -> dict[str, dict[str, Any]]:
        return {
            "iss": {"essential": True, "value": self._issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
        }

    def _is_for_us(self, claims: Mapping[str, Any], nonce: str) -> bool:
        """Returns whether issuer, audience and nonce are ours, whatever the library made of them."""
        is_named = isinstance(claims["sub"], str) and claims["sub"] != ""
        right = claims["iss"] == self._issuer and claims["aud"] in (
            self._settings.client_id,
            [self._settings.client_id],
        )
        return is_named and right and compare_digest(str(claims["nonce"]).encode(), nonce.encode())

    async def _completed(self, client: Any, token: Mapping[str, Any], claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """Returns the claims, with those that the provider gives only when it is asked for them."""
        wanted = (self._settings.name_claim, self._settings.role_claim)
        if all(values_of(claims, each) for each in wanted) or "userinfo_endpoint" not in client.server_metadata:
            return claims
        more = await client.userinfo(token=token)
        if more.get("sub") != claims["sub"]:
            raise ProviderRefused("The identity provider speaks of another person.")
        return {**more, **claims}


def misfit(metadata: Mapping[str, Any], issuer: str) -> str | None:
    """Returns in one line why a provider cannot be used, by what it says about itself; None if it can."""
    if metadata.get("issuer") != issuer:
        return f"The identity provider calls itself {metadata.get('issuer')}: ABHAY_OIDC__ISSUER must say exactly that."
    places = [metadata.get(each) for each in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if not all(isinstance(each, str) and is_guarded(each) for each in (issuer, *places)):
        return "The identity provider is not reached by https: what it says could be anybody's."
    methods = metadata.get("code_challenge_methods_supported")
    if methods is not None and "S256" not in methods:
        return "The identity provider knows no PKCE by S256."
    return None


def is_guarded(address: str) -> bool:
    """Returns whether nobody between can change what comes from an address: https, or this machine itself."""
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in {"127.0.0.1", "::1", "localhost"}


def _asked_at(claims: Mapping[str, Any]) -> datetime | None:
    """Returns when the provider last asked the person to prove who they are, if it tells."""
    told = claims.get("auth_time")
    return datetime.fromtimestamp(told, UTC) if isinstance(told, int | float) else None


def provider_of(settings: OidcSettings) -> IdentityProvider | None:
    """Returns the provider of the settings, if they name one and us to it."""
    return IdentityProvider(settings) if settings.issuer and settings.client_id else None
