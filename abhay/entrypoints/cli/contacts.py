"""`abhay contacts …`: who can be reached."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from abhay.adapters.store.directory.changes.decisions import Waiting, Wanted, waiting_changes
from abhay.adapters.store.directory.contact_lists import ContactChanges
from abhay.adapters.store.directory.contacts import STATE, contact_gaps
from abhay.entrypoints.cli.support import (
    AsJson,
    ExistingFile,
    at,
    print_json,
    print_table,
    this_terminal,
    with_runtime,
    write_privately,
)
from abhay.services.admin.contact_table import write_table
from abhay.services.admin.contacts import import_contacts, listed_contacts, unreachable_channels
from abhay.services.admin.readiness import readiness as readiness_of_all
from abhay.services.messages.contact_tests import send_tests
from abhay.services.runtime import Runtime
from models.views import ContactTestView, ContactView, ReadinessView, ShortcomingView

Of = Annotated[str | None, typer.Option("--unit", help="Of this police unit alone, by id or name, or of state.")]
_SAID_EVERY = 100

app = typer.Typer(help="How the posts are reached.", no_args_is_help=True)


@app.command("import")
def import_file(file: ExistingFile, as_json: AsJson = False) -> None:
    """Add and change contact points from a CSV file (docs/howto/production.md); all of it or nothing."""

    async def work(runtime: Runtime) -> ContactChanges:
        return await import_contacts(runtime, file, this_terminal(), progress=_say_progress)

    done = with_runtime(work)
    if as_json:
        print_json(dict(vars(done)))
    else:
        typer.echo(f"{done.added} added, {done.changed} changed")
        if done.waiting:
            typer.echo(f"waits for a second person, who confirms it at /units: {', '.join(done.waiting)}")
            typer.echo("`abhay contacts waiting` lists what waits")
        if done.alone:
            typer.echo(f"no second admin could confirm it, so the desk was told: {', '.join(done.alone)}")


def _say_progress(done: int, total: int) -> None:
    """Says every hundred contact points how far it is."""
    if done // _SAID_EVERY != (done - 1) // _SAID_EVERY and done < total:
        typer.echo(f"{done} of {total} checked, nothing written yet", err=True)


@app.command("list")
def list_(unit: Of = None, as_json: AsJson = False) -> None:
    """List the contact points: who is reached where and how, without PINs."""
    found = _read(unit)
    if as_json:
        print_json({"contacts": [each.model_dump(mode="json") for each in found]})
        return
    head = ("unit", "post", "name", "phone", "channel", "address", "order", "active")
    rows = ((x.unit or STATE, x.post, x.name, x.phone, x.channel, x.address, x.order, _yes(x)) for x in found)
    print_table(head, rows)


@app.command("waiting")
def waiting(as_json: AsJson = False) -> None:
    """List the changes at supervising posts that wait for a second person, who decides, signed in, at /units.

    The terminal confirms and refuses none: whoever sits at it is no second person that we know.
    """

    async def work(runtime: Runtime) -> list[Waiting]:
        return await waiting_changes(runtime.database, this_terminal())

    found = with_runtime(work)
    if as_json:
        print_json({"changes": found})
        return
    if not found:
        typer.echo("no change waits")
        return
    head = ("change", "unit", "asked for (IST)", "by", "post", "channel", "address", "name", "is to be")
    print_table(head, (_of_change(each, one) for each in found for one in each.wanted))


def _of_change(change: Waiting, one: Wanted) -> tuple[object, ...]:
    becomes = "on" if one.active else "off"
    who = (change.id, change.unit, at(change.requested_at), change.requested_by)
    return (*who, one.post, one.channel, one.address, one.name, f"{becomes}, new PIN" if one.new_pin else becomes)


@app.command("export")
def export(
    unit: Of = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file for it; else it is printed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the contact points as the CSV file that `import` takes, without PINs: a known contact keeps its own."""
    found = _read(unit)
    text = write_table(found)
    if output is None and not as_json:
        typer.echo(text, nl=False)
        return
    if output is not None:
        write_privately(output, f"\ufeff{text}")  # by its mark Excel knows UTF-8
    if as_json:
        print_json({"contacts": len(found), "file": str(output) if output else None, "csv": None if output else text})
    else:
        typer.echo(f"{len(found)} contact points: {output}")


def _read(unit: str | None) -> list[ContactView]:
    return with_runtime(lambda runtime: listed_contacts(runtime, unit, this_terminal()))


def _yes(contact: ContactView) -> str:
    return "yes" if contact.active else "no"


@app.command("check")
def check(
    readiness: Annotated[bool, typer.Option("--readiness", help="Say of each unit how ready it is, and why.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say which posts of the policy nobody could reach, and which channels are off; exit code 1 if there are any.

    How ready the units are (two contacts on two channels, answered tests, no gap in a roster) changes no exit code.
    """

    async def work(runtime: Runtime) -> tuple[list[str], list[str], ReadinessView]:
        off = await unreachable_channels(runtime.database, runtime.channels)
        within = timedelta(days=runtime.settings.readiness.test_days)
        return await contact_gaps(runtime.database), off, await readiness_of_all(runtime.database, within=within)

    gaps, off, found = with_runtime(work)
    if as_json:
        print_json({"gaps": gaps, "channels_off": off, "readiness": found.model_dump(mode="json")["units"]})
    else:
        typer.echo("\n".join([*gaps, *off]) or "every post has somebody")
        typer.echo(_summary(found))
    if readiness and not as_json:
        rows = [(each.unit, each.score, "; ".join(map(_reason, each.reasons))) for each in found.units]
        print_table(("unit", "of 100", "why"), rows)
    if gaps or off:
        raise typer.Exit(1)


@app.command("test")
def send_test(
    unit: Annotated[str, typer.Argument(help="A police unit, or state.")],
    post: Annotated[str | None, typer.Option(help="One post alone.")] = None,
    as_json: AsJson = False,
) -> None:
    """Send a test to each active contact of a unit; it says that it is one. Exit code 1 if any was not handed over."""

    async def work(runtime: Runtime) -> list[ContactTestView]:
        return await send_tests(runtime, unit, this_terminal(), post=post)

    found = with_runtime(work)
    if as_json:
        print_json(found)
    else:
        rows = [(each.post, each.name or "", each.channel, each.error or "sent") for each in found]
        print_table(("post", "name", "channel", "test"), rows)
    if not all(each.sent for each in found):
        raise typer.Exit(1)


def _summary(found: ReadinessView) -> str:
    ready = sum(not each.reasons for each in found.units)
    return f"{ready} of {len(found.units)} units are ready (abhay contacts check --readiness says why)"


def _reason(one: ShortcomingView) -> str:
    return f"{one.post}: {one.lack.replace('_', ' ')}{f' ({one.count})' if one.count else ''}"
