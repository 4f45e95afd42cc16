"""The mailbox by access tokens (XOAUTH2): Debian's Dovecot asks the provider whether a token is in force."""

from collections.abc import Iterator
from typing import Any

import pytest

from abhay.adapters.mailbox.imap import Inbox
from abhay.errors import MailboxRefused
from abhay.security.oauth import forget_all
from abhay.settings import MailboxSettings
from abhay.testing.http import in_thread
from abhay.testing.oauth import OAuthStandIn
from tests.support.dovecot import NEEDED, USER, Dovecot, running

pytestmark = NEEDED

ACCOUNT = {"client_id": "abhay", "client_secret": "synthetic-client-secret"}


@pytest.fixture(scope="module")
def provider() -> Iterator[OAuthStandIn]:
    with in_thread(OAuthStandIn(**ACCOUNT, user=USER)) as standin:
        yield standin


@pytest.fixture(scope="module")
def server(provider: OAuthStandIn) -> Iterator[Dovecot]:
    with running(introspection=f"{provider.url}/introspect") as server:
        yield server


@pytest.fixture(autouse=True)
def forgotten(provider: OAuthStandIn) -> None:
    """No token of another test."""
    forget_all()
    provider.issued.clear()
    provider.revoked.clear()


def settings(server: Dovecot, provider: OAuthStandIn, **changed: str) -> MailboxSettings:
    oauth: dict[str, Any] = {"token_url": f"{provider.url}/token", "scope": "", **ACCOUNT, **changed}
    return MailboxSettings(
        host="localhost", port=server.tls, ca_file=server.ca_file, username=USER, timeout=5, oauth=oauth
    )


def test_one_token_opens_the_mailbox_again_and_again(server: Dovecot, provider: OAuthStandIn) -> None:
    for _ in range(2):
        inbox = Inbox.open(settings(server, provider))
        assert inbox.look().writable
        inbox.close()
    assert len(provider.issued) == 1


def test_a_revoked_token_is_replaced_at_once(server: Dovecot, provider: OAuthStandIn) -> None:
    Inbox.open(settings(server, provider)).close()
    provider.revoked.add(provider.issued[0])
    Inbox.open(settings(server, provider)).close()
    assert len(provider.issued) == 2


def test_a_new_token_that_the_server_does_not_take_is_a_refusal(server: Dovecot, provider: OAuthStandIn) -> None:
    provider.revoked.add("synthetic-token-1")
    with pytest.raises(MailboxRefused):
        Inbox.open(settings(server, provider))
    assert len(provider.issued) == 1


def test_a_provider_that_knows_us_not_is_a_refusal(server: Dovecot, provider: OAuthStandIn) -> None:
    with pytest.raises(MailboxRefused):
        Inbox.open(settings(server, provider, client_secret="wrong"))
    assert provider.issued == []
