"""`abhay policy …`: the escalation policy as TOML."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from abhay.cli.support import ROLE, AsJson, ExistingFile, at, operator, print_json, print_table, with_runtime
from abhay.errors import BadInput
from abhay.policy.toml import dump_toml, load_toml
from abhay.services.policy import Saved, save_policy
from abhay.services.runtime import Runtime
from abhay.store.policies import read_current, versions
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
        typer.echo(f"# version {version}\n{dump_toml(document)}", nl=False)


@app.command("set")
def save(
    file: ExistingFile,
    apply_to_open: Annotated[bool, typer.Option(help="Put every open case under it, too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Save a policy (.toml or .json) as the next version."""
    data = _read(file)

    async def work(runtime: Runtime) -> Saved:
        return await save_policy(runtime.database, data, by=operator(), role=ROLE, apply_to_open=apply_to_open)

    saved = with_runtime(work)
    if as_json:
        changes = [change.model_dump(mode="json") for change in saved.changes]
        print_json({"version": saved.version, "changes": changes, "applied_to_open": apply_to_open})
        return
    typer.echo(f"version {saved.version}" if saved.changes else f"version {saved.version}: nothing changed")
    for change in saved.changes:
        typer.echo(f"  {change}")


def _read(file: Path) -> dict[str, Any]:
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix.lower() != ".json":
        return load_toml(text)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{file.name} is not valid JSON: {error}") from error
    if not isinstance(data, dict):
        raise BadInput(f"{file.name}: give the policy as one JSON object")
    return data  # pyright: ignore[reportUnknownVariableType]  checked in every respect when it is saved


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
