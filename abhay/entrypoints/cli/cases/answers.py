"""`abhay alert route|milestone|close|note|undo`: acts on a case for somebody, for example after a telephone call."""

from enum import StrEnum
from typing import Annotated

import typer

from abhay.adapters.store.cases import answers, rerouting
from abhay.adapters.store.cases.answers import Answer
from abhay.adapters.store.cases.notes import add_note
from abhay.adapters.store.cases.undo import undoing
from abhay.adapters.store.directory.contacts import require_place
from abhay.adapters.store.views.reading import find_alert
from abhay.entrypoints.cli.support import AsJson, Ref, Why, print_json, this_terminal, why, with_runtime
from abhay.errors import BadInput
from abhay.services.runtime import Runtime
from models.enums import MilestoneKind, Outcome

By = Annotated[str | None, typer.Option(help="Who says so: name and rank; left out: you.")]
Unit = Annotated[str | None, typer.Option(help="The police unit that acts (abhay units list).")]
Note = Annotated[str | None, typer.Option(help="What is to be remembered.")]


class Step(StrEnum):
    """The steps that people report; the last one is reached by closing."""

    DISPATCHED = MilestoneKind.DISPATCHED.value
    REACHED = MilestoneKind.REACHED.value
    FAMILY_INFORMED = MilestoneKind.FAMILY_INFORMED.value


def add_commands(app: typer.Typer) -> None:
    """Put the commands into `abhay alert`."""
    app.command("route")(route)
    app.command("milestone")(milestone)
    app.command("close")(close)
    app.command("note")(note_down)
    app.command("undo")(undo)


def route(
    ref: Ref,
    unit: Annotated[str, typer.Option(help="The police unit that the case goes to (abhay units list).")],
    reason: Why,
    as_json: AsJson = False,
) -> None:
    """Give a case to a police unit; its clock never starts anew."""
    text = why(reason)

    async def work(runtime: Runtime) -> bool:
        alert_id = await find_alert(runtime.database, ref)
        return await rerouting.route_to(runtime.database, alert_id, unit, this_terminal(), text)

    changed = with_runtime(work)
    if as_json:
        print_json({"ref": ref, "unit": unit, "changed": changed})
    else:
        typer.echo(f"{ref}: goes to {unit}" if changed else f"{ref}: {unit} has it already")


def note_down(
    ref: Ref,
    note: Annotated[str, typer.Option(help="What is to be remembered.")],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Write something about a case that answers nothing and stops no clock; a reveal shows it."""
    if not (text := note.strip()):
        raise BadInput("--note: write something")

    async def work(runtime: Runtime) -> str:
        alert_id = await find_alert(runtime.database, ref)
        return await add_note(runtime.database, alert_id, text, this_terminal().known_as(by))

    noted = with_runtime(work)
    if as_json:
        print_json({"ref": noted})
    else:
        typer.echo(f"{noted}: noted")


def milestone(
    ref: Ref,
    kind: Annotated[Step, typer.Option(help="The step that was reached.")],
    by: By = None,
    unit: Unit = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Note that a team left, the person was reached, or the family knows; an unanswered case is taken by it."""

    async def work(runtime: Runtime) -> bool:
        alert_id = await find_alert(runtime.database, ref)
        await require_place(runtime.database, unit, None)
        actor, answer = this_terminal().known_as(by), Answer(unit, note=note)
        return await answers.reach_milestone(runtime.database, alert_id, MilestoneKind(kind), actor, answer)

    first = with_runtime(work)
    if as_json:
        print_json({"ref": ref, "kind": kind, "first": first})
    else:
        typer.echo(f"{ref}: {kind} noted" if first else f"{ref}: noted; {kind} was reached before")


def close(
    ref: Ref,
    outcome: Annotated[Outcome, typer.Option(help="How the case ended.")],
    by: By = None,
    unit: Unit = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """End a case with an outcome; everybody who was told of it is told, and the first outcome stays."""

    async def work(runtime: Runtime) -> bool:
        alert_id = await find_alert(runtime.database, ref)
        await require_place(runtime.database, unit, None)
        actor, answer = this_terminal().known_as(by), Answer(unit, note=note)
        return await answers.close(runtime.database, alert_id, outcome, actor, answer)

    first = with_runtime(work)
    if as_json:
        print_json({"ref": ref, "outcome": outcome, "first": first})
    else:
        typer.echo(f"{ref}: closed, {outcome}" if first else f"{ref}: noted; it was closed before")


def undo(ref: Ref, as_json: AsJson = False) -> None:
    """Take back the last step, "not ours" or outcome, within five minutes and before anybody else acts on the case."""

    async def work(runtime: Runtime) -> None:
        alert_id = await find_alert(runtime.database, ref)
        await undoing.undo(runtime.database, alert_id, this_terminal())

    with_runtime(work)
    if as_json:
        print_json({"ref": ref, "undone": True})
    else:
        typer.echo(f"{ref}: taken back; whoever had a message of it gets a correction")
