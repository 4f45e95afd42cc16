"""Posts to an address that somebody gave us: only to addresses that were checked, without redirects and proxies."""

import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from abhay.adapters.channels.targets import IPAddress, Resolver, check_addresses
from abhay.errors import ChannelRefused, ChannelUnavailable, DeliveryUnknown, SetupError

_PORTS: Final = {"https": 443, "http": 80}
_LAST_PORT: Final = 65535


@dataclass(frozen=True)
class Target:
    """An address to post to, and the network addresses of its host that were checked."""

    url: httpx.URL
    addresses: Sequence[IPAddress]


async def find_target(to: str, resolve: Resolver, *, allow_private: bool) -> Target:
    """Returns where to post. Raises `ChannelRefused` for what must not be called, `ChannelUnavailable` without DNS."""
    try:
        url = httpx.URL(to)
    except httpx.InvalidURL:
        raise ChannelRefused("The contact's address is not a URL.") from None
    port = url.port or _PORTS.get(url.scheme, 0)
    if not url.raw_host or not 0 < port <= _LAST_PORT or url.scheme not in _PORTS or url.userinfo:
        raise ChannelRefused("The contact's address must be a URL of https, without a user name.")
    addresses = await resolve(_host(url), port)
    check_addresses(addresses, encrypted=url.scheme == "https", allow_private=allow_private)
    return Target(url, addresses)


class Progress:
    """Follows httpx's trace events, to know whether sending the body has begun."""

    def __init__(self, whose: str) -> None:
        self._whose = whose
        self._handed_over = False

    async def __call__(self, event: str, _info: Mapping[str, Any]) -> None:
        """Notes one event."""
        if event.endswith("send_request_body.started"):
            self._handed_over = True

    def meaning(self, broken: Exception) -> ChannelUnavailable | DeliveryUnknown:
        """Returns the error that a failure means at this point."""
        what = type(broken).__name__
        if self._handed_over:
            return DeliveryUnknown(f"{self._whose} did not answer: {what}.")
        return ChannelUnavailable(f"{self._whose} cannot be reached: {what}.")


@dataclass(frozen=True)
class Posting:
    """One body with its headers, the seconds it may take, and the certificates to trust."""

    headers: Mapping[str, str]
    body: bytes
    seconds: float
    tls: ssl.SSLContext

    async def post(self, target: Target, progress: Progress) -> int:
        """Returns the status of the answer from the first reachable address; raises httpx's transport errors.

        It uses the bare transport, because httpx's client would log the address.
        """
        request = self._request(target, progress)
        async with httpx.AsyncHTTPTransport(verify=self.tls) as transport:
            for address in target.addresses[:-1]:
                try:
                    return await _status(transport, request, address)
                except (httpx.ConnectError, httpx.ConnectTimeout):
                    continue
            return await _status(transport, request, target.addresses[-1])

    def _request(self, target: Target, progress: Progress) -> httpx.Request:
        headers = {"Host": target.url.netloc.decode("ascii"), "User-Agent": "abhay", **self.headers}
        # Each address gets its share of the time: a dead one must not use up that of the next.
        timeout = httpx.Timeout(self.seconds, connect=self.seconds / len(target.addresses))
        # The connection goes to an address that was checked; the certificate must still be the name's.
        extensions = {"timeout": timeout.as_dict(), "sni_hostname": _host(target.url), "trace": progress}
        return httpx.Request("POST", target.url, headers=headers, content=self.body, extensions=extensions)


def trusting(ca_file: Path | None, setting: str) -> ssl.SSLContext:
    """Returns what trusts the usual certificates, or those of the file. Raises `SetupError` naming the setting."""
    if ca_file is None:
        return httpx.create_ssl_context(trust_env=False)
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as unreadable:
        raise SetupError(f"{setting} cannot be used.") from unreadable


async def _status(transport: httpx.AsyncHTTPTransport, request: httpx.Request, address: IPAddress) -> int:
    request.url = request.url.copy_with(host=str(address))
    answer = await transport.handle_async_request(request)
    await answer.aclose()
    return answer.status_code


def _host(url: httpx.URL) -> str:
    return url.raw_host.decode("ascii")
