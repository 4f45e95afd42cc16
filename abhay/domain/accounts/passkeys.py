"""Where passkeys can be used: browsers bind each to a name, and give it to nobody who might be somebody else."""

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from abhay.errors import BadInput

_HERE: Final = "localhost"
_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True)
class RelyingParty:
    """Whom a passkey is for, as a browser checks it: the host's name, and the origin of our pages."""

    id: str
    origin: str


def relying_party(base_url: str) -> RelyingParty:
    """Returns whom passkeys are for at this address of ours. Raises `BadInput` where browsers refuse them, and why.

    WebAuthn Level 3, 5.1: a domain, no IP address, by https; `localhost` may be without.
    """
    parts = urlsplit(base_url)
    host, port = parts.hostname or "", parts.port
    if _is_address(host):
        raise BadInput(f"Passkeys need a name, and {host} is an IP address: set ABHAY_PUBLIC_URL to https and a name.")
    if parts.scheme != "https" and host != _HERE:
        raise BadInput(f"Passkeys need https, and {base_url} has none: set ABHAY_PUBLIC_URL to https and a name.")
    if host != _HERE and ("." not in host or host.endswith(".local")):
        raise BadInput(f"Passkeys need a name with a domain, and {host} is none: set ABHAY_PUBLIC_URL to one.")
    shown = "" if port in (None, _PORTS.get(parts.scheme)) else f":{port}"
    return RelyingParty(host, f"{parts.scheme}://{host}{shown}")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
