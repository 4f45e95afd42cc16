"""The folder at first sight, and when the server numbers its mails anew: nothing lost, nothing doubled."""

from collections.abc import Callable

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake import mailbox as store
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.runtime import Runtime
from tests.integration.mailbox.support import cases, fates, mail
from tests.support.dovecot import NEEDED, Dovecot, running

pytestmark = NEEDED


async def test_at_first_sight_old_mails_are_read_if_nobody_opened_them(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database
) -> None:
    with dovecot.person() as person:
        person.put(mail("SYN-2026-000001"), "\\Seen")
        person.put(mail("SYN-2026-000002"))
    collecting = MailboxReader(make_runtime(dovecot))
    assert (await collecting.round()).taken == 1
    await collecting.close()
    assert [case["external_id"] for case in await cases(database)] == ["SYN-2026-000002"]


async def test_a_new_numbering_loses_nothing_and_doubles_nothing(
    make_runtime: Callable[..., Runtime], database: Database
) -> None:
    with running() as server:
        with server.person() as person:
            person.put(mail("SYN-2026-000001"), "\\Seen")
        collecting = MailboxReader(make_runtime(server))
        await collecting.round()
        for number in range(2, 5):
            server.deliver(mail(f"SYN-2026-00000{number}"))
        await collecting.round()
        await collecting.close()
        before = await store.read_reached(database, collecting.name)
        # While nobody looks: one more mail, which somebody opens, and the numbers are forgotten.
        server.deliver(mail("SYN-2026-000005"))
        with server.person() as person:
            person.flag(person.all()[-1], "\\Seen")
        server.renumber()
        server.deliver(mail("SYN-2026-000006"))
        await collecting.round()
        after = await store.read_reached(database, collecting.name)
        assert before is not None
        assert after is not None
        assert before.uidvalidity != after.uidvalidity
        with server.person() as person:
            assert person.unseen() == []
            assert len(person.all()) == 6
        await collecting.close()
    # The first mail was there, and opened, before we were: by its date alone it may be one of ours, so it is read.
    assert sorted(case["external_id"] for case in await cases(database)) == [f"SYN-2026-00000{n}" for n in range(1, 7)]
    assert sorted(await fates(database), key=str) == ["case"] * 6 + ["known"] * 3


async def test_mails_that_waited_under_the_old_numbers_are_read_under_the_new_ones(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    reached = await store.read_reached(database, collecting.name)
    assert reached is not None
    await store.note_arrivals(database, collecting.name, reached.uidvalidity, [reached.last_uid + 100])
    dovecot.deliver(mail())
    dovecot.renumber()
    await collecting.close()
    await collecting.round()
    assert await fates(database) == ["case"]
