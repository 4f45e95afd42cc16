"""Checks of this machine: the interpreter, the home, the keys, the embedded server, the ports."""

import os
import pwd
import shutil
import stat
import sys

from abhay.adapters.postgres.account import database_account
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.programs import installed_programs, version
from abhay.adapters.postgres.urls import needs_embedded
from abhay.adapters.processes.caller import set_aside, unused_of_postgresql
from abhay.adapters.processes.ports import is_free
from abhay.entrypoints.doctor.checks import Check, Verdict
from abhay.entrypoints.parts import system_ports
from abhay.security.secretfiles import SYNTHETIC_META_SECRET, load_secrets, secrets_folder
from abhay.settings import Settings

OLDEST_PYTHON = (3, 11)

LITTLE_SPACE = 2 * 1024**3
"""Free bytes below which the disk may fill within days."""


async def python(_: Settings) -> Check:
    """Checks that the interpreter is new enough."""
    says = sys.version.split(maxsplit=1)[0]
    if sys.version_info >= OLDEST_PYTHON:
        return Check("python", Verdict.OK, says)
    return Check("python", Verdict.FAIL, says, "install Python 3.11 or newer, then `make distclean setup`")


async def environment(settings: Settings) -> Check:
    """Checks that no variable that is not used was meant for us."""
    elsewhere = settings.database_url or settings.prefect_database_url
    if elsewhere and (unused := unused_of_postgresql()):
        return Check("environment", Verdict.WARN, unused, "see docs/howto/production.md, or take them out")
    names = set_aside()
    if proxies := [name for name in names if name.lower().endswith("_proxy")]:
        todo = "name a proxy as http://HOST:PORT, or take them out: the heartbeat goes without one"
        return Check("environment", Verdict.WARN, f"no proxies that can be used: {', '.join(proxies)}", todo)
    return Check("environment", Verdict.OK, f"not used: {', '.join(names)}" if names else "nothing in it changes ours")


def as_the_starter(settings: Settings) -> str:
    """Returns what to do for an account that the home, or its database, is closed to."""
    name = _account_of(settings)
    if settings.database_url is not None and (name is None or name == _name_of(os.geteuid())):
        return "see user and password in ABHAY_DATABASE_URL"
    if name is None:
        return "run it as the account that started the system"
    return f"run it as the account that started the system: `sudo -u {name} abhay doctor`"


def _account_of(settings: Settings) -> str | None:
    """Returns the account that started the system in this home; None if it was never started or cannot be seen."""
    try:
        return _name_of(secrets_folder(settings).stat().st_uid)
    except OSError:
        return None


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


async def home(settings: Settings) -> Check:
    """Checks that the database's account can reach the home, and that its disk has room."""
    place = Home.of(settings)
    if needs_embedded(settings):
        place.require_passable(database_account(place.data))
    if not place.root.exists():
        return Check("home", Verdict.WARN, f"{place.root} is not there yet", "`abhay up` makes it")
    owner, me = _account_of(settings), _name_of(os.geteuid())
    if needs_embedded(settings) and owner not in (None, me):
        return Check(
            "home", Verdict.FAIL, f"{place.root} is of the account {owner}, this is {me}", as_the_starter(settings)
        )
    free = shutil.disk_usage(place.root).free
    says = f"{place.root}, {free / 1024**3:.1f} GiB free"
    if free < LITTLE_SPACE:
        return Check("home", Verdict.WARN, says, "make room: alerts are refused when the disk is full")
    return Check("home", Verdict.OK, says)


async def secrets(settings: Settings) -> Check:
    """Checks that all keys exist, that only we can read them, and that the public one is not in use."""
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
    """Checks that the embedded server can run on this machine, unless both databases are elsewhere."""
    if not needs_embedded(settings):
        return Check("postgres", Verdict.OK, "both databases are elsewhere")
    account = database_account(Home.of(settings).data)
    return Check("postgres", Verdict.OK, f"PostgreSQL {version(installed_programs())}, runs as {account.name}")


async def ports(settings: Settings) -> Check:
    """Checks that our ports are free, or that our own parts answer there."""
    taken = [port for port in system_ports(settings) if not is_free(port)]
    if not taken:
        return Check("ports", Verdict.OK, "free: the system is not running")
    names = ", ".join(str(port.number) for port in taken)
    if Home.of(settings).parts.exists():
        return Check("ports", Verdict.OK, f"{names}: the system is running")
    todo = f"stop what listens there, or set {taken[0].variable}"
    return Check("ports", Verdict.FAIL, f"{names} taken by another program", todo)
