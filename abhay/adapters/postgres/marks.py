"""What a home remembers beside its database: where it is, and what it last saw of the database.

Both are small JSON files that only the owner reads. A home that cannot be written
remembers nothing, which stops no part.
"""

import json
import logging
import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from abhay.adapters.postgres.paths import Home
from abhay.domain.epochs import Seen
from abhay.errors import CopiedHome

_LOG = logging.getLogger(__name__)

LONG_AGO = timedelta(hours=1)
"""Time without a beat after which a start says so: a machine that was switched off, or a home that was put back."""

SEEN, PLACE = "epoch.json", "place.json"


@dataclass(frozen=True)
class Place:
    """A home's identity, and where it was last started; `adopted`: a copy that was told to be a system of its own."""

    home: UUID
    host: str
    path: str
    adopted: bool = False


def read_seen(home: Home) -> Seen | None:
    """Returns what the home last saw of its database, None if it remembers nothing."""
    kept = _read(home.root / SEEN)
    try:
        seen_at = datetime.fromisoformat(kept["seen_at"]).astimezone(UTC)
        return Seen(UUID(str(kept["epoch"])), int(kept["beats"]), seen_at, int(kept["last_ref"]))
    except (KeyError, TypeError, ValueError):
        return None


def write_seen(home: Home, seen: Seen) -> None:
    """Remembers what was seen of the database."""
    values = {"epoch": str(seen.epoch), "beats": seen.beats, "seen_at": seen.seen_at.isoformat()}
    _write(home.root / SEEN, {**values, "last_ref": seen.last_ref})


def read_place(home: Home) -> Place | None:
    """Returns the home's identity and its last place, None for a home that was never started."""
    return _place_in(home.root)


def write_place(home: Home, place: Place) -> None:
    """Remembers the home's identity and place."""
    kept = {"home": str(place.home), "host": place.host, "path": place.path, "adopted": place.adopted}
    _write(home.root / PLACE, kept)


def here(home: Home, identity: UUID | None = None, *, adopted: bool = False) -> Place:
    """Returns the home's present place, with a new identity unless one is given."""
    return Place(identity or uuid4(), socket.gethostname(), str(home.root.resolve()), adopted)


def remember_place(home: Home) -> None:
    """Remembers where the home is now; a copy that was adopted keeps that until its database knows."""
    before = read_place(home)
    present = here(home, before and before.home, adopted=bool(before and before.adopted))
    if present != before:
        write_place(home, present)


def require_original(home: Home) -> str | None:
    """Returns a line for people if the home was moved since its last start.

    Raises `CopiedHome` if the home that this one was copied from is still there. A copy that went to another
    machine cannot be told from a move: the line names both places.
    """
    before = read_place(home)
    if before is None:
        return None
    present = here(home, before.home)
    if before.path != present.path and _is_another(Path(before.path), home, before.home):
        raise CopiedHome(
            f"the home {present.path} is a copy of {before.path}, and both would page the same people: start that one, "
            "or `abhay db adopt` makes this one a system of its own"
        )
    if (before.host, before.path) == (present.host, present.path):
        return None
    return (
        f"This home was {before.path} on {before.host} and is now {present.path} on {present.host}: "
        "if that one is still there, do not start it."
    )


def long_ago(home: Home, now: datetime) -> str | None:
    """Returns a line for people if the home has not been at work for long: put back whole, it looks as it was left."""
    seen = read_seen(home)
    if seen is None or now - seen.seen_at < LONG_AGO:
        return None
    from abhay.clock import ist  # noqa: PLC0415  it is slow to import, and a start is on the way to the first alert

    return (
        f"This home was last at work at {ist(seen.seen_at)}. If it was put back from a copy since, stop it and say "
        f"`abhay db restored --since {seen.seen_at.isoformat(timespec='minutes')}`."
    )


def _is_another(path: Path, home: Home, identity: UUID) -> bool:
    """Returns whether another folder than the home carries its identity: what a move leaves behind does not."""
    try:
        found = _place_in(path)
        return found is not None and found.home == identity and not path.samefile(home.root)
    except OSError:
        return False


def _place_in(folder: Path) -> Place | None:
    kept = _read(folder / PLACE)
    try:
        return Place(UUID(str(kept["home"])), str(kept["host"]), str(kept["path"]), bool(kept["adopted"]))
    except (KeyError, TypeError, ValueError):
        return None


def _read(file: Path) -> Mapping[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _LOG.warning("%s cannot be read (%s)", file, type(error).__name__)
        return {}
    return cast("dict[str, Any]", kept) if isinstance(kept, dict) else {}


def _write(file: Path, values: Mapping[str, Any]) -> None:
    """Writes the file whole or not at all, readable for nobody else from the first byte."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as text:
            json.dump(values, text)
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        _warn_once(file, type(error).__name__)


@cache
def _warn_once(file: Path, why: str) -> None:
    """Says so once in a process's life: a container's home is read-only for as long as it runs."""
    _LOG.warning("%s cannot be written (%s): this home will not notice a restored database", file, why)
