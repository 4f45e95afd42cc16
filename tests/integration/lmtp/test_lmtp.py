"""The listener for mail servers: accepted when the case is committed, and not before."""

import asyncio
import logging
import os
import smtplib
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import uuid4

import pytest

from abhay.adapters.engine.fake import FakeEngine
from abhay.adapters.mailbox.canary import make_canary
from abhay.adapters.processes.ports import free_port
from abhay.adapters.store.db.database import Database
from abhay.entrypoints import lmtp
from abhay.errors import SetupError
from abhay.security.secretfiles import load_secrets
from abhay.services.runtime import Runtime
from abhay.settings import LimitSettings, LmtpSettings, MailSettings
from tests.integration.mailbox.support import cases, mail
from tests.support import reading
from tests.support.databases import ROOT, Server
from tests.support.hanging import SECONDS, hang_at_next_mail
from tests.support.strangers import read_only, stranger
from tests.support.system import until

DESK = "abhay-desk@kota-police.example"


@pytest.fixture
async def make_runtime(postgres: Server, database: Database) -> AsyncIterator[Callable[..., Runtime]]:
    def make(
        database_url: str = database.url,
        limits: LimitSettings | None = None,
        mail: MailSettings | None = None,
        **changed: Any,
    ) -> Runtime:
        listener = LmtpSettings(**({"port": free_port()} | changed))
        changes = {"lmtp": listener, "limits": limits or LimitSettings(), "mail": mail or MailSettings()}
        settings = postgres.settings.model_copy(update=changes)
        runtime = Runtime(settings, load_secrets(settings), database_url, postgres.vault, {}, FakeEngine())
        made.append(runtime)
        return runtime

    made: list[Runtime] = []
    yield make
    for runtime in made:
        await runtime.close()


@asynccontextmanager
async def listening(runtime: Runtime, **receiver: Any) -> AsyncIterator[int]:
    server = await lmtp.start(runtime, lmtp.Receiver(runtime, **receiver))
    yield server.sockets[0].getsockname()[1]
    server.close()


async def hand_over(port: int, raw: bytes, recipients: tuple[str, ...] = (DESK,)) -> list[bytes]:
    """What a mail server does; the answers, one for each recipient (RFC 2033)."""

    def talk() -> list[bytes]:
        with smtplib.LMTP("127.0.0.1", port) as client:
            client.ehlo_or_helo_if_needed()
            client.mail("sender@meta-partner.example")
            for recipient in recipients:
                assert client.rcpt(recipient)[0] == 250
            client.putcmd("data")
            assert client.getreply()[0] == 354
            client.send(smtplib._quote_periods(raw) + b"\r\n.\r\n")
            return [b"%d %s" % client.getreply() for _ in recipients]

    return await asyncio.to_thread(talk)


async def test_a_mail_is_accepted_with_its_case_and_again_without_a_second_one(
    make_runtime: Callable[..., Runtime], database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    raw = mail("SYN-2026-000001", more=".a line that begins with a dot\n")
    async with listening(make_runtime()) as port:
        assert await hand_over(port, raw) == [b"250 2.0.0 taken in"]
        assert await hand_over(port, raw) == [b"250 2.0.0 taken in"]
    [case] = await cases(database)
    assert (case["external_id"], case["trust"], case["channel"]) == ("SYN-2026-000001", "verified", "mail")
    [original] = await reading.originals(database)
    assert database.vault.open(original.raw).rstrip() == raw.rstrip(), "the evidence is not what the mail server sent"
    assert "I am tired" not in caplog.text


async def test_a_mail_that_hangs_its_reader_is_accepted_and_read_by_hand(
    make_runtime: Callable[..., Runtime], database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    runtime = make_runtime(mail=MailSettings(read_seconds=SECONDS, readers=1))
    hang_at_next_mail(runtime.settings.home, monkeypatch)
    async with listening(runtime) as port:
        first, second = await asyncio.gather(hand_over(port, mail("SYN-2026-000001")), hand_over(port, mail()))
        assert first + second == [b"250 2.0.0 taken in"] * 2
    assert sorted((case["readable"], case["trust"]) for case in await cases(database)) == [
        (False, "none"),
        (True, "verified"),
    ]


async def test_every_recipient_has_an_answer(make_runtime: Callable[..., Runtime], database: Database) -> None:
    async with listening(make_runtime()) as port:
        assert await hand_over(port, mail(), (DESK, "second@kota-police.example")) == [b"250 2.0.0 taken in"] * 2
    assert len(await cases(database)) == 1


async def test_without_our_database_the_mail_server_keeps_the_mail(make_runtime: Callable[..., Runtime]) -> None:
    runtime = make_runtime(f"postgresql+asyncpg://nobody@127.0.0.1:{free_port()}/nothing")
    async with listening(runtime) as port:
        [answer] = await hand_over(port, mail())
    assert answer.startswith(b"451 ")


def all_locked(url: str) -> AbstractAsyncContextManager[object]:
    return stranger(url, "LOCK TABLE alert")


@pytest.mark.parametrize("trouble", [read_only, all_locked], ids=["read-only", "locked"])
async def test_a_database_that_takes_nothing_leaves_the_mail_with_the_mail_server(
    make_runtime: Callable[..., Runtime],
    database: Database,
    trouble: Callable[..., Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with listening(make_runtime()) as port:
        async with trouble(database.url):
            assert (await hand_over(port, mail("SYN-2026-000001")))[0].startswith(b"451 ")
        assert not [record for record in caplog.records if record.exc_info], "a traceback for each mail"
        assert await hand_over(port, mail("SYN-2026-000001")) == [b"250 2.0.0 taken in"]
    assert len(await cases(database)) == 1


async def test_a_fault_of_ours_gives_no_mail_back_to_its_sender(make_runtime: Callable[..., Runtime]) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise ValueError("a fault of ours")

    async with listening(make_runtime(), accept=broken) as port:
        [answer] = await hand_over(port, mail())
    assert answer.startswith(b"451 ")


async def test_a_database_that_lets_us_wait_is_not_waited_for_for_ever(make_runtime: Callable[..., Runtime]) -> None:
    async def hanging(*_: object, **__: object) -> None:
        await asyncio.sleep(3600)

    async with listening(make_runtime(), accept=hanging, longest_acceptance=0.2) as port:
        [answer] = await hand_over(port, mail())
    assert answer.startswith(b"451 ")


async def test_above_the_hard_cap_the_mail_server_keeps_the_mail(make_runtime: Callable[..., Runtime]) -> None:
    async with listening(make_runtime(limits=LimitSettings(new_cases=1, hard_factor=1))) as port:
        answers = [(await hand_over(port, mail()))[0][:3] for _ in range(2)]
    assert answers == [b"250", b"452"]


async def test_a_mail_over_the_limit_is_cut_off_and_read_by_hand(
    make_runtime: Callable[..., Runtime], database: Database
) -> None:
    async with listening(make_runtime(limits=LimitSettings(mail_bytes=20_000))) as port:
        assert (await hand_over(port, mail(more="x" * 30_000)))[0][:3] == b"250"
        assert (await hand_over(port, mail(more="x" * 90_000)))[0][:3] in {b"500", b"552"}
    [case] = await cases(database)
    assert not case["readable"]


async def test_an_empty_mail_is_no_alert(make_runtime: Callable[..., Runtime], database: Database) -> None:
    async with listening(make_runtime()) as port:

        def talk() -> int:
            with smtplib.LMTP("127.0.0.1", port) as client:
                client.ehlo_or_helo_if_needed()
                client.mail("sender@meta-partner.example")
                client.rcpt(DESK)
                client.putcmd("data")
                client.getreply()
                client.send(b".\r\n")
                return client.getreply()[0]

        assert await asyncio.to_thread(talk) == 554
    assert await cases(database) == []


async def test_our_own_test_mail_opens_no_case(make_runtime: Callable[..., Runtime], database: Database) -> None:
    runtime = make_runtime()
    canary = make_canary(uuid4(), runtime.secrets.link_key)
    async with listening(runtime) as port:
        assert (await hand_over(port, mail(headers=f"X-Abhay-Ref: {canary}\n")))[0][:3] == b"250"
    assert await cases(database) == []


async def test_a_mail_server_may_speak_smtp(make_runtime: Callable[..., Runtime], database: Database) -> None:
    async with listening(make_runtime(protocol="smtp")) as port:

        def talk() -> None:
            with smtplib.SMTP("127.0.0.1", port) as client:
                client.sendmail("sender@meta-partner.example", [DESK, "second@kota-police.example"], mail())

        await asyncio.to_thread(talk)
    assert len(await cases(database)) == 1


@pytest.mark.parametrize("wrong", [{"port": None}, {"source": "nobody"}, {"port": 1, "host": "192.0.2.1"}])
async def test_settings_that_cannot_be_used(make_runtime: Callable[..., Runtime], wrong: dict) -> None:
    with pytest.raises(SetupError, match="ABHAY_LMTP__"):
        await lmtp.start(make_runtime(**wrong))


async def test_the_command_listens_and_ends_when_asked(postgres: Server, database: Database) -> None:
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ABHAY_", "PREFECT_"))}
    env = {
        **clean,
        "ABHAY_HOME": str(postgres.settings.home),
        "ABHAY_DATABASE_URL": database.url,
        "ABHAY_LMTP__PORT": str(port),
        "ABHAY_PREFECT_PORT": str(free_port()),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "abhay.entrypoints.cli", "lmtp", cwd=ROOT, env=env
    )
    try:
        await asyncio.to_thread(until, lambda: _open(port), 40, "the listener did not start")
        assert (await hand_over(port, mail()))[0][:3] == b"250"
        process.terminate()
        assert await asyncio.wait_for(process.wait(), 15) == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert len(await cases(database)) == 1


def _open(port: int) -> bool:
    try:
        smtplib.LMTP("127.0.0.1", port).close()
    except OSError:
        return False
    return True
