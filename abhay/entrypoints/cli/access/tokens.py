"""`abhay token …`: who may call the gateway."""

from typing import Annotated

import typer

from abhay.adapters.sources.registry import is_source
from abhay.adapters.store.directory.tokens import create_token, revoke_tokens
from abhay.entrypoints.cli.support import AsJson, print_json, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.runtime import Runtime
from models.enums import Role

app = typer.Typer(help="Bearer tokens for the gateway.", no_args_is_help=True)


@app.command("create")
def create(
    role: Annotated[Role, typer.Option(help="What the token may do.")],
    name: Annotated[str, typer.Option(help="Whose it is; the audit log says this name.")],
    unit: Annotated[str | None, typer.Option(help="The police unit, for the role `unit`.")] = None,
    source: Annotated[
        str | None, typer.Option(help="For the role `integrator`: the only source that the token brings alerts of.")
    ] = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="With --source: it may bring mails, and is believed to be our mail server.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make a token and print it, this once."""
    if source is not None and not is_source(source):
        raise BadInput(f"--source: there is no source {source}.")
    if mail and source is None:
        raise BadInput("--mail belongs to --source: a token without a source brings mails of any.")

    async def work(runtime: Runtime) -> str:
        return await create_token(
            runtime.database,
            role=role,
            name=name,
            unit=unit,
            actor=this_terminal(),
            source=source,
            mail=mail or source is None,
        )

    token = with_runtime(work)
    if as_json:
        bond = {} if source is None else {"source": source, "mail": mail}
        print_json({"token": token, "role": role.value, "name": name, "unit": unit, **bond})
    else:
        typer.echo(token)


@app.command("revoke")
def revoke(
    name: Annotated[str, typer.Argument(help="The name the token was made with.")], as_json: AsJson = False
) -> None:
    """Revoke every token of a name, from the next call on."""

    async def work(runtime: Runtime) -> int:
        return await revoke_tokens(runtime.database, name, this_terminal())

    count = with_runtime(work)
    if as_json:
        print_json({"name": name, "revoked": count})
    else:
        typer.echo(f"{count} revoked")
