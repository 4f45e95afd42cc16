"""The sources of alerts, one line each."""

from abhay.sources.base import Source
from abhay.sources.phone import PhoneSource
from abhay.sources.webhooks import meta, standard

_ALL: tuple[Source, ...] = (
    meta(),
    standard("google"),
    standard("youtube"),
    standard("partner"),
    PhoneSource(),
)
SOURCES: dict[str, Source] = {source.name: source for source in _ALL}


def find_source(name: str) -> Source | None:
    """The source of that name, or None."""
    return SOURCES.get(name)
