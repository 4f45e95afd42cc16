"""One alert's way, function by function in docs/architecture.md: it names what exists, and few modules, none twice."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MOST_MODULES = 80
"""Modules that the whole way may cross; of a folder that it names, all count."""

STOP = re.compile(r"`([a-z_/]+(?:\.py|/))`(?: \(((?:`[\w.]+`(?:, )?)+)\))?")
"""A module or a folder, and the names in it that carry the alert."""


def legs() -> dict[str, list[tuple[str, list[str]]]]:
    way = DOCUMENT.split("### The same, function by function")[1].split("\n## ")[0]
    told = re.split(r"^\d\. \*\*(\w+)\.\*\*", way, flags=re.MULTILINE)[1:]
    return {
        name: [(path, re.findall(r"`([\w.]+)`", names)) for path, names in STOP.findall(text)]
        for name, text in zip(told[::2], told[1::2], strict=True)
    }


def file_of(path: str) -> Path:
    return next((where for where in (ROOT / "abhay" / path, ROOT / path) if where.exists()), ROOT / path)


def defined(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            inner = (each.name for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)))
            names.update(f"{node.name}.{each}" for each in inner)
    return names


def modules_in(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.py") if path.name != "__init__.py"]


def test_the_way_has_its_five_legs() -> None:
    assert list(legs()) == ["In", "Run", "Route", "Page", "Acknowledged"]
    assert all(len(stops) >= 8 for stops in legs().values())


@pytest.mark.parametrize("leg", legs())
def test_a_leg_names_what_exists(leg: str) -> None:
    for path, names in legs()[leg]:
        file = file_of(path)
        assert file.exists(), path
        assert not names or set(names) <= defined(file), f"{path}: {set(names) - defined(file)}"


@pytest.mark.parametrize("leg", legs())
def test_a_leg_comes_to_no_module_twice(leg: str) -> None:
    assert [path for path, times in Counter(path for path, _ in legs()[leg]).items() if times > 1] == []


def test_the_way_crosses_few_modules() -> None:
    named = {file_of(path) for stops in legs().values() for path, _ in stops}
    modules = {module for each in named for module in (modules_in(each) if each.is_dir() else [each])}
    assert len(modules) <= MOST_MODULES
