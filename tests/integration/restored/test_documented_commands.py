"""What the documents say about backups is run as it stands: nobody else can read what it leaves."""

import os
import re
import stat
import subprocess
from pathlib import Path

import pytest

from abhay.adapters.postgres.programs import installed_programs
from tests.support.databases import ROOT, Server

HOWTO = ROOT / "docs" / "howto"
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STAND_IN = """#!/bin/sh
for word in "$@"; do case "$word" in --file=*) echo synthetic > "${word#--file=}";; esac; done
"""
"""Writes the file that it is asked for: the addresses in the documents lead nowhere."""


def blocks(page: str, word: str) -> list[str]:
    return [block for block in BLOCK.findall((HOWTO / page).read_text(encoding="utf-8")) if word in block]


def left_by(block: str, folder: Path, programs: Path, home: Path) -> dict[str, int]:
    """Runs the commands under a careless umask; returns the modes of the files that they leave."""
    env = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "ABHAY_HOME": str(home)}
    done = subprocess.run(["sh", "-euc", f"umask 000\n{block}"], check=False, cwd=folder, env=env, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_the_dump_and_the_keys_of_a_home(postgres: Server, tmp_path: Path) -> None:
    (block,) = blocks("run.md", "pg_dump")
    left = left_by(block, tmp_path, installed_programs(), postgres.settings.home)
    assert left == {"abhay.dump": 0o600, "secrets.tar": 0o600}
    assert (tmp_path / "abhay.dump").stat().st_size > 0


@pytest.mark.parametrize("page", ["operate.md"])
def test_the_dumps_of_servers_elsewhere(postgres: Server, tmp_path: Path, page: str) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "pg_dump").write_text(STAND_IN)
    (programs / "pg_dump").chmod(0o755)
    (block,) = blocks(page, "pg_dump")
    folder = tmp_path / "here"
    folder.mkdir()
    left = left_by(block, folder, programs, postgres.settings.home)
    assert set(left) == {"abhay.dump", "prefect.dump", "keys.tar"}
    assert set(left.values()) == {0o600}


def test_no_page_has_a_dump_without_the_umask() -> None:
    found = {page.name: block for page in HOWTO.glob("*.md") for block in blocks(page.name, "pg_dump")}
    assert {name for name, block in found.items() if not block.startswith("umask 077\n")} == set()
    assert set(found) == {"run.md", "operate.md"}
