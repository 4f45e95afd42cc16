"""What of the caller's environment reaches us: variables, folders of modules and the umask, cleaned in one place.

A shell on an office computer sets variables for other programs: proxies, PostgreSQL's PG*, Python's PYTHON*. Every
process of ours begins with `enter`, and `cleaned` builds the environment of every process that it starts.
Only the standard library is imported here: no foreign module may be found before the path is cleaned.
"""

import os
import re
import site
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

PRIVATE_UMASK = 0o077
"""What we make is ours alone; what others must reach is opened explicitly."""

LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")

TRUSTED_AUTHORITY = "PGSSLROOTCERT"
"""The one variable of PostgreSQL that counts, for databases elsewhere: SQLAlchemy's addresses cannot say it."""

_ELSEWHERE = ("ABHAY_DATABASE_URL", "ABHAY_PREFECT_DATABASE_URL")

_PYTHONS = (
    "PYTHONFAULTHANDLER",
    "PYTHONHASHSEED",
    "PYTHONPYCACHEPREFIX",
    "PYTHONSAFEPATH",
    "PYTHONUNBUFFERED",
    "PYTHONUTF8",
)
"""Python's variables that change neither what runs nor what it says. PYTHONOPTIMIZE=2, as a contrast, takes the
docstrings away, and an error's docstring is its message."""

_FOLDERS_AND_FILES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "TMPDIR", "TEMP", "TMP")
"""Variables that break programs if what they name is not there."""

_KEY_LOG = "SSLKEYLOGFILE"
"""A file to which TLS writes the keys of every connection: of ours they are nobody's."""

_PROXIES = ("http_proxy", "https_proxy", "all_proxy")
_NO_PROXY = ("no_proxy", "NO_PROXY")
_USABLE_PROXY = re.compile(r"((https?)://)?([^\s@/]*@)?(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?/?")
_USABLE_EXCEPTION = re.compile(r"([a-z]+://)?[A-Za-z0-9._*-]+(:\d{1,5}|/\d{1,2})?/?")

_ROOT = Path(__file__).resolve().parents[3]
"""The folder that holds this package."""

_set_aside: dict[str, None] = {}


def enter() -> None:
    """Makes this process independent of whoever started it; must be called before it imports what is not Python's."""
    os.umask(PRIVATE_UMASK)
    sys.path[:] = safe_path(sys.path, os.environ)
    meant = cleaned(os.environ, named_hosts(os.environ))
    for name in os.environ.keys() - meant.keys():
        _set_aside[name] = None
        del os.environ[name]
    os.environ.update(meant)
    _speak_utf_8()


def set_aside() -> list[str]:
    """Returns the names of the variables that `enter` took out, sorted."""
    return sorted(_set_aside)


def unused_of_postgresql() -> str:
    """Returns in words which variables of PostgreSQL `enter` took out; empty if it took out none."""
    names = ", ".join(name for name in set_aside() if name.startswith("PG"))
    return f"not used: {names}; write what a database needs into its address" if names else ""


def cleaned(variables: Mapping[str, str], hosts: Iterable[str] = ()) -> dict[str, str]:
    """Returns the environment without what may change or break our processes; `hosts` are asked without a proxy."""
    meant = {name: value for name, value in variables.items() if _counts(name, value, variables)}
    for name in meant.keys() & {TRUSTED_AUTHORITY, *_FOLDERS_AND_FILES}:
        meant[name] = str(Path(meant[name]).absolute())  # a part may run in another folder
    if _needs_root(variables):
        meant["PYTHONPATH"] = str(_ROOT)
    exceptions = _exceptions(variables, hosts)
    return meant | dict.fromkeys(_NO_PROXY, exceptions)


def named_hosts(variables: Mapping[str, str]) -> list[str]:
    """Returns the hosts of ours that the settings name: the gateway's, and that of a Prefect elsewhere."""
    return hosts_of(variables.get("ABHAY_HOST", ""), variables.get("ABHAY_PREFECT_API_URL", ""))


def hosts_of(host: str, prefect_url: str | None) -> list[str]:
    """Returns the gateway's host and the host of Prefect's address, without those that are empty or cannot be one."""
    found: str | None = None
    with suppress(ValueError):  # the settings say what is wrong with it
        found = urlsplit(prefect_url or "").hostname
    return [name for name in (host.strip(), found) if name]


def safe_path(path: Sequence[str], variables: Mapping[str, str]) -> list[str]:
    """Returns the folders of modules without the current one, the script's own, and those of PYTHONPATH.

    What holds Python, the installed packages or this very package stays.
    """
    kept = {_ROOT, *_real([*site.getsitepackages(), str(Path(os.__file__).parent)])}
    foreign = {"", *_listed(variables.get("PYTHONPATH", ""))}
    with suppress(OSError):  # the current folder is gone
        foreign.add(str(Path.cwd()))
    if not sys.flags.safe_path:
        foreign.update(path[:1])
    return [folder for folder in path if folder not in foreign or Path(folder).resolve() in kept]


def _speak_utf_8() -> None:
    """Lets Hindi be printed wherever this runs: LC_ALL may name an encoding that has none, or one that is not there."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _counts(name: str, value: str, variables: Mapping[str, str]) -> bool:
    if name == TRUSTED_AUTHORITY:
        return any(variables.get(url) for url in _ELSEWHERE)
    if name.startswith("PYTHON"):
        return name in _PYTHONS
    if name in _FOLDERS_AND_FILES:
        return bool(value) and Path(value).exists()
    if name.lower() in _PROXIES:
        return not value or _USABLE_PROXY.fullmatch(value) is not None
    return not name.startswith("PG") and name != _KEY_LOG


def _exceptions(variables: Mapping[str, str], hosts: Iterable[str]) -> str:
    """Returns NO_PROXY with our own hosts, as httpx reads it: an IPv6 address has no brackets and no network's length.

    The name in small letters counts before the other, as in Python's own reading.
    """
    given = variables.get("no_proxy", variables.get("NO_PROXY", ""))
    names = [name for word in re.split(r"[\s,]+", given) if (name := _exception(word))]
    return ",".join(dict.fromkeys([*names, *LOOPBACK_HOSTS, *filter(None, map(_exception, hosts))]))


def _exception(word: str) -> str | None:
    """Returns one word of NO_PROXY; None for one at which httpx would break."""
    if _USABLE_EXCEPTION.fullmatch(word):
        return word
    bare = word.removeprefix("[").removesuffix("]")
    return bare if _is_ipv6(bare) else None


def _is_ipv6(word: str) -> bool:
    import ipaddress  # noqa: PLC0415  rarely needed, and this module is on the way to every start

    try:
        return ipaddress.ip_address(word).version == 6
    except ValueError:
        return False


def _needs_root(variables: Mapping[str, str]) -> bool:
    """Returns whether PYTHONPATH is how this very package is found."""
    return _ROOT in _real(_listed(variables.get("PYTHONPATH", ""))) - _real(site.getsitepackages())


def _listed(folders: str) -> list[str]:
    return [folder for folder in folders.split(os.pathsep) if folder]


def _real(folders: Iterable[str]) -> set[Path]:
    return {Path(folder).resolve() for folder in folders}
