"""Mail through a server that takes access tokens (XOAUTH2) and no password: a real one, and a token endpoint beside it."""

from collections.abc import Iterator

import pytest

from abhay.adapters.channels.email import EmailChannel
from abhay.errors import ChannelRefused, ChannelUnavailable
from abhay.security.oauth import forget_all
from abhay.testing.http import Hang, Knobs, in_thread
from abhay.testing.oauth import OAuthStandIn
from models.enums import TryResult
from models.payloads import OutgoingMessage
from tests.integration.channels.far_sides import MailServer

ACCOUNT = {"client_id": "abhay", "client_secret": "synthetic-client-secret"}


@pytest.fixture
def provider() -> Iterator[OAuthStandIn]:
    forget_all()
    with in_thread(OAuthStandIn(**ACCOUNT)) as standin:
        yield standin


@pytest.fixture
def channel(provider: OAuthStandIn, mail_server: MailServer) -> EmailChannel:
    return EmailChannel(settings_for(provider, mail_server))


def settings_for(provider: OAuthStandIn, mail_server: MailServer, **changed: str):
    oauth = {"token_url": f"{provider.url}/token", "scope": "", **ACCOUNT, **changed}
    return mail_server.settings("starttls", password=None, oauth=oauth)


def arrived(mail_server: MailServer, sent: OutgoingMessage) -> list[bool]:
    return [kept["authenticated"] for kept in mail_server.kept() if kept["to"] == [sent.to]]


async def test_one_token_serves_many_mails(channel, provider: OAuthStandIn, mail_server: MailServer, message):
    mail_server.take_token("synthetic-token-1")
    for number in range(3):
        sent = message(to=f"ok.{number}@oauth.example")
        await channel.send(sent)
        assert arrived(mail_server, sent) == [True]
    assert [form["grant_type"] for form in provider.asked] == ["client_credentials"]


async def test_a_revoked_token_is_replaced_within_the_same_send(
    channel, provider: OAuthStandIn, mail_server: MailServer, message
):
    mail_server.take_token("synthetic-token-1")
    await channel.send(message(to="ok.before@oauth.example"))
    mail_server.take_token("synthetic-token-2")
    sent = message(to="ok.after@oauth.example")
    await channel.send(sent)
    assert arrived(mail_server, sent) == [True]
    assert len(provider.issued) == 2


async def test_a_new_token_that_is_refused_is_a_refusal_of_all_our_mails(
    channel, provider: OAuthStandIn, mail_server: MailServer, message
):
    mail_server.take_token("another")
    with pytest.raises(ChannelRefused, match="does not let us in: it answered 535") as refused:
        await channel.send(message(to="ok.refused@oauth.example"))
    (each,) = refused.value.tries
    assert (each.result, each.account_wide) == (TryResult.REFUSED, True)
    assert "synthetic-token" not in str(refused.value)
    assert len(provider.issued) == 1


async def test_a_provider_that_knows_us_not_is_a_refusal_of_all_our_mails(
    provider: OAuthStandIn, mail_server: MailServer, message
):
    wrong = EmailChannel(settings_for(provider, mail_server, client_secret="wrong"))
    with pytest.raises(ChannelRefused, match="gives us no token") as refused:
        await wrong.send(message(to="ok.unknown@oauth.example"))
    assert [each.account_wide for each in refused.value.tries] == [True]


@pytest.mark.parametrize("knobs", [Knobs(status=503, takes=False), Knobs(breaks=True), Knobs(hang=Hang.BEFORE_HEAD)])
async def test_a_provider_that_does_not_answer_is_worth_another_try(
    channel, provider: OAuthStandIn, mail_server: MailServer, message, knobs: Knobs
):
    mail_server.take_token("synthetic-token-1")
    provider.next_knobs = [knobs]
    sent = message(to="ok.later@oauth.example")
    with pytest.raises(ChannelUnavailable):
        await channel.send(sent)
    mail_server.take_token(f"synthetic-token-{len(provider.issued) + 1}")
    await channel.send(sent)
    assert arrived(mail_server, sent)[-1]


async def test_a_refresh_token_is_used_where_there_is_one(mail_server: MailServer, message):
    forget_all()
    with in_thread(OAuthStandIn(**ACCOUNT, refresh_token="synthetic-refresh")) as provider:
        channel = EmailChannel(settings_for(provider, mail_server, refresh_token="synthetic-refresh"))
        mail_server.take_token("synthetic-token-1")
        await channel.send(message(to="ok.refreshed@oauth.example"))
        assert [form["grant_type"] for form in provider.asked] == ["refresh_token"]


async def test_a_wrong_password_is_a_refusal_of_all_our_mails(mail_server: MailServer, message):
    channel = EmailChannel(mail_server.settings("starttls", password="wrong"))
    with pytest.raises(ChannelRefused, match="535") as refused:
        await channel.send(message(to="ok.password@oauth.example"))
    assert [each.account_wide for each in refused.value.tries] == [True]
