"""The domains of mail addresses, and which of them belong to one organisation."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from publicsuffixlist import PublicSuffixList

_LONGEST = 253
_DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_BETWEEN_ADDRESSES = re.compile(r"[\s<>,;:\"()\[\]]+")


def domains_in(text: str) -> Iterator[str]:
    """Returns what stands behind each @ of a header's value, as it is written; an empty text where nothing does.

    The local part is not looked at, since it may be quoted (`"z"@b.example`), and blanks around the @ are allowed.
    """
    for behind in text.split("@")[1:]:
        yield _BETWEEN_ADDRESSES.split(behind.lstrip(), maxsplit=1)[0]


def domain_of(text: str) -> str | None:
    """Returns the domain of an address or domain, in lower case; None where it is none in ASCII."""
    written = text.rpartition("@")[2]
    domain = written.strip("<>\"'.").lower()
    return domain if len(domain) <= _LONGEST and written.isascii() and _DOMAIN.fullmatch(domain) else None


def within(domain: str, domains: Sequence[str]) -> bool:
    """Whether a domain is one of these or lies below one."""
    known = (one.strip(" .").lower() for one in domains)
    return any(domain == one or domain.endswith(f".{one}") for one in known if one)


def aligned(one: str, other: str, known: Sequence[str]) -> bool:
    """Whether two domains belong together: they are of one organisation, or lie within the same domain that we know.

    The organisation is what stands directly below a public suffix (relaxed alignment of DMARC, RFC 7489 3.2):
    `a.partner.example` and `b.partner.example` are of one, two domains below `gov.in` are not.
    """
    if one == other or (organisation_of(one) or one) == (organisation_of(other) or other):
        return True
    return any(within(one, [both]) and within(other, [both]) for both in known)


def organisation_of(domain: str) -> str | None:
    """Returns the organisational domain: one label more than the public suffix; None for a public suffix itself."""
    return _suffixes().privatesuffix(domain)


@cache
def _suffixes() -> PublicSuffixList:
    """Returns the list that the package brings; reading it takes some hundredths of a second, once per process."""
    return PublicSuffixList()
