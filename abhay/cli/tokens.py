"""`abhay token …`: who may call the gateway."""

from typing import Annotated

import typer

from abhay.cli.support import AsJson, operator, print_json, with_runtime
from abhay.services.runtime import Runtime
from abhay.store.tokens import create_token, revoke_tokens
from models.enums import Role

app = typer.Typer(help="Bearer tokens for the gateway.", no_args_is_help=True)


@app.command("create")
def create(
    role: Annotated[Role, typer.Option(help="What the token may do.")],
    name: Annotated[str, typer.Option(help="Whose it is; the audit log says this name.")],
    unit: Annotated[str | None, typer.Option(help="The police unit, for the role `unit`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a token and print it, this once."""

    async def work(runtime: Runtime) -> str:
        return await create_token(runtime.database, role=role, name=name, unit=unit, by=operator())

    token = with_runtime(work)
    if as_json:
        print_json({"token": token, "role": role.value, "name": name, "unit": unit})
    else:
        typer.echo(token)


@app.command("revoke")
def revoke(
    name: Annotated[str, typer.Argument(help="The name the token was made with.")], as_json: AsJson = False
) -> None:
    """Revoke every token of a name, from the next call on."""

    async def work(runtime: Runtime) -> int:
        return await revoke_tokens(runtime.database, name, by=operator())

    count = with_runtime(work)
    if as_json:
        print_json({"name": name, "revoked": count})
    else:
        typer.echo(f"{count} revoked")
