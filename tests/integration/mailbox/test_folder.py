"""A folder that is read-only, locked or full, and a server that lets nobody in: mails are taken as soon as they can be."""

import smtplib
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from abhay.adapters.store.db.database import Database
from abhay.errors import MailboxRefused, MailboxUnavailable, SetupError
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.monitoring.mailbox import MailboxMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from tests.integration.mailbox.support import Desk, cases, fates, mail
from tests.support.dovecot import HOME_OF, NEEDED, Dovecot, running

pytestmark = NEEDED


async def test_where_flags_are_refused_cases_are_opened_and_the_flags_follow(
    make_runtime: Callable[..., Runtime], database: Database
) -> None:
    with running() as server:
        server.deliver(mail())
        server.read_only()
        collecting = MailboxReader(make_runtime(server))
        await collecting.round()
        assert await fates(database) == ["case"]
        with server.person() as person:
            assert len(person.unseen()) == 1
        server.writable()
        await collecting.close()  # the server keeps rights for the length of a connection
        with server.person() as person:
            assert (await collecting.round()).taken == 0
            assert person.unseen() == []
        await collecting.close()


async def test_a_locked_mailbox_is_read_when_it_is_free(
    make_runtime: Callable[..., Runtime], database: Database
) -> None:
    with running(location="mbox:~/mail:INBOX=~/inbox") as server:
        collecting = MailboxReader(make_runtime(server))
        await collecting.round()
        server.deliver(mail())
        lock = server.home / HOME_OF / "inbox.lock"
        lock.write_text("somebody else")
        with pytest.raises(MailboxUnavailable):
            await collecting.round()
        assert await cases(database) == []
        lock.unlink()
        await collecting.round()
        await collecting.close()
        assert await fates(database) == ["case"]
        with server.person() as person:
            assert person.unseen() == []


async def test_a_full_mailbox_is_read_and_the_desk_hears_that_it_is_full(
    make_runtime: Callable[..., Runtime], database: Database, desk: Desk
) -> None:
    with running(quota="12k") as server:
        runtime = make_runtime(server)
        collecting = MailboxReader(runtime)
        await collecting.round()
        delivered = _deliver_until_refused(server)
        done = await collecting.round()
        await collecting.close()
        assert done.taken == delivered > 3
        with server.person() as person:
            assert person.unseen() == []
    await MailboxMonitor(runtime, desk).look()
    assert set(desk.told) == {Reason.MAILBOX_FULL}


def _deliver_until_refused(server: Dovecot) -> int:
    for delivered in range(50):
        try:
            server.deliver(mail())
        except smtplib.SMTPException:
            return delivered
    raise AssertionError("the mailbox has no end")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"password": SecretStr("wrong")}, MailboxRefused),
        ({"ca_file": None}, MailboxUnavailable),
        ({"folder": "Nowhere"}, MailboxUnavailable),
        ({"port": 9}, MailboxUnavailable),
    ],
    ids=["password", "certificate", "folder", "port"],
)
async def test_what_keeps_us_out_is_said_by_its_name(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], wrong: dict, error: type[Exception]
) -> None:
    collecting = MailboxReader(make_runtime(dovecot, **wrong))
    with pytest.raises(MailboxUnavailable) as raised:
        await collecting.round()
    await collecting.close()
    assert type(raised.value) is error
    assert "synthetic-password" not in str(raised.value)


@pytest.mark.parametrize("way", ["starttls", "none"])
async def test_the_other_ways_to_the_server(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database, way: str
) -> None:
    collecting = MailboxReader(make_runtime(dovecot, port=dovecot.plain, tls=way))
    await collecting.round()
    dovecot.deliver(mail())
    await collecting.round()
    await collecting.close()
    assert await fates(database) == ["case"]


@pytest.mark.parametrize("wrong", [{"host": None}, {"source": "nobody"}])
async def test_settings_that_cannot_be_used(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], wrong: dict
) -> None:
    with pytest.raises(SetupError, match="ABHAY_MAILBOX__"):
        MailboxReader(make_runtime(dovecot, **wrong))
