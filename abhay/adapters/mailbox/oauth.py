"""Access tokens for a mailbox whose provider takes no passwords (RFC 6749): Microsoft 365, Google Workspace.

Blocks for at most the settings' `timeout`, like everything of the mailbox.
"""

import ssl

import httpx

from abhay.errors import MailboxRefused, MailboxUnavailable, TokenRefused, TokenUnavailable
from abhay.security.oauth import token_source
from abhay.settings import MailboxSettings


def access_token(settings: MailboxSettings, transport: httpx.BaseTransport | None = None) -> str:
    """Returns the token in force, or a new one, by the refresh token if there is one, else by our own credentials.

    Raises `MailboxRefused` where the provider refuses them, `MailboxUnavailable` where it cannot be asked.
    """
    source = token_source(settings.oauth)
    if (kept := source.kept()) is not None:
        return kept
    try:
        with httpx.Client(timeout=settings.timeout, transport=transport, verify=_verified(settings)) as client:
            answer = client.post(source.url, data=source.form())
        return source.read(answer.status_code, answer.content)
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise MailboxUnavailable(f"The token of the mailbox cannot be fetched ({type(error).__name__}).") from error
    except TokenRefused as error:
        raise MailboxRefused from error
    except TokenUnavailable as error:
        raise MailboxUnavailable(f"Of the mailbox {error}.") from error


def is_worth_another(settings: MailboxSettings) -> bool:
    """Forgets a token that the server did not take; returns whether it was an older one, so that a new one may do."""
    return bool(settings.oauth.token_url) and token_source(settings.oauth).forget()


def _verified(settings: MailboxSettings) -> ssl.SSLContext | bool:
    return ssl.create_default_context(cafile=settings.ca_file) if settings.ca_file else True
