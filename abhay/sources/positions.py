"""Points on the map: from objects, from GeoJSON, or from a line such as `25.1520, 75.8480 (accuracy 300 m)`."""

import re
from collections.abc import Iterator
from datetime import datetime

from abhay.sources.fields import Fields, Unreadable, as_list
from abhay.sources.text import ascii_digits, clean_identifier
from abhay.sources.times import find_time, read_time
from abhay.sources.values import is_absent, read_metres, read_number, read_word
from models.payloads import Position

_LATITUDE = ("lat", "latitude")
_LONGITUDE = ("lon", "lng", "long", "longitude")
_ACCURACY = ("accuracym", "accuracy", "accuracymeters", "accuracymetres", "horizontalaccuracy", "radius", "radiusm")
_MOMENT = ("at", "time", "timestamp", "recordedat", "capturedat", "createdat", "updatedat")
_INNER = ("coords", "coordinates", "point", "center", "latlng", "geometry", "position", "geo")
_LONGEST_LINE = 500

_POINT = re.compile(
    r"(?<![\d.])(?P<lat>[-+]?\d{1,2}\.\d{1,12})\s*°?\s*(?P<ns>[NSns])?\s*[,;/ ]\s*"
    r"(?P<lon>[-+]?\d{1,3}\.\d{1,12})\s*°?\s*(?P<ew>[EWew]\b)?(?![\d.]*\d)"
)
_WITHIN = re.compile(
    r"(?:accura\w*|within|radius|±|सटीकता|शुद्धता)\D{0,20}(?P<length>\d{1,9}(?:\.\d{1,9})?\s*\w{0,6})", re.IGNORECASE
)


def read_positions(value: object) -> Iterator[Position]:
    """The position an object or a line holds; none where it speaks of no point.

    Raises Unreadable for degrees off the earth, for 0/0 (a partner's "unknown"), and for a line
    that is not a point.
    """
    if isinstance(value, Fields):
        yield from _of_object(value)
    elif isinstance(value, str):
        if not is_absent(value):
            yield position_in_line(value)
    else:
        raise Unreadable("neither an object nor a line")


def position_in_line(text: str) -> Position:
    """The point that a line states, with its accuracy and time if it does; raises Unreadable without one."""
    line = ascii_digits(clean_identifier(text[:_LONGEST_LINE]))
    found = _POINT.search(line)
    if found is None:
        raise Unreadable("no pair of decimal degrees")
    rest = line[found.end() :]
    within = _WITHIN.search(rest)
    return _position(
        _signed(found["lat"], found["ns"]),
        _signed(found["lon"], found["ew"]),
        accuracy_m=read_metres(within["length"]) if within else None,
        at=find_time(rest),
    )


def flat_position(fields: Fields) -> Iterator[Position]:
    """The point whose degrees lie beside other fields; of the times there only those that name it are its own."""
    lat, lon = fields.read("lat", read_number, *_LATITUDE), fields.read("lon", read_number, *_LONGITUDE)
    if lat is not None and lon is not None:
        accuracy = fields.read("accuracy_m", read_metres, *_ACCURACY)
        at = fields.read("location_at", read_time, "locationat", "locationtime", "positionat", "gpsat", "gpstime")
        yield _position(lat, lon, accuracy_m=accuracy, at=at)


def _of_object(fields: Fields) -> Iterator[Position]:
    lat, lon = fields.read("lat", read_number, *_LATITUDE), fields.read("lon", read_number, *_LONGITUDE)
    if lat is None or lon is None:
        lon, lat = _geojson(fields)
    if lat is None or lon is None:
        yield from fields.read_all("point", read_positions, *_INNER)
        return
    yield _position(
        lat,
        lon,
        accuracy_m=fields.read("accuracy_m", read_metres, *_ACCURACY),
        at=fields.read("at", read_time, *_MOMENT),
        source=fields.read("source", read_word, "source", "provider", "method", "type"),
    )


def _geojson(fields: Fields) -> tuple[float | None, float | None]:
    """The pair of a GeoJSON point, which is written longitude first."""
    for value in fields.values("coordinates"):
        pair = as_list(value)
        if len(pair) in (2, 3):
            return read_number(pair[0]), read_number(pair[1])
    return None, None


def _position(
    lat: float, lon: float, *, accuracy_m: float | None, at: datetime | None, source: str | None = None
) -> Position:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat, lon) == (0, 0):
        raise Unreadable("no point on land")
    return Position(lat=lat, lon=lon, accuracy_m=accuracy_m, at=at, source=source)


def _signed(degrees: str, hemisphere: str | None) -> float:
    return float(degrees) * (-1 if hemisphere and hemisphere in "SsWw" else 1)
