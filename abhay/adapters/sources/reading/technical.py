"""The technical details of an alert: positions, sign-ins and devices, from objects or from plain lines.

A position is an object, GeoJSON, or a line such as `25.1520, 75.8480 (accuracy 300 m)`.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from abhay.adapters.sources.reading.document import Fields, Unreadable, as_list
from abhay.adapters.sources.reading.times import find_time, read_time
from abhay.adapters.sources.reading.values import (
    is_absent,
    read_ip,
    read_metres,
    read_number,
    read_port,
    read_scalar,
    read_short,
    read_word,
)
from abhay.domain.text import ascii_digits, clean_identifier
from models.payloads import Device, Login, Position, Technical

_POSITIONS = ("locations", "location", "positions", "position", "gps", "coordinates", "geolocation", "lastlocation")
_LOGINS = ("logins", "login", "lastlogin", "loginhistory", "signins", "sessions", "ipaddresses", "ipaddress", "ips",
           "ip", "lastloginip")  # fmt: skip
_DEVICES = ("devices", "device", "phonemodel")
_PLACE_TAGS = ("placetag", "placetags", "taggedplace", "locationtag", "placename", "place", "checkin")
_LONGEST_LINE = 500

_IP = re.compile(
    r"(?<![\w.:])(?:(?:(?P<v4>\d{1,3}(?:\.\d{1,3}){3})|\[(?P<boxed>[0-9A-Fa-f:.]{2,45})\])(?::(?P<port>\d{1,5}))?"
    r"|(?P<v6>[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,44}))(?![\w:])"
)
_PORT = re.compile(r"(?:port|पोर्ट)\D{0,3}(?P<port>\d{1,5})", re.IGNORECASE)
_MODEL = re.compile(r"\b(?:model|मॉडल)\b[ :=-]*", re.IGNORECASE)
_LATITUDE = ("lat", "latitude")
_LONGITUDE = ("lon", "lng", "long", "longitude")
_ACCURACY = ("accuracym", "accuracy", "accuracymeters", "accuracymetres", "horizontalaccuracy", "radius", "radiusm")
_MOMENT = ("at", "time", "timestamp", "recordedat", "capturedat", "createdat", "updatedat")
_INNER = ("coords", "coordinates", "point", "center", "latlng", "geometry", "position", "geo")
_POINT = re.compile(
    r"(?<![\d.])(?P<lat>[-+]?\d{1,2}\.\d{1,12})\s*°?\s*(?P<ns>[NSns])?\s*[,;/ ]\s*"
    r"(?P<lon>[-+]?\d{1,3}\.\d{1,12})\s*°?\s*(?P<ew>[EWew]\b)?(?![\d.]*\d)"
)
_WITHIN = re.compile(
    r"(?:accura\w{0,12}|within|radius|±|सटीकता|शुद्धता)\D{0,20}(?P<length>\d{1,9}(?:\.\d{1,9})?\s*\w{0,6})", re.IGNORECASE
)


def read_technical(root: Fields, subject: Fields) -> Technical:
    """Returns the technical part of a document; positions are also taken from the person's part and from the top."""
    part = root.part("technical", "technicaldetails", "technicaldata", "tech", "deviceinfo")
    return Technical(
        logins=part.read_all("logins", read_logins, *_LOGINS),
        devices=part.read_all("devices", _read_devices, *_DEVICES),
        positions=_read_every_position(part, subject),
        place_tag=part.read("place_tag", _read_place, *_PLACE_TAGS),
    )


def read_logins(value: object) -> Iterator[Login]:
    """Yields the sign-ins in an object or in a line such as `203.0.113.5 port 40112 at 2026-11-12T16:39:02Z`.

    Raises Unreadable where there is no IP address.
    """
    if isinstance(value, Fields):
        yield from _login_of_object(value)
        return
    line = ascii_digits(clean_identifier(read_scalar(value)[:_LONGEST_LINE]))
    if is_absent(line):
        return
    logins = list(_logins_in_line(line))
    if not logins:
        raise Unreadable("no IP address")
    yield from logins


def _login_of_object(fields: Fields) -> Iterator[Login]:
    ip = fields.read("ip", read_ip, "ip", "ipaddress", "ipv4", "ipv6", "address")
    if ip is None:
        return
    geo = fields.part("ipgeo", "geo", "geoip", "location", flat=False)
    yield Login(
        ip=ip,
        port=fields.read("port", read_port, "port", "sourceport", "srcport", "ipport"),
        at=fields.read("at", read_time, "at", "time", "timestamp", "loginat", "loggedinat", "date", "createdat"),
        geo_city=geo.read("city", read_short, "city", "cityname"),
        geo_region=geo.read("region", read_short, "region", "state", "regionname"),
    )


def _logins_in_line(line: str) -> Iterator[Login]:
    """Yields each IP address of the line with the port and time that follow it before the next one."""
    found = [
        (match, ip) for match in _IP.finditer(line) if (ip := _ip_or_none(match["v4"] or match["boxed"] or match["v6"]))
    ]
    ends = [match.start() for match, _ in found[1:]] + [len(line)]
    for (match, ip), end in zip(found, ends, strict=True):
        rest = line[match.end() : end]
        port = match["port"] or (named["port"] if (named := _PORT.search(rest)) else None)
        yield Login(ip=ip, port=read_port(port) if port else None, at=find_time(rest))


def _ip_or_none(text: str) -> str | None:
    try:
        return read_ip(text)
    except ValueError:
        return None


def _read_devices(value: object) -> Iterator[Device]:
    if isinstance(value, Fields):
        device = Device(
            os=value.read("os", read_short, "os", "osname", "platform", "system", "operatingsystem"),
            model=value.read("model", read_short, "model", "devicemodel", "device", "name"),
        )
    else:
        device = _device_in_line(read_short(value) or "")
    if device.os or device.model:
        yield device


def _device_in_line(line: str) -> Device:
    """Returns the system and model of a line such as `Android 14 (model: Synthetic X)`."""
    system, *model = _MODEL.split(line, maxsplit=1)
    if model:
        system = system.removesuffix("(").rstrip()
        system = system[:-1] if system.endswith((",", ";")) else system
    return Device(os=system.strip() or None, model=model[0].strip(" )") or None if model else None)


def _read_every_position(part: Fields, subject: Fields) -> tuple[Position, ...]:
    found = part.read_all("locations", read_positions, *_POSITIONS)
    found += subject.read_all("location", _point_of_object, *_POSITIONS)
    flat = cache(lambda: _flat_positions(part))
    found += part.read_all("lat", lambda _: flat(), "lat", "latitude")
    return tuple(dict.fromkeys(found))


def _flat_positions(part: Fields) -> tuple[Position, ...]:
    """Returns the point of the degrees that lie beside other fields: at most one, however many degrees there are."""
    try:
        return tuple(flat_position(part))
    except Unreadable:
        part.note("lat")
        return ()


def _point_of_object(value: object) -> Iterator[Position]:
    """Yields the point of a person's `location`, which is mostly words: only an object can be a point."""
    return read_positions(value) if isinstance(value, Fields) else iter(())


def _read_place(value: object) -> str | None:
    if isinstance(value, Fields):
        return value.read("name", read_short, "name", "title", "placename", "label")
    return read_short(value)


def read_positions(value: object) -> Iterator[Position]:
    """Yields the position an object or a line holds; none where it speaks of no point.

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
    """Returns the point that a line states, with its accuracy and time if it does. Raises Unreadable without one."""
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
    """Yields the point whose degrees lie beside other fields; only times that name the point are its own."""
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
    """Returns the pair of a GeoJSON point, which is written longitude first."""
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
