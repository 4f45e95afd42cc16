"""Imports point down only: the floors of docs/architecture.md, walked file by file, third-party packages included."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
OURS = ("abhay", "flows", "tasks", "models", "deployments")

BASE = (
    "models",
    "abhay.channel_settings",
    "abhay.report_settings",
    "abhay.sign_in_settings",
    "abhay.settings",
    "abhay.errors",
    "abhay.clock",
    "abhay.faultpoints",
    "abhay.repeated",
)
"""Below every floor; `models` itself imports nothing else of ours."""

FLOORS = ("abhay.security", "abhay.domain", "abhay.wording", "abhay.adapters", "abhay.services", "abhay.entrypoints")
"""From the lowest to the highest: each may import those before it."""

STORE = ("db", "log", "directory", "messages", "intake", "cases", "views", "keys")
"""The floors within the store: each may import those before it."""

ADAPTERS_BESIDE: Mapping[str, tuple[str, ...]] = {
    "abhay.adapters.postgres": ("abhay.adapters.processes",),  # PostgreSQL is one of the processes of this machine
    "abhay.adapters.processes": ("abhay.adapters.postgres",),  # and the parts of this machine begin with it
}
"""Adapters stand side by side; the exceptions are named with their reason."""

ALLOWED: dict[str, tuple[str, ...]] = {
    "models": ("models",),
    **{name: BASE for name in BASE if name != "models"},
    **{floor: (*BASE, *FLOORS[:height], floor) for height, floor in enumerate(FLOORS)},
    "abhay.entrypoints.parts": (*BASE, *FLOORS, "abhay.testing.phones"),  # `abhay up` can start the stand-ins
    "abhay.testing": ("abhay.testing",),  # it plays the outside world: nothing of ours helps it to agree with us
    "tasks": (*BASE, *FLOORS[:-1], "tasks"),
    "flows": ("models", "abhay.domain", "tasks"),
    "deployments": (),
}

THIRD_PARTY: Mapping[str, tuple[str, ...]] = {
    "prefect": ("abhay.adapters.engine.runs", "abhay.entrypoints.worker", "abhay.entrypoints.deploy", "tasks", "flows"),
    "sqlmodel": ("abhay.adapters.store", "models"),
    "sqlalchemy": ("abhay.adapters.store", "abhay.adapters.postgres", "models"),
    "alembic": ("abhay.adapters.store.db.migrations", "models.migrations"),
    "asyncpg": ("abhay.adapters.store.db", "abhay.adapters.postgres"),
    "fastapi": ("abhay.entrypoints.gateway",),
    "starlette": ("abhay.entrypoints.gateway",),
    "uvicorn": ("abhay.entrypoints",),
    "typer": ("abhay.entrypoints.cli",),
    "rich": ("abhay.entrypoints",),
    "openpyxl": ("abhay.adapters.spreadsheets",),
    "markdown_it": ("abhay.entrypoints.gateway.partners",),
    "httpx": (
        "abhay.adapters.channels",
        "abhay.adapters.engine",
        "abhay.adapters.heartbeat",
        "abhay.adapters.identity",
        "abhay.adapters.mailbox",
        "abhay.entrypoints",
        "abhay.testing",
    ),
    "apprise": ("abhay.adapters.channels.apprise",),
    "aiosmtplib": ("abhay.adapters.channels",),
    "aiosmtpd": ("abhay.entrypoints.lmtp",),
    "imapclient": ("abhay.adapters.mailbox",),
    "bs4": ("abhay.adapters.sources.mail",),
    "ftfy": ("abhay.adapters.sources.reading",),
    "tnefparse": ("abhay.adapters.sources.mail",),
    "compressed_rtf": ("abhay.adapters.sources.mail",),
    "striprtf": ("abhay.adapters.sources.mail",),
    "shapely": ("abhay.adapters.gazetteer",),
    "rapidfuzz": ("abhay.adapters.gazetteer",),
    "phonenumbers": ("abhay.domain.intake.phones", "abhay.domain.messages.numbers"),
    "dateutil": ("abhay.adapters.sources.reading.times",),
    "icalendar": ("abhay.adapters.calendars",),
    "recurring_ical_events": ("abhay.adapters.calendars",),
    "publicsuffixlist": ("abhay.adapters.sources.mail",),
    "jinja2": (
        "abhay.wording",
        "abhay.adapters.handover",
        "abhay.adapters.channels.sms",
        "abhay.entrypoints.gateway",
    ),
    "cryptography": ("abhay.security", "abhay.testing.push"),
    "jwt": ("abhay.security",),
    "argon2": ("abhay.security",),
    "pyotp": ("abhay.security",),
    "segno": ("abhay.entrypoints.gateway",),
    "typst": ("abhay.adapters.documents",),
    "PIL": ("abhay.adapters.pictures",),
    "authlib": ("abhay.adapters.identity",),
    "joserfc": ("abhay.adapters.identity",),
    "webauthn": ("abhay.security",),
    "itsdangerous": ("abhay.security", "abhay.adapters.mailbox"),
}
"""Who may import a library of the world outside; what is not named here is free."""


def modules() -> Iterator[tuple[str, Path]]:
    for package in OURS:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


MODULE_NAME = re.compile(rf"(?:python -m )?((?:{'|'.join(OURS)})(?:\.[a-z_][a-z0-9_]*)+)(?::[a-z_]+)?")
"""A string that is a module's name, as a command line or a lookup by name has it: `abhay.entrypoints.cli`."""


def named(path: Path) -> Iterator[str]:
    """The modules of ours that a file names in strings: what it starts or loads by name is above it or below, too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if (found := MODULE_NAME.fullmatch(text)) and _exists(found[1]):
            yield found[1]


def _exists(name: str) -> bool:
    file = ROOT.joinpath(*name.split("."))
    return file.is_dir() or file.with_suffix(".py").is_file()


def within(name: str, floors: tuple[str, ...]) -> bool:
    return any(name == floor or name.startswith(f"{floor}.") for floor in floors)


def floor_of(module: str) -> str:
    return max((floor for floor in ALLOWED if within(module, (floor,))), key=len)


MODULES = [(module, path) for module, path in modules() if module != "abhay"]
IDS = [module for module, _ in MODULES]


@pytest.mark.parametrize(("module", "path"), MODULES, ids=IDS)
def test_imports_point_down(module: str, path: Path) -> None:
    allowed = ALLOWED[floor_of(module)]
    wrong = {
        name
        for name in (*imports(path), *named(path))
        if within(name, OURS) and name != "abhay" and not within(name, allowed) and not _is_parent(name, allowed)
    }
    assert not wrong, f"{module} may not import {sorted(wrong)}"


def test_modules_named_in_strings_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "parts.py"
    file.write_text(
        'run("-m", "abhay.entrypoints.cli", "watch"); serve("abhay.entrypoints.gateway.main:app")\n'
        'say("abhay.example", "see abhay.settings"); path = "abhay/settings.py"; pool = "abhay"\n'
    )
    assert list(named(file)) == ["abhay.entrypoints.cli", "abhay.entrypoints.gateway.main"]


def _is_parent(name: str, allowed: tuple[str, ...]) -> bool:
    """`from abhay import errors` names the package first."""
    return any(floor.startswith(f"{name}.") for floor in allowed)


@pytest.mark.parametrize(("module", "path"), MODULES, ids=IDS)
def test_adapters_do_not_import_each_other(module: str, path: Path) -> None:
    if not within(module, ("abhay.adapters",)) or module == "abhay.adapters":
        return
    mine = ".".join(module.split(".")[:3])
    beside = ("abhay.adapters.store.db.plain",) if mine == "abhay.adapters.postgres" else ()
    allowed = (mine, *ADAPTERS_BESIDE.get(mine, ()), *beside)
    wrong = {name for name in imports(path) if within(name, ("abhay.adapters",)) and not within(name, allowed)}
    wrong -= {"abhay.adapters", "abhay.adapters.store", "abhay.adapters.store.db"} if beside else {"abhay.adapters"}
    assert not wrong, f"{module} may not import {sorted(wrong)}"


@pytest.mark.parametrize(("module", "path"), MODULES, ids=IDS)
def test_the_store_has_floors_of_its_own(module: str, path: Path) -> None:
    parts = module.split(".")
    if parts[:3] != ["abhay", "adapters", "store"] or len(parts) < 4:
        return
    allowed = STORE[: STORE.index(parts[3]) + 1]
    below = {name.split(".")[3] for name in imports(path) if name.startswith("abhay.adapters.store.")}
    assert below <= set(allowed), f"{module} may not import {sorted(below - set(allowed))}"


@pytest.mark.parametrize(("module", "path"), MODULES, ids=IDS)
def test_the_store_knows_no_words(module: str, path: Path) -> None:
    """What people read is made from rows, never stored in them or decided by them."""
    if within(module, ("abhay.adapters.store",)):
        assert not [name for name in imports(path) if within(name, ("abhay.wording",))]


@pytest.mark.parametrize(("module", "path"), MODULES, ids=IDS)
def test_libraries_are_spoken_to_where_they_belong(module: str, path: Path) -> None:
    for name in {name.split(".")[0] for name in imports(path)} & THIRD_PARTY.keys():
        assert within(module, THIRD_PARTY[name]), f"{module} may not import {name}"


@pytest.mark.parametrize(
    "folder", sorted({path.parent for _, path in MODULES}), ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_folder_is_a_drawer(folder: Path) -> None:
    assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 15 or "versions" in folder.parts


def test_no_stem_shadows_a_package() -> None:
    """A file of flows/ or tasks/ named like a package would break imports wherever that folder is on sys.path."""
    import sys

    taken = {*OURS, *sys.stdlib_module_names, "prefect", "httpx", "sqlmodel", "pendulum", "jinja2"}
    stems = {path.stem for folder in ("flows", "tasks") for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert not stems & taken
