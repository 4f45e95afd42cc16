"""The home: the one folder of all state, its layout, and its lock, which one system holds."""

import fcntl
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from abhay.adapters.postgres.account import Account
from abhay.adapters.processes.reaper import alive
from abhay.errors import HomeBeingLeft, SetupError
from abhay.settings import Settings

PASSABLE = 0o711
PRIVATE = 0o700


@dataclass(frozen=True)
class Home:
    """`$ABHAY_HOME`: all users may traverse the root, only the owner lists it; its folders are private."""

    root: Path

    @classmethod
    def of(cls, settings: Settings) -> "Home":
        """Returns the home of these settings."""
        return cls(settings.home.absolute())

    @property
    def log(self) -> Path:
        """The log files, one per part of the system."""
        return self.root / "log"

    @property
    def prefect(self) -> Path:
        """The folder for `PREFECT_HOME`."""
        return self.root / "prefect"

    @property
    def postgres(self) -> Path:
        """The embedded database's folder."""
        return self.root / "postgres"

    @property
    def data(self) -> Path:
        """The database cluster."""
        return self.postgres / "data"

    @property
    def sockets(self) -> Path:
        """The folder of the database's socket, with a short name because socket paths are limited."""
        return self.root / "run"

    @property
    def database_port(self) -> Path:
        """The file with the database's port, for homes where a socket is not possible."""
        return self.root / "database.port"

    @property
    def programs(self) -> Path:
        """The copy of PostgreSQL's programs, for an account that cannot reach the installed ones."""
        return self.root / "programs"

    @property
    def parts(self) -> Path:
        """The file with the running parts by name (JSON)."""
        return self.root / "parts.json"

    def create(self, account: Account | None) -> None:
        """Makes the home and its folders; changes nothing above the home.

        `account` runs the embedded database, if there is one. Raises `SetupError` if the place cannot be
        written, or if that account cannot reach it.
        """
        try:
            if account:
                self.require_passable(account)
            if not self.root.exists():
                self._make_root()
            for folder in (self.log, self.prefect, self.root / "outbox", self.root / "secrets"):
                folder.mkdir(mode=PRIVATE, exist_ok=True)
            if account:
                self._grant_access(account)
        except OSError as error:
            raise SetupError(f"the home {self.root} cannot be used: {error.strerror} ({error.filename})") from error

    def _make_root(self) -> None:
        """Makes the root and the folders above it that are not there, passable whatever the umask is."""
        missing = [folder for folder in (self.root, *self.root.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(exist_ok=True)
            folder.chmod(PASSABLE)

    def require_passable(self, account: Account) -> None:
        """Raises `SetupError` that names the first folder above the home that the account cannot pass.

        A closed home itself is opened later, unless it holds other files.
        """
        for folder in reversed(self.root.parents):
            if folder.exists() and not account.can("-x", folder):
                why = ", which PostgreSQL runs as under root" if account.lent else ""
                raise SetupError(f"{folder} is closed to the user {account.name}{why}: {ELSEWHERE}")
        if self.root.exists() and not account.can("-x", self.root) and self._holds_other_things():
            raise SetupError(f"{self.root} holds other things and is closed to the user {account.name}: {ELSEWHERE}")

    def _holds_other_things(self) -> bool:
        return any(self.root.iterdir()) and not self._lock_path.exists()

    def _grant_access(self, account: Account) -> None:
        """Lets the account traverse the home, and gives it its own folders there."""
        if not account.can("-x", self.root):
            self.root.chmod(self.root.stat().st_mode | PASSABLE)
        for folder in (self.postgres, self.sockets):
            folder.mkdir(mode=PRIVATE, exist_ok=True)
            account.take_over(folder)

    @property
    def _lock_path(self) -> Path:
        return self.root / "lock"

    def lock(self) -> "HomeLock":
        """Locks the home for one system.

        Raises `SetupError` if another one holds it, `HomeBeingLeft` if that one was killed and its parts still end.
        """
        try:
            file = self._lock_path.open("a+", encoding="ascii")
            with suppress(PermissionError):  # another account's
                os.fchmod(file.fileno(), 0o600)  # of older releases: whoever may open it may hold it
        except OSError as error:
            raise SetupError(f"the home {self.root} cannot be used: {error.strerror} ({error.filename})") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            if holder.isdecimal() and not alive(int(holder)):
                raise HomeBeingLeft from error
            raise SetupError(
                f"the home {self.root} is in use by process {holder}: stop that one, or set another ABHAY_HOME"
            ) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        return HomeLock(file)


ELSEWHERE = "set ABHAY_HOME to a folder such as /var/lib/abhay"


class HomeLock:
    """The held lock; the kernel releases it when the process ends in any way."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    @property
    def number(self) -> int:
        """The lock's file number: a process that inherits it holds the lock too."""
        return self._file.fileno()

    def release(self) -> None:
        """Releases the lock."""
        self._file.close()
