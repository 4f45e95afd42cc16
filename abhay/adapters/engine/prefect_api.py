"""Sends requests to a Prefect server's HTTP API, without Prefect's own client.

Importing that client takes seconds of processor time, too long for a process that takes in alerts. The access
is configured by the variables that Prefect's own client reads (docs/adr/0010-the-engine-is-a-port.md).
"""

import asyncio
import base64
import ssl
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from abhay.errors import OrchestrationRefused, OrchestrationUnavailable

LIMIT = 60.0
"""Seconds that an answer may take, as with Prefect's own client: a server under load is slow, not down."""

PAUSES = (1.0, 2.0)
"""Seconds before a request to a busy server is repeated."""

BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE})


class PrefectAccess(BaseSettings):
    """The access to Prefect's API: the variables of Prefect's own client, by their own names."""

    model_config = SettingsConfigDict(env_prefix="PREFECT_API_", extra="ignore")

    url: str | None = Field(default=None, description="The API's address; none: the embedded server's.")
    key: SecretStr | None = Field(default=None, description="Key of a hosted Prefect.")
    auth_string: SecretStr | None = Field(default=None, description="USER:PASSWORD of a self-hosted one.")
    ssl_cert_file: Path | None = Field(default=None, description="CA certificates to trust instead of the usual ones.")
    tls_insecure_skip_verify: bool = Field(default=False, description="Trust any certificate.")
    custom_headers: dict[str, str] = Field(default_factory=dict, validation_alias="PREFECT_CLIENT_CUSTOM_HEADERS")


class PrefectApi:
    """A Prefect server's HTTP API.

    Every request raises `OrchestrationUnavailable` if it gets no answer, `OrchestrationRefused` if it gets an error.
    One that is not patient is not repeated while the server is busy.
    """

    def __init__(self, url: str, access: PrefectAccess | None = None, *, pauses: Sequence[float] = PAUSES) -> None:
        self._pauses = pauses
        access = access or PrefectAccess()
        self._url = (access.url or url).rstrip("/")
        self._headers = {**access.custom_headers, **_authorization(access)}
        # No proxy that the environment names is asked for this machine itself.
        self._verify = _trust(access) if self._url.startswith("https:") else False
        self._csrf: dict[str, str] = {}

    async def get(self, path: str, *, patient: bool = True) -> Any | None:
        """Returns the object at this path; None if there is none."""
        return await self._ask("GET", path, None, self._pauses if patient else ())

    async def post(self, path: str, body: dict[str, Any], *, patient: bool = True) -> Any | None:
        """Sends this body to a path; returns the answer, None if there is no such path."""
        return await self._ask("POST", path, body, self._pauses if patient else ())

    async def patch(self, path: str, body: dict[str, Any]) -> bool:
        """Changes the object at this path; returns whether there is one."""
        return await self._ask("PATCH", path, body, self._pauses) is not None

    async def delete(self, path: str) -> None:
        """Deletes the object at this path, if there is one."""
        await self._ask("DELETE", path, None, self._pauses)

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None, pauses: Sequence[float]) -> Any | None:
        try:
            async with httpx.AsyncClient(
                headers=self._headers,
                verify=self._verify,
                timeout=LIMIT,
                trust_env=False,  # it is ours: no proxy of the environment is asked for it
            ) as http:
                answer = await self._with_retries(http, method, path, body, pauses)
                if answer.status_code == HTTPStatus.NOT_FOUND:
                    return None
                found = answer.raise_for_status()
                return found.json() if found.status_code != HTTPStatus.NO_CONTENT else {}
        except httpx.HTTPStatusError as error:
            raise OrchestrationRefused(error.response.status_code) from error
        except (httpx.HTTPError, OSError, ValueError) as error:
            raise OrchestrationUnavailable(f"Prefect cannot be asked now ({type(error).__name__})") from error

    async def _with_retries(
        self, http: httpx.AsyncClient, method: str, path: str, body: dict[str, Any] | None, pauses: Sequence[float]
    ) -> httpx.Response:
        """Sends a request, and repeats it if the server is busy or first requires a CSRF token."""
        answer = await self._send(http, method, path, body)
        if answer.status_code == HTTPStatus.FORBIDDEN and method != "GET":
            await self._fetch_csrf_token(http)
            answer = await self._send(http, method, path, body)
        for pause in pauses:
            if answer.status_code not in BUSY:
                break
            await asyncio.sleep(pause)
            answer = await self._send(http, method, path, body)
        return answer

    async def _send(
        self, http: httpx.AsyncClient, method: str, path: str, body: dict[str, Any] | None
    ) -> httpx.Response:
        return await http.request(method, f"{self._url}{path}", json=body, headers=self._csrf)

    async def _fetch_csrf_token(self, http: httpx.AsyncClient) -> None:
        """Fetches the token that a server with CSRF protection requires with each change."""
        client = str(uuid4())
        answer = (await http.get(f"{self._url}/csrf-token", params={"client": client})).raise_for_status()
        self._csrf = {"Prefect-Csrf-Token": answer.json()["token"], "Prefect-Csrf-Client": client}


def _authorization(access: PrefectAccess) -> dict[str, str]:
    """Returns the header: a self-hosted server's password precedes a hosted one's key, as in Prefect's client."""
    if access.auth_string:
        token = base64.b64encode(access.auth_string.get_secret_value().encode()).decode()
        return {"Authorization": f"Basic {token}"}
    return {"Authorization": f"Bearer {access.key.get_secret_value()}"} if access.key else {}


def _trust(access: PrefectAccess) -> ssl.SSLContext:
    """Returns the TLS context, made once: reading the certificates takes longer than a request."""
    if access.tls_insecure_skip_verify:
        return httpx.create_ssl_context(verify=False)
    if access.ssl_cert_file:
        return ssl.create_default_context(cafile=str(access.ssl_cert_file))
    return httpx.create_ssl_context()
