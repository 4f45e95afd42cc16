"""What `abhay doctor` says: is this machine fit, is everything there, does everything answer.

Each check is a function of the settings and says what to do where it is not content. None of them
changes anything, or waits longer than a few seconds.
"""

import asyncio
import base64
import os
import shutil
import stat
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from abhay.channels.registry import build_channels
from abhay.clock import ist
from abhay.embedded.account import database_account
from abhay.embedded.parts import system_ports
from abhay.embedded.paths import Home
from abhay.embedded.ports import is_free
from abhay.embedded.programs import installed_programs, version
from abhay.embedded.urls import database_urls, needs_embedded
from abhay.errors import AbhayError, MailboxRefused, MailboxUnavailable
from abhay.mailbox.imap import Inbox
from abhay.secretfiles import SYNTHETIC_META_SECRET, load_secrets, secrets_folder
from abhay.settings import MailboxSettings, Settings
from abhay.store.canaries import read_health
from abhay.store.database import UNREACHABLE, Database
from abhay.store.directory import channels_by_post, contact_gaps
from abhay.store.migrations import head_revision
from abhay.store.vault import Vault
from abhay.words import one_line

OLDEST_PYTHON = (3, 11)
LITTLE_SPACE = 2 * 1024**3
"""Bytes free under which the disk may fill within days."""

PATIENCE = 5.0
LINE = 200
SHOWN = 3
START = "start the system: `abhay up`"
IMPORT = "`abhay contacts import FILE.csv`"
OUTBOX = "outbox"
LOOPBACK_NAMES = ("127.0.0.1", "::1", "localhost")


class Verdict(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """One line of the doctor's: what was looked at, how it is, and what to do about it."""

    name: str
    verdict: Verdict
    says: str
    todo: str = ""


Examination = Callable[[Settings], Awaitable[Check]]


async def examine(settings: Settings, more: Sequence[Examination] = ()) -> list[Check]:
    """Every check in the order in which a person would mend things; never raises for what it finds."""
    return [await _one(examination, settings) for examination in (*EXAMINATIONS, *more)]


async def _one(examination: Examination, settings: Settings) -> Check:
    name = examination.__name__.replace("_", " ")
    try:
        return await asyncio.wait_for(examination(settings), PATIENCE)
    except TimeoutError:
        return Check(name, Verdict.FAIL, f"no answer within {PATIENCE:.0f} s", "see the logs in the home")
    except OSError as error:
        return Check(name, Verdict.FAIL, f"cannot be reached ({error.strerror or error})", START)
    except (AbhayError, SQLAlchemyError, *UNREACHABLE) as error:
        return Check(name, Verdict.FAIL, str(error).splitlines()[0], START)


async def python(_: Settings) -> Check:
    """The interpreter is new enough."""
    says = sys.version.split(maxsplit=1)[0]
    if sys.version_info >= OLDEST_PYTHON:
        return Check("python", Verdict.OK, says)
    return Check("python", Verdict.FAIL, says, "install Python 3.11 or newer, then `make distclean setup`")


async def home(settings: Settings) -> Check:
    """The home can be reached by the database's account, and its disk has room."""
    place = Home.of(settings)
    if needs_embedded(settings):
        place.require_passable(database_account(place.data))
    if not place.root.exists():
        return Check("home", Verdict.WARN, f"{place.root} is not there yet", "`abhay up` makes it")
    free = shutil.disk_usage(place.root).free
    says = f"{place.root}, {free / 1024**3:.1f} GiB free"
    if free < LITTLE_SPACE:
        return Check("home", Verdict.WARN, says, "make room: alerts are refused when the disk is full")
    return Check("home", Verdict.OK, says)


async def secrets(settings: Settings) -> Check:
    """All keys are there, for nobody else to read, and the public one is not in use."""
    keys = load_secrets(settings)
    folder = secrets_folder(settings)
    open_files = [file.name for file in folder.glob("*") if stat.S_IMODE(file.stat().st_mode) & 0o077]
    if open_files:
        todo = f"chmod 600 {folder}/*, and think about who read them"
        return Check("secrets", Verdict.FAIL, f"others may read {', '.join(open_files)}", todo)
    if keys.meta_secret == SYNTHETIC_META_SECRET:
        todo = "for real alerts set ABHAY_SOURCES__META__SECRET"
        return Check("secrets", Verdict.WARN, "alerts signed with the public test secret are believed", todo)
    return Check("secrets", Verdict.OK, "all there")


async def postgres(settings: Settings) -> Check:
    """The embedded server runs on this machine, unless both databases are elsewhere."""
    if not needs_embedded(settings):
        return Check("postgres", Verdict.OK, "both databases are elsewhere")
    account = database_account(Home.of(settings).data)
    return Check("postgres", Verdict.OK, f"PostgreSQL {version(installed_programs())}, runs as {account.name}")


async def ports(settings: Settings) -> Check:
    """Our ports are free for us, or we are the ones who answer there."""
    taken = [port for port in system_ports(settings) if not is_free(port)]
    if not taken:
        return Check("ports", Verdict.OK, "free: the system is not running")
    names = ", ".join(str(port.number) for port in taken)
    if Home.of(settings).parts.exists():
        return Check("ports", Verdict.OK, f"{names}: the system is running")
    todo = f"stop what listens there, or set {taken[0].variable}"
    return Check("ports", Verdict.FAIL, f"{names} taken by another program", todo)


async def database(settings: Settings) -> Check:
    """Our database answers and has this version's tables."""
    engine = create_async_engine(database_urls(settings).abhay, poolclass=NullPool)
    async with engine.connect() as connection:
        found = await connection.run_sync(_revision)
    if found == (wanted := head_revision()):
        return Check("database", Verdict.OK, f"answers, at revision {found}")
    todo = "start the system (`abhay up`), or run `abhay db upgrade`"
    return Check("database", Verdict.FAIL, f"at revision {found or 'none'}, not {wanted}", todo)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


async def prefect(settings: Settings) -> Check:
    """Prefect answers, and to our password."""
    password = os.environ.get("PREFECT_API_AUTH_STRING") or os.environ.get("PREFECT_SERVER_API_AUTH_STRING") or ""
    headers = {"Authorization": f"Basic {base64.b64encode(password.encode()).decode()}"} if password else {}
    url = f"{settings.prefect_url}/admin/version"
    try:
        async with httpx.AsyncClient(timeout=PATIENCE, headers=headers, trust_env=False) as client:
            answer = await client.get(url)
    except httpx.HTTPError as error:
        todo = f"{START}; alerts are taken and escalated meanwhile"
        return Check("prefect", Verdict.FAIL, f"{url} does not answer ({type(error).__name__})", todo)
    if answer.status_code == HTTPStatus.UNAUTHORIZED:
        return Check("prefect", Verdict.FAIL, "wants another password", "set PREFECT_SERVER_API_AUTH_STRING")
    if answer.is_error:
        return Check("prefect", Verdict.FAIL, f"{url} answers {answer.status_code}", "see prefect.log in the home")
    return Check("prefect", Verdict.OK, f"Prefect {answer.json()} at {settings.prefect_url}")


@asynccontextmanager
async def _our_database(settings: Settings) -> AsyncGenerator[Database]:
    keys = load_secrets(settings)
    ours = Database(database_urls(settings).abhay, Vault(keys.fernet_keys, keys.index_key.encode()))
    try:
        yield ours
    finally:
        await ours.close()


async def contacts(settings: Settings) -> Check:
    """Every post that the policy would page can be reached."""
    async with _our_database(settings) as ours:
        gaps = await contact_gaps(ours)
    if not gaps:
        return Check("contacts", Verdict.OK, "every post has somebody")
    return Check("contacts", Verdict.FAIL, _some(gaps), IMPORT)


async def channels(settings: Settings) -> Check:
    """The channels are set up as they were meant, and in earnest no post is told by a file alone."""
    built = build_channels(settings)
    if built.problems:
        says = _some([f"{name}: {problem}" for name, problem in built.problems.items()])
        return Check("channels", Verdict.FAIL, says, "mend the settings that begin with ABHAY_CHANNELS__")
    names = ", ".join(sorted(built))
    if not _in_earnest(settings):
        return Check("channels", Verdict.OK, f"{names}; only this machine is served")
    async with _our_database(settings) as ours:
        alone = [place for place, ways in (await channels_by_post(ours)).items() if ways == {OUTBOX}]
    if alone:
        says = f"told by files in the outbox alone: {_some(sorted(alone))}"
        return Check("channels", Verdict.WARN, says, f"{IMPORT} with an address of email or webhook for each")
    return Check("channels", Verdict.OK, names)


async def desk(settings: Settings) -> Check:
    """Another State's police can call the desk back."""
    if settings.desk.call_back:
        return Check("desk", Verdict.OK, f"called back at {settings.desk.call_back}")
    says = "hand-over packets name no telephone to call back"
    verdict = Verdict.WARN if _in_earnest(settings) else Verdict.OK
    return Check("desk", verdict, says, "set ABHAY_DESK__CALL_BACK")


async def mailbox(settings: Settings) -> Check:
    """The mail server lets us in and the folder is there, can be written to and has room."""
    box = settings.mailbox
    if box.host is None:
        return Check("mailbox", Verdict.OK, "none is set up")
    quick = box.model_copy(update={"timeout": min(box.timeout, PATIENCE / 2)})
    return await asyncio.to_thread(_look_into, quick)


def _look_into(box: MailboxSettings) -> Check:
    try:
        inbox = Inbox.open(box)
    except MailboxRefused as error:
        return Check("mailbox", Verdict.FAIL, str(error), "set ABHAY_MAILBOX__USERNAME and ABHAY_MAILBOX__PASSWORD")
    except MailboxUnavailable as error:
        todo = "see ABHAY_MAILBOX__HOST, __PORT, __TLS and __CA_FILE"
        return Check("mailbox", Verdict.FAIL, one_line(str(error), LINE), todo)
    try:
        return _folder(inbox, box)
    except MailboxUnavailable as error:
        todo = f"is there a folder {box.folder}? See ABHAY_MAILBOX__FOLDER"
        return Check("mailbox", Verdict.FAIL, one_line(str(error), LINE), todo)
    finally:
        inbox.close()


def _folder(inbox: Inbox, box: MailboxSettings) -> Check:
    folder, used = inbox.look(), inbox.used_percent()
    room = "" if used is None else f", {used} % full"
    if not folder.writable:
        return Check(
            "mailbox", Verdict.WARN, f"{box.name} can only be read{room}", "let us flag and delete mails in it"
        )
    if used is not None and used >= box.full_percent:
        return Check("mailbox", Verdict.WARN, f"{box.name}{room}", "have old mails removed: a full mailbox takes none")
    return Check("mailbox", Verdict.OK, f"{box.name}{room}")


async def mail_path(settings: Settings) -> Check:
    """The collector reads the mailbox, and the last test mail came back."""
    box = settings.mailbox
    if box.host is None:
        return Check("mail path", Verdict.OK, "no mailbox is set up")
    async with _our_database(settings) as ours:
        health = await read_health(ours, box.name)
    overdue = box.poll + box.unreachable
    if health.looked_at is None or health.unseen_for is None:
        return Check(
            "mail path", Verdict.FAIL, "nobody has read the mailbox yet", "start the collector: `abhay collect`"
        )
    if health.unseen_for.total_seconds() > overdue:
        says = f"nobody has read the mailbox since {ist(health.looked_at)}"
        return Check("mail path", Verdict.FAIL, says, "start the collector: `abhay collect`")
    if box.canary.address is None:
        todo = "set ABHAY_MAILBOX__CANARY__ADDRESS"
        return Check("mail path", Verdict.WARN, "no test mails prove the way into the mailbox", todo)
    if health.lost_since is not None:
        says = f"the test mails since {ist(health.lost_since)} did not come back"
        return Check("mail path", Verdict.FAIL, says, "look for what keeps mails from the mailbox")
    return Check("mail path", Verdict.OK, f"read at {ist(health.looked_at)}, test mails come back")


def _in_earnest(settings: Settings) -> bool:
    """Whether anybody but this machine is served: a real channel is set up, or links lead to another host."""
    real = settings.channels.email.host is not None or settings.channels.webhook.secret is not None
    return real or (urlsplit(settings.base_url).hostname or "") not in LOOPBACK_NAMES


def _some(findings: Sequence[str]) -> str:
    more = f" and {len(findings) - SHOWN} more" if len(findings) > SHOWN else ""
    return "; ".join(findings[:SHOWN]) + more


EXAMINATIONS: tuple[Examination, ...] = (
    python, home, secrets, postgres, ports, database, prefect, contacts, channels, desk, mailbox, mail_path
)  # fmt: skip
