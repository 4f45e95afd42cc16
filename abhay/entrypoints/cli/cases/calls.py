"""`abhay alert call`: an alert that somebody told on the telephone becomes a case."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from abhay.adapters.sources.phone import OF_A_CALL, read_note
from abhay.adapters.sources.reading.vocabulary import unread_fields
from abhay.adapters.store.intake.alerts import Accepted
from abhay.entrypoints.cli.support import AsJson, print_json, this_terminal, with_runtime
from abhay.errors import BadInput, UnknownFields
from abhay.services.intake.alerts import take_in_call
from models.enums import Severity

_DOUBTS = ("swapped", "rounded")
"""Remarks on a position that was read all the same."""

_STANDARD_INPUT = Path("-")


def add_commands(app: typer.Typer) -> None:
    """Put the command into `abhay alert`."""
    app.command("call")(call)


def call(  # noqa: PLR0913, PLR0917  typer makes options of them
    file: Annotated[
        Path | None,
        typer.Argument(help="The call as JSON, as POST /v1/alerts takes it; - reads it from standard input."),
    ] = None,
    severity: Annotated[Severity | None, typer.Option(help="How urgent; left out: imminent.")] = None,
    heard_from: Annotated[str | None, typer.Option(help="Who called: name, office, number.")] = None,
    text: Annotated[str | None, typer.Option(help="What the person wrote or said.")] = None,
    note: Annotated[str | None, typer.Option(help="What the caller told beside it.")] = None,
    name: Annotated[str | None, typer.Option(help="The person's name.")] = None,
    phone: Annotated[list[str] | None, typer.Option(help="A number of the person; may be given several times.")] = None,
    place: Annotated[str | None, typer.Option(help="Where the person is, in words.")] = None,
    district: Annotated[str | None, typer.Option(help="The district, if it is known.")] = None,
    pincode: Annotated[str | None, typer.Option(help="The pincode, if it is known.")] = None,
    source: Annotated[str | None, typer.Option(help="The partner who called, such as meta.")] = None,
    posted_at: Annotated[str | None, typer.Option(help="When it was posted, RFC 3339.")] = None,
    drill: Annotated[bool, typer.Option("--drill", help="A drill: people are told so.")] = False,
    as_json: AsJson = False,
) -> None:
    """Note a call: a case is opened, or the open one of the same person is joined, and the unit is paged.

    What stands in options can be seen by other users of this machine while the command runs: give a person's data in a
    file or on standard input.
    """
    location = {"line": place, "district": district, "pin": pincode}
    said = {
        "severity": severity,
        "heard_from": heard_from,
        "text": text,
        "note": note,
        "subject": _filled({"display_name": name, "phones": phone}),
        "location": _filled(location),
        "source": source,
        "posted_at": posted_at,
        "drill": drill or None,
    }
    body = _body(file, _filled(said))
    _require_read(body)
    accepted = with_runtime(lambda runtime: take_in_call(runtime, body, this_terminal()))
    _print(accepted, as_json=as_json)


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _body(file: Path | None, said: dict[str, Any]) -> bytes:
    """Returns the note as the API takes it. Raises `BadInput` for both ways at once, and for none."""
    if file is None:
        if not said.keys() - {"severity", "source", "drill"}:
            raise BadInput("say what was told (--text, --note, --heard-from, …), or give a JSON file")
        return json.dumps(said, ensure_ascii=False).encode()
    if said:
        raise BadInput(f"give {file} or options, not both")
    if file == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error


def _require_read(body: bytes) -> None:
    """Raises `BadInput` with the fields and values that cannot be read: whoever types them can mend them."""
    if unread := unread_fields(body, OF_A_CALL):
        raise UnknownFields(unread)
    wrong = [name for name in read_note(body).problems if not name.endswith(_DOUBTS)] if body else []
    if wrong:
        raise BadInput(f"{', '.join(wrong)}: cannot be read; nothing was taken in")


def _print(accepted: Accepted | None, *, as_json: bool) -> None:
    if as_json:
        known = accepted is not None
        print_json(
            {
                "ref": accepted.ref if known else None,
                "id": str(accepted.id) if known else None,
                "status": accepted.status if known else None,
                "repeat": known and accepted.repeat,
            }
        )
    elif accepted is None:
        typer.echo("no case: it says that nobody is needed any more, and there is no open case of this person")
    else:
        how = " (known already)" if accepted.repeat else " (one more message)" if accepted.attached else ""
        typer.echo(f"{accepted.ref}{how}")
