"""The log files of the parts: bounded in size, and read for important lines that the terminal shows."""

import re
import shutil
import sys
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

KEPT = 3
"""Number of older files per part; name.log.1 is the newest of them."""

LARGEST = 64 * 1024 * 1024
"""Bytes after which a running part's file is rotated: a full disk would stop the intake."""

IMPORTANT = re.compile(
    r"^(?!.*the database system is |.*\bERROR:  )"  # PostgreSQL starting; a statement's error is its client's to tell
    r"(?=.*\b(ERROR|CRITICAL|FATAL|PANIC)\b|\w+(\.\w+)*Error: )"
)


def rotate(path: Path) -> None:
    """Rotates the files of a part; the oldest is removed."""
    if path.exists():
        _shift(path)
        path.replace(_numbered(path, 1))


def _shift(path: Path) -> None:
    """Gives each older file the next number, so that number 1 is free."""
    for number in range(KEPT - 1, 0, -1):
        if (older := _numbered(path, number)).exists():
            older.replace(_numbered(path, number + 1))


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def open_log(path: Path) -> BinaryIO:
    """Opens a file for appending; each write goes to its end, also after the file was emptied."""
    path.touch(mode=0o600)
    return path.open("ab", buffering=0)


def last_line(path: Path) -> str:
    """Returns the last line that is not empty, to show with a failure."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = deque((line.strip() for line in file if line.strip()), maxlen=1)
    except FileNotFoundError:
        lines = deque[str]()
    return lines[0] if lines else "it said nothing"


class LogReader:
    """Reads the new important lines of one growing file."""

    def __init__(self, path: Path, *, largest: int = LARGEST) -> None:
        self._path = path
        self._largest = largest
        self._offset = 0
        self._rest = b""

    def important(self) -> list[str]:
        """Returns the important lines written since the last call."""
        lines = (self._rest + self._new_bytes()).split(b"\n")
        self._rest = lines.pop()
        texts = (line.decode("utf-8", errors="replace").rstrip() for line in lines)
        return [text for text in texts if IMPORTANT.search(text)]

    def _new_bytes(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                file.seek(self._offset)
                new = file.read()
        except FileNotFoundError:
            return b""
        self._offset += len(new)
        if self._offset > self._largest:
            self._move_aside()
        return new

    def _move_aside(self) -> None:
        """Copies and empties the file: the process has it open and goes on writing at its new end."""
        with suppress(OSError):  # the file is emptied even if the copy fails: the disk may be full
            _shift(self._path)
            shutil.copyfile(self._path, _numbered(self._path, 1))
        with self._path.open("rb+") as file:
            file.truncate(0)
        self._offset = 0


class Reporter:
    """Writes lines to the terminal, and with their time to a log."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def say(self, line: str) -> None:
        """Writes one line; ignores a closed terminal or a full disk."""
        with suppress(OSError):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        with suppress(OSError), open_log(self._path) as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {line}\n".encode())
