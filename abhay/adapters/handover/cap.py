"""Writes a packet as CAP 1.2 (OASIS Standard Common Alerting Protocol 1.2, 1 July 2010), for machines.

Two `info` blocks hold the same facts in Hindi and in English; each fact of the packet is a `parameter` in
both. The schema fixes the order of the elements.
"""

import xml.etree.ElementTree as ET  # it is written here, never read
from datetime import datetime

from abhay import clock
from abhay.adapters.handover.packet import Packet
from abhay.adapters.handover.sections import plain, sections
from abhay.wording import words
from abhay.wording.words import Bilingual
from models.enums import Severity
from models.payloads import Position

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"

URGENCY = {Severity.IMMINENT: "Immediate", Severity.HIGH: "Expected", Severity.CONCERN: "Future"}
SEVERITY = {Severity.IMMINENT: "Extreme", Severity.HIGH: "Severe", Severity.CONCERN: "Moderate"}
CERTAINTY = {Severity.IMMINENT: "Likely", Severity.HIGH: "Likely", Severity.CONCERN: "Possible"}

_EVENT = Bilingual(hi="सहायता प्रकरण: संकट में व्यक्ति", en="Welfare check: person in distress")
_UNKNOWN_ACCURACY_M = 1000.0
_LEAST_RADIUS_M = 50.0


def as_cap(packet: Packet) -> str:
    """Returns the packet as an XML document, as an update of the previous one if there is one."""
    alert = ET.Element(_tag("alert"))
    _add(alert, "identifier", packet.name)
    _add(alert, "sender", packet.desk.cap_sender)
    _add(alert, "sent", cap_time(packet.at))
    _add(alert, "status", "Exercise" if packet.drill else "Actual")
    _add(alert, "msgType", "Update" if packet.earlier else "Alert")
    _add(alert, "source", packet.desk.name.en)
    _add(alert, "scope", "Restricted")
    _add(alert, "restriction", packet.confidence.both)
    if packet.drill:
        _add(alert, "note", words.DRILL_NOTICE.both)
    if packet.earlier:
        _add(alert, "references", " ".join(_reference(packet, number, at) for number, at in packet.earlier))
    _add(alert, "incidents", packet.ref)
    for language in ("hi", "en"):
        _info(alert, packet, language)
    ET.indent(alert)
    document = ET.tostring(alert, encoding="unicode", default_namespace=NAMESPACE)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}\n'


def cap_time(moment: datetime) -> str:
    """Returns a time in CAP's form: whole seconds in IST with the offset from UTC, never a Z (section 3.3.2)."""
    return clock.in_ist(moment).format("YYYY-MM-DD[T]HH:mm:ssZ")


def _info(alert: ET.Element, packet: Packet, language: str) -> None:
    info = ET.SubElement(alert, _tag("info"))

    def say(name: str, text: Bilingual) -> None:
        _add(info, name, words.marked(text.hi if language == "hi" else text.en, drill=_marks(name, packet)))

    _add(info, "language", f"{language}-IN")
    _add(info, "category", "Rescue")
    _add(info, "category", "Health")
    say("event", _EVENT)
    _add(info, "urgency", URGENCY[packet.severity])
    _add(info, "severity", SEVERITY[packet.severity])
    _add(info, "certainty", CERTAINTY[packet.severity])
    say("audience", packet.confidence)
    _add(info, "effective", cap_time(packet.at))
    if packet.posted_at is not None:
        _add(info, "onset", cap_time(packet.posted_at))
    say("senderName", packet.desk.name)
    say("headline", packet.headline)
    say("description", _description(packet))
    say("instruction", Bilingual(hi=_both(packet, "hi"), en=_both(packet, "en")))
    if ways := ", ".join(way for way in (packet.desk.call_back, packet.desk.email) if way):
        _add(info, "contact", ways)
    _parameters(info, packet, language)
    _area(info, packet, language)


def _marks(name: str, packet: Packet) -> bool:
    """Adds the mark of a drill where a person looks first."""
    return packet.drill and name in ("event", "headline")


def _both(packet: Packet, language: str) -> str:
    asked = (packet.request, packet.call_back)
    return " ".join(part.hi if language == "hi" else part.en for part in asked)


def _description(packet: Packet) -> Bilingual:
    """Returns where the person is sought and since when; the parameters say who it is."""
    place, received = packet.place, clock.ist(packet.received_at)
    where = f"{place.district}, " if place.district else ""
    return Bilingual(
        hi=f"{received} को सूचना मिली कि एक व्यक्ति संकट में है। स्थान के संकेत: {where}{place.state.hi}। विवरण नीचे है।",
        en=f"On {received} we were told of a person in distress. The evidence points to {where}{place.state.en}. "
        "The details are in the parameters.",
    )


def _parameters(info: ET.Element, packet: Packet, language: str) -> None:
    for section in sections(packet):
        for fact in section.facts:
            parameter = ET.SubElement(info, _tag("parameter"))
            _add(parameter, "valueName", fact.key)
            value = fact.value.hi if language == "hi" else fact.value.en
            label = fact.label.hi if language == "hi" else fact.label.en
            _add(parameter, "value", f"{label}: {value}" if fact.key == "place.evidence" else value)


def _area(info: ET.Element, packet: Packet, language: str) -> None:
    place = packet.place
    state = place.state.hi if language == "hi" else place.state.en
    area = ET.SubElement(info, _tag("area"))
    _add(area, "areaDesc", f"{place.district}, {state}" if place.district else state)
    if place.position is not None:
        _add(area, "circle", _circle(place.position))


def _circle(position: Position) -> str:
    """Returns latitude, longitude and radius, which CAP gives in kilometres."""
    metres = position.accuracy_m or _UNKNOWN_ACCURACY_M
    return f"{position.lat:.5f},{position.lon:.5f} {max(metres, _LEAST_RADIUS_M) / 1000:.3f}"


def _reference(packet: Packet, number: int, at: datetime) -> str:
    return f"{packet.desk.cap_sender},{packet.ref}.{number},{cap_time(at)}"


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _tag(name)).text = plain(text)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
