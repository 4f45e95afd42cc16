"""The parts' log files, kept small and read along, and the lines that a person at the terminal sees."""

import re
import shutil
import sys
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

KEPT = 3
"""Older files of each part: name.log.1 is the newest of them."""

LARGEST = 64 * 1024 * 1024
"""Bytes after which a running part's file is moved aside: a full disk would stop the intake."""

IMPORTANT = re.compile(
    r"^(?!.*the database system is |.*\bERROR:  )"  # PostgreSQL starting; a statement's error is its client's to tell
    r"(?=.*\b(ERROR|CRITICAL|FATAL|PANIC)\b|\w+(\.\w+)*Error: )"
)


def rotate(path: Path) -> None:
    """Make room for a new file; the oldest goes."""
    if path.exists():
        _shift(path)
        path.replace(_numbered(path, 1))


def _shift(path: Path) -> None:
    """Give each older file the next number, so that number 1 is free."""
    for number in range(KEPT - 1, 0, -1):
        if (older := _numbered(path, number)).exists():
            older.replace(_numbered(path, number + 1))


def _numbered(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def open_log(path: Path) -> BinaryIO:
    """The file for a process to append to; each write goes to its end, also after it was emptied."""
    path.touch(mode=0o600)
    return path.open("ab", buffering=0)


def last_line(path: Path) -> str:
    """The last line that says something, to be shown with a failure."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            lines = deque((line.strip() for line in file if line.strip()), maxlen=1)
    except FileNotFoundError:
        lines = deque[str]()
    return lines[0] if lines else "it said nothing"


class LogReader:
    """Reads one growing file: what is new since the last look, important lines only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._rest = b""

    def important(self) -> list[str]:
        """The important lines written since the last call."""
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
        if self._offset > LARGEST:
            self._move_aside()
        return new

    def _move_aside(self) -> None:
        """Copy and empty the file: the process has it open and goes on at its new end."""
        with suppress(OSError):  # emptied all the same: the disk may be full of it
            _shift(self._path)
            shutil.copyfile(self._path, _numbered(self._path, 1))
        with self._path.open("rb+") as file:
            file.truncate(0)
        self._offset = 0


class Reporter:
    """Says lines at the terminal, and with their time into a log."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def say(self, line: str) -> None:
        """One line; a closed terminal or a full disk stops nothing."""
        with suppress(OSError):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        with suppress(OSError), open_log(self._path) as file:
            file.write(f"{datetime.now(UTC).isoformat(timespec='milliseconds')} {line}\n".encode())
