"""`abhay restore`."""

from pathlib import Path

import typer

from abhay.adapters.archive import Archive, open_archive
from abhay.clock import ist
from abhay.entrypoints.cli.support import AsJson, ExistingFile, print_json, this_terminal, with_runtime
from abhay.entrypoints.database_alone import own_database
from abhay.services.admin.backup import bring_keys, put_back, require_restorable
from abhay.services.runtime import Runtime
from abhay.settings import get_settings
from models.payloads import Manifest
from models.tables import Epoch


def restore(file: ExistingFile, as_json: AsJson = False) -> None:
    """Put a backup into an empty database of ours, while the system is stopped; an older one is upgraded."""
    with open_archive(Path(file)) as archive:
        manifest = archive.manifest()
        require_restorable(manifest)
        bring_keys(get_settings(), archive, manifest)
        with own_database(get_settings()):
            epoch = _put_back(archive, manifest)
    if as_json:
        print_json(epoch)
        return
    typer.echo(f"Restored: the database stands on {ist(manifest.at)}; new refs come after {epoch.refs_after}.")
    typer.echo(
        "At the next start the desk is told what is missing, and messages of older cases say they may be repeats."
    )


def _put_back(archive: Archive, manifest: Manifest) -> Epoch:
    async def work(runtime: Runtime) -> Epoch:
        return await put_back(runtime, archive, manifest, this_terminal())

    return with_runtime(work)
