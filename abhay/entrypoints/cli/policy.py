"""`abhay policy …`: the escalation policy as TOML."""

import json
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from abhay.adapters.store.cases.policy_change import Saved
from abhay.adapters.store.directory.policies import read_current, versions
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
from abhay.services.admin.policy import save_policy
from abhay.services.runtime import Runtime
from models.policy import PolicyDocument

app = typer.Typer(help="Who is paged when.", no_args_is_help=True)


@app.command("show")
def show(as_json: AsJson = False) -> None:
    """Print the policy for new cases, as TOML."""

    async def work(runtime: Runtime) -> tuple[int, PolicyDocument]:
        return await read_current(runtime.database)

    version, document = with_runtime(work)
    if as_json:
        print_json({"version": version, "policy": document.model_dump(mode="json")})
    else:
        typer.echo(dump_toml(document, version), nl=False)


@app.command("set")
def save(
    file: ExistingFile,
    apply_to_open: Annotated[bool, typer.Option(help="Put every open case under it, too.")] = False,
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

    saved = with_runtime(work)
    if as_json:
        changes = [change.model_dump(mode="json") for change in saved.changes]
        print_json({"version": saved.version, "changes": changes, "applied_to_open": apply_to_open})
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
