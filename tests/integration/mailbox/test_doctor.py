"""What the doctor says of the mailbox: whether the server lets us in, and whether mails come through to us."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pydantic import SecretStr

from abhay.adapters.processes.ports import free_port
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.tokens import create_token
from abhay.adapters.store.intake.canaries import begin_if_due, note_return
from abhay.entrypoints.doctor.checks import Verdict
from abhay.entrypoints.doctor.mail import mail_path, mailbox, tokens
from abhay.security.secretfiles import make_secrets
from abhay.services.intake.mailbox_reader import MailboxReader
from abhay.services.runtime import Runtime
from abhay.settings import CanarySettings, Settings
from models.enums import Role
from tests.support.actors import HOST
from tests.support.cases import move_clock
from tests.support.dovecot import NEEDED, Dovecot

pytestmark = NEEDED

TESTED = CanarySettings(address="abhay-desk@kota-police.example")


@pytest.fixture
def settings(dovecot: Dovecot, make_runtime: Callable[..., Runtime], database: Database) -> Callable[..., Settings]:
    def make(**changed: Any) -> Settings:
        found = make_runtime(dovecot, **changed).settings.model_copy(update={"database_url": database.url})
        make_secrets(found)
        return found

    return make


async def test_a_mailbox_that_lets_us_in_is_well_and_says_how_full_it_is(settings: Callable[..., Settings]) -> None:
    check = await mailbox(settings())
    assert (check.verdict, check.todo) == (Verdict.OK, "")
    assert "% full" in check.says


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"password": SecretStr("another")}, "ABHAY_MAILBOX__PASSWORD"),
        ({"folder": "No such folder"}, "ABHAY_MAILBOX__FOLDER"),
        ({"ca_file": None}, "__CA_FILE"),
        ({"host": "localhost", "port": 1}, "ABHAY_MAILBOX__HOST"),
    ],
)
async def test_what_keeps_us_out_is_one_line_with_the_setting_to_mend(
    settings: Callable[..., Settings], changed: dict[str, Any], names: str
) -> None:
    check = await mailbox(settings(**changed))
    assert check.verdict is Verdict.FAIL
    assert names in check.todo
    assert "\n" not in check.says
    assert "another" not in check.says


async def test_a_folder_that_can_only_be_read_is_warned_of(
    settings: Callable[..., Settings], dovecot: Dovecot, collecting: MailboxReader
) -> None:
    dovecot.read_only()
    try:
        check = await mailbox(settings())
    finally:
        dovecot.writable()
    assert check.verdict is Verdict.WARN
    assert "can only be read" in check.says


async def test_an_almost_full_mailbox_is_warned_of(settings: Callable[..., Settings]) -> None:
    check = await mailbox(settings(full_percent=0))
    assert check.verdict is Verdict.WARN
    assert "old mails" in check.todo


async def test_a_server_that_says_nothing_is_waited_for_no_longer_than_the_doctor_may(
    settings: Callable[..., Settings],
) -> None:
    import socket

    with socket.create_server(("127.0.0.1", free_port())) as silent:
        check = await mailbox(settings(host="127.0.0.1", port=silent.getsockname()[1], timeout=60, tls="none"))
    assert check.verdict is Verdict.FAIL
    assert "gone" in check.says


async def test_the_path_is_well_while_it_is_read_and_test_mails_come_back(
    settings: Callable[..., Settings], collecting: MailboxReader, database: Database
) -> None:
    box = settings(canary=TESTED)
    name = box.mailbox.name
    mail = await begin_if_due(database, name, timedelta(seconds=300), timedelta(seconds=120))
    assert mail is not None
    await note_return(database, mail)
    assert (await mail_path(box)).verdict is Verdict.OK
    untested = await mail_path(settings())
    assert (untested.verdict, untested.todo) == (Verdict.WARN, "set ABHAY_MAILBOX__CANARY__ADDRESS")
    lost = await begin_if_due(database, name, timedelta(0), timedelta(seconds=30))
    assert lost is not None
    await move_clock(database, 31)
    check = await mail_path(box)
    assert check.verdict is Verdict.FAIL
    assert "did not come back" in check.says


async def test_a_mailbox_that_nobody_reads_is_named(
    settings: Callable[..., Settings], make_runtime: Callable[..., Runtime], database: Database, dovecot: Dovecot
) -> None:
    box = settings()
    assert (await mail_path(box)).todo == "start the collector: `abhay collect`"


async def test_a_collector_that_has_stopped_is_noticed(
    settings: Callable[..., Settings], collecting: MailboxReader, database: Database
) -> None:
    box = settings(canary=TESTED)
    assert (await mail_path(box)).verdict is Verdict.OK
    await move_clock(database, 131)
    check = await mail_path(box)
    assert check.verdict is Verdict.FAIL
    assert check.says.startswith("nobody has read the mailbox since")


async def test_a_token_for_the_mails_of_any_source_is_a_warning(
    settings: Callable[..., Settings], database: Database
) -> None:
    found = settings()
    for name, source in (("bound", "meta"), ("relay of before", None)):
        assert (await tokens(found)).verdict is Verdict.OK
        await create_token(database, role=Role.INTEGRATOR, name=name, unit=None, actor=HOST, source=source)
    check = await tokens(found)
    assert check.verdict is Verdict.WARN
    assert "relay of before" in check.says
    assert "bound" not in check.says
