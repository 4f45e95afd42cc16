"""The account that PostgreSQL runs as: it refuses root, so root gives it an unprivileged account."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from abhay.errors import SetupError

OWN = "abhay"
"""The account that is made where there is none: nobody else runs under it."""

ACCOUNTS = (OWN, "postgres")
"""Accounts to try in this order; the second is that of the system's own PostgreSQL, which guards databases too."""

NOBODY = "nobody"
"""An account that other programs share: it owns no database of ours (ADR 22)."""

_ADD = ("useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", OWN)
_WHERE = "/usr/sbin:/sbin:/usr/bin:/bin"


class PopenUser(TypedDict, total=False):
    """The arguments of `subprocess` that run a child as another user; empty means the current one."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine; `lent` if we are root and PostgreSQL runs as this user instead."""

    name: str
    uid: int
    gid: int
    lent: bool

    def popen(self) -> PopenUser:
        """Returns the arguments of `subprocess` that run a child as this account."""
        return PopenUser(user=self.uid, group=self.gid, extra_groups=[]) if self.lent else PopenUser()

    def can(self, test: str, path: Path) -> bool:
        """Returns whether this account passes a test of the shell (`-x`, `-r`) on the path."""
        command = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]
        return subprocess.run(command, check=False, cwd="/", **self.popen()).returncode == 0

    def own(self, path: Path) -> None:
        """Makes this account the owner of the path, unless it is ours anyway."""
        if self.lent:
            os.chown(path, self.uid, self.gid)

    def take_over(self, folder: Path) -> None:
        """Makes this account the owner of a folder and, if it was another's, of everything in it."""
        if not self.lent or folder.stat().st_uid == self.uid:
            return
        for path in folder.rglob("*"):
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
        self.own(folder)  # last: whoever is interrupted begins again


def database_account(data: Path) -> Account:
    """Returns the account for the database in this folder: the folder's owner, else an existing account.

    A database that belongs to `nobody`, as of older releases, goes to one of `ACCOUNTS`.
    Raises `SetupError` if there is none, or if this user has no name (PostgreSQL requires one).
    """
    if os.geteuid() != 0:
        return _account(invoking_user(), lent=False)
    if data.exists() and (owner := data.stat().st_uid) not in _not_owners():
        return _account(_named(owner), lent=True)
    if (entry := _first_of(ACCOUNTS)) is not None:
        return _account(entry, lent=True)
    raise SetupError(
        f"PostgreSQL does not run as root: `useradd --system {OWN}` makes an account for it (`abhay up` does so "
        "where it can), or start Abhay as another user"
    )


def add_account() -> str | None:
    """Makes the account for the database if we are root and there is none; returns the line that says so.

    Where it cannot be made, `database_account` says how.
    """
    if os.geteuid() != 0 or _first_of(ACCOUNTS) is not None:
        return None
    program = shutil.which(_ADD[0], path=_WHERE)
    if program is None:
        return None
    subprocess.run([program, *_ADD[1:]], check=False, capture_output=True)
    if _first_of(ACCOUNTS) is None:
        return None
    return f"The system account {OWN} was added: PostgreSQL, which does not run as root, runs as it."


def _first_of(names: Sequence[str]) -> pwd.struct_passwd | None:
    for name in names:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return None


def _not_owners() -> set[int]:
    """Returns the users whose database is taken over: root, and the one that everybody shares."""
    shared = _first_of((NOBODY,))
    return {0, *(() if shared is None else (shared.pw_uid,))}


def invoking_user() -> pwd.struct_passwd:
    """Returns the user of this process. Raises `SetupError` if it has no name."""
    return _named(os.geteuid())


def _named(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as error:
        raise SetupError(f"user id {uid} has no name here, which PostgreSQL needs: add it to passwd") from error


def _account(entry: pwd.struct_passwd, *, lent: bool) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, lent=lent)
