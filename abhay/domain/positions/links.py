"""Map links: the position that a link of Google, Apple, OpenStreetMap and others carries in itself.

Nothing is ever fetched: a short link holds no position, and opening it would tell somebody that it was read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, unquote_plus, urlsplit

_LONGEST = 600
"""Characters of a link that are looked at: where a position stands, it stands before that."""

_LINK = re.compile(
    r"(?:https?://|(?<![\w.])geo:(?=-?\d)"
    r"|(?<![\w.@/-])(?:[a-z]{1,9}\.){0,2}(?:google|apple|goo|openstreetmap|osm|waze|mappls|bing|plus|what3words)\.)"
    r"[^\s<>\"\u0900-\u097f]{1,600}",
    re.IGNORECASE,
)
_SIGNS = ("://", "geo:", "google.", "apple.", "goo.", "openstreetmap.", "osm.", "waze.", "mappls.", "bing.", "plus.",
          "what3words.")  # fmt: skip
"""Without one of these a text holds no link: most posts are done with here."""

_PAIR = r"(-?\d{1,3}(?:\.\d{1,15})?)"
_BETWEEN = r"\s{0,2}[,~/]\s{0,2}"
_PIN = re.compile(rf"!3d{_PAIR}!4d{_PAIR}")
_EMBEDDED = re.compile(rf"!2d{_PAIR}!3d{_PAIR}")
_VIEW = re.compile(rf"/@{_PAIR},{_PAIR}")
_HASH = re.compile(rf"map={_PAIR}/{_PAIR}/{_PAIR}")
_PATH = re.compile(rf"/(?:place|search|dir/[^?#]{{0,200}}|maps?|pin|loc)/{_PAIR}{_BETWEEN}\+?{_PAIR}")
_PLAIN = re.compile(rf"(?:loc:)?\s{{0,2}}{_PAIR}{_BETWEEN}{_PAIR}(?![\d.])")
_PLACE = re.compile(r"(?:/(?:place|search)/|plus\.codes/)([^/?#]{1,200})")
_BLANK = re.compile(r"\+(?![23456789CFGHJMPQRVWX]{2,3}(?:\+|,|$))")
"""A plus that stands for a blank, and not within a plus code."""

_POINTS = ("destination", "daddr", "q", "query", "ll", "coordinate", "coordinates", "cbll", "viewpoint", "sll",
           "center", "loc", "location", "cp", "near", "point", "latlng", "latlon", "to", "pin", "where1")  # fmt: skip
"""Parameters that hold a pair, the surest first."""

_AXES = (("mlat", "lat", "latitude"), ("mlon", "lon", "lng", "long", "longitude"))
_ASKED = ("q", "query", "destination", "daddr", "address")
_CLOSED = re.compile(
    r"(?:maps\.app\.goo\.gl|goo\.gl/maps|g\.co/maps|maps\.apple/p|osm\.org/go|openstreetmap\.org/go|w3w\.co|what3words\.com"
    r"|waze\.to|mappls\.com/[a-z0-9]{5,12}$)",
    re.IGNORECASE,
)
_MAPS = re.compile(
    r"(?:maps?\.|/maps|google\.[a-z.]{2,6}/maps|openstreetmap|osm\.org|waze\.|mappls|mapmyindia|plus\.codes|geo:)",
    re.IGNORECASE,
)


Figures = tuple[str, str] | tuple[()]
"""Latitude and longitude as they stand in a link, or nothing."""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a text from `start` to `end`.

    `pair` is the place that it names, `view` the middle of the map that it shows. `words` is what a map (`of_map`) is
    asked for otherwise: a name, a plus code, degrees and minutes. `closed` is whether only the service knows where the
    link leads.
    """

    pair: Figures
    words: str
    view: Figures
    closed: bool
    of_map: bool
    start: int
    end: int


def links_in(text: str) -> Iterator[Link]:
    """Yields the links of a text, in order."""
    folded = text.casefold()
    if not any(sign in folded for sign in _SIGNS):
        return
    for found in _LINK.finditer(text):
        address = found[0].rstrip(".,;:!?)]}।'")[:_LONGEST]
        of_map = _MAPS.search(address) is not None
        parameters = _parameters(address)
        plain = unquote_plus(address)
        pair = _pinned(plain) or _named(parameters) or _at_path(plain)
        view = _first(plain, ((_VIEW, (1, 2)), (_HASH, (2, 3))))
        words = _words(unquote(address), parameters) if of_map and not pair else ""
        closed = not (pair or view) and _CLOSED.search(address) is not None
        yield Link(pair, words, view, closed, of_map, found.start(), found.start() + len(address))


def _parameters(address: str) -> dict[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket of an IPv6 address that does not close
        return {}
    pairs = [*parse_qsl(parts.query), *parse_qsl(parts.fragment)]
    return {name.lower(): value for name, value in reversed(pairs)}


def _pinned(plain: str) -> Figures:
    return _first(plain, ((_PIN, (1, 2)), (_EMBEDDED, (2, 1))))


def _named(parameters: dict[str, str]) -> Figures:
    """Returns the pair of the surest parameter that holds one."""
    for name in _POINTS:
        if found := _PLAIN.match(parameters.get(name, "")):
            return found[1], found[2]
    lat, lon = (next((parameters[name] for name in names if name in parameters), "") for names in _AXES)
    found = _PLAIN.fullmatch(f"{lat},{lon}")
    return (found[1], found[2]) if found else ()


def _at_path(plain: str) -> Figures:
    if plain[:4].lower() == "geo:":
        found = _PLAIN.match(plain, 4)
        return (found[1], found[2]) if found else ()
    return _first(plain, ((_PATH, (1, 2)),))


def _first(plain: str, patterns: Iterable[tuple[re.Pattern[str], tuple[int, int]]]) -> Figures:
    """Returns the figures of the first pattern that is found, by its groups of latitude and longitude."""
    for pattern, (lat, lon) in patterns:
        if found := pattern.search(plain):
            return found[lat], found[lon]
    return ()


def _words(plain: str, parameters: dict[str, str]) -> str:
    """Returns what a map is asked for in words: a parameter, or the part of the path behind `place` and the like."""
    asked = next((parameters[name] for name in _ASKED if name in parameters), "")
    path = _PLACE.search(plain)
    return asked or (_BLANK.sub(" ", path[1]) if path else "")
