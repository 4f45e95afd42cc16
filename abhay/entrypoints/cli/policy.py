"""`abhay policy …`: the escalation policy as TOML."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, cast

import typer

from abhay.adapters.store.cases.policy_change import Saved
from abhay.adapters.store.directory.policies import read_current, read_version, versions
from abhay.clock import day_begins
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
from abhay.services.tuning.preview import CasePreview, CountView, PagedView, PolicyPreview, preview_policy
from abhay.wording.screens.reports import clock
from models.policy import PolicyDocument

app = typer.Typer(help="Who is paged when.", no_args_is_help=True)


ToOpen = Annotated[bool, typer.Option(help="Put every open case under it, too.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A day in India, itself included.")]
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


@app.command("preview")
def preview(
    file: ExistingFile,
    since: Day = None,
    until: Day = None,
    as_json: AsJson = False,
) -> None:
    """Replay past cases under a policy (.toml or .json): who would have been paged when. Saves nothing.

    Without days those of the last 30 days; real cases alone, the newest 500.
    """
    data, _ = _read(file)
    first = day_begins(since.date()) if since else None
    end = day_begins(until.date() + timedelta(days=1)) if until else None

    async def work(runtime: Runtime) -> PolicyPreview:
        return await preview_policy(runtime.database, data, this_terminal(), since=first, until=end)

    found = with_runtime(work)
    if as_json:
        print_json(found)
    else:
        print_preview(found)


def print_preview(found: PolicyPreview) -> None:
    """Prints what the policy changes, how often and how late each level is paged, and each case that differs."""
    differ = [case for case in found.cases if case.differs]
    typer.echo("\n".join(f"  {each}" for each in found.changes) or f"  says the same as version {found.version}")
    left_out = f", {found.left_out} older ones left out" if found.left_out else ""
    typer.echo(
        f"{len(found.cases)} cases from {at(found.since)} to {at(found.until)} IST{left_out}; {len(differ)} differ"
    )
    if not found.cases:
        return
    head = ("level", "paged so far", "under the policy in force", "under this one")
    print_table(head, ((each.rung, _count(each.was), _count(each.before), _count(each.after)) for each in found.rungs))
    if differ:
        rows = ((case.ref, _pages(case, case.before), _pages(case, case.after), _unasked(case)) for case in differ)
        print_table(("case", "under the policy in force", "under this one", ""), rows)


def _count(count: CountView) -> str:
    return f"{count.cases}, median {clock(count.median)}" if count.median is not None else str(count.cases)


def _pages(case: CasePreview, pages: Sequence[PagedView]) -> str:
    return " ".join(f"{each.rung} {clock((each.at - case.began_at).total_seconds())}" for each in pages) or "-"


def _unasked(case: CasePreview) -> str:
    return f"{case.answered_rung} answered and would not have been asked by then" if case.unasked else ""


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
