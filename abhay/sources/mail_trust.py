"""How far a mail's sender is believed.

Only the results that our own mail server wrote count (Authentication-Results with its name, RFC 8601);
anybody can write the others. From them:

- `failed`: something speaks against the sender: DMARC fails, or DKIM or SPF fails and DMARC does not
  pass; answers are led to another domain (Reply-To); several senders; or results for another From.
- `verified`: DMARC passes for the From domain, DKIM or SPF passes for a domain aligned with it, and it
  is a partner's. That one of the two fails while DMARC passes is what a redirection does, and is no
  sign against the sender.
- `forwarded`: the same for the domain of our own people, who pass alerts on, as a copy in the text or
  as a message inside. What they pass on can no longer be proven, so the desk is told.
- `none`: our server says nothing, or the sender is proven but nobody whom we know. Anyone can prove a
  domain of his own, so that alone must not send a patrol.

Headers of our server that contradict each other are read in the strictest way: a method counts as
passed only where no header of ours denies it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abhay.sources.fields import Problems
from abhay.sources.mail_headers import Headers
from models.enums import Trust

RESULTS = "authentication-results"
_FAILS = frozenset({"fail", "softfail", "hardfail", "policy"})
_RESULT = re.compile(r"(?P<method>[a-z][a-z0-9-]*)(?:\s*/\s*\d+)?\s*=\s*(?P<value>[a-z]+)")
_PROPERTY = re.compile(r"\b(?P<name>[a-z]+\.[a-z_-]+)\s*=\s*(?P<value>[^\s;]+)")
_DOMAIN = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]@]+@(?P<domain>[^\s<>,;:\"()\[\]@]+)")


@dataclass(frozen=True)
class Senders:
    """Whom we know: our mail server's name, the domains of partners, and those of our own people."""

    authserv_id: str
    partners: Sequence[str]
    own: Sequence[str]


@dataclass(frozen=True)
class _Result:
    """One method's result in one header of our server, with the domains it is about."""

    method: str
    value: str
    domains: dict[str, str]


def judge(headers: Headers, senders: Senders, problems: Problems) -> Trust:
    """How far the sender of a mail is believed; the headers that speak against it are noted by name."""
    results = [list(_results(value)) for value in _ours(headers, senders.authserv_id)]
    sender = _single_domain(headers.all("from"))
    against = list(_against(headers, senders, results, sender))
    for name in against:
        problems.add(name)
    if against:
        return Trust.FAILED
    if sender is None or headers.cut or not _proven(results, sender, senders):
        return Trust.NONE
    if _within(sender, senders.partners):
        return Trust.VERIFIED
    return Trust.FORWARDED if _within(sender, senders.own) else Trust.NONE


def own_results(headers: Headers, authserv_id: str) -> tuple[tuple[str, str], ...]:
    """Method and result, such as `dmarc` and `fail`, as our own mail server wrote them; empty where it says nothing."""
    return tuple((found.method, found.value) for header in _ours(headers, authserv_id) for found in _results(header))


def _against(headers: Headers, senders: Senders, results: list[list[_Result]], sender: str | None) -> Iterator[str]:
    """The headers that speak against the sender."""
    flat = [result for header in results for result in header]
    dmarc = {result.value for result in flat if result.method == "dmarc"}
    broken = any(result.value in _FAILS for result in flat if result.method in {"dkim", "spf"})
    if "fail" in dmarc or (broken and dmarc != {"pass"}):
        yield RESULTS
    named = {result.domains.get("header.from", sender) for result in flat if result.method == "dmarc"}
    if named - {sender} or (sender is None and headers.all("from") and "pass" in dmarc):
        yield "from"
    known = (*senders.partners, *senders.own)
    for answer in _domains(headers.all("reply-to")):
        if sender is None or not (_aligned(answer, sender, known) or _within(answer, known)):
            yield "reply-to"


def _proven(results: list[list[_Result]], sender: str, senders: Senders) -> bool:
    """DMARC passes everywhere our server speaks of it, and a passing DKIM or SPF is about the sender's domain."""
    if not results or any(not header for header in results):
        return False
    dmarc = [result for header in results for result in header if result.method == "dmarc"]
    if not dmarc or any(result.value != "pass" for result in dmarc):
        return False
    return _passes(results, "dkim", ("header.d", "header.i"), sender, senders) or _passes(
        results, "spf", ("smtp.mailfrom", "smtp.helo"), sender, senders
    )


def _passes(
    results: list[list[_Result]], method: str, properties: tuple[str, ...], sender: str, senders: Senders
) -> bool:
    """Whether each header of ours that speaks of the method holds a pass aligned with the sender."""
    speaking = [found for header in results if (found := [result for result in header if result.method == method])]
    return bool(speaking) and all(
        any(
            result.value == "pass" and _aligned(domain, sender, senders.partners)
            for result in header
            for name, domain in result.domains.items()
            if name in properties
        )
        for header in speaking
    )


def _ours(headers: Headers, authserv_id: str) -> Iterator[str]:
    """The results, without comments and their first word, of each header that bears our server's name."""
    ours = authserv_id.strip().lower()
    for value in headers.all(RESULTS):
        first, _, results = _plain(value).lower().partition(";")
        name, *_version = first.split() or [""]
        if ours and name.strip('"') == ours:
            yield results


def _results(text: str) -> Iterator[_Result]:
    for statement in text.split(";"):
        found = _RESULT.match(statement.strip())
        if found:
            named = ((match["name"], _domain_of(match["value"])) for match in _PROPERTY.finditer(statement))
            yield _Result(found["method"], found["value"], {name: domain for name, domain in named if domain})


def _plain(value: str) -> str:
    """The value without comments (they nest); quoted strings keep their words, not the marks that mean something."""
    kept: list[str] = []
    depth, quoted, escaped = 0, False, False
    for char in value:
        if escaped or char == "\\":
            escaped = not escaped and char == "\\"
        elif char == '"' and not depth:
            quoted = not quoted
            kept.append(char)
        elif quoted:
            kept.append("_" if char in ";=()<>@, \t" else char)
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif not depth:
            kept.append(char)
    return "".join(kept)


def _single_domain(values: Sequence[str]) -> str | None:
    """The domain of the only address in the only header of its name; None where there are several or none."""
    addresses = [found["domain"] for value in values for found in _ADDRESS.finditer(_plain(value))]
    return _domain_of(addresses[0]) if len(values) == len(addresses) == 1 else None


def _domains(values: Sequence[str]) -> Iterator[str]:
    for value in values:
        for found in _ADDRESS.finditer(_plain(value)):
            yield _domain_of(found["domain"]) or "unreadable"


def _domain_of(text: str) -> str | None:
    """The domain of an address or domain, in lower case; None where it is none in ASCII."""
    domain = text.rpartition("@")[2].strip("<>\"'.").lower()
    return domain if _DOMAIN.fullmatch(domain) else None


def _within(domain: str, domains: Sequence[str]) -> bool:
    known = (one.strip(" .").lower() for one in domains)
    return any(domain == one or domain.endswith(f".{one}") for one in known if one)


def _aligned(one: str, other: str, known: Sequence[str]) -> bool:
    """Whether two domains belong together: one holds the other, or both lie within the same domain that we know."""
    if _within(one, [other]) or _within(other, [one]):
        return True
    return any(_within(one, [both]) and _within(other, [both]) for both in known)
