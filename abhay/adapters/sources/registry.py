"""The sources of alerts, one line each."""

from abhay.adapters.sources.base import Source
from abhay.adapters.sources.phone import PHONE
from abhay.adapters.sources.webhooks import meta, standard

_ALL: tuple[Source, ...] = (
    meta(),
    standard("google"),
    standard("youtube"),
    standard("partner"),
)
SOURCES: dict[str, Source] = {source.name: source for source in _ALL}


def find_source(name: str) -> Source | None:
    """Returns the source of that name, or None."""
    return SOURCES.get(name)


def is_source(name: str) -> bool:
    """Returns whether a mail may be of this source: a partner's, or what somebody was told on the telephone."""
    return name in SOURCES or name == PHONE
