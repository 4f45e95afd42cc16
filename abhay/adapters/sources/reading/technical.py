"""The technical details of an alert: positions, sign-ins and devices, from objects or from plain lines."""

import re
from collections.abc import Iterator
from functools import partial

from abhay.adapters.sources.reading.document import Fields, Unreadable
from abhay.adapters.sources.reading.positions import Note, read_every_position, time_behind, words_of_positions
from abhay.adapters.sources.reading.times import read_time
from abhay.adapters.sources.reading.values import (
    is_absent,
    read_ip,
    read_port,
    read_scalar,
    read_short,
)
from abhay.domain.text import ascii_digits, clean_identifier
from models.payloads import Device, Login, Technical

_PARTS = ("technical", "technicaldetails", "technicaldata", "tech", "deviceinfo")
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


def read_technical(root: Fields, subject: Fields) -> Technical:
    """Returns the technical part of a document; positions are also taken from the person's part and from the top."""
    part = root.part(*_PARTS)
    own = root.part(*_PARTS, flat=False)
    return Technical(
        logins=part.read_all("logins", partial(read_logins, note=part.note), *_LOGINS),
        devices=part.read_all("devices", _read_devices, *_DEVICES),
        positions=read_every_position(part, subject, root.part("content", "post", "story", flat=False)),
        place_tag=part.read("place_tag", _read_place, *_PLACE_TAGS) or words_of_positions(own),
    )


def read_logins(value: object, *, note: Note) -> Iterator[Login]:
    """Yields the sign-ins in an object or in a line such as `203.0.113.5 port 40112 at 2026-11-12T16:39:02Z`.

    Raises Unreadable where there is no IP address.
    """
    if isinstance(value, Fields):
        yield from _login_of_object(value)
        return
    line = ascii_digits(clean_identifier(read_scalar(value)[:_LONGEST_LINE]))
    if is_absent(line):
        return
    logins = list(_logins_in_line(line, note))
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


def _logins_in_line(line: str, note: Note) -> Iterator[Login]:
    """Yields each IP address of the line with the port and time that follow it before the next one."""
    found = [
        (match, ip) for match in _IP.finditer(line) if (ip := _ip_or_none(match["v4"] or match["boxed"] or match["v6"]))
    ]
    ends = [match.start() for match, _ in found[1:]] + [len(line)]
    for (match, ip), end in zip(found, ends, strict=True):
        rest = line[match.end() : end]
        port = match["port"] or (named["port"] if (named := _PORT.search(rest)) else None)
        yield Login(ip=ip, port=read_port(port) if port else None, at=time_behind(rest, note, "logins.at"))


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


def _read_place(value: object) -> str | None:
    if isinstance(value, Fields):
        return value.read("name", read_short, "name", "title", "placename", "label")
    return read_short(value)
