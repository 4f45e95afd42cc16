"""How far a mail's sender is believed.

Only the results that our own mail server wrote count (Authentication-Results with its name, RFC 8601);
anybody can write the others. `abhay.adapters.sources.mail.own_results` finds them. From them:

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
passed only where no header of ours denies it. Passes count in the topmost block alone: what bears our
name further down may be the sender's own, and only denies.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from abhay.adapters.sources.mail.domains import aligned, domain_of, domains_in, within
from abhay.adapters.sources.mail.headers import Headers, decode_words
from abhay.adapters.sources.mail.own_results import RESULTS, UNREADABLE, Result, plain, read_own_results
from abhay.adapters.sources.reading.document import Problems
from models.enums import Trust

_FAILS = frozenset({"fail", "softfail", "hardfail", "policy"})
_ENCODED = "=?"


@dataclass(frozen=True)
class Senders:
    """Whom we know: our mail server's name, the domains of partners, and those of our own people."""

    authserv_id: str
    partners: Sequence[str]
    own: Sequence[str]


def judge(headers: Headers, senders: Senders, problems: Problems) -> Trust:
    """Returns how far the sender of a mail is believed; the headers that speak against it are noted by name."""
    ours = read_own_results(headers, senders.authserv_id)
    sender = _single_domain(headers.all("from"))
    against = list(_against(headers, senders, ours.all, sender))
    for name in against:
        problems.add(name)
    if against:
        return Trust.FAILED
    if sender is None or headers.cut or not _proven(ours.block, ours.all, sender, senders):
        return Trust.NONE
    if within(sender, senders.partners):
        return Trust.VERIFIED
    return Trust.FORWARDED if within(sender, senders.own) else Trust.NONE


def own_results(headers: Headers, authserv_id: str) -> tuple[tuple[str, str], ...]:
    """Method and result, such as `dmarc` and `fail`, as far as they count; empty where our mail server says nothing."""
    ours = read_own_results(headers, authserv_id)
    counted = [(found.method, found.value) for header in ours.block for found in header]
    denied = [(found.method, found.value) for header in ours.below for found in header if found.value != "pass"]
    return (*counted, *denied)


Results = Sequence[Sequence[Result]]


def _against(headers: Headers, senders: Senders, results: Results, sender: str | None) -> Iterator[str]:
    """Yields the headers that speak against the sender."""
    flat = [result for header in results for result in header]
    dmarc = {result.value for result in flat if result.method == "dmarc"}
    broken = any(result.value in _FAILS for result in flat if result.method in {"dkim", "spf"})
    if "fail" in dmarc or (broken and dmarc != {"pass"}):
        yield RESULTS
    named = {result.domains.get("header.from", sender) for result in flat if result.method == "dmarc"}
    if named - {sender} or (sender is None and headers.all("from") and "pass" in dmarc):
        yield "from"
    known = (*senders.partners, *senders.own)
    for answer in _answered_to(headers.all("reply-to")):
        if sender is None or not (aligned(answer, sender, known) or within(answer, known)):
            yield "reply-to"


def _proven(block: Results, every: Results, sender: str, senders: Senders) -> bool:
    """Whether DMARC and an aligned DKIM or SPF pass in the block, and nothing of ours denies it anywhere."""
    if not block or any(not header for header in every):
        return False
    if not _of_method(block, "dmarc") or any(result.value != "pass" for result in _of_method(every, "dmarc")):
        return False
    return any(
        _passes(block, method, properties, sender, senders) and _passes(every, method, properties, sender, senders)
        for method, properties in (("dkim", ("header.d", "header.i")), ("spf", ("smtp.mailfrom", "smtp.helo")))
    )


def _of_method(results: Results, method: str) -> list[Result]:
    return [result for header in results for result in header if result.method == method]


def _passes(results: Results, method: str, properties: tuple[str, ...], sender: str, senders: Senders) -> bool:
    """Whether each header of ours that speaks of the method holds a pass aligned with the sender."""
    speaking = [found for header in results if (found := _of_method([header], method))]
    return bool(speaking) and all(
        any(
            result.value == "pass" and aligned(domain, sender, senders.partners)
            for result in header
            for name, domain in result.domains.items()
            if name in properties
        )
        for header in speaking
    )


def _single_domain(values: Sequence[str]) -> str | None:
    """Returns the domain of the only address in the only header of its name; None where there are several or none."""
    domains = list(domains_in(plain(values[0]))) if len(values) == 1 else []
    return domain_of(domains[0]) if len(domains) == 1 else None


def _answered_to(values: Sequence[str]) -> Iterator[str]:
    """Yields the domains that answers go to, in the value as it is and with its encoded words read."""
    for value in values:
        found = list(domains_in(plain(value)))
        if _ENCODED in value:
            found += domains_in(decode_words(value))
        for domain in found:
            yield domain_of(domain) or UNREADABLE
