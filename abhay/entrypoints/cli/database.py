"""`abhay db …`: our database's tables."""

import typer

from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.store.db.migrations import difference, upgrade_to_head
from abhay.entrypoints.cli.support import AsJson, print_json, with_runtime
from abhay.services.admin.seeding import prepare
from abhay.settings import get_settings

app = typer.Typer(help="Our database.", no_args_is_help=True)


@app.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this version and fill in districts, units, posts and the first policy.

    An embedded database also gets a synthetic contact for every post that has none.
    """
    upgrade_to_head(database_urls(get_settings()).abhay)
    with_runtime(prepare)


@app.command("check")
def check(as_json: AsJson = False) -> None:
    """Say whether the tables are as this version wants them; exit code 1 if not."""
    found = difference(database_urls(get_settings()).abhay)
    if as_json:
        print_json({"difference": found})
    else:
        typer.echo(found or "as this version wants them")
    if found:
        raise typer.Exit(1)
