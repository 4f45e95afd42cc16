"""Every setting and every command that deployments/ names is one that exists: these files cannot rot unseen."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import prefect.settings
import prefect_redis.cleanup_queue
import prefect_redis.client
import pytest
import typer.main
from prefect.cli._app import _app as prefect_app
from pydantic import AliasChoices, BaseModel
from pydantic_settings import BaseSettings
from uvicorn.main import main as uvicorn_command

from abhay.entrypoints.cli.run import command_line
from abhay.settings import Settings
from tests.support import compose
from tests.support.system import ROOT

FOLDER = ROOT / "deployments"
TEXTS = [path for path in sorted(FOLDER.rglob("*")) if path.is_file() and path.suffix not in (".py", ".pyc")]
UNITS = sorted((FOLDER / "systemd").glob("*.service"))

CLIENTS_OWN = ("DO_NOT_TRACK", "PGSSLROOTCERT", "PYTHONUNBUFFERED", "PATH")
PREFECTS = (
    prefect.settings.Settings,
    prefect_redis.client.RedisMessagingSettings,
    prefect_redis.cleanup_queue.RedisWorkerCleanupQueueSettings,
)


def named(prefix: str) -> list[tuple[str, str]]:
    """File and variable, for each that deployments/ names."""
    pattern = re.compile(rf"\b{prefix}_[A-Z0-9_]+\b")
    return sorted(
        {(str(path.relative_to(FOLDER)), name) for path in TEXTS for name in pattern.findall(path.read_text())}
    )


@pytest.mark.parametrize(("file", "name"), named("ABHAY"))
def test_our_setting_exists(file: str, name: str) -> None:
    model: type[BaseModel] = Settings
    *outer, last = name.removeprefix("ABHAY_").lower().split("__")
    for part in outer:
        field = model.model_fields[part]
        assert isinstance(field.default, BaseModel), f"{file}: {part} of {name} holds no settings"
        model = type(field.default)
    assert last in model.model_fields, f"{file} sets {name}, which is no setting"


@pytest.mark.parametrize(("file", "name"), named("PREFECT"))
def test_prefects_setting_exists(file: str, name: str) -> None:
    if name.startswith("PREFECT_APIS"):
        return  # how many, for docker compose itself
    assert name in {known for settings in PREFECTS for known in prefect_names(settings)}, f"{file} sets {name}"


def prefect_names(settings: type[BaseSettings]) -> Iterator[str]:
    prefix = settings.model_config.get("env_prefix", "")
    for name, field in settings.model_fields.items():
        yield f"{prefix}{name}".upper()
        if isinstance(field.validation_alias, AliasChoices):
            yield from (alias.upper() for alias in field.validation_alias.choices if isinstance(alias, str))
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseSettings):
            yield from prefect_names(field.annotation)


def commands() -> Iterator[tuple[str, list[str]]]:
    for service in compose.SERVICES:
        if "build" in compose.SERVICES[service]:
            yield service, compose.command(service)
    for path in UNITS:
        yield path.name, exec_start(path)


def exec_start(path: Path) -> list[str]:
    """The words of a unit's command, its instance called 8081."""
    line = next(line for line in path.read_text().splitlines() if line.startswith("ExecStart="))
    program, *words = shlex.split(line.removeprefix("ExecStart=").replace("%i", "8081"))
    return [program.removeprefix("/opt/abhay/.venv/bin/"), *words]


@pytest.mark.parametrize(
    ("where", "words"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_command_is_understood(where: str, words: list[str]) -> None:
    program, *rest = words
    {"abhay": abhay, "prefect": prefects, "uvicorn": uvicorns, "python": pythons}[program](rest)


def abhay(words: list[str]) -> None:
    command = typer.main.get_command(command_line())
    for word in words:
        command = command.commands[word]


def prefects(words: list[str]) -> None:
    prefect_app.parse_args(words, exit_on_error=False, print_error=False)


def uvicorns(words: list[str]) -> None:
    context = uvicorn_command.make_context("uvicorn", words)
    module, _, attribute = context.params["app"].partition(":")
    assert importlib.util.find_spec(module) is not None
    assert attribute == "app"
    assert context.params["access_log"] is False, "the path of an acknowledgement page is a key"


def pythons(words: list[str]) -> None:
    flag, module = words
    assert flag == "-m"
    assert importlib.util.find_spec(module) is not None


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*env*")), ids=lambda path: path.name)
def test_values_are_read_alike_everywhere(path: Path) -> None:
    """By systemd, docker compose and a shell: in single quotes. What compose alone reads needs none."""
    if not path.is_file() or path.name == ".env.example":
        return
    for line in path.read_text().splitlines():
        assert re.fullmatch(r"(# .*)|(#?[A-Z][A-Z0-9_]*='[^']*')", line), f"{path.name}: {line}"
