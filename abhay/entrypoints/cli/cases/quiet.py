"""`abhay alert quiet`: a held message pages the desk no more for a stated time."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from abhay.adapters.store.cases.quieting import quieten
from abhay.adapters.store.views.reading import find_alert
from abhay.domain.cases.quiet import LONGEST, SHORTEST
from abhay.entrypoints.cli.support import AsJson, Ref, at, print_json, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.runtime import Runtime
from abhay.wording import words

_MINUTE = timedelta(minutes=1)


def add_commands(app: typer.Typer) -> None:
    """Put the command into `abhay alert`."""
    app.command("quiet")(quiet)


def quiet(
    ref: Ref,
    minutes: Annotated[int, typer.Option(min=SHORTEST // _MINUTE, max=LONGEST // _MINUTE, help="For so long.")],
    reason: Annotated[str, typer.Option(help="Who decided it, and why; for the audit log.")],
    as_json: AsJson = False,
) -> None:
    """Quieten a message whose sender is not proven: the desk is paged again when the time is over."""
    if not (why := words.one_line(reason, 500)):
        raise BadInput("--reason: say who decided it, and why")

    async def work(runtime: Runtime) -> datetime:
        alert_id = await find_alert(runtime.database, ref)
        return await quieten(runtime.database, alert_id, minutes * _MINUTE, this_terminal(), why)

    until = with_runtime(work)
    if as_json:
        print_json({"ref": ref, "until": until.isoformat()})
    else:
        typer.echo(f"{ref}: quiet until {at(until)}; then the desk is paged again")
