"""No rung and no duty post is named in the code: a police force puts its own into the policy, and nothing else changes.

The desk is the one rung that every policy has (`models.policy.DESK`). "district" and "range" are words for places too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from abhay.domain.policy.document import default_policy
from models.policy import DESK

ROOT = Path(__file__).resolve().parents[3]
SEEDS = {ROOT / "abhay/adapters/store/directory/seed.py"}
RUNGS = default_policy()["rung"]
NAMES = {*RUNGS, *(post for rung in RUNGS.values() for post in rung["posts"])} - {DESK, "district"}
SOURCES = [
    path
    for floor in ("abhay", "flows", "tasks", "models")
    for path in sorted((ROOT / floor).rglob("*.py"))
    if path not in SEEDS
]
TEMPLATES = [path for path in sorted((ROOT / "abhay").rglob("*")) if path.suffix in {".j2", ".html", ".sql"}]
COMPARED = re.compile(r"(?<!data-)\b(?:rung|post)\w*\s*(?:==|!=|<>|=|in)\s*\(?['\"]")


def literals(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_no_rung_and_no_post_is_a_literal(path: Path) -> None:
    assert not NAMES & set(literals(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(ROOT)) for path in TEMPLATES])
def test_no_template_and_no_statement_compares_a_rung_or_a_post_with_a_name(path: Path) -> None:
    assert not COMPARED.search(path.read_text(encoding="utf-8"))


def test_the_names_are_those_of_the_default_policy() -> None:
    assert {"sp", "dgp", "control-room", "sp-office", "dgp-control", "abhay-desk"} == NAMES
    assert "sp" in literals('RUNGS = ("district", "sp", "dgp")')
    assert COMPARED.search('{% if m.rung == "desk" %}')
