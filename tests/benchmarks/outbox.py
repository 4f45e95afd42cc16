"""The messages that were handed over, read from the embedded channel's folder: each file once."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.support.system import until

Message = dict[str, Any]


class Outbox:
    """What has been handed over so far, by the case's ref, in the order of handing over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: set[str] = set()
        self._messages: defaultdict[str, list[Message]] = defaultdict(list)

    def read(self) -> None:
        """Read what is new."""
        new = sorted({path.name for path in self._folder.glob("*.json")} - self._seen)
        for name in new:
            message = json.loads((self._folder / name).read_text(encoding="utf-8"))
            self._messages[message["alert"]].append(message)
        self._seen.update(new)

    def of(self, ref: str, kind: str, rung: str | None = None) -> list[Message]:
        return [m for m in self._messages[ref] if m["kind"] == kind and rung in (None, m["rung"])]

    def paged(self, refs: Iterable[str], rung: str) -> dict[str, float]:
        """When each of these cases was first paged on this rung (Unix time), as far as they were."""
        self.read()
        pages = {ref: self.of(ref, "page", rung) for ref in refs}
        return {ref: handed_over(found[0]) for ref, found in pages.items() if found}

    def all_paged(self, refs: Iterable[str], rung: str, limit: float, every: float = 0.1) -> dict[str, float]:
        """The same once each of them was; fails after `limit` seconds."""
        wanted = set(refs)
        until(lambda: len(self.paged(wanted, rung)) == len(wanted), limit, f"not all were paged on {rung}", every)
        return self.paged(wanted, rung)


def handed_over(message: Message) -> float:
    """The message's `at` as Unix time."""
    return datetime.fromisoformat(message["at"]).timestamp()
