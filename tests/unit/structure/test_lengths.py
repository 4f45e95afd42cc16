"""Lengths as CONTRIBUTING.md states them: a function's body, a module's lines of code."""

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LONGEST_BODY = 30
"""Lines of a function without its signature and docstring."""

LONGEST_MODULE = 250
"""Lines of code: blank lines, comments and docstrings do not count."""

OURS = ("abhay", "flows", "tasks", "models", "deployments", "scripts")
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> Iterator[Path]:
    """Our modules; migrations are left out: each is one list of changes in the order in which they are made."""
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*.py") if "versions" not in path.parts)


def length_of_body(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def lines_of_code(source: str) -> int:
    docstrings = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in NO_CODE:
            code.update(range(token.start[0], token.end[0] + 1))
    return len(code - docstrings)


def too_long(*folders: str) -> dict[str, int]:
    lengths = {
        str(path.relative_to(ROOT)): lines_of_code(path.read_text(encoding="utf-8")) for path in sources(*folders)
    }
    return {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}


def test_no_function_is_longer_than_we_say() -> None:
    bodies = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": length_of_body(node)
        for path in sources(*OURS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, Function)
    }
    assert {name: lines for name, lines in bodies.items() if lines > LONGEST_BODY} == {}


def test_no_module_is_longer_than_we_say() -> None:
    assert too_long(*OURS) == {}


def test_the_lengths_are_those_that_contributors_read() -> None:
    said = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    assert f"at most {LONGEST_MODULE} lines of code" in said
    assert f"at most {LONGEST_BODY} lines" in said


def test_what_is_no_code_does_not_count() -> None:
    source = '"""A module."""\n\n\ndef f(\n    a,\n):\n    """One.\n\n    Two.\n    """\n    # why\n    b = a\n    return b\n'
    (function,) = [node for node in ast.parse(source).body if isinstance(node, Function)]
    assert length_of_body(function) == 2
    assert lines_of_code(source) == 5
