"""Imports point down only: the floors of docs/architecture.md, walked file by file."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

RULES = ("abhay.policy", "abhay.errors", "abhay.settings", "abhay.words", "abhay.clock", "abhay.faultpoints")
ADAPTERS = (
    "abhay.store",
    "abhay.channels",
    "abhay.mailbox",
    "abhay.sources",
    "abhay.gazetteer",
    "abhay.messages",
    "abhay.handover",
    "abhay.links",
    "abhay.pins",
    "abhay.secretfiles",
    "abhay.embedded",
    "abhay.orchestration",
    "abhay.mailbox",
)
SERVICES = ("abhay.services",)
DOORS = (
    "abhay.gateway",
    "abhay.cli",
    "abhay.watcher",
    "abhay.worker",
    "abhay.collector",
    "abhay.lmtp",
    "abhay.supervisor",
    "abhay.demo",
    "abhay.doctor",
    "abhay.collector",
    "abhay.lmtp",
)

ALLOWED: dict[str, tuple[str, ...]] = {
    "models": ("models",),
    **dict.fromkeys(RULES, ("models", *RULES)),
    # Adapters stand side by side; the exceptions are named with their reason.
    **{adapter: ("models", *RULES, adapter) for adapter in ADAPTERS},
    "abhay.embedded": ("models", *RULES, "abhay.embedded", "abhay.secretfiles", "abhay.store.migrations"),
    "abhay.services": ("models", *RULES, *ADAPTERS, *SERVICES),
    **dict.fromkeys(DOORS, ("models", *RULES, *ADAPTERS, *SERVICES, *DOORS)),
    "tasks": ("models", *RULES, *ADAPTERS, *SERVICES, "tasks"),
    "flows": ("models", "abhay.policy", "tasks"),
    "deployments": ("models", *RULES, *ADAPTERS, *SERVICES, *DOORS, "deployments"),
}
OURS = ("abhay", "flows", "tasks", "models", "deployments")

PREFECT_SPEAKERS = ("abhay.orchestration", "abhay.worker", "tasks", "flows", "deployments")
SQL_SPEAKERS = ("abhay.store", "models")
EMBEDDED_URL_ONLY = ("abhay.embedded.urls",)  # composes addresses with SQLAlchemy's URL, runs no SQL


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


def within(name: str, floors: tuple[str, ...]) -> bool:
    return any(name == floor or name.startswith(f"{floor}.") for floor in floors)


def floor_of(module: str) -> str:
    matching = [floor for floor in ALLOWED if within(module, (floor,))]
    return max(matching, key=len)


MODULES = [(module, path) for module, path in modules() if module != "abhay"]


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[module for module, _ in MODULES])
def test_imports_point_down(module: str, path: Path) -> None:
    allowed = ALLOWED[floor_of(module)]
    wrong = {
        name
        for name in imports(path)
        if within(name, OURS) and name != "abhay" and not within(name, allowed) and not _is_parent(name, allowed)
    }
    assert not wrong, f"{module} may not import {sorted(wrong)}"


def _is_parent(name: str, allowed: tuple[str, ...]) -> bool:
    """`from abhay import words` names the package first."""
    return any(floor.startswith(f"{name}.") for floor in allowed)


@pytest.mark.parametrize(("module", "path"), MODULES, ids=[module for module, _ in MODULES])
def test_prefect_and_sql_are_spoken_where_they_belong(module: str, path: Path) -> None:
    names = set(imports(path))
    if any(within(name, ("prefect",)) for name in names):
        assert within(module, PREFECT_SPEAKERS), f"{module} speaks to Prefect"
    if any(within(name, ("sqlmodel",)) for name in names):
        assert within(module, SQL_SPEAKERS), f"{module} speaks SQL"


def test_the_watcher_can_run_without_prefect() -> None:
    import subprocess
    import sys

    probe = "import abhay.watcher, sys; assert not [m for m in sys.modules if m.split('.')[0] == 'prefect']"
    subprocess.run([sys.executable, "-c", probe], cwd=ROOT, check=True)


def test_no_stem_shadows_a_package() -> None:
    """A file of flows/ or tasks/ named like a package would break imports wherever that folder is on sys.path."""
    import sys

    taken = {*OURS, *sys.stdlib_module_names, "prefect", "httpx", "sqlmodel", "pendulum", "jinja2"}
    stems = {path.stem for folder in ("flows", "tasks") for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert not stems & taken
