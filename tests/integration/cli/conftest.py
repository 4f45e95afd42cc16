"""The command line in this process, over a database of the test's own."""

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from abhay.entrypoints.cli.run import run
from abhay.services.runtime import get_runtime
from abhay.settings import get_settings
from tests.support.databases import TEMPLATE, Server


@dataclass
class Result:
    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def abhay(postgres: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Command]:
    """Run one command, with no Prefect to be reached; returns exit code and output."""
    name = asyncio.run(postgres.create(TEMPLATE))
    before = dict(os.environ)
    monkeypatch.setenv("ABHAY_HOME", str(postgres.settings.home))
    monkeypatch.setenv("ABHAY_DATABASE_URL", postgres.url(name))
    monkeypatch.setenv("ABHAY_PREFECT_PORT", "1")
    for cached in (get_settings, get_runtime):
        cached.cache_clear()

    def command(*words: str) -> Result:
        code = run(list(words))
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    yield command
    for cached in (get_settings, get_runtime):
        cached.cache_clear()
    os.environ.clear()
    os.environ.update(before)
    asyncio.run(postgres.drop(name))
