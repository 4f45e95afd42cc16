"""Tables of a newer release: every start refuses in one line of ours, and says what can help."""

import asyncio
import json
import os
import subprocess
import sys

import pytest

from abhay.adapters.store.db.plain import plain_connection
from abhay.adapters.store.db.preparation import newest_revision
from abhay.entrypoints.gateway.main import create_app
from abhay.errors import NewerSchema
from abhay.services.runtime import get_runtime
from tests.integration.cli.conftest import Command
from tests.support.databases import ROOT

NEWER = "9999"

WORKER = """
import asyncio
from abhay.entrypoints.worker.prefect_worker import AbhayWorker
asyncio.run(AbhayWorker("abhay").setup())
"""


async def _upgrade(url: str) -> None:
    async with plain_connection(url) as connection:
        await connection.fetch("UPDATE alembic_version SET version_num = $1", NEWER)


@pytest.fixture
def newer(abhay: Command) -> Command:
    """The command line over a database that a newer release has upgraded."""
    asyncio.run(_upgrade(os.environ["ABHAY_DATABASE_URL"]))
    return abhay


def assert_ours(line: str) -> None:
    said = line.strip()
    assert "\n" not in said
    assert f"revision {NEWER}" in said
    assert newest_revision() in said
    assert "install the newer release again, or restore the backup" in said


@pytest.mark.parametrize(
    "words",
    [("db", "upgrade"), ("db", "check"), ("alert", "list"), ("watch",), ("key", "rotate")],
    ids=" ".join,
)
def test_a_command_refuses_in_one_line(newer: Command, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("abhay.entrypoints.cli.system.watch.wait_for_start_signal", lambda: None)
    ended = newer(*words)
    assert ended.code == 2
    assert_ours(ended.err)


def test_the_doctor_says_the_same_and_proposes_nothing_that_cannot_help(newer: Command) -> None:
    ended = newer("doctor", "--json")
    checks = json.loads(ended.out)["checks"]
    database = next(check for check in checks if check["name"] == "database")
    assert database["verdict"] == "fail"
    assert f"revision {NEWER}" in database["says"]
    assert "install the newer release again" in database["todo"]
    wrong = [c for c in checks if c["verdict"] == "fail" and ("abhay up" in c["todo"] or "db upgrade" in c["todo"])]
    assert wrong == []


@pytest.mark.usefixtures("newer")
def test_the_gateway_refuses() -> None:
    async def start() -> None:
        app = create_app(get_runtime())
        async with app.router.lifespan_context(app):
            pass

    with pytest.raises(NewerSchema):
        asyncio.run(start())


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize(
    "words",
    [
        ("-m", "abhay.entrypoints.gateway.serve"),
        ("-m", "abhay.entrypoints.cli", "collect"),
        ("-m", "abhay.entrypoints.cli", "lmtp"),
        ("-c", WORKER),
    ],
    ids=["gateway", "collector", "listener", "worker"],
)
def test_a_part_ends_with_the_line(words: tuple[str, ...]) -> None:
    ended = subprocess.run(
        [sys.executable, *words], check=False, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert_ours(ended.stderr)
