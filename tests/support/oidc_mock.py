"""An identity provider in a process of its own (`oidc-provider-mock`): its claims are planted, true or false."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from abhay.adapters.processes.ports import free_port


@dataclass(frozen=True)
class MockProvider:
    """The provider at `issuer`."""

    issuer: str

    def plant(self, subject: str, **claims: Any) -> None:
        """Says what the provider claims of a person, whatever the standard says of these claims."""
        answer = httpx.put(f"{self.issuer}/users/{subject}", json=claims, trust_env=False)
        assert answer.is_success, answer.text

    def ask(self, url: str, subject: str) -> str:
        """Signs a person in at the address to which we sent the browser; returns the address that leads back."""
        answer = httpx.post(url, data={"sub": subject}, trust_env=False)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]


def query_of(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


@contextmanager
def mock_provider(*more: str) -> Iterator[MockProvider]:
    """Runs a provider for a block."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *more]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        issuer = f"http://localhost:{port}"
        try:
            _answers(f"{issuer}/.well-known/openid-configuration", process)
            yield MockProvider(issuer)
        finally:
            process.terminate()


def _answers(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None, "the provider ended"
        try:
            if httpx.get(address, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the provider does not answer")
