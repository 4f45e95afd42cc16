"""SQL stands in the store, is run in one way, and its words are those of the enums."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest
from sqlmodel import SQLModel

from abhay.adapters.store.db import locks
from abhay.adapters.store.db.statements import FOLDER, Statement, named
from models.base import EnumText

ROOT = Path(__file__).resolve().parents[3]
STORE = ROOT / "abhay" / "adapters" / "store"
BELOW = ("db",)
"""Where connections, drivers and the text of SQL may be spoken of: everybody else says `exec` or `execute`."""

FILES = sorted(FOLDER.glob("*.sql"))
MODULES = [path for path in sorted(STORE.rglob("*.py")) if path.relative_to(STORE).parts[0] not in BELOW]
FROM_SQLMODEL = {"select", "update", "delete", "insert"}
LITERAL = re.compile(r"'([^']*)'")
NOT_OF_AN_ENUM = {"due": {"advisory"}, "places": {"alert_ref_seq"}}
"""Literals that are names of PostgreSQL's or of the schema."""


def calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(STORE)))
def test_statements_are_run_in_one_way(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not {"text", "connection", "exec_driver_sql", "get_raw_connection", "scalar", "scalars"} & set(calls(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
            assert not FROM_SQLMODEL & {alias.name for alias in node.names}, "from sqlmodel, as everywhere"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(STORE)))
def test_advisory_locks_are_taken_by_the_names_of_their_keys(path: Path) -> None:
    assert "pg_advisory" not in path.read_text(encoding="utf-8")


def enums_in(sql: str) -> set[type[StrEnum]]:
    """The enums of the columns that a statement may mean: those that it names, of tables that it names."""
    words = set(re.findall(r"\w+", sql))
    return {
        column.type.values
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if table.name in words and column.name in words and isinstance(column.type, EnumText)
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_in_a_statement_are_values_of_the_enums(path: Path) -> None:
    sql = named(path.stem).text
    known = {value.value for each in enums_in(sql) for value in each} | NOT_OF_AN_ENUM.get(path.stem, set())
    assert set(LITERAL.findall(sql)) <= known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_used_once(path: Path) -> None:
    named_in = [module for module in MODULES if f'named("{path.stem}")' in module.read_text(encoding="utf-8")]
    assert len(named_in) == 1


def test_parameters_are_numbered_in_the_order_in_which_they_are_named() -> None:
    statement = named("mark_sent")
    assert statement.names == ("ids", "provider_ids", "gateways")
    assert "unnest($1::uuid[], $2::text[], $3::text[])" in statement.text
    assert ":ids" not in statement.text
    assert "--" not in statement.text


@pytest.mark.parametrize("given", [{}, {"a": 1}, {"a": 1, "b": 2, "c": 3}])
def test_a_statement_takes_exactly_its_parameters(given: dict[str, object]) -> None:
    with pytest.raises(TypeError, match="takes"):
        Statement("SELECT $1, $2", ("a", "b")).values(given)


def test_parameters_go_in_the_statements_own_order() -> None:
    assert Statement("SELECT $1, $2", ("a", "b")).values({"b": 2, "a": 1}) == (1, 2)


def test_no_two_locks_have_the_same_key() -> None:
    fixed = [value for name, value in vars(locks).items() if name.isupper() and isinstance(value, int)]
    hashed = [locks.flood_of("x"), locks.mailbox("x"), locks.event_or_person("x")]
    assert len({*fixed, *hashed}) == len(fixed) + 3 >= 9
    assert all(-(2**63) <= key < 2**63 for key in [*fixed, *hashed])
