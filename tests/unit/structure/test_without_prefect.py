"""Prefect takes seconds to import: what takes alerts in, and what sends when Prefect is dead, starts without it."""

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet

from tests.unit.structure.test_layers import ROOT

WITHOUT = (
    "\nimport sys\nassert not [name for name in sys.modules if name.split('.')[0] == 'prefect'], 'Prefect was imported'"
)

GATEWAY = """
import asyncio
import httpx
from abhay.entrypoints.gateway.main import app

async def ask():
    transport = httpx.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://x") as http:
        assert (await http.get("/healthz")).status_code == 200
        assert (await http.get("/readyz")).status_code == 503

asyncio.run(ask())
"""

WATCHER = """
import asyncio
from abhay.entrypoints.watcher import Watcher
from abhay.services.runtime import get_runtime

async def look():
    watcher = Watcher(get_runtime())
    serving = asyncio.create_task(watcher.serve())
    await asyncio.sleep(0)
    await get_runtime().engine.lacks()
    watcher.stop()
    await serving
    await get_runtime().close()

asyncio.run(look())
"""


def run(program: str) -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("ABHAY_", "PREFECT_"))}
    env = {
        **clean,
        "ABHAY_DATABASE_URL": "postgresql+asyncpg://nobody@127.0.0.1:1/nothing",
        "ABHAY_PREFECT_PORT": "1",
        "ABHAY_SOURCES__META__SECRET": "synthetic-test-secret",
        "ABHAY_KEYS": Fernet.generate_key().decode(),
        "ABHAY_LINK_KEY": "synthetic",
        "ABHAY_INDEX_KEY": "synthetic",
    }
    done = subprocess.run(
        [sys.executable, "-c", program + WITHOUT], check=False, cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("program", [GATEWAY, WATCHER], ids=["gateway", "watcher"])
def test_it_starts_and_works_without_prefect(program: str) -> None:
    run(program)


@pytest.mark.parametrize("module", ["cli", "collector", "lmtp", "doctor"])
def test_it_is_imported_without_prefect(module: str) -> None:
    run(f"import abhay.entrypoints.{module}")
