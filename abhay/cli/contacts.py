"""`abhay contacts …`: who can be reached."""

import typer

from abhay.cli.support import ROLE, AsJson, ExistingFile, operator, print_json, with_runtime
from abhay.services.contacts import import_contacts
from abhay.services.runtime import Runtime
from abhay.store.directory import ContactChanges, contact_gaps

app = typer.Typer(help="How the posts are reached.", no_args_is_help=True)


@app.command("import")
def import_file(file: ExistingFile, as_json: AsJson = False) -> None:
    """Add and change contact points from a CSV file (docs/howto/production.md); all of it or nothing."""

    async def work(runtime: Runtime) -> ContactChanges:
        return await import_contacts(runtime.database, file, by=operator(), role=ROLE)

    done = with_runtime(work)
    if as_json:
        print_json(dict(vars(done)))
    else:
        typer.echo(f"{done.added} added, {done.changed} changed")


@app.command("check")
def check(as_json: AsJson = False) -> None:
    """Say which posts of the policy nobody could reach; exit code 1 if there are any."""

    async def work(runtime: Runtime) -> list[str]:
        return await contact_gaps(runtime.database)

    gaps = with_runtime(work)
    if as_json:
        print_json({"gaps": gaps})
    else:
        typer.echo("\n".join(gaps) or "every post has somebody")
    if gaps:
        raise typer.Exit(1)
