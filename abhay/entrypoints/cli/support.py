"""What the commands share: their runtime, JSON or tables on standard output, times for people."""

import asyncio
import getpass
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from pydantic import BaseModel, TypeAdapter
from rich.console import Console
from rich.table import Table
from rich.text import Text

from abhay.adapters.processes.environment import become_client
from abhay.adapters.store.db.waits import COMMAND, Waits
from abhay.clock import ist_seconds
from abhay.domain.refs import as_written
from abhay.errors import BadInput
from abhay.services.beginning import begin
from abhay.services.runtime import Runtime, get_runtime
from abhay.settings import get_settings
from abhay.wording import words
from models.actors import Actor, terminal

T = TypeVar("T")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Ref = Annotated[str, typer.Argument(help="The case's ref, such as RJ-2026-000042.", parser=as_written)]
Why = Annotated[str, typer.Option("--reason", help="Why, for the audit log.")]
ExistingFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]

_WIDE = 200


def with_runtime(work: Callable[[Runtime], Awaitable[T]], waits: Waits = COMMAND) -> T:
    """Does the work with this home's keys and database, and what follows its commits; then closes every connection.

    Raises `NewerSchema` if the tables are a newer release's. It waits for our database as long as `waits` says.
    Prefect's address is read from the environment when the runtime is built: it is set here.
    """

    async def whole() -> T:
        runtime = get_runtime(waits)
        try:
            await begin(runtime)
            return await work(runtime)
        finally:
            await runtime.close()

    become_client(get_settings())
    return asyncio.run(whole())


def this_terminal() -> Actor:
    """Returns whoever sits at this terminal, by the name of the account on the host."""
    try:
        return terminal(f"cli:{getpass.getuser()}")
    except (OSError, KeyError):
        return terminal("cli")


def print_json(value: BaseModel | dict[str, Any] | Sequence[BaseModel]) -> None:
    """Prints JSON on standard output."""
    typer.echo(TypeAdapter(Any).dump_json(value, indent=2).decode())


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table; its text cannot steer the terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_plain(cell)) for cell in row))
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    console.print(table)


def why(reason: str, longest: int = 500) -> str:
    """Returns a reason as it goes to the audit log, on one line. Raises `BadInput` for none."""
    if not (text := words.one_line(reason, longest)):
        raise BadInput("--reason: say why")
    return text


def write_privately(file: Path, content: str | bytes) -> None:
    """Writes a file that nobody else can read, new or in place of an old one. Raises `BadInput`."""
    try:
        file.touch(mode=0o600, exist_ok=True)
        file.chmod(0o600)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}") from error


def at(moment: datetime | None) -> str:
    """Returns a moment as officials read it, to the second, in IST."""
    return ist_seconds(moment) or "-"


def _plain(cell: object) -> str:
    text = "-" if cell is None else str(cell)
    return "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
