"""`abhay policy …`: the escalation policy as TOML."""

import json
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from abhay.adapters.store.cases.policy_change import Saved
from abhay.adapters.store.directory.policies import read_current, read_version, versions
from abhay.domain.policy.diff import Change, changes
from abhay.domain.policy.toml import dump_toml, load_toml, toml_version
from abhay.domain.versions import made_from
from abhay.entrypoints.cli.support import (
    AsJson,
    ExistingFile,
    at,
    print_json,
    print_table,
    this_terminal,
    with_runtime,
)
from abhay.errors import BadInput
from abhay.services.admin.policy import restore_policy, save_policy
from abhay.services.runtime import Runtime
from models.policy import PolicyDocument

app = typer.Typer(help="Who is paged when.", no_args_is_help=True)


ToOpen = Annotated[bool, typer.Option(help="Put every open case under it, too.")]
Version = Annotated[int, typer.Argument(min=1, help="A version, as `abhay policy history` lists them.")]


@app.command("show")
def show(
    number: Annotated[int | None, typer.Option("--version", min=1, help="An older version, not that in force.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print the policy for new cases, as TOML."""

    async def work(runtime: Runtime) -> tuple[int, PolicyDocument]:
        if number is not None:
            return number, await read_version(runtime.database, number)
        return await read_current(runtime.database)

    version, document = with_runtime(work)
    if as_json:
        print_json({"version": version, "policy": document.model_dump(mode="json")})
    else:
        typer.echo(dump_toml(document, version), nl=False)


@app.command("set")
def save(
    file: ExistingFile,
    apply_to_open: ToOpen = False,
    force: Annotated[
        bool, typer.Option("--force", help="Save it over what others changed since the file was made; audited.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Save a policy (.toml or .json) as the next version; refused if others changed it since the file was made."""
    data, version = _read(file)

    async def work(runtime: Runtime) -> Saved:
        return await save_policy(
            runtime.database,
            data,
            this_terminal(),
            expected=made_from(version) if version is not None else None,
            apply_to_open=apply_to_open,
            force=force,
        )

    _print_saved(with_runtime(work), apply_to_open=apply_to_open, as_json=as_json)


@app.command("compare")
def compare(one: Version, other: Version, as_json: AsJson = False) -> None:
    """Say what differs between two versions, value by value."""

    async def work(runtime: Runtime) -> list[Change]:
        return changes(await read_version(runtime.database, one), await read_version(runtime.database, other))

    found = with_runtime(work)
    if as_json:
        print_json({"from": one, "to": other, "changes": [change.model_dump(mode="json") for change in found]})
        return
    typer.echo("\n".join(map(str, found)) or f"versions {one} and {other} say the same")


@app.command("restore")
def restore(number: Version, apply_to_open: ToOpen = False, as_json: AsJson = False) -> None:
    """Put an older version in force again, as the next version; no version is ever lost."""

    async def work(runtime: Runtime) -> Saved:
        return await restore_policy(runtime.database, number, this_terminal(), apply_to_open=apply_to_open)

    _print_saved(with_runtime(work), apply_to_open=apply_to_open, as_json=as_json)


def _print_saved(saved: Saved, *, apply_to_open: bool, as_json: bool) -> None:
    if as_json:
        told = [change.model_dump(mode="json") for change in saved.changes]
        print_json({"version": saved.version, "changes": told, "applied_to_open": apply_to_open})
        return
    typer.echo(f"version {saved.version}" if saved.changes else f"version {saved.version}: nothing changed")
    for change in saved.changes:
        typer.echo(f"  {change}")


def _read(file: Path) -> tuple[dict[str, Any], int | None]:
    """The policy of a file, not yet checked, and the version it was made from, if it says so."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix.lower() != ".json":
        return load_toml(text), toml_version(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{file.name} is not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadInput(f"{file.name}: give the policy as one JSON object")
    return _unwrapped(cast("dict[str, Any]", data))


def _unwrapped(data: dict[str, Any]) -> tuple[dict[str, Any], int | None]:
    """The policy alone, and its version where both stand side by side, as `abhay policy show --json` prints them."""
    version, policy = data.get("version"), data.get("policy")
    if data.keys() == {"version", "policy"} and isinstance(policy, dict) and type(version) is int:
        return cast("dict[str, Any]", policy), version
    return data, None


@app.command("history")
def history(as_json: AsJson = False) -> None:
    """List every saved version, newest first."""

    async def work(runtime: Runtime) -> list[dict[str, Any]]:
        return await versions(runtime.database)

    rows = with_runtime(work)
    if as_json:
        print_json({"versions": rows})
    else:
        print_table(
            ("version", "saved (IST)", "by"), ((r["version"], at(r["created_at"]), r["created_by"]) for r in rows)
        )
