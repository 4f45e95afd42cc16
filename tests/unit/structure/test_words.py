"""The code uses the glossary's words: names, docstrings and comments hold none that its last table replaces."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
GLOSSARY = ROOT / "docs" / "glossary.md"
FILES = sorted(path for top in ("abhay", "flows", "tasks", "models") for path in (ROOT / top).rglob("*.py"))

HISTORY = ROOT / "models" / "migrations" / "versions"
"""What a migration did is never written anew."""

ALLOWED = {
    ("models/answers.py", "nudge"): "columns of a table, which keep their names",
    ("models/timeline.py", "nudge"): "a field of stored details",
    ("abhay/services/cases/timeline.py", "nudge"): "the same field, as Prefect's UI shows it",
    ("abhay/adapters/store/cases/locked.py", "nudge"): "reads the columns",
    ("abhay/adapters/store/cases/steps.py", "nudge"): "writes the columns and the field",
    (
        "abhay/domain/policy/document.py",
        "answers for",
    ): "here the desk does answer for cases: a sentence that admins see",
    ("abhay/settings.py", "crowd"): "a setting of the contract, ABHAY_WATCHER__CROWD",
    ("abhay/entrypoints/watcher.py", "crowd"): "reads the setting",
    ("abhay/entrypoints/worker/prefect_worker.py", "crowd"): "reads the setting",
}
"""File and word, with the reason why the word stays there."""

AS_A_NAME = " (as a name)"
STATE = "AwaitingSP"
"""A state's name in Prefect, made from a rung's label: no name of the code."""


def replaced() -> Iterator[str]:
    """Yields the first column of the glossary's last table."""
    _, _, table = GLOSSARY.read_text().partition("## Words that are not used")
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 2 and cells[0] not in ("not", "---"):
            yield from cells[0].split(", ")


NAMES = [word.removesuffix(AS_A_NAME) for word in replaced() if " " not in word.removesuffix(AS_A_NAME)]
PROSE = [word for word in replaced() if not word.endswith(AS_A_NAME)]


def names_in(tree: ast.AST) -> Iterator[str]:
    """Yields every name of the code: of functions, classes, arguments, variables, attributes and modules."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name


def prose_in(source: str, tree: ast.AST) -> Iterator[str]:
    """Yields every docstring and comment, and every string: log lines and SQL are read by people too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield " ".join(node.value.split())
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def parts(name: str) -> set[str]:
    """Returns the words of a name: `first_answer` and `FirstAnswer` have the same two, without a plural's s."""
    words = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return {form for word in words for form in (word.lower(), word.lower().removesuffix("s"))}


def found_in(path: Path) -> set[str]:
    source = path.read_text()
    tree = ast.parse(source)
    used = {path.stem, *names_in(tree)}
    named = {word for word in NAMES if any(word in parts(name) for name in used)}
    texts = list(prose_in(source, tree))
    said = {
        word for word in PROSE if any(re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE) for text in texts)
    }
    return named | said


@pytest.mark.parametrize(
    "path", [path for path in FILES if HISTORY not in path.parents], ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_replaced_word_is_used(path: Path) -> None:
    where = path.relative_to(ROOT).as_posix()
    unexpected = {word for word in found_in(path) if (where, word) not in ALLOWED}
    assert not unexpected, f"{where} uses {sorted(unexpected)}: see the last table of docs/glossary.md"


def test_every_exception_is_needed() -> None:
    unneeded = {(where, word) for where, word in ALLOWED if word not in found_in(ROOT / where)}
    assert not unneeded


def test_the_table_of_replaced_words_is_read() -> None:
    assert {"nudge", "together"} <= set(NAMES)
    assert "answers for" in PROSE
    assert "together" not in PROSE


@pytest.mark.parametrize("word", NAMES)
def test_a_replaced_word_is_seen_in_any_spelling_of_a_name(word: str) -> None:
    for name in (word, f"_{word}s", f"{word.upper()}_TIME", f"do_{word}", f"{word.capitalize()}Thing"):
        assert word in parts(name), name


def names_of_the_code(text: str) -> Iterator[str]:
    """Yields what the glossary sets as code and looks like a class, a function or a file of ours."""
    for name in re.findall(r"`([^`]+)`", text.partition("## Words that are not used")[0]):
        if name != STATE and re.fullmatch(r"[A-Z][a-z]+\w*(\.\w+)?|[\w/]+\.py|[\w/]+/", name):
            yield name


@cache
def names_of_all_files() -> frozenset[str]:
    return frozenset(name for path in FILES for name in names_in(ast.parse(path.read_text())))


@pytest.mark.parametrize("name", sorted(set(names_of_the_code(GLOSSARY.read_text()))))
def test_every_name_in_the_glossary_exists(name: str) -> None:
    if "/" in name:
        assert any((ROOT / top / name).exists() for top in (".", "abhay")), name
        return
    assert set(name.split(".")) <= names_of_all_files(), name
