"""What a check returns, and what several of them need."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from abhay.adapters.postgres.urls import database_urls
from abhay.adapters.store.db.database import Database
from abhay.adapters.store.db.waits import MOVER
from abhay.security.secretfiles import load_secrets
from abhay.security.vault import Vault
from abhay.settings import Settings

PATIENCE = 5.0
"""Seconds that a check may take."""

SHOWN = 3
START = "start the system: `abhay up`"
IMPORT = "`abhay contacts import FILE.csv`"
LOOPBACK_NAMES = ("127.0.0.1", "::1", "localhost")


class Verdict(StrEnum):
    """The result of a check."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True)
class Check:
    """One line of the doctor's report: the object, its state, and what to do."""

    name: str
    verdict: Verdict
    says: str
    todo: str = ""


Examination = Callable[[Settings], Awaitable[Check]]


@asynccontextmanager
async def our_database(settings: Settings) -> AsyncGenerator[Database]:
    """Our database, for the length of one check."""
    keys = load_secrets(settings)
    ours = Database(database_urls(settings).abhay, Vault(keys.fernet_keys, keys.index_key.encode()), waits=MOVER)
    try:
        yield ours
    finally:
        await ours.close()


def in_earnest(settings: Settings) -> bool:
    """Returns whether the installation is real: a real channel is configured, or links lead to another host."""
    channels = settings.channels
    real = (channels.email.host, channels.webhook.secret, channels.sms.gateways, channels.whatsapp.phone_number_id)
    return any(each is not None for each in real) or (urlsplit(settings.base_url).hostname or "") not in LOOPBACK_NAMES


def some_of(findings: Sequence[str]) -> str:
    """Returns the first findings in one line, and how many more there are."""
    more = f" and {len(findings) - SHOWN} more" if len(findings) > SHOWN else ""
    return "; ".join(findings[:SHOWN]) + more
