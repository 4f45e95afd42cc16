"""`abhay db …`: our database's tables, and what a start is to know of where they came from."""

import re
from datetime import datetime
from typing import Annotated

import typer

from abhay.adapters.postgres.marks import here, read_place, write_place
from abhay.adapters.postgres.paths import Home
from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.store.db.migrations import difference, upgrade_to_head
from abhay.clock import ist
from abhay.entrypoints.cli.support import AsJson, print_json, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.admin.backup import say_restored
from abhay.services.admin.seeding import prepare
from abhay.services.runtime import Runtime
from abhay.settings import get_settings
from models.tables import Epoch

app = typer.Typer(help="Our database.", no_args_is_help=True)


@app.command("upgrade")
def upgrade() -> None:
    """Bring the tables to this version and fill in districts, units, posts and the first policy.

    An embedded database also gets a synthetic contact for every post that has none.
    """
    upgrade_to_head(database_urls(get_settings()).abhay)
    with_runtime(prepare)


@app.command("restored")
def restored(
    since: Annotated[str, typer.Option(help="The time of the backup, such as 2026-11-29T10:00+05:30.")],
    newest_ref: Annotated[str | None, typer.Option(help="The highest ref that anybody holds.")] = None,
) -> None:
    """Say that this database was restored from a backup of that time, where no home could notice it.

    Older cases' messages are labelled as possible repeats, refs jump by a gap, the desk is told.
    """
    moment, number = _moment(since), _number(newest_ref)

    async def work(runtime: Runtime) -> Epoch:
        return await say_restored(runtime, moment, this_terminal(), number)

    epoch = with_runtime(work)
    typer.echo(f"The database stands on {ist(moment)}; new refs come after {epoch.refs_after}. The desk is told.")


@app.command("adopt")
def adopt() -> None:
    """Make this home, a copy of another one, a system of its own; its messages say that they may be repeats."""
    home = Home.of(get_settings())
    if read_place(home) is None:
        raise BadInput(f"{home.root} was never started, so it is no copy")
    write_place(home, here(home, adopted=True))
    typer.echo(f"{home.root} is a system of its own from its next start on. Stop the other one if it is not needed.")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"--since {text}: write a time such as 2026-11-29T10:00+05:30") from error
    if moment.tzinfo is None:
        raise BadInput(f"--since {text}: add the zone, such as +05:30")
    return moment


def _number(ref: str | None) -> int:
    if ref is None:
        return 0
    found = re.fullmatch(r"RJ-[0-9]{4}-([0-9]{6,9})", ref)
    if found is None:
        raise BadInput(f"--newest-ref {ref}: write a ref such as RJ-2026-000042")
    return int(found[1])


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
