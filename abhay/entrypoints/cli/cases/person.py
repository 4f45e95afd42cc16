"""`abhay alert reveal|files`: the person behind a case and the files that came with it, against a reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from abhay.adapters.store.views.reading import find_alert
from abhay.entrypoints.cli.support import (
    AsJson,
    Ref,
    Why,
    at,
    print_json,
    print_table,
    this_terminal,
    why,
    with_runtime,
    write_privately,
)
from abhay.errors import BadInput
from abhay.services.cases import files as case_files
from abhay.services.cases import revealing
from abhay.services.cases.files import OpenedFile
from abhay.services.runtime import Runtime
from models.payloads import Payload
from models.views import FileView, Revealed, RevealedEvent


def add_commands(app: typer.Typer) -> None:
    """Put the commands into `abhay alert`."""
    app.command("reveal")(reveal)
    app.command("files")(files)


def reveal(ref: Ref, reason: Why, as_json: AsJson = False) -> None:
    """Print the person, the technical details and the words; who asked and why is in the audit log first."""
    text = why(reason)

    async def work(runtime: Runtime) -> Revealed:
        return await revealing.reveal(runtime, await find_alert(runtime.database, ref), this_terminal(), text)

    found = with_runtime(work)
    if as_json:
        print_json(found)
        return
    for event in found.events:
        print_table((f"{event.source}, {event.channel}", f"{at(event.received_at)} IST, {event.trust}"), _facts(event))
        typer.echo("")
    if found.notes:
        print_table(("noted (IST)", "by", "note"), ((at(each.at), each.by, each.note) for each in found.notes))


def files(
    ref: Ref,
    get: Annotated[str | None, typer.Option(help="Write the file of this id to --output.")] = None,
    reason: Annotated[str, typer.Option(help="Why the file is opened; for the audit log.")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Where to write it; never over a file.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the files that came with a case's messages, or write the exact bytes of one."""
    if get is not None:
        _write(ref, get, why(reason), output, as_json=as_json)
        return

    async def work(runtime: Runtime) -> list[FileView]:
        return await case_files.list_files(runtime, await find_alert(runtime.database, ref), this_terminal())

    found = with_runtime(work)
    if as_json:
        print_json(found)
    elif found:
        print_table(
            ("id", "name", "type", "bytes"), ((each.id, each.name, each.media_type, each.size) for each in found)
        )
    else:
        typer.echo(f"{ref}: no files came with it")


def _write(ref: str, file: str, reason: str, output: Path | None, *, as_json: bool) -> None:
    if output is None:
        raise BadInput("--output: say where the file is to be written")
    if output.exists():
        raise BadInput(f"{output} is there already: give another name")

    async def work(runtime: Runtime) -> OpenedFile:
        alert_id = await find_alert(runtime.database, ref)
        return await case_files.open_file(runtime, alert_id, file, this_terminal(), reason)

    opened = with_runtime(work)
    write_privately(output, opened.data)
    if as_json:
        print_json({"ref": ref, "file": file, "name": opened.name, "size": len(opened.data), "output": str(output)})
    else:
        typer.echo(f"{opened.name}, {len(opened.data)} bytes: {output}")


def _facts(event: RevealedEvent) -> Iterator[tuple[str, object]]:
    """Yields what a message says, one line for each value."""
    for name in ("subject", "content", "technical"):
        yield from _values(name, getattr(event, name))
    yield from ((name, value) for name in ("heard_from", "note") if (value := getattr(event, name)))
    if event.problems:
        yield "not understood", ", ".join(event.problems)
    if event.as_received and event.unread:
        yield "as it came", event.as_received


def _values(name: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Payload):
        for field in type(value).model_fields:
            yield from _values(f"{name}.{field}", getattr(value, field))
    elif isinstance(value, tuple):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _values(name, each)  # pyright: ignore[reportUnknownArgumentType]
    elif value is not None:
        yield name, value
