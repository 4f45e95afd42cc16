"""`abhay alert hand-over …`: the packet for another State's police, and who received it."""

from pathlib import Path
from typing import Annotated

import typer

from abhay.adapters.store.cases import handovers
from abhay.adapters.store.views.reading import find_alert
from abhay.entrypoints.cli.support import AsJson, Ref, print_json, this_terminal, with_runtime, write_privately
from abhay.errors import BadInput
from abhay.services.cases.hand_over import WrittenPacket, write_packet
from abhay.services.runtime import Runtime
from abhay.wording import words
from models.enums import PacketFormat


def add_commands(app: typer.Typer) -> None:
    """Put the commands into `abhay alert`."""
    app.command("hand-over")(hand_over)
    app.command("hand-over-received")(received)


def hand_over(
    ref: Ref,
    reason: Annotated[str, typer.Option(help="Why the person's data are given out; for the audit log.")],
    packet_format: Annotated[PacketFormat, typer.Option("--format", help="For machines, a message, or paper.")],
    state: Annotated[str | None, typer.Option(help="The other State, where the route does not name it.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="A file for it; else it is printed.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make the packet for another State's police: person, place, post and evidence."""
    if not (why := words.one_line(reason, 500)):
        raise BadInput("--reason: say why the person's data are given out")

    if packet_format is PacketFormat.PDF and output is None:
        raise BadInput("--output: say which file the PDF goes to")

    async def work(runtime: Runtime) -> WrittenPacket:
        alert_id = await find_alert(runtime.database, ref)
        return await write_packet(runtime, alert_id, packet_format, this_terminal(), why, state=state)

    packet = with_runtime(work)
    name, text = packet.name, packet.text
    if output is not None:
        write_privately(output, packet.content)
    if as_json:
        print_json({"ref": ref, "packet": name, "format": packet_format.value, "text": None if output else text})
    else:
        typer.echo(f"{name}: {output}" if output else text, nl=output is not None)


def received(
    ref: Ref,
    by: Annotated[str, typer.Option(help="Who of the other State received it: name, rank, station.")],
    note: Annotated[str | None, typer.Option(help="What is to be remembered.")] = None,
    as_json: AsJson = False,
) -> None:
    """Note that the other State's police have the case: the clock of the receipt stops."""
    if not (received_by := words.one_line(by, 200)):
        raise BadInput("--by: say who received it")
    first = with_runtime(lambda runtime: _received(runtime, ref, received_by, note))
    if as_json:
        print_json({"ref": ref, "first": first})
    else:
        typer.echo(f"{ref}: receipt noted" if first else f"{ref}: noted; there was a receipt before")


async def _received(runtime: Runtime, ref: str, received_by: str, note: str | None) -> bool:
    alert_id = await find_alert(runtime.database, ref)
    return await handovers.note_receipt(runtime.database, alert_id, received_by, note, this_terminal())
