"""What the desk hears of the mailbox, from whoever reads our database: the collector may be dead."""

from collections.abc import Callable

from abhay.services import mail_vigil
from abhay.services.collecting import Collecting
from abhay.services.mail_vigil import MailVigil
from abhay.services.runtime import Runtime
from abhay.store.database import Database
from abhay.words import Reason
from tests.integration.mailbox.support import Desk
from tests.support.cases import move_clock
from tests.support.dovecot import NEEDED, Dovecot

pytestmark = NEEDED


async def test_the_desk_hears_when_nobody_has_looked_for_too_long_and_is_well_again_after_a_look(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], collecting: Collecting, database: Database, desk: Desk
) -> None:
    vigil = MailVigil(make_runtime(dovecot, unreachable=110, poll=10), desk)
    await vigil.look()
    await move_clock(database, 119)
    await vigil.look()
    assert desk.told == {}
    await move_clock(database, 2)
    await vigil.look()
    assert set(desk.told) == {Reason.MAILBOX_DOWN}
    await collecting.round()
    await vigil.look()
    assert desk.told == {}


async def test_the_desk_hears_of_a_mailbox_that_was_never_read(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], desk: Desk, monkeypatch
) -> None:
    from datetime import timedelta

    vigil = MailVigil(make_runtime(dovecot, unreachable=110, poll=10), desk)
    await vigil.look()
    assert desk.told == {}
    now = mail_vigil.utc_now()
    monkeypatch.setattr(mail_vigil, "utc_now", lambda: now + timedelta(seconds=121))
    await vigil.look()
    assert set(desk.told) == {Reason.MAILBOX_DOWN}


async def test_without_a_mailbox_nothing_is_missed(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], desk: Desk, monkeypatch
) -> None:
    from datetime import timedelta

    vigil = MailVigil(make_runtime(dovecot, host=None), desk)
    now = mail_vigil.utc_now()
    monkeypatch.setattr(mail_vigil, "utc_now", lambda: now + timedelta(days=1))
    await vigil.look()
    assert desk.told == {}
