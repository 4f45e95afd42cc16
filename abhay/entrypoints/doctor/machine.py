"""Checks of this machine: the interpreter, the home, the keys, the embedded server, the ports."""

import shutil
import stat
import sys

from abhay.adapters.postgres.account import database_account
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.programs import installed_programs, version
from abhay.adapters.postgres.urls import needs_embedded
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


async def home(settings: Settings) -> Check:
    """Checks that the database's account can reach the home, and that its disk has room."""
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
