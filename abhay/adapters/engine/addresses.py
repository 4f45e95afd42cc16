"""Addresses of pages in Prefect's UI, for people; those of its first version, which the product shows.

Where a proxy stands before Prefect, its server knows by which address browsers come: the same variables are read here.
"""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

OPEN_CASES = "open-cases"
"""The key of the table of the open cases."""


class PrefectUi(BaseSettings):
    """Where people open Prefect's UI, by the variables of Prefect's own; both unset: where its API is."""

    model_config = SettingsConfigDict(env_prefix="PREFECT_UI_", extra="ignore")

    url: str | None = Field(default=None, description="The UI's address, as people open it.")
    api_url: str | None = Field(default=None, description="The API's address, as the UI in a browser finds it.")


def timeline_key(ref: str) -> str:
    """Returns the key of a case's timeline."""
    return f"timeline-{ref.lower()}"


def run_page(api: str, run_id: object) -> str:
    """Returns the address of a run's page; `api` is the address of Prefect's API as this process has it."""
    return f"{_ui(api)}/runs/flow-run/{run_id}"


def artifact_page(api: str, key: str) -> str:
    """Returns the address of the newest artifact with this key."""
    return f"{_ui(api)}/artifacts/key/{key}"


def _ui(api: str) -> str:
    known = PrefectUi()
    return (known.url or (known.api_url or api).rstrip("/").removesuffix("/api")).rstrip("/")
