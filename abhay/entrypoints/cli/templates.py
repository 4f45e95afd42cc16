"""`abhay template`: the DLT templates of text messages, and those of WhatsApp."""

from pathlib import Path
from typing import Annotated

import typer

from abhay.adapters.channels.sms.templates import lint as lint_templates
from abhay.adapters.channels.sms.templates import load_templates
from abhay.adapters.channels.whatsapp import templates as whatsapp_templates
from abhay.entrypoints.cli.support import AsJson, print_json, print_table
from abhay.settings import get_settings

app = typer.Typer(help="The templates of text messages and of WhatsApp.", no_args_is_help=True)


@app.callback()
def template() -> None:
    """The templates of text messages and of WhatsApp."""


@app.command("lint")
def lint(
    file: Annotated[
        Path | None, typer.Argument(help="A TOML file; without one the file of the settings, else the sample.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what the operators would refuse, and which messages have no template; exit code 1 if there is anything."""
    settings = get_settings()
    own = settings.channels.sms
    loaded = load_templates(file or own.templates, settings.base_url, own.reply_number)
    found = lint_templates(loaded, settings.base_url, takes_replies=own.reply_number is not None)
    if as_json:
        problems = [{"template": name, "problem": problem} for name, problem in found]
        print_json({"ok": not found, "templates": len(loaded.templates), "problems": problems})
    elif found:
        print_table(("template", "problem"), found)
    else:
        typer.echo(f"{len(loaded.templates)} templates: nothing that an operator would refuse")
    if found:
        raise typer.Exit(1)


@app.command("whatsapp")
def whatsapp(
    file: Annotated[
        Path | None, typer.Argument(help="A TOML file; without one the file of the settings, else the sample.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what Meta would refuse; with --json the body of each template's registration; exit code 1 for a problem."""
    settings = get_settings()
    loaded = whatsapp_templates.load_templates(file or settings.channels.whatsapp.templates)
    found = whatsapp_templates.lint(loaded)
    if as_json:
        problems = [{"template": name, "problem": problem} for name, problem in found]
        bodies = whatsapp_templates.registrations(loaded, settings.base_url)
        print_json({"ok": not found, "registrations": bodies, "problems": problems})
    elif found:
        print_table(("template", "problem"), found)
    else:
        typer.echo(f"{len(loaded.templates)} templates: nothing that Meta would refuse for its form")
    if found:
        raise typer.Exit(1)
