"""`abhay backup`."""

from pathlib import Path
from typing import Annotated

import typer

from abhay.clock import ist
from abhay.entrypoints.cli.support import AsJson, print_json, this_terminal, with_runtime
from abhay.entrypoints.database_alone import reachable_database
from abhay.security.secretfiles import secrets_folder
from abhay.services.admin.backup import back_up
from abhay.services.runtime import Runtime
from abhay.settings import get_settings
from models.payloads import Manifest

FILE = Annotated[Path, typer.Argument(dir_okay=False, help="The file to write; it must not be there yet.")]
WITH_KEYS = Annotated[
    bool, typer.Option("--with-keys", help="Put the keys in: whoever has the file then reads it all.")
]


def backup(file: FILE, with_keys: WITH_KEYS = False, as_json: AsJson = False) -> None:
    """Write our database into one file, as of one moment, while the system runs. The keys are not in it."""

    async def work(runtime: Runtime) -> Manifest:
        return await back_up(runtime, file, this_terminal(), with_keys=with_keys)

    with reachable_database(get_settings()):
        manifest = with_runtime(work)
    if as_json:
        print_json(manifest)
        return
    rows = manifest.contents.rows
    typer.echo(
        f"{file}: the database at {ist(manifest.at)}, revision {manifest.contents.revision}, "
        f"{rows('alert')} cases, {rows('notification')} messages."
    )
    typer.echo(_about_keys(with_keys=with_keys))


def _about_keys(*, with_keys: bool) -> str:
    if with_keys:
        return "The keys ARE in it: whoever has this file reads everything. Keep it as you keep the keys themselves."
    return (
        "The keys are not in it, and without them nobody reads it: keep a copy of them in another place "
        f"({secrets_folder(get_settings())}, or wherever ABHAY_KEYS, ABHAY_INDEX_KEY and ABHAY_LINK_KEY are set)."
    )
