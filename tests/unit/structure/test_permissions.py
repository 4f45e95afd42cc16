"""Who may do what is asked of `abhay/domain/permissions.py`, and decided nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.actors import Act

ROOT = Path(__file__).resolve().parents[3]
DECIDES = (ROOT / "abhay" / "domain" / "permissions.py", ROOT / "models" / "actors.py")
FILES = [path for name in ("abhay", "flows", "tasks", "models") for path in sorted((ROOT / name).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "abhay" / "entrypoints" / "gateway" / "templates").rglob("*.html"))
ROLES = frozenset({"Role", "ActorRole", "RIGHTS"})
ASKS = frozenset({"require", "may", "refused", "allowed_to", "call_for"})


def compared_roles(tree: ast.AST) -> Iterator[int]:
    """The lines in which a role is compared, looked up in a set, or matched."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            parts = [node.left, *node.comparators]
        elif isinstance(node, ast.Match):
            parts = [node.subject]
        else:
            continue
        if any(_has_role(part) for part in parts):
            yield node.lineno


def _has_role(node: ast.AST) -> bool:
    """Whether a role stands in an operand; what a called function makes of one is that function's."""
    if isinstance(node, ast.Call):
        return False
    named = isinstance(node, ast.Attribute) and node.attr == "role"
    named = named or (isinstance(node, ast.Name) and node.id in ROLES | {"role"})
    return named or any(_has_role(child) for child in ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_other_module_compares_roles(path: Path) -> None:
    if path in DECIDES:
        return
    found = list(compared_roles(ast.parse(path.read_text(encoding="utf-8"))))
    assert not found, f"{path.relative_to(ROOT)} compares roles in lines {found}: ask domain/permissions.py"


@pytest.mark.parametrize(
    "line",
    [
        "if actor.role == 'operator': pass",
        "if caller.role in (Role.ADMIN, Role.UNIT): pass",
        "x = [a for a in b if a.role is not ActorRole.POST]",
        "match actor.role:\n    case 'unit': pass",
        "if role not in ROLES: pass",
    ],
)
def test_a_comparison_is_seen(line: str) -> None:
    assert list(compared_roles(ast.parse(line))) == [1]


def test_no_template_of_a_page_knows_a_role() -> None:
    assert TEMPLATES, "the templates have moved"
    named = re.compile(r"\brole\b|actor\.|rung ==|paged_as")
    assert [path.name for path in TEMPLATES if named.search(_expressions(path))] == []


def _expressions(path: Path) -> str:
    """What Jinja evaluates in a template."""
    return "\n".join(re.findall(r"\{[{%].*?[%}]\}", path.read_text(encoding="utf-8"), flags=re.DOTALL))


def test_every_act_is_asked_for() -> None:
    asked = {
        arg.attr
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _called(node) in ASKS
        for arg in node.args
        if isinstance(arg, ast.Attribute) and isinstance(arg.value, ast.Name) and arg.value.id == "Act"
    }
    assert asked == {act.name for act in Act}


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
