"""Access tokens of mail providers that take no passwords (RFC 6749): what is asked, what is answered, and for how long.

A process keeps each token until shortly before it ends, so that no mail waits for the provider's sign-in. Whoever
speaks to the token endpoint is the adapter; nothing here waits.
"""

import json
import time
from collections.abc import Callable
from typing import Any, Final, cast

from abhay.channel_settings import OAuthSettings
from abhay.errors import TokenRefused, TokenUnavailable

_MARGIN: Final = 60.0
"""Seconds before its end from which a token is not used any more."""

_UNTOLD: Final = 300.0
"""Seconds for which a token is kept whose life the provider does not tell."""

_OK, _CLIENT_ERRORS = 200, range(400, 500)


class TokenSource:
    """One application's tokens at one provider. A token is text; none of them shows in a repr."""

    def __init__(self, oauth: OAuthSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._oauth = oauth
        self._refresh = oauth.refresh_token.get_secret_value()
        self._clock = clock
        self._token, self._until, self._uses = "", 0.0, 0

    @property
    def url(self) -> str:
        """The address of the token endpoint."""
        return self._oauth.token_url or ""

    def kept(self) -> str | None:
        """Returns the token that is in force, None where one has to be fetched."""
        if not self._token or self._clock() >= self._until:
            return None
        self._uses += 1
        return self._token

    def form(self) -> dict[str, str]:
        """Returns what is asked of the token endpoint: by the refresh token if there is one, else for ourselves."""
        fields = {
            "client_id": self._oauth.client_id,
            "client_secret": self._oauth.client_secret.get_secret_value(),
            "scope": self._oauth.scope,
            "grant_type": "refresh_token" if self._refresh else "client_credentials",
            "refresh_token": self._refresh,
        }
        return {name: value for name, value in fields.items() if value}

    def read(self, status: int, body: bytes) -> str:
        """Returns the token of an answer, and keeps it.

        Raises `TokenRefused` where the provider refuses us, `TokenUnavailable` for an answer without a token.
        """
        answer = _object(body)
        token = answer.get("access_token")
        if status == _OK and isinstance(token, str) and token:
            self._token, self._uses = token, 1
            self._until = self._clock() + _life(answer.get("expires_in"))
            if isinstance(renewed := answer.get("refresh_token"), str) and self._refresh:
                self._refresh = renewed
            return token
        if status in _CLIENT_ERRORS and answer.get("error") != "temporarily_unavailable":
            raise TokenRefused
        raise TokenUnavailable(f"the token cannot be fetched (answer {status})")

    def forget(self) -> bool:
        """Forgets a token that was not taken. Returns whether it was an older one, so that a new one may help."""
        older = self._uses > 1
        self._token, self._uses = "", 0
        return older


_SOURCES: dict[tuple[str, ...], TokenSource] = {}


def token_source(oauth: OAuthSettings) -> TokenSource:
    """Returns this process's tokens for these settings, the same at every call."""
    key = (
        oauth.token_url or "",
        oauth.client_id,
        oauth.client_secret.get_secret_value(),
        oauth.refresh_token.get_secret_value(),
        oauth.scope,
    )
    return _SOURCES.setdefault(key, TokenSource(oauth))


def forget_all() -> None:
    """Forgets every token of this process."""
    _SOURCES.clear()


def _object(body: bytes) -> dict[str, Any]:
    try:
        found: object = json.loads(body)
    except ValueError:
        return {}
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _life(told: object) -> float:
    """Returns the seconds for which a token is used; providers write the number as text, too."""
    try:
        seconds = float(cast("Any", told))
    except (TypeError, ValueError):
        return _UNTOLD
    return max(0.0, seconds - min(_MARGIN, seconds / 10)) if 0 < seconds < float("inf") else 0.0
