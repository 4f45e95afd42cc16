"""The file of a backup: a ZIP with a manifest, the rows of each table as text, and the keys if they were asked for.

Nobody but its owner can read it from its first byte, and it is there whole or not at all.
"""

import json
import os
import stat
import zipfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from abhay.errors import BackupRefused
from models.payloads import BACKUP_FORMAT, Manifest

MANIFEST, KEYS, ROWS = "manifest.json", "keys.json", "rows/{}.copy"


class NewArchive:
    """A backup that is being written."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    @contextmanager
    def rows(self, table: str) -> Generator[IO[bytes]]:
        """Opens the rows of a table for writing."""
        with self._file.open(ROWS.format(table), "w", force_zip64=True) as member:
            yield member

    def finish(self, manifest: Manifest, keys: Mapping[str, str] | None) -> None:
        """Writes the manifest, and the keys if there are any."""
        if keys is not None:
            self._file.writestr(KEYS, json.dumps(dict(keys)))
        self._file.writestr(MANIFEST, manifest.model_dump_json(indent=1))


class Archive:
    """A backup that is read."""

    def __init__(self, file: zipfile.ZipFile, path: Path) -> None:
        self._file, self._path = file, path

    @contextmanager
    def rows(self, table: str) -> Generator[IO[bytes]]:
        """Opens the rows of a table for reading."""
        with self._file.open(ROWS.format(table)) as member:
            yield member

    def manifest(self) -> Manifest:
        """Returns what the backup says of itself, once every byte of it was checked. Raises `BackupRefused`."""
        try:
            broken = self._file.testzip()
            manifest = Manifest.model_validate_json(self._file.read(MANIFEST))
        except (KeyError, ValidationError, zipfile.BadZipFile, OSError, EOFError) as error:
            raise BackupRefused(f"{self._path} is no backup of ours, or not whole ({type(error).__name__})") from error
        if broken is not None or manifest.format != BACKUP_FORMAT:
            raise BackupRefused(f"{self._path} is damaged, or of another form: {broken or manifest.format}")
        return manifest

    def keys(self) -> dict[str, str]:
        """Returns the keys in it, none if it holds none."""
        return json.loads(self._file.read(KEYS)) if KEYS in self._file.namelist() else {}


@contextmanager
def new_archive(path: Path) -> Generator[NewArchive]:
    """Writes a backup beside its place and names it at the end. Raises `BackupRefused`."""
    if path.exists():
        raise BackupRefused(f"{path} is there already: name a new file")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _private(draft) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield NewArchive(archive)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except OSError as error:
        raise BackupRefused(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def open_archive(path: Path) -> Generator[Archive]:
    """Reads a backup. Raises `BackupRefused` for a file that is none."""
    try:
        with zipfile.ZipFile(path) as file:
            yield Archive(file, path)
    except zipfile.BadZipFile as error:
        raise BackupRefused(f"{path} is no backup of ours, or not whole: {error}") from error
    except FileNotFoundError as error:
        raise BackupRefused(f"there is no file {path}") from error


def _private(path: Path) -> IO[bytes]:
    """Makes a file that nobody else can read. Raises `BackupRefused` on a disk that keeps no permissions."""
    file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
        file.close()
        raise BackupRefused(f"others may read what is written to {path.parent}: its disk keeps no permissions")
    return file
