"""Backing our database up into one file, and putting it back into an empty one."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from abhay.adapters.archive import Archive, new_archive
from abhay.adapters.postgres.marks import read_seen
from abhay.adapters.postgres.paths import Home
from abhay.adapters.store.db.dump import load_dump, others_in, tables_in, write_dump
from abhay.adapters.store.db.migrations import downgrade_to, upgrade_to, upgrade_to_head
from abhay.adapters.store.db.preparation import known_revisions, newest_revision
from abhay.adapters.store.log.epochs import Replaced, current_epoch, note_backup, replace_epoch
from abhay.errors import BackupRefused, NewerSchema, SetupError
from abhay.security.secretfiles import keys_to_carry, load_secrets, put_keys
from abhay.services.admin.seeding import prepare
from abhay.services.beginning import SINCE_REVISION
from abhay.services.runtime import Runtime
from abhay.settings import Settings
from models.actors import Actor
from models.payloads import EpochMark, Manifest
from models.records import EpochReason
from models.tables import Epoch


async def back_up(runtime: Runtime, path: Path, actor: Actor, *, with_keys: bool) -> Manifest:
    """Writes a backup, as of one moment, while the system runs; returns its manifest. Raises `BackupRefused`."""
    keys = keys_to_carry(runtime.settings) if with_keys else None
    at = await runtime.database.ping()  # before the rows are read: whatever comes later counts as missing
    with new_archive(path) as archive:
        contents = await write_dump(runtime.database_url, archive.rows)
        manifest = Manifest(
            version=version("abhay"),
            at=at,
            keys=sorted(runtime.secrets.newest_fingerprints),
            with_keys=with_keys,
            epoch=await _mark(runtime, contents.revision),
            contents=contents,
        )
        archive.finish(manifest, keys)
    await note_backup(runtime.database, actor, with_keys=with_keys)
    return manifest


def require_restorable(manifest: Manifest) -> None:
    """Raises `NewerSchema` if a newer release made the backup."""
    if manifest.contents.revision not in known_revisions():
        raise NewerSchema(manifest.contents.revision, newest_revision())


def bring_keys(settings: Settings, archive: Archive, manifest: Manifest) -> None:
    """Puts the backup's keys into a home without any, and checks that the keys here open it. Raises `BackupRefused`."""
    if kept := archive.keys():
        Home.of(settings).create(None)
        put_keys(settings, kept)
    try:
        held = load_secrets(settings).fingerprints
    except SetupError as error:
        raise BackupRefused(f"the keys of this backup are not here; put them back first: {error}") from error
    if not set(manifest.keys) <= held:
        raise BackupRefused("the keys here are not those of this backup: put its keys back first")


async def require_room(url: str) -> None:
    """Raises `BackupRefused` unless the database is empty and nobody else is connected."""
    if tables := await tables_in(url):
        raise BackupRefused(f"the database is not empty ({_some(tables)}): a backup goes into an empty one only")
    if others := await others_in(url):
        raise BackupRefused(f"the database has {others} other connections: stop the system first")


async def put_back(runtime: Runtime, archive: Archive, manifest: Manifest, actor: Actor) -> Epoch:
    """Fills the empty database, upgrades it, and begins the epoch by which every start knows it as restored.

    If a row is refused, the database is empty again. Raises `BackupRefused`.
    """
    url = runtime.database_url
    await require_room(url)
    try:
        await asyncio.to_thread(upgrade_to, url, manifest.contents.revision)
        await load_dump(url, manifest.contents, archive.rows)
    except BaseException:
        await asyncio.to_thread(downgrade_to, url, "base")
        raise
    await asyncio.to_thread(upgrade_to_head, url)
    await prepare(runtime)
    return await say_restored(runtime, manifest.at, actor)


async def say_restored(runtime: Runtime, since: datetime, actor: Actor, newest_ref: int = 0) -> Epoch:
    """Begins an epoch of a database that stands on its state at `since`; `newest_ref` was given since then."""
    seen = await asyncio.to_thread(read_seen, Home.of(runtime.settings))
    return await replace_epoch(runtime.database, seen, Replaced(EpochReason.RESTORED, actor, since, newest_ref))


async def _mark(runtime: Runtime, revision: str) -> EpochMark | None:
    """Returns the epoch of the database; tables from before an upgrade may know none."""
    epoch = await current_epoch(runtime.database) if revision >= SINCE_REVISION else None
    return None if epoch is None else EpochMark(number=epoch.number, id=str(epoch.id), beats=epoch.beats)


def _some(tables: Sequence[str]) -> str:
    return f"{len(tables)} tables, such as {tables[0]}"
