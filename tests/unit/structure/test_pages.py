"""The pages for developers and operators name only files, folders and modules that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = sorted(
    path.relative_to(ROOT) for path in (ROOT / "CONTRIBUTING.md", ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
)
PATH = re.compile(r"`((?:abhay|deployments|docs|flows|models|scripts|tasks|tests)/[^`\s]*)`")
MODULE = re.compile(r"`((?:abhay|models)(?:\.[a-z_]+)+)\.[A-Z]\w*`")
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def missing(text: str, folder: Path) -> set[str]:
    """The paths, modules and links of a page in this folder that lead nowhere."""
    paths = {path for path in PATH.findall(text) if not any(ROOT.glob(as_pattern(path)))}
    links = {link for link in LINK.findall(text) if not (folder / link).exists()}
    return paths | links | {module for module in MODULE.findall(text) if not is_module(ROOT / module.replace(".", "/"))}


def is_module(path: Path) -> bool:
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def as_pattern(path: str) -> str:
    """The path as a pattern: `<name>` stands for any name, braces for names that are listed."""
    return re.sub(r"<[^>]*>|\{[^}]*\}", "*", path).rstrip("/")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_names_only_what_is_there(page: Path):
    assert not missing((ROOT / page).read_text(encoding="utf-8"), (ROOT / page).parent)


def test_a_missing_file_module_or_link_is_found():
    text = "`abhay/channels/base.py` `abhay/errors.py` `abhay.channels.X` [x](nowhere.md) [y](https://a.example)"
    assert missing(text, ROOT) == {"abhay/channels/base.py", "abhay.channels", "nowhere.md"}
