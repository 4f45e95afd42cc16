"""One running system per kind of worker, shared by the tests of a module; pages are read from its outbox."""

from collections.abc import Iterator

import pytest

from tests.support.system import System, running_system


@pytest.fixture(scope="package")
def in_process() -> Iterator[System]:
    """A system with the in-process worker, as `make up` starts it."""
    with running_system() as system:
        yield system


@pytest.fixture(scope="package")
def stock() -> Iterator[System]:
    """A system with Prefect's own process worker; no watcher, so that every step is the flow's."""
    with running_system(
        without=["watcher"], ABHAY_WORKER_TYPE="process", PREFECT_SERVER_API_AUTH_STRING="e2e:pass"
    ) as system:
        yield system
