"""`abhay key …`: encryption keys."""

import typer

from abhay.entrypoints.cli.support import AsJson, print_json, print_table, this_terminal, with_runtime
from abhay.security.secretfiles import make_fernet_key
from abhay.services.admin.rotation import Rotated
from abhay.services.admin.rotation import rotate as rotate_keys
from abhay.services.runtime import Runtime

app = typer.Typer(help="Encryption keys.", no_args_is_help=True)


@app.callback()
def keys() -> None:
    """Encryption keys."""


@app.command("create")
def create(as_json: AsJson = False) -> None:
    """Print a new Fernet key: put it first in ABHAY_KEYS, before the older ones."""
    key = make_fernet_key()
    if as_json:
        print_json({"key": key})
    else:
        typer.echo(key)


@app.command("rotate")
def rotate(as_json: AsJson = False) -> None:
    """Seal and index everything anew under the newest keys, while the system runs; exit code 1 if a value was left.

    May be broken off and run again: it goes on with what is left.
    """

    async def work(runtime: Runtime) -> Rotated:
        return await rotate_keys(runtime, this_terminal())

    rotated = with_runtime(work)
    if as_json:
        columns = [vars(column) for column in rotated.columns]
        print_json({"columns": columns, "index": vars(rotated.index), "sealed_notes": rotated.sealed_notes})
    else:
        print_table(
            ("table", "column", "sealed anew", "already", "changed meanwhile", "unreadable"),
            ((c.table, c.column, c.resealed, c.already, c.changed, c.unreadable) for c in rotated.columns),
        )
        index = rotated.index
        typer.echo(
            f"\n{index.cases} cases indexed: {index.added} added, {index.removed} removed, {index.unknown} unknown"
        )
        typer.echo(f"{index.hashes} hashes of messages keyed anew")
        typer.echo(f"{rotated.sealed_notes} notes and routes of older versions sealed")
    if rotated.unreadable or rotated.left:
        raise typer.Exit(1)
