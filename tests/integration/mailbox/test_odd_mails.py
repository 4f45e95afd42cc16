"""Mails that cannot be read: each opens a case to be read by hand, and the next mail is not held up."""

from collections.abc import Callable

import pytest

from abhay.adapters.store.db.database import Database
from abhay.errors import MailboxUnavailable, TooManyAlerts
from abhay.services.intake.mailbox_intake import MOST_TRIES
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.runtime import Runtime
from abhay.settings import LimitSettings, MailSettings
from tests.integration.mailbox.support import cases, fates, mail
from tests.support import reading
from tests.support.dovecot import NEEDED, Dovecot
from tests.support.hanging import SECONDS, hang_at_next_mail

pytestmark = NEEDED


async def test_a_mail_over_the_limit_is_taken_for_what_it_says_and_read_by_hand(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database
) -> None:
    collecting = MailboxReader(make_runtime(dovecot, limits=LimitSettings(mail_bytes=20_000)))
    await collecting.round()
    dovecot.deliver(mail("SYN-2026-000001", more="x" * 70 + "\n" + ("y" * 70 + "\n") * 1000))
    dovecot.deliver(mail("SYN-2026-000002"))
    await collecting.round()
    await collecting.close()
    first, second = await cases(database)
    assert (first["external_id"], first["readable"], first["trust"]) == ("SYN-2026-000001", False, "verified")
    assert (second["external_id"], second["readable"]) == ("SYN-2026-000002", True)
    assert "incomplete" in (await reading.messages_in(database))[0].problems


async def test_a_mail_that_the_server_cannot_hand_out_is_left_to_a_person(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    dovecot.deliver(mail("SYN-2026-000001"))
    [path] = (dovecot.maildir / "new").iterdir()
    path.chmod(0)
    dovecot.deliver(mail("SYN-2026-000002"))
    for _ in range(MOST_TRIES + 1):
        await _round_on_a_server_that_may_fall_over(collecting)
    assert await fates(database) == ["case", "case"]
    readable, by_hand = await cases(database)
    assert (readable["external_id"], readable["readable"]) == ("SYN-2026-000002", True)
    assert (by_hand["readable"], by_hand["trust"]) == (False, "none")
    await _round_on_a_server_that_may_fall_over(collecting)
    assert len(await cases(database)) == 2


async def _round_on_a_server_that_may_fall_over(collecting: MailboxReader) -> None:
    try:
        await collecting.round()
    except MailboxUnavailable:
        return


async def test_a_mail_that_breaks_our_own_code_is_left_to_a_person(
    dovecot: Dovecot, collecting: MailboxReader, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from abhay.services.intake import mail as arrival

    whole = arrival.take_in_read

    async def breaks_on_the_first(*args: object, **named: object) -> object:
        if b"SYN-2026-000001" in args[1].raw:
            raise ValueError("a fault of ours")
        return await whole(*args, **named)

    monkeypatch.setattr(arrival, "take_in_read", breaks_on_the_first)
    dovecot.deliver(mail("SYN-2026-000001"))
    dovecot.deliver(mail("SYN-2026-000002"))
    assert (await collecting.round()).failed == 1
    assert await fates(database) == [None, "case"]
    for _ in range(MOST_TRIES):
        await collecting.round()
    assert await fates(database) == ["case", "case"]
    assert [case["readable"] for case in await cases(database)] == [True, False]


async def test_a_mail_that_hangs_its_reader_is_read_by_hand_at_its_first_reading(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = make_runtime(dovecot, mail=MailSettings(read_seconds=SECONDS))
    collecting = MailboxReader(runtime)
    await collecting.round()
    hang_at_next_mail(runtime.settings.home, monkeypatch)
    dovecot.deliver(mail("SYN-2026-000001"))
    dovecot.deliver(mail("SYN-2026-000002"))
    assert (await collecting.round()).taken == 2
    await collecting.close()
    assert await fates(database) == ["case", "case"]
    assert [(case["readable"], case["trust"]) for case in await cases(database)] == [
        (False, "none"),
        (True, "verified"),
    ]


async def test_a_mail_without_a_byte_is_left_to_a_person(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    with dovecot.person() as person:
        person.put(b"\r\n")
    [path] = [*(dovecot.maildir / "cur").iterdir(), *(dovecot.maildir / "new").iterdir()]
    path.write_bytes(b"")
    for _ in range(MOST_TRIES + 1):
        await _round_on_a_server_that_may_fall_over(collecting)
    assert await fates(database) == ["case"]
    assert [case["readable"] for case in await cases(database)] == [False]


async def test_above_the_hard_cap_mails_wait_in_the_mailbox(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database
) -> None:
    collecting = MailboxReader(make_runtime(dovecot, limits=LimitSettings(new_cases=1, hard_factor=2)))
    await collecting.round()
    for _ in range(3):
        dovecot.deliver(mail())
    for _ in range(MOST_TRIES + 1):
        with pytest.raises(TooManyAlerts):
            await collecting.round()
    await collecting.close()
    assert await fates(database) == ["case", "case", None]
    with dovecot.person() as person:
        assert len(person.unseen()) == 3
    roomy = MailboxReader(make_runtime(dovecot))
    await roomy.round()
    await roomy.close()
    assert [case["readable"] for case in await cases(database)] == [True] * 3
    with dovecot.person() as person:
        assert person.unseen() == []
