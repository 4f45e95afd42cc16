"""What the desk hears of the mailbox, from whoever reads our database: the collector may be dead."""

from collections.abc import Callable

from abhay.adapters.store.db.database import Database
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.monitoring import mailbox
from abhay.services.monitoring.mailbox import MailboxMonitor
from abhay.services.runtime import Runtime
from models.enums import Reason
from tests.integration.mailbox.support import Desk
from tests.support.cases import move_clock
from tests.support.dovecot import NEEDED, Dovecot

pytestmark = NEEDED


async def test_the_desk_hears_when_nobody_has_looked_for_too_long_and_is_well_again_after_a_look(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], collecting: MailboxReader, database: Database, desk: Desk
) -> None:
    monitor = MailboxMonitor(make_runtime(dovecot, unreachable=110, poll=10), desk)
    await monitor.look()
    await move_clock(database, 119)
    await monitor.look()
    assert desk.told == {}
    await move_clock(database, 2)
    await monitor.look()
    assert set(desk.told) == {Reason.MAILBOX_DOWN}
    await collecting.round()
    await monitor.look()
    assert desk.told == {}


async def test_the_desk_hears_of_a_mailbox_that_was_never_read(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], desk: Desk, monkeypatch
) -> None:
    from datetime import timedelta

    monitor = MailboxMonitor(make_runtime(dovecot, unreachable=110, poll=10), desk)
    await monitor.look()
    assert desk.told == {}
    now = mailbox.utc_now()
    monkeypatch.setattr(mailbox, "utc_now", lambda: now + timedelta(seconds=121))
    await monitor.look()
    assert set(desk.told) == {Reason.MAILBOX_DOWN}


async def test_without_a_mailbox_nothing_is_missed(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], desk: Desk, monkeypatch
) -> None:
    from datetime import timedelta

    monitor = MailboxMonitor(make_runtime(dovecot, host=None), desk)
    now = mailbox.utc_now()
    monkeypatch.setattr(mailbox, "utc_now", lambda: now + timedelta(days=1))
    await monitor.look()
    assert desk.told == {}
