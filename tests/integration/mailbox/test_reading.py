"""Mails become cases, once each, whatever flags people set and however often a mail is there."""

import logging
from collections.abc import Callable

import pytest

from abhay.adapters.store.db.database import Database
from abhay.adapters.store.intake import mailbox as store
from abhay.services.intake import mailbox_intake
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.runtime import Runtime
from tests.integration.mailbox.support import SAMPLES, cases, fates, mail
from tests.support.dovecot import NEEDED, Dovecot

pytestmark = NEEDED


async def test_a_mail_becomes_a_case_and_is_then_seen(
    dovecot: Dovecot, collecting: MailboxReader, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    dovecot.deliver((SAMPLES / "eml_01_kota_hindi_multipart_base64.eml").read_bytes())
    done = await collecting.round()
    assert (done.taken, done.failed, done.more) == (1, 0, False)
    [case] = await cases(database)
    assert (case["external_id"], case["trust"], case["channel"]) == ("SYN-2026-000101", "verified", "mail")
    with dovecot.person() as person:
        assert person.unseen() == []
        assert len(person.all()) == 1
    assert "UID FETCH" not in caplog.text, "the library would write down what it reads"
    assert "synthetic.student.01" not in caplog.text


async def test_a_mail_without_a_case_is_not_seen(
    dovecot: Dovecot, collecting: MailboxReader, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    dovecot.deliver(mail())
    with monkeypatch.context() as broken:
        broken.setattr(mailbox_intake, "receive", unreachable)
        for _ in range(mailbox_intake.MOST_TRIES + 1):
            with pytest.raises(ConnectionRefusedError):
                await collecting.round()
        with dovecot.person() as person:
            assert len(person.unseen()) == 1
        assert await fates(database) == [None]
    await collecting.round()
    [case] = await cases(database)
    assert case["readable"], "the database's absence was counted against the mail"
    with dovecot.person() as person:
        assert person.unseen() == []


async def test_a_case_that_was_not_noted_is_not_opened_twice(
    dovecot: Dovecot, collecting: MailboxReader, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object, **__: object) -> None:
        raise ConnectionResetError

    dovecot.deliver(mail())
    with monkeypatch.context() as broken:
        broken.setattr(store, "seal_fate", died)
        with pytest.raises(ConnectionResetError):
            await collecting.round()
    assert len(await cases(database)) == 1
    await collecting.round()
    assert await fates(database) == ["repeat"]
    assert len(await cases(database)) == 1


async def test_the_same_mail_delivered_twice_is_one_case(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    twice = mail()
    dovecot.deliver(twice)
    dovecot.deliver(twice)
    await collecting.round()
    assert await fates(database) == ["case", "repeat"]
    assert len(await cases(database)) == 1
    with dovecot.person() as person:
        assert person.unseen() == []


async def test_a_mail_that_somebody_opened_first_is_read_all_the_same(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    dovecot.deliver(mail())
    with dovecot.person() as person:
        person.flag(person.all()[0], "\\Seen")
    await collecting.round()
    assert await fates(database) == ["case"]


async def test_a_mail_that_somebody_marks_as_unread_is_left_alone(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    dovecot.deliver(mail())
    await collecting.round()
    with dovecot.person() as person:
        person.unflag(person.all()[0], "\\Seen")
        assert (await collecting.round()).taken == 0
        assert len(person.unseen()) == 1
    assert len(await cases(database)) == 1


async def test_a_mail_deleted_before_it_was_read_holds_nobody_up(
    dovecot: Dovecot, collecting: MailboxReader, database: Database
) -> None:
    dovecot.deliver(mail())
    reached = await store.read_reached(database, collecting.name)
    assert reached is not None
    with dovecot.person() as person:
        await store.note_arrivals(database, collecting.name, reached.uidvalidity, person.all())
        person.delete_all()
    dovecot.deliver(mail())
    await collecting.round()
    assert await fates(database) == ["gone", "case"]


async def test_mails_are_read_by_the_newest_first_when_there_are_many(
    dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database
) -> None:
    collecting = MailboxReader(make_runtime(dovecot), at_once=2)
    for _ in range(3):
        dovecot.deliver(mail())
    assert (await collecting.round()).more
    assert await fates(database) == [None, "case", "case"]
    await collecting.round()
    assert await fates(database) == ["case", "case", "case"]
    await collecting.close()
