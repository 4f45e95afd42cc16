"""Access tokens for a mailbox whose provider takes no passwords (RFC 6749): Microsoft 365, Google Workspace.

Blocks for at most the settings' `timeout`, like everything of the mailbox.
"""

from typing import Any, cast

import httpx

from abhay.errors import MailboxRefused, MailboxUnavailable
from abhay.settings import MailboxSettings


def access_token(settings: MailboxSettings, transport: httpx.BaseTransport | None = None) -> str:
    """Returns a new token, by the refresh token if there is one, else by the client's own credentials.

    Raises `MailboxRefused` where the provider refuses them, `MailboxUnavailable` where it cannot be asked.
    """
    oauth = settings.oauth
    fields = {"client_id": oauth.client_id, "scope": oauth.scope, "grant_type": "client_credentials"}
    if secret := oauth.client_secret.get_secret_value():
        fields["client_secret"] = secret
    if refresh := oauth.refresh_token.get_secret_value():
        fields |= {"grant_type": "refresh_token", "refresh_token": refresh}
    try:
        with httpx.Client(timeout=settings.timeout, transport=transport, verify=_verified(settings)) as client:
            answer = client.post(oauth.token_url or "", data={key: value for key, value in fields.items() if value})
            told: object = answer.json() if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
        raise MailboxUnavailable(f"The token of the mailbox cannot be fetched ({type(error).__name__}).") from error
    token = cast("dict[str, Any]", told).get("access_token") if isinstance(told, dict) else None
    if isinstance(token, str) and token:
        return token
    if answer.is_client_error:
        raise MailboxRefused
    raise MailboxUnavailable(f"The token of the mailbox cannot be fetched (answer {answer.status_code}).")


def _verified(settings: MailboxSettings) -> str | bool:
    return str(settings.ca_file) if settings.ca_file else True
