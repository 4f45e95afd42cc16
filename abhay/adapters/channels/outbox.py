"""The embedded channel: each message becomes one JSON file in `$ABHAY_HOME/outbox` (docs/contract.md, section 6).

It is for development, demonstrations and tests, and the only channel that carries the PIN.
"""

import asyncio
import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from abhay.adapters.channels.base import plain_id
from abhay.errors import ChannelUnavailable
from abhay.settings import Settings
from models.payloads import OutgoingMessage, Receipt

_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAMED = re.compile(r"\.?\d{8}T\d{6}\.\d{6}Z-.+\.(json|part)$")
"""What we wrote there; anything else in the folder is somebody else's."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class OutboxChannel:
    """Writes files that readers see whole or not at all; their names sort by time and end in the message's id."""

    name = "outbox"

    def __init__(
        self, folder: Path, now: Callable[[], datetime] = _utc_now, keep: timedelta = timedelta(days=30)
    ) -> None:
        self._folder = folder
        self._keep = keep
        self._now = now

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Returns the channel: the outbox needs no setting, so it is always on."""
        own = settings.channels.outbox
        return cls(own.folder or settings.home / "outbox", keep=timedelta(days=own.keep_days))

    async def send(self, message: OutgoingMessage) -> Receipt:
        """Writes the file. Raises `ChannelUnavailable` for a full disk or an unwritable folder."""
        try:
            return await asyncio.to_thread(self._write, message)
        except OSError as problem:
            raise ChannelUnavailable(
                f"The outbox cannot be written: {problem.strerror or type(problem).__name__}."
            ) from problem

    async def prune(self) -> int:
        """Deletes files, and drafts that were never finished, which are older than the settings allow."""
        return await asyncio.to_thread(self._prune)

    def _prune(self) -> int:
        before = f"{self._now() - self._keep:{_STAMP}}"
        old = [path for path in self._folder.glob("*") if _NAMED.match(path.name) and path.name.lstrip(".") < before]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _write(self, message: OutgoingMessage) -> Receipt:
        at = self._now()
        name = f"{at:{_STAMP}}-{plain_id(message)}"
        unfinished = self._folder / f".{name}.part"
        try:
            self._fill(unfinished, {"at": f"{at:%Y-%m-%dT%H:%M:%S.%fZ}", **message.model_dump(mode="json")})
            unfinished.replace(self._folder / f"{name}.json")
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        return Receipt(provider_id=name)

    @staticmethod
    def _fill(path: Path, content: dict[str, object]) -> None:
        with os.fdopen(_created(path), "w", encoding="utf-8") as file:
            file.write(json.dumps(content, ensure_ascii=False, indent=1))


def _created(path: Path) -> int:
    """Returns a new file, open for writing, which only we may read; makes its folder if that is missing."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(path, flags, 0o600)
