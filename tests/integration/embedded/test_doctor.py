"""The doctor: content with what is well, and where it is not, it says what to do."""

import asyncio
import json
import os
import pwd
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import text

from abhay.adapters.engine.base import DEPLOYMENTS
from abhay.adapters.processes import caller
from abhay.adapters.processes.ports import LOOPBACK, free_port
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.directory.contact_lists import NewContact, set_contacts
from abhay.adapters.store.directory.contacts import STATE
from abhay.entrypoints.cli.failures import in_words
from abhay.entrypoints.doctor.checks import Check, Verdict
from abhay.entrypoints.doctor.examination import examine
from abhay.entrypoints.doctor.parts import channels, desk
from abhay.security.secretfiles import make_secrets
from abhay.settings import ChannelSettings, DeskSettings, EmailSettings, Settings, SourceSettings, WebhookSettings
from tests.support.actors import ADMIN
from tests.support.databases import Server
from tests.support.strangers import locked, stranger

OTHER = pwd.getpwnam("daemon")
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")
NOWHERE = "postgresql+asyncpg://nobody@127.0.0.1:1/abhay"


async def examined(settings: Settings) -> dict[str, Check]:
    return {check.name: check for check in await examine(settings)}


@pytest.fixture
def free(settings: Settings) -> Settings:
    """Settings whose ports nobody has."""
    return settings.model_copy(update={"port": free_port(), "prefect_port": free_port()})


async def test_before_the_first_start_it_says_how_to_start(free: Settings) -> None:
    checks = await examined(free)
    assert {name: check.verdict.value for name, check in checks.items()} == {
        "python": "ok",
        "environment": "ok",
        "home": "warn",
        "secrets": "fail",
        "postgres": "ok",
        "ports": "ok",
        "database": "fail",
        "forgotten transactions": "fail",
        "movers": "fail",
        "prefect": "fail",
        "prefect password": "warn",
        "cases": "fail",
        "contacts": "fail",
        "channels": "ok",
        "text messages": "ok",
        "telephone calls": "ok",
        "providers": "fail",
        "desk": "ok",
        "mailbox": "ok",
        "mail path": "ok",
        "tokens": "fail",
        "identity provider": "ok",
    }
    start = [check for check in checks.values() if check.verdict is not Verdict.OK and check.name != "prefect password"]
    assert all("abhay up" in check.todo for check in start)
    assert all("\n" not in check.says for check in checks.values())


async def test_with_a_full_database_all_of_ours_is_well(free: Settings, database: Database, postgres: Server) -> None:
    free.home.mkdir()
    meta = SourceSettings(secret=SecretStr("a real one"))
    settings = free.model_copy(update={"database_url": database.url, "sources": {"meta": meta}})
    make_secrets(settings)
    checks = await examined(settings)
    assert {name for name, check in checks.items() if check.verdict is not Verdict.OK} == {
        "movers",
        "prefect",
        "prefect password",
    }
    assert "revision" in checks["database"].says


async def test_a_database_that_takes_nothing_and_one_that_ends_no_forgotten_transaction_are_told(
    free: Settings, database: Database, postgres: Server
) -> None:
    free.home.mkdir()
    settings = free.model_copy(update={"database_url": database.url})
    make_secrets(settings)
    assert (await examined(settings))["forgotten transactions"].verdict is Verdict.OK
    name = database.url.partition("?")[0].rpartition("/")[2]
    for change in ("default_transaction_read_only = on", "idle_in_transaction_session_timeout = 0"):
        await postgres.run(f"ALTER DATABASE {name} SET {change}")
    checks = await examined(settings)
    assert checks["database"].verdict is Verdict.FAIL
    assert "read-only" in checks["database"].says
    assert checks["forgotten transactions"].verdict is Verdict.WARN
    assert "idle_in_transaction_session_timeout" in checks["forgotten transactions"].todo


async def test_a_locked_policy_is_told_as_what_it_is(free: Settings, database: Database) -> None:
    free.home.mkdir()
    settings = free.model_copy(update={"database_url": database.url})
    make_secrets(settings)
    async with stranger(database.url, locked("policy_version")):
        check = (await examined(settings))["database"]
    assert check.verdict is Verdict.FAIL
    assert "locked the policy in force" in check.says
    assert (await examined(settings))["database"].verdict is Verdict.OK


async def test_the_public_test_secret_is_warned_of(free: Settings) -> None:
    make_secrets(free)
    check = (await examined(free))["secrets"]
    assert (check.verdict, check.todo) == (Verdict.WARN, "for real alerts set ABHAY_SOURCES__META__SECRET")


async def test_keys_that_others_may_read_are_named(free: Settings) -> None:
    make_secrets(free)
    (free.home / "secrets" / "link_key").chmod(0o640)
    check = (await examined(free))["secrets"]
    assert (check.verdict, check.says) == (Verdict.FAIL, "others may read link_key")


async def test_a_port_that_another_program_has_is_named(free: Settings) -> None:
    with socket.create_server((LOOPBACK, free.prefect_port)):
        check = (await examined(free))["ports"]
    assert check.verdict is Verdict.FAIL
    assert str(free.prefect_port) in check.says
    assert "ABHAY_PREFECT_PORT" in check.todo


async def test_an_empty_database_is_told_from_one_that_is_not_there(free: Settings, postgres: Server) -> None:
    empty = await postgres.create()
    try:
        found = await examined(free.model_copy(update={"database_url": postgres.url(empty)}))
    finally:
        await postgres.drop(empty)
    assert "at revision none" in found["database"].says
    gone = await examined(free.model_copy(update={"database_url": NOWHERE}))
    assert "cannot be reached" in gone["database"].says


async def test_a_post_without_contacts_is_named(free: Settings, database: Database) -> None:
    make_secrets(free)
    await set_contacts(database, {STATE: []}, complete=True, actor=ADMIN)
    check = (await examined(free.model_copy(update={"database_url": database.url})))["contacts"]
    assert check.verdict is Verdict.FAIL
    assert "no active contact for" in check.says


EARNEST = {
    "a real channel": {"channels": ChannelSettings(email=EmailSettings(host="smtp.kota-police.example"))},
    "links to another host": {"public_url": "https://abhay.kota-police.example"},
}


@pytest.mark.parametrize("how", EARNEST.values(), ids=EARNEST.keys())
async def test_in_earnest_a_post_that_is_told_by_files_alone_is_named(
    free: Settings, database: Database, how: dict
) -> None:
    make_secrets(free)
    settings = free.model_copy(update={"database_url": database.url})
    assert (await channels(settings)).verdict is Verdict.OK, "files are all there is to try out with"
    earnest = settings.model_copy(update=how)
    check = await channels(earnest)
    assert check.verdict is Verdict.WARN
    assert "state/abhay-desk" in check.says or " more" in check.says
    assert "\n" not in check.says
    query = "UPDATE contact_point SET channel = 'email', dev_pin = NULL"
    async with database.transaction() as session:
        await (await session.connection()).execute(text(query))
    assert (await channels(earnest)).verdict is Verdict.OK


async def test_one_address_beside_the_file_is_enough(free: Settings, database: Database) -> None:
    make_secrets(free)
    settings = free.model_copy(update={"database_url": database.url, **EARNEST["a real channel"]})
    before = await channels(settings)
    entry = NewContact(post="abhay-desk", channel="email", address="desk@kota-police.example", pin_hash="x")
    await set_contacts(database, {STATE: [entry]}, complete=False, actor=ADMIN)
    after = await channels(settings)
    assert before.verdict is after.verdict is Verdict.WARN
    assert "state/abhay-desk" not in after.says
    assert _more(after) == _more(before) - 1


def _more(check: Check) -> int:
    return int(check.says.rsplit(" and ", 1)[1].split()[0])


async def test_a_channel_that_is_set_up_wrongly_is_named(free: Settings) -> None:
    wrong = ChannelSettings(webhook=WebhookSettings(secret=SecretStr("whsec_x")))
    check = await channels(free.model_copy(update={"channels": wrong}))
    assert check.verdict is Verdict.FAIL
    assert check.says.startswith("webhook: ")
    assert "whsec_x" not in check.says


async def test_in_earnest_another_state_needs_a_number_to_call_back(free: Settings) -> None:
    earnest = free.model_copy(update=EARNEST["links to another host"])
    assert ((await desk(free)).verdict, (await desk(earnest)).verdict) == (Verdict.OK, Verdict.WARN)
    known = earnest.model_copy(update={"desk": DeskSettings(call_back="+91 55555 00100")})
    assert (await desk(known)).verdict is Verdict.OK


OPEN = {"is_paused": False, "concurrency_limit": None}
PREFECT: dict[str, Any] = {
    "/work_pools/abhay": OPEN,
    "/work_pools/abhay/queues/default": OPEN,
    "/v2/concurrency_limits/filter": [],
    "/deployments/count": len(DEPLOYMENTS),
    "/deployments/filter": [],
    "/flows/filter": [],
    "/admin/version": "3.8.8",
}
"""The answers of a Prefect that has everything, by path."""


@asynccontextmanager
async def answering(status: str = "200 OK", **changed: Any) -> AsyncIterator[int]:
    """A Prefect with these answers instead, by the last word of their path; or one that says this status to all."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = head.split()[1].removeprefix("/api")
        body = json.dumps(changed.get(path.rpartition("/")[2], PREFECT.get(path))).encode()
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, LOOPBACK, 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    ("status", "changed", "verdict", "says", "todo"),
    [
        ("200 OK", {}, Verdict.OK, "Prefect 3.8.8", ""),
        ("401 Unauthorized", {}, Verdict.FAIL, "another password", "PREFECT_SERVER_API_AUTH_STRING"),
        ("500 Internal Server Error", {}, Verdict.FAIL, "cannot reach its own database", "prefect.log"),
        ("200 OK", {"count": 4}, Verdict.FAIL, "the deployment escalate-alert/abhay is missing", "abhay deploy"),
        ("200 OK", {"default": {**OPEN, "is_paused": True}}, Verdict.FAIL, "queue default is paused", "abhay deploy"),
        ("200 OK", {"abhay": "another program"}, Verdict.FAIL, "does not answer", "abhay up"),
    ],
)
async def test_prefect_is_asked_what_it_lacks(
    free: Settings, status: str, changed: dict[str, Any], verdict: Verdict, says: str, todo: str
) -> None:
    async with answering(status, **changed) as port:
        check = (await examined(free.model_copy(update={"prefect_port": port})))["prefect"]
    assert check.verdict is verdict
    assert says in check.says
    assert todo in check.todo


async def test_a_fault_of_one_check_hides_no_other(free: Settings) -> None:
    async def broken(_: Settings) -> Check:
        raise LookupError

    checks = await examine(free, [broken])
    assert (checks[-1].verdict, checks[-1].says) == (Verdict.FAIL, "went wrong: LookupError")
    assert checks[0].verdict is Verdict.OK


async def test_a_database_that_does_not_let_us_in_is_not_called_dead(free: Settings, postgres: Server) -> None:
    make_secrets(free)
    url = postgres.url("postgres").replace("postgres@", "stranger@")
    checks = await examined(free.model_copy(update={"database_url": url}))
    for name in ("database", "cases"):
        assert checks[name].says == "our database does not let this account in"
        assert checks[name].todo == "see user and password in ABHAY_DATABASE_URL"


@as_root
async def test_another_accounts_home_is_named_with_its_account(free: Settings) -> None:
    make_secrets(free)
    os.chown(free.home / "secrets", OTHER.pw_uid, OTHER.pw_gid)
    check = (await examined(free))["home"]
    assert check.verdict is Verdict.FAIL
    assert check.says.endswith(f"is of the account {OTHER.pw_name}, this is root")
    assert f"sudo -u {OTHER.pw_name} abhay doctor" in check.todo


@as_root
async def test_another_account_reads_what_is_closed_to_it(postgres: Server) -> None:
    os.setegid(OTHER.pw_gid)
    os.seteuid(OTHER.pw_uid)
    try:
        checks = await examined(postgres.settings)
    finally:
        os.seteuid(0)
        os.setegid(0)
    assert "is of the account root" in checks["home"].says
    for name in ("secrets", "database", "cases"):
        assert checks[name].verdict is Verdict.FAIL
        assert checks[name].todo == "run it as the account that started the system: `sudo -u root abhay doctor`"


async def test_variables_that_are_not_used_are_named(free: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(caller._set_aside, "PGPASSFILE", None)
    check = (await examined(free))["environment"]
    assert (check.verdict, check.says) == (Verdict.OK, "not used: PGPASSFILE")
    check = (await examined(free.model_copy(update={"database_url": NOWHERE})))["environment"]
    assert check.verdict is Verdict.WARN
    assert "PGPASSFILE" in in_words(OSError())[1], "a command that fails names it too"
    monkeypatch.setitem(caller._set_aside, "ALL_PROXY", None)
    check = (await examined(free))["environment"]
    assert (check.verdict, "ALL_PROXY" in check.says) == (Verdict.WARN, True)


async def test_no_proxy_is_asked_for_our_own_prefect(free: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://{LOOPBACK}:1")
    async with answering() as port:
        check = (await examined(free.model_copy(update={"prefect_port": port})))["prefect"]
    assert check.verdict is Verdict.OK
