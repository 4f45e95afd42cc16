"""One real Prefect server for all tests of the engines."""

import asyncio
from collections.abc import Iterator

import pytest

from tests.support.databases import Server
from tests.support.prefect_server import PrefectServer, running_prefect


@pytest.fixture(scope="package")
def prefect_server(postgres: Server) -> Iterator[PrefectServer]:
    name = asyncio.run(postgres.create())
    with running_prefect(postgres.url(name)) as server:
        yield server
    asyncio.run(postgres.drop(name))
