"""Secrets that whoever holds them is let in by: tokens, session ids, links. 256 random bits, kept as SHA-256.

The plain hash of so many random bits reveals nothing, and a lookup by it takes the same time whatever part of a
guess is right.
"""

import hashlib
import secrets

_BYTES = 32


def make_bearer() -> str:
    """Returns a new secret: 43 URL-safe characters."""
    return secrets.token_urlsafe(_BYTES)


def kept(bearer: str) -> str:
    """Returns a secret as it is stored and looked up."""
    return hashlib.sha256(bearer.encode(errors="surrogatepass")).hexdigest()
