"""What a process needs to work: settings, keys, database, channels; built once, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from abhay.channels.base import Channel
from abhay.channels.registry import build_channels
from abhay.embedded.urls import database_urls
from abhay.faultpoints import follow_orders
from abhay.secretfiles import Secrets, load_secrets
from abhay.settings import Settings, get_settings
from abhay.store.database import Database, shared_database
from abhay.store.vault import Vault


@dataclass(frozen=True)
class Runtime:
    """The settings and keys of this process and the channels they configure."""

    settings: Settings
    secrets: Secrets
    database_url: str
    vault: Vault
    channels: Mapping[str, Channel]

    @property
    def database(self) -> Database:
        """Our database, one pool for each event loop."""
        return shared_database(self.database_url, self.vault)


def vault_of(secrets: Secrets) -> Vault:
    """What seals and opens personal data with these keys, and finds a person again."""
    old = secrets.old_index_key
    return Vault(secrets.fernet_keys, secrets.index_key.encode(), old.encode() if old else None)


@cache
def get_runtime() -> Runtime:
    """This process's runtime. Raises `SetupError` in one line when keys or addresses are missing."""
    settings = get_settings()
    follow_orders(settings)
    secrets = load_secrets(settings)
    return Runtime(
        settings=settings,
        secrets=secrets,
        database_url=database_urls(settings).abhay,
        vault=vault_of(secrets),
        channels=build_channels(settings),
    )
