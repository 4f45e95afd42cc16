"""The technical details of an alert: positions, sign-ins and devices, from objects or from plain lines."""

import re
from collections.abc import Iterator

from abhay.sources.fields import Fields, Unreadable
from abhay.sources.positions import flat_position, read_positions
from abhay.sources.text import ascii_digits, clean_identifier
from abhay.sources.times import find_time, read_time
from abhay.sources.values import is_absent, read_ip, read_port, read_scalar, read_short
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
_MODEL = re.compile(r"[,;]?\s*\(?\b(?:model|मॉडल)\b[ :=-]*", re.IGNORECASE)


def read_technical(root: Fields, subject: Fields) -> Technical:
    """The technical part of a document; positions are also taken from the person's part and from the top."""
    part = root.part("technical", "technicaldetails", "technicaldata", "tech", "deviceinfo")
    return Technical(
        logins=part.read_all("logins", read_logins, *_LOGINS),
        devices=part.read_all("devices", _read_devices, *_DEVICES),
        positions=_read_every_position(part, subject),
        place_tag=part.read("place_tag", _read_place, *_PLACE_TAGS),
    )


def read_logins(value: object) -> Iterator[Login]:
    """The sign-ins in an object or in a line such as `203.0.113.5 port 40112 at 2026-11-12T16:39:02Z`.

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
    """Each IP address of the line with the port and time that follow it before the next one."""
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
        line = read_short(value)
        os, *model = _MODEL.split(line, maxsplit=1) if line else ("",)
        device = Device(os=os.strip() or None, model=model[0].strip(" )") or None if model else None)
    if device.os or device.model:
        yield device


def _read_every_position(part: Fields, subject: Fields) -> tuple[Position, ...]:
    found = part.read_all("locations", read_positions, *_POSITIONS)
    found += subject.read_all("location", _point_of_object, *_POSITIONS)
    found += part.read_all("lat", lambda _: flat_position(part), "lat", "latitude")
    return tuple(dict.fromkeys(found))


def _point_of_object(value: object) -> Iterator[Position]:
    """A person's `location` is mostly words: only an object can be a point."""
    return read_positions(value) if isinstance(value, Fields) else iter(())


def _read_place(value: object) -> str | None:
    if isinstance(value, Fields):
        return value.read("name", read_short, "name", "title", "placename", "label")
    return read_short(value)
