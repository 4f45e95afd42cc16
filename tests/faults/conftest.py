"""A system whose parts are killed: one for each group of these tests, gone when they are over."""

from collections.abc import Iterator

import pytest

from tests.support import faults
from tests.support.smtp import MailServer, running_mail_server
from tests.support.system import System, running_system

MAIL_TIMEOUT = 2
"""Seconds that the mail server has for one try."""

GOES_ON_AFTER = 8
"""Seconds after which an undelivered page goes on to the next contact point, where a post has an order."""


@pytest.fixture(scope="package")
def mail_server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


@pytest.fixture(scope="package")
def running(mail_server: MailServer) -> Iterator[System]:
    email = {"HOST": "127.0.0.1", "PORT": str(mail_server.port), "TLS": "none", "TIMEOUT": str(MAIL_TIMEOUT)}
    with running_system(
        ABHAY_FAULT="1",
        ABHAY_WORKER__EQUIPMENT="5",
        ABHAY_DELIVERY__IMMINENT=str(GOES_ON_AFTER),
        **{f"ABHAY_CHANNELS__EMAIL__{k}": v for k, v in email.items()},
    ) as system:
        yield system


@pytest.fixture
def mortal(running: System) -> Iterator[System]:
    """A system that is well, whose processes die where a test orders it; no order outlives the test."""
    faults.await_well(running)
    yield running
    faults.take_back_order(running)
