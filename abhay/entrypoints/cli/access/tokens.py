"""`abhay token …`: who may call the gateway."""

from datetime import timedelta
from typing import Annotated

import typer

from abhay.adapters.sources.registry import is_source
from abhay.adapters.store.directory.tokens import create_token, list_tokens, revoke_tokens
from abhay.entrypoints.cli.support import AsJson, at, print_json, print_table, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.runtime import Runtime
from models.enums import Role
from models.tables import ApiToken

app = typer.Typer(help="Bearer tokens for the gateway.", no_args_is_help=True)


@app.command("create")
def create(  # noqa: PLR0917  typer makes options of them
    role: Annotated[Role, typer.Option(help="What the token may do.")],
    name: Annotated[str, typer.Option(help="Whose it is; the audit log says this name.")],
    unit: Annotated[str | None, typer.Option(help="The police unit, for the role `unit`.")] = None,
    source: Annotated[
        str | None, typer.Option(help="For the role `integrator`: the only source that the token brings alerts of.")
    ] = None,
    mail: Annotated[
        bool, typer.Option("--mail", help="With --source: it may bring mails, and is believed to be our mail server.")
    ] = False,
    days: Annotated[int, typer.Option(help="Days for which it is good.", min=1, max=365)] = 365,
    as_json: AsJson = False,
) -> None:
    """Make a token and print it, this once."""
    if source is not None and not is_source(source):
        raise BadInput(f"--source: there is no source {source}.")
    if mail and source is None:
        raise BadInput("--mail belongs to --source: a token without a source brings mails of any.")

    async def work(runtime: Runtime) -> tuple[str, int]:
        namesakes = [each for each in await list_tokens(runtime.database, this_terminal()) if each.name == name]
        token = await create_token(
            runtime.database,
            role=role,
            name=name,
            unit=unit,
            actor=this_terminal(),
            source=source,
            mail=mail or source is None,
            lasts=timedelta(days=days),
        )
        return token, len(namesakes)

    token, namesakes = with_runtime(work)
    if namesakes:
        typer.echo(f"abhay: {namesakes} more of the name {name} are in force: a revoke ends all of them", err=True)
    if as_json:
        bond = {} if source is None else {"source": source, "mail": mail}
        print_json({"token": token, "role": role.value, "name": name, "unit": unit, **bond})
    else:
        typer.echo(token)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the tokens that were not revoked: whose, for what, until when, and when each was last used."""

    async def work(runtime: Runtime) -> list[ApiToken]:
        return await list_tokens(runtime.database, this_terminal())

    found = with_runtime(work)
    if as_json:
        shown = ("name", "role", "unit_id", "source", "created_at", "expires_at", "last_used_at")
        print_json({"tokens": [each.model_dump(mode="json", include=set(shown)) for each in found]})
        return
    head = ("name", "role", "unit", "source", "made", "ends", "last used")
    times = ((at(x.created_at), at(x.expires_at), at(x.last_used_at)) for x in found)
    print_table(head, ((x.name, x.role, x.unit_id, x.source, *t) for x, t in zip(found, times, strict=True)))


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
    elif count:
        typer.echo(f"{count} revoked")
    else:
        typer.echo(f"abhay: no token is named {name}: see abhay token list", err=True)
    if not count:
        raise typer.Exit(1)
