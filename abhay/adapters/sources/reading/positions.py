"""The positions of an alert: objects, GeoJSON, pairs of numbers, lines, map links and plus codes.

What is read with a doubt is named in `problems` beside the field: `.swapped` where latitude and longitude were
exchanged, `.rounded` where the degrees are too rough to be measured.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cache, partial
from typing import cast

from abhay.adapters.sources.reading.document import MAX_ITEMS, Fields, Unreadable, as_list
from abhay.adapters.sources.reading.times import find_time, read_time
from abhay.adapters.sources.reading.values import (
    is_absent,
    read_metres,
    read_number,
    read_scalar,
    read_short,
    read_word,
)
from abhay.domain.positions.axes import angles_in
from abhay.domain.positions.degrees import NoPoint, Point, in_india, point_of
from abhay.domain.positions.written import Written, written_in
from abhay.domain.text import ascii_digits, clean_identifier
from models.payloads import Position

_POSITIONS = ("locations", "location", "positions", "position", "gps", "gpslocation", "coordinates", "coords", "latlng",
              "latlong", "latlon", "geolocation", "lastlocation", "lastknownlocation", "livelocation", "devicelocation",
              "geo", "geopoint", "geojson", "geouri", "maplink", "maplinks", "mapurl", "mapsurl", "mapslink",
              "locationlink", "locationurl", "pluscode", "pluscodes")  # fmt: skip
_PLAIN_LISTS = frozenset(("coordinates", "geojson"))
"""Fields whose pairs stand in GeoJSON's order, longitude first."""

_INNER = ("coords", "coordinates", "point", "center", "latlng", "latlong", "latlon", "geometry", "position", "geo",
          "location", "gps", "geolocation", "url", "link", "mapurl", "maplink", "uri", "geouri", "pluscode",
          "globalcode", "text", "value")  # fmt: skip
_LATITUDE = ("lat", "latitude")
_LONGITUDE = ("lon", "lng", "long", "longitude")
_E7 = ("latitudee7", "late7"), ("longitudee7", "lnge7", "lone7")
_ACCURACY = ("accuracym", "accuracy", "accuracymeters", "accuracymetres", "horizontalaccuracy", "radius", "radiusm")
_MOMENT = ("at", "time", "timestamp", "recordedat", "capturedat", "createdat", "updatedat")
_LONGEST_LINE = 1_000

Note = Callable[[str], None]


def read_every_position(part: Fields, subject: Fields, content: Fields) -> tuple[Position, ...]:
    """Returns the positions of the technical part, and those that stand with the person or the post."""
    found: tuple[Position, ...] = ()
    for holder, reader in ((part, read_positions), (subject, _of_objects_only), (content, _where_there_is_one)):
        pairs = [(key, pair) for key in _POSITIONS for value in holder.values(key) if (pair := _pair_of(value))]
        found += tuple(one for key, pair in pairs for one in _of_pair(pair, key, holder))
        whole = partial(reader, note=holder.note, in_pairs=bool(pairs))
        found += holder.read_all("locations" if holder is part else "location", whole, *_POSITIONS)
    flat = cache(lambda: _flat_positions(part))
    found += part.read_all("lat", lambda _: flat(), "lat", "latitude")
    return tuple(dict.fromkeys(found))


def words_of_positions(part: Fields) -> str | None:
    """Returns the first line in a place of positions that holds no point: the name of a place, mostly."""
    for value in (item for items in part.values(*_POSITIONS) for item in as_list(items)[:MAX_ITEMS]):
        if isinstance(value, str) and len(value) < _LONGEST_LINE and _is_of_words(value):
            return read_short(value)
    return None


def _is_of_words(line: str) -> bool:
    return not is_absent(line) and any(map(str.isalpha, line)) and not _written(line).points


def holds_position(line: str) -> bool:
    """Returns whether a line is meant for a position, be it a possible one or not; the name of a place is none."""
    written = _written(line)
    figures_alone = any(map(str.isdecimal, line)) and not any(map(str.isalpha, line))
    return bool(written.points) or written.faulty or written.closed or figures_alone


def read_positions(value: object, *, note: Note | None = None, in_pairs: bool = False) -> Iterator[Position]:
    """Yields the positions of an object, a pair or a line; none where it speaks of no point.

    `note` is told what is doubted. `in_pairs` says that single numbers are read elsewhere, as the two of a pair.
    Raises Unreadable for degrees off the earth, for 0/0 (a partner's "unknown"), and for a line that is not a point.
    """
    if isinstance(value, Fields):
        yield from _of_object(value)
    elif isinstance(value, str):
        if not is_absent(value) and not (in_pairs and _is_number(value)):
            yield from positions_in_line(value, note or _forget)
    elif pair := _pair_of(value):
        yield _position(_of_either_order(pair), note or _forget)
    elif not in_pairs:
        raise Unreadable("neither an object nor a line")


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except Unreadable:
        return False
    return True


def positions_in_line(text: str, note: Note) -> Iterator[Position]:
    """Yields the points of a line, each with the accuracy and time behind it. Raises Unreadable without one."""
    written = _written(text)
    if not written.points:
        raise Unreadable("no pair of degrees")
    ends = [one.start for one in written.points[1:]] + [len(written.text)]
    for one, end in zip(written.points, ends, strict=True):
        at = time_behind(written.text[one.end : end], note, "locations.at")
        yield _position(one.point, partial(_note_of_line, note), accuracy_m=one.accuracy_m, at=at)


def time_behind(line: str, note: Note, name: str) -> datetime | None:
    """Returns the moment that a line states; one that cannot be is named, and loses nothing but itself."""
    try:
        return find_time(line)
    except Unreadable:
        note(name)
        return None


def _note_of_line(note: Note, doubt: str) -> None:
    note(f"locations.{doubt}")


def _written(text: str) -> Written:
    return written_in(clean_identifier(text[:_LONGEST_LINE]), field_of_place=True)


def _of_objects_only(value: object, *, note: Note, in_pairs: bool) -> Iterator[Position]:
    """Yields the point of a person's `location`, which is mostly words: only an object can be a point."""
    return read_positions(value, note=note, in_pairs=in_pairs) if isinstance(value, Fields) else iter(())


def _where_there_is_one(value: object, *, note: Note, in_pairs: bool) -> Iterator[Position]:
    """Yields the points beside a post, where words and links stand in the same fields."""
    if isinstance(value, Fields) or (isinstance(value, str) and _written(value).points):
        yield from read_positions(value, note=note, in_pairs=in_pairs)


def _flat_positions(part: Fields) -> tuple[Position, ...]:
    """Returns the point of the degrees that lie beside other fields: at most one, however many degrees there are."""
    try:
        return tuple(flat_position(part))
    except Unreadable:
        part.note("lat")
        return ()


def flat_position(fields: Fields) -> Iterator[Position]:
    """Yields the point whose degrees lie beside other fields; only times that name the point are its own."""
    lat, lon = fields.read("lat", read_degrees, *_LATITUDE), fields.read("lon", read_degrees, *_LONGITUDE)
    if lat is not None and lon is not None:
        accuracy = fields.read("accuracy_m", read_metres, *_ACCURACY)
        at = fields.read("location_at", read_time, "locationat", "locationtime", "positionat", "gpsat", "gpstime")
        yield _position(_point(lat, lon), partial(_note_of_line, fields.note), accuracy_m=accuracy, at=at)


def _of_object(fields: Fields) -> Iterator[Position]:
    accuracy_m = fields.read("accuracy_m", read_metres, *_ACCURACY)
    at = fields.read("at", read_time, *_MOMENT)
    lat, lon = fields.read("lat", read_degrees, *_LATITUDE), fields.read("lon", read_degrees, *_LONGITUDE)
    if lat is None or lon is None:
        lat, lon = (fields.read(name, _read_e7, *keys) for name, keys in zip(("lat", "lon"), _E7, strict=True))
    point = _point(lat, lon) if lat is not None and lon is not None else _geojson(fields)
    if point is not None:
        source = fields.read("source", read_word, "source", "provider", "method", "type")
        yield _position(point, fields.note, accuracy_m=accuracy_m, at=at, source=source)
        return
    for inner in fields.read_all("point", partial(read_positions, note=fields.note, in_pairs=True), *_INNER):
        yield inner.model_copy(update={"accuracy_m": inner.accuracy_m or accuracy_m, "at": inner.at or at})


def read_degrees(value: object) -> float:
    """Returns an angle in degrees, from a number or a text such as `25°25'50"N`. Raises Unreadable."""
    try:
        return read_number(value)
    except Unreadable:
        text = written_in(clean_identifier(ascii_digits(read_scalar(value)[:100]))).text
        angles = list(angles_in(text))
        if len(angles) != 1 or text[: angles[0].start].strip() or text[angles[0].end :].strip(" .'\""):
            raise
        return angles[0].degrees


def _read_e7(value: object) -> float:
    """Returns degrees that are counted in ten-millionths, as Google's exports have them."""
    return read_number(value) / 1e7


def _geojson(fields: Fields) -> Point | None:
    """Returns the pair of a GeoJSON point, which is written longitude first."""
    for value in fields.values("coordinates"):
        if pair := _pair_of(value):
            return _point(pair[1], pair[0])
    return None


def _of_pair(pair: tuple[float, float], key: str, holder: Fields) -> Iterator[Position]:
    try:
        point = _point(pair[1], pair[0]) if key in _PLAIN_LISTS else _of_either_order(pair)
        yield _position(point, partial(_note_of_line, holder.note))
    except Unreadable:
        holder.note("locations")


def _of_either_order(pair: tuple[float, float]) -> Point:
    """Returns the point of a pair whose order nobody states: latitude first, unless only the other lies in India."""
    return _point(pair[1], pair[0]) if in_india(pair[1], pair[0]) else _point(*pair)


def _pair_of(value: object) -> tuple[float, float] | None:
    """Returns the two numbers of a list of two, or of three with a height."""
    if not isinstance(value, list):
        return None
    items = cast("Sequence[object]", value)
    if len(items) not in (2, 3) or any(isinstance(item, (list, dict)) for item in items):
        return None
    try:
        first, second = (read_number(item) for item in items[:2])
    except Unreadable:
        return None
    return first, second


def _point(lat: float, lon: float) -> Point:
    try:
        return point_of(lat, lon)
    except NoPoint as none:
        raise Unreadable("no point on land") from none


def _position(
    point: Point, note: Note, *, accuracy_m: float | None = None, at: datetime | None = None, source: str | None = None
) -> Position:
    if point.mirrored:
        note("swapped")
    if point.rounded:
        note("rounded")
        accuracy_m = max(accuracy_m or 0, point.accuracy_m or 0)
    return Position(lat=point.lat, lon=point.lon, accuracy_m=accuracy_m, at=at, source=source)


def _forget(_: str) -> None:
    """Takes a doubt that nobody asked about."""
