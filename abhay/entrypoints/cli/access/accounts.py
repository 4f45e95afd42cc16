"""`abhay account …`: the people who sign in."""

import sys
from typing import Annotated

import typer

from abhay.adapters.store.directory import accounts, displays
from abhay.adapters.store.directory.accounts import Listed
from abhay.entrypoints.cli.support import AsJson, at, print_json, print_table, this_terminal, with_runtime
from abhay.errors import BadInput
from abhay.services.accounts.signing_in import FIRST_ADMIN, first_admin, link_to, make_account
from abhay.services.runtime import Runtime
from models.enums import Role

app = typer.Typer(help="The people who sign in.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The account's name.")]

_LONGEST_LINE = 4096


@app.command("create")
def create(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    unit: Annotated[str | None, typer.Option(help="The police unit, for the role `unit`.")] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input, one line.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make an account; without a password print the address at which the person chooses one, this once."""
    password = _password() if password_stdin else None

    async def work(runtime: Runtime) -> str | None:
        return await make_account(runtime, name=name, role=role, unit=unit, actor=this_terminal(), password=password)

    link = with_runtime(work)
    if as_json:
        print_json({"name": name, "role": role.value, "unit": unit, "link": link})
    else:
        typer.echo(link or f"{name} can sign in")


@app.command("first")
def first(as_json: AsJson = False) -> None:
    """Print a set-up link for the first admin, as long as nobody has a password; `abhay up` does so by itself."""

    async def work(runtime: Runtime) -> str | None:
        return await first_admin(runtime, this_terminal())

    address = with_runtime(work)
    if as_json:
        print_json({"name": FIRST_ADMIN, "link": address})
    elif address:
        typer.echo(address)


@app.command("display")
def display(
    name: Annotated[str, typer.Argument(help="What the display is called: where it hangs.")],
    unit: Annotated[str | None, typer.Option(help="The police unit whose cases alone it shows.")] = None,
    end: Annotated[bool, typer.Option("--end", help="End every display of this name.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print a link that makes one browser a display, once: it shows the board and changes nothing."""

    async def work(runtime: Runtime) -> str:
        if end:
            return f"{await displays.end_displays(runtime.database, name, this_terminal())} ended"
        token = await displays.make_display(runtime.database, name=name, unit=unit, actor=this_terminal())
        return f"{runtime.settings.base_url}/display/{token}"

    said = with_runtime(work)
    if as_json:
        print_json({"name": name, "unit": unit, "said" if end else "link": said})
    else:
        typer.echo(said)


@app.command("drop-factor")
def drop_factor(name: Name, as_json: AsJson = False) -> None:
    """Take an account's second factor and passkeys away: for a lost telephone. Its sessions end."""

    async def work(runtime: Runtime) -> None:
        await accounts.drop_factor(runtime.database, name, this_terminal())

    with_runtime(work)
    if as_json:
        print_json({"name": name, "has_factor": False})
    else:
        typer.echo(f"{name} has no second factor")


@app.command("role")
def role_(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the person may do from now on.")],
    unit: Annotated[str | None, typer.Option(help="The police unit, for the role `unit`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Give an account another role or unit, as for a transfer. Its sessions end."""

    async def work(runtime: Runtime) -> None:
        await accounts.change_role(runtime.database, name, role=role, unit=unit, actor=this_terminal())

    with_runtime(work)
    if as_json:
        print_json({"name": name, "role": role.value, "unit": unit})
    else:
        typer.echo(f"{name}: {role.value}{f' of {unit}' if unit else ''}")


@app.command("link")
def link(name: Name, as_json: AsJson = False) -> None:
    """Print a new set-up link, this once: for a forgotten password. It works for 48 hours, and once."""

    async def work(runtime: Runtime) -> str:
        return link_to(runtime, await accounts.make_link(runtime.database, name, this_terminal()))

    address = with_runtime(work)
    if as_json:
        print_json({"name": name, "link": address})
    else:
        typer.echo(address)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """List the accounts: role, whether a password was chosen, and when each was last seen."""

    async def work(runtime: Runtime) -> list[Listed]:
        return await accounts.list_accounts(runtime.database, this_terminal())

    found = with_runtime(work)
    if as_json:
        print_json({"accounts": [{"role": each.office, **vars(each)} for each in found]})
        return
    head = ("name", "role", "unit", "stands", "seen", "sessions")
    print_table(head, ((x.name, x.office, x.unit, _stands(x), at(x.seen_at), x.sessions) for x in found))


@app.command("disable")
def disable(name: Name, as_json: AsJson = False) -> None:
    """Switch an account off, with all its sessions, from the next call on."""
    _switch(name, on=False, as_json=as_json)


@app.command("enable")
def enable(name: Name, as_json: AsJson = False) -> None:
    """Switch an account on again, with the password it had."""
    _switch(name, on=True, as_json=as_json)


@app.command("end")
def end(name: Name, as_json: AsJson = False) -> None:
    """End every session of an account: the person signs in again."""

    async def work(runtime: Runtime) -> int:
        return await accounts.end_sessions(runtime.database, name, this_terminal())

    ended = with_runtime(work)
    if as_json:
        print_json({"name": name, "ended": ended})
    else:
        typer.echo(f"{ended} ended")


def _switch(name: str, *, on: bool, as_json: bool) -> None:
    async def work(runtime: Runtime) -> None:
        await accounts.switch(runtime.database, name, this_terminal(), on=on)

    with_runtime(work)
    if as_json:
        print_json({"name": name, "enabled": on})
    else:
        typer.echo(f"{name} is switched {'on' if on else 'off'}")


def _stands(account: Listed) -> str:
    if account.disabled_at is not None:
        return "off"
    if account.is_set_up:
        return "on"
    return f"link until {at(account.link_until)}" if account.link_until else "link too old"


def _password() -> str:
    """Returns the first line of standard input. Raises `BadInput` for none."""
    line = sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n")
    if not line:
        raise BadInput("--password-stdin: standard input holds no password.")
    return line
