"""`abhay contacts …`: who can be reached."""

import typer

from abhay.adapters.store.directory.contact_lists import ContactChanges
from abhay.adapters.store.directory.contacts import contact_gaps
from abhay.entrypoints.cli.support import AsJson, ExistingFile, print_json, this_terminal, with_runtime
from abhay.services.admin.contacts import import_contacts, unreachable_channels
from abhay.services.runtime import Runtime

app = typer.Typer(help="How the posts are reached.", no_args_is_help=True)


@app.command("import")
def import_file(file: ExistingFile, as_json: AsJson = False) -> None:
    """Add and change contact points from a CSV file (docs/howto/production.md); all of it or nothing."""

    async def work(runtime: Runtime) -> ContactChanges:
        return await import_contacts(runtime, file, this_terminal())

    done = with_runtime(work)
    if as_json:
        print_json(dict(vars(done)))
    else:
        typer.echo(f"{done.added} added, {done.changed} changed")


@app.command("check")
def check(as_json: AsJson = False) -> None:
    """Say which posts of the policy nobody could reach, and which channels are off; exit code 1 if there are any."""

    async def work(runtime: Runtime) -> tuple[list[str], list[str]]:
        off = await unreachable_channels(runtime.database, runtime.channels)
        return await contact_gaps(runtime.database), off

    gaps, off = with_runtime(work)
    if as_json:
        print_json({"gaps": gaps, "channels_off": off})
    else:
        typer.echo("\n".join([*gaps, *off]) or "every post has somebody")
    if gaps or off:
        raise typer.Exit(1)
