"""Who PostgreSQL runs as: it refuses to run as root, so root lends it an unprivileged account."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from abhay.errors import SetupError

ACCOUNTS = ("abhay", "nobody")
"""Tried in this order: an operator may add the first, every Unix has the second."""


class PopenUser(TypedDict, total=False):
    """The arguments of `subprocess` that make a child run as somebody else; empty: as we do."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine; `lent` says that we are root and PostgreSQL runs as this one instead."""

    name: str
    uid: int
    gid: int
    lent: bool

    def popen(self) -> PopenUser:
        """The arguments of `subprocess` that make a child run as this account."""
        return PopenUser(user=self.uid, group=self.gid, extra_groups=[]) if self.lent else PopenUser()

    def can(self, test: str, path: Path) -> bool:
        """Whether this account may do what `test` of the shell says (`-x`, `-r`) with the path."""
        command = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]
        return subprocess.run(command, check=False, cwd="/", **self.popen()).returncode == 0

    def own(self, path: Path) -> None:
        """Give the path to this account, if it is not ours anyway."""
        if self.lent:
            os.chown(path, self.uid, self.gid)


def database_account(data: Path) -> Account:
    """The account for the database in this folder: its owner if it exists, else one that is there.

    Raises SetupError if there is none, or if this user has no name (PostgreSQL insists on one).
    """
    if os.geteuid() != 0:
        return _account(invoking_user(), lent=False)
    if data.exists() and (owner := data.stat().st_uid) != 0:
        return _account(_named(owner), lent=True)
    for name in ACCOUNTS:
        try:
            return _account(pwd.getpwnam(name), lent=True)
        except KeyError:
            continue
    raise SetupError(
        f"PostgreSQL does not run as root: add an account named {' or '.join(ACCOUNTS)}, or be another user"
    )


def invoking_user() -> pwd.struct_passwd:
    """The user of this process; raises SetupError if it has no name."""
    return _named(os.geteuid())


def _named(uid: int) -> pwd.struct_passwd:
    try:
        return pwd.getpwuid(uid)
    except KeyError as error:
        raise SetupError(f"user id {uid} has no name here, which PostgreSQL needs: add it to passwd") from error


def _account(entry: pwd.struct_passwd, *, lent: bool) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid, lent=lent)
