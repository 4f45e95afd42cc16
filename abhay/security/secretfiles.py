"""Makes the keys of this home once in `$ABHAY_HOME/secrets`, for every process to read.

A setting overrides its file. A file that exists is never written again: what the keys of a home
encrypted can be read with no other keys.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet
from pydantic import SecretStr

from abhay.errors import SetupError
from abhay.security.vapid import make_vapid_key
from abhay.security.vault import fingerprint
from abhay.settings import Settings, SourceSettings

SYNTHETIC_META_SECRET = "synthetic-test-secret"  # noqa: S105  the public one of the contract: synthetic alerts only
KEY_BYTES = 32


def make_fernet_key() -> str:
    """Returns a new encryption key."""
    return Fernet.generate_key().decode()


_MAKERS: dict[str, Callable[[], str]] = {
    "fernet_keys": make_fernet_key,
    "link_key": lambda: secrets.token_urlsafe(KEY_BYTES),
    "index_key": lambda: secrets.token_urlsafe(KEY_BYTES),
    "meta_secret": lambda: SYNTHETIC_META_SECRET,
    "vapid_key": make_vapid_key,
    "database_password": lambda: secrets.token_urlsafe(KEY_BYTES),
}


@dataclass(frozen=True)
class Secrets:
    """The keys in force; none of them shows in a repr.

    `fernet_keys` are newest first: the first encrypts, all of them decrypt. `sources` holds each
    alert source's signing keys by its name, always with `meta`. Old keys are those of a rotation
    that is under way; a person makes their files.
    """

    fernet_keys: tuple[str, ...] = field(repr=False)
    link_key: str = field(repr=False)
    index_key: str = field(repr=False)
    meta_secret: str = field(repr=False)
    sources: dict[str, SourceSettings] = field(repr=False)
    old_link_keys: tuple[str, ...] = field(default=(), repr=False)
    old_index_key: str | None = field(default=None, repr=False)

    @property
    def link_keys(self) -> tuple[str, ...]:
        """The keys that verify links, newest first."""
        return (self.link_key, *self.old_link_keys)

    @property
    def newest_fingerprints(self) -> tuple[str, str]:
        """The fingerprints of the key that seals and of the key that indexes."""
        return fingerprint(self.fernet_keys[0].encode()), fingerprint(self.index_key.encode())

    @property
    def fingerprints(self) -> frozenset[str]:
        """The fingerprints of every key that seals, opens or indexes personal data."""
        return frozenset(fingerprint(key.encode()) for key in (*self.fernet_keys, self.index_key))

    def source_keys(self, source: str) -> tuple[str, ...]:
        """Returns the keys that a source may sign with, newest first; never an empty one, which anybody could use."""
        known = self.sources.get(source, SourceSettings())
        secrets = (known.secret, known.old_secret)
        return tuple(key for secret in secrets if secret is not None and (key := secret.get_secret_value()))


def secrets_folder(settings: Settings) -> Path:
    """Returns the folder of this home's keys."""
    return settings.home.absolute() / "secrets"


def make_secrets(settings: Settings) -> None:
    """Makes the missing keys in `$ABHAY_HOME/secrets` (0700, files 0600) and leaves the others as they are.

    Two processes may do this at the same time: both read the file that was made first.
    """
    folder = secrets_folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, make in _MAKERS.items():
        if not (folder / name).exists():
            _create(folder / name, make())
    _sync(folder)


def require_keys_of(database: Path, settings: Settings) -> None:
    """Raises `SetupError` if a database exists without its keys: new keys would open nothing in it."""
    if database.exists() and settings.keys is None and not (secrets_folder(settings) / "fernet_keys").exists():
        raise SetupError(f"{secrets_folder(settings)} lacks the keys of the database in {database}: put them back")


def load_secrets(settings: Settings) -> Secrets:
    """Returns the keys in force, each from its setting or its file. Raises `SetupError` if one has neither."""
    meta = settings.sources.get("meta", SourceSettings())
    meta_secret = _effective(settings, meta.secret, "meta_secret", "ABHAY_SOURCES__META__SECRET")
    return Secrets(
        fernet_keys=_fernet_keys(_effective(settings, settings.keys, "fernet_keys", "ABHAY_KEYS")),
        link_key=_effective(settings, settings.link_key, "link_key", "ABHAY_LINK_KEY"),
        index_key=_effective(settings, settings.index_key, "index_key", "ABHAY_INDEX_KEY"),
        meta_secret=meta_secret,
        sources={**settings.sources, "meta": meta.model_copy(update={"secret": SecretStr(meta_secret)})},
        old_link_keys=_listed(_given(settings, settings.old_link_keys, "old_link_keys")),
        old_index_key=_given(settings, settings.old_index_key, "old_index_key") or None,
    )


CARRIED = ("fernet_keys", "link_key", "index_key", "meta_secret", "old_link_keys", "old_index_key", "vapid_key")
"""The secrets by whose files another machine opens what this one wrote."""


def keys_to_carry(settings: Settings) -> dict[str, str]:
    """Returns the keys in force, by the names of their files. Raises `SetupError` if one is missing."""
    keys = load_secrets(settings)
    values = {
        "fernet_keys": "\n".join(keys.fernet_keys),
        "link_key": keys.link_key,
        "index_key": keys.index_key,
        "meta_secret": keys.meta_secret,
        "old_link_keys": "\n".join(keys.old_link_keys),
        "old_index_key": keys.old_index_key or "",
        "vapid_key": _given(settings, settings.channels.webpush.key, "vapid_key") or "",
    }
    return {name: value for name, value in values.items() if value}


def put_keys(settings: Settings, keys: Mapping[str, str]) -> None:
    """Writes keys into this home's folder; those that are there already stay."""
    folder = secrets_folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in CARRIED:
        if name in keys and not (folder / name).exists():
            _create(folder / name, keys[name])
    _sync(folder)


def database_password(settings: Settings) -> str:
    """Returns the embedded database's password, needed only over TCP. Raises `SetupError` if it is missing."""
    return _effective(settings, None, "database_password", "ABHAY_DATABASE_URL")


def vapid_key(settings: Settings) -> str:
    """Returns the key of web push, from its setting or its file. Raises `SetupError` if it is missing."""
    return _effective(settings, settings.channels.webpush.key, "vapid_key", "ABHAY_CHANNELS__WEBPUSH__KEY")


def _effective(settings: Settings, value: SecretStr | None, name: str, variable: str) -> str:
    """Returns the setting's value, else the file's. Raises `SetupError` if there is neither."""
    found = _given(settings, value, name)
    if not found and not secrets_folder(settings).exists():
        said = "" if "home" in settings.model_fields_set else ", and ABHAY_HOME is not set"
        raise SetupError(
            f"{settings.home.absolute()} is no home of Abhay{said}: set ABHAY_HOME to the home of the system that "
            f"runs, start one with `abhay up`, or set {variable}"
        )
    if not found:
        start = "start the system once with `abhay up`"
        raise SetupError(f"the secret {name} is missing in {secrets_folder(settings)}: {start}, or set {variable}")
    return found


def _given(settings: Settings, value: SecretStr | None, name: str) -> str:
    """Returns the setting's value, else the file's, else None. Raises `SetupError` for an unreadable file."""
    given = value.get_secret_value().strip() if value else ""
    path = secrets_folder(settings) / name
    try:
        return given or path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise SetupError(f"{path} cannot be read ({error.strerror}): run as the user who started the system") from error


def _listed(value: str) -> tuple[str, ...]:
    """Returns keys separated by commas (a setting) or lines (a file)."""
    return tuple(value.replace(",", "\n").split())


def _fernet_keys(value: str) -> tuple[str, ...]:
    """Returns keys separated by commas (a setting) or lines (the file). Raises `SetupError` for one that is no key."""
    keys = _listed(value)
    for place, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError as error:
            raise SetupError(f"encryption key {place} of {len(keys)} is not a Fernet key (ABHAY_KEYS)") from error
    return keys


def _create(path: Path, text: str) -> None:
    """Writes the file atomically and durably; an existing file of that name stays."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)  # unlike a rename, this never replaces
        except FileExistsError:
            return
    finally:
        draft.unlink()


def _sync(folder: Path) -> None:
    """Syncs the folder to disk: a key that committed rows are encrypted with must not be lost."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
