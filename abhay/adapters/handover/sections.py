"""What a packet holds, whatever it is written as: sections of facts in both languages, each with a stable key."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from abhay import clock
from abhay.adapters.handover.packet import Packet
from abhay.wording import words
from abhay.wording.words import Bilingual
from models.payloads import Address, EmergencyContact, Login, Position
from models.views import RevealedEvent

T = TypeVar("T")
_LONGEST_LINE = 500
_KEPT = "\n\u200c\u200d"  # lines, and the joiners that Devanagari and emoji need


@dataclass(frozen=True)
class Fact:
    """One fact; `key` is its stable name for machines."""

    key: str
    label: Bilingual
    value: Bilingual


@dataclass(frozen=True)
class Section:
    """A group of facts."""

    title: Bilingual
    facts: tuple[Fact, ...]


def sections(packet: Packet) -> tuple[Section, ...]:
    """Returns all known facts by section, without unknown ones; the newest message comes first."""
    told = packet.revealed.events
    found = [_section("प्रकरण", "Case", _of_case(packet)), _section("स्थान", "Place", _of_place(packet))]
    for number, event in enumerate(told, start=1):
        more = f" ({number}/{len(told)})" if len(told) > 1 else ""
        found.append(_section(f"व्यक्ति{more}", f"Person{more}", _of_person(event)))
        found.append(_section(f"पोस्ट{more}", f"Post{more}", _of_post(event)))
        found.append(_section(f"तकनीकी विवरण{more}", f"Technical details{more}", _of_devices(event)))
    return tuple(section for section in found if section.facts)


def plain(text: str) -> str:
    """Returns a typed text line by line, without control characters for screens, printers or parsers."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in _KEPT or unicodedata.category(c)[0] != "C").strip()


def _section(hi: str, en: str, facts: Iterable[Fact]) -> Section:
    return Section(Bilingual(hi=hi, en=en), tuple(facts))


def _fact(key: str, hi: str, en: str, value: str | Bilingual | None) -> Iterator[Fact]:
    said = Bilingual.same(words.one_line(value, _LONGEST_LINE)) if isinstance(value, str) else value
    if said is not None and said.en:
        yield Fact(key, Bilingual(hi=hi, en=en), said)


def _of_case(packet: Packet) -> Iterator[Fact]:
    yield from _fact("case.reference", "प्रकरण संख्या", "Reference", packet.ref)
    yield from _fact("case.packet", "पैकेट", "Packet", packet.name)
    yield from _fact("case.severity", "जोखिम", "Risk", words.SEVERITY[packet.severity])
    yield from _fact("case.source", "स्रोत", "Source", packet.source)
    yield from _fact("case.trust", "प्रेषक", "Sender", words.TRUST[packet.trust])
    yield from _fact("case.received", "सूचना मिली", "Received", clock.ist(packet.received_at))
    yield from _fact("case.posted", "पोस्ट का समय", "Posted", _moment(packet.posted_at))
    yield from _fact("case.handed_over", "सौंपा गया", "Handed over", clock.ist(packet.at))


def _of_place(packet: Packet) -> Iterator[Fact]:
    place = packet.place
    yield from _fact("place.state", "राज्य", "State", place.state)
    yield from _fact("place.district", "ज़िला", "District", place.district)
    yield from _fact("place.position", "स्थिति", "Position", _position(place.position) if place.position else None)
    for piece in packet.evidence:
        why = piece.why or Bilingual(hi="", en="")
        said = (
            (piece.says.hi, piece.weight.hi, why.hi),
            (piece.says.en, piece.weight.en, why.en),
        )
        hi, en = ("; ".join(part for part in parts if part) for parts in said)
        yield Fact("place.evidence", piece.kind, Bilingual(hi=hi, en=en))


def _of_person(event: RevealedEvent) -> Iterator[Fact]:
    person = event.subject
    yield from _fact("person.name", "नाम", "Name", person.display_name)
    yield from _each("person.phone", "फ़ोन", "Phone", person.phones, str)
    yield from _each("person.email", "ई-मेल", "E-mail", person.emails, str)
    yield from _fact("person.age", "आयु", "Age", person.age_band)
    yield from _fact("person.username", "खाते का नाम", "User name", person.username)
    yield from _fact("person.user_id", "खाता संख्या", "Account number", person.user_id or person.channel_id)
    yield from _fact("person.profile", "प्रोफ़ाइल", "Profile", person.profile_url)
    yield from _fact("person.address", "पता", "Address", _address(person.address))
    yield from _fact("person.city", "वर्तमान शहर", "Current city", person.city)
    yield from _fact("person.says_place", "स्वयं बताया स्थान", "Place the person gives", person.self_reported_location)
    yield from _fact("person.hometown", "गृहनगर", "Home town", person.hometown)
    yield from _fact("person.call", "आपात संपर्क", "Emergency contact", _contact(person.emergency_contact))
    yield from _fact("person.heard_from", "सूचना देने वाले", "Heard from", event.heard_from)
    yield from _block("person.note", "टिप्पणी", "Note", event.note)


def _of_post(event: RevealedEvent) -> Iterator[Fact]:
    post = event.content
    yield from _block("post.words", "पोस्ट के शब्द", "The post's words", post.text)
    yield from _fact("post.created", "लिखा गया", "Written", _moment(post.created_at or event.posted_at))
    yield from _fact("post.platform", "मंच", "Platform", post.platform)
    yield from _fact("post.link", "पोस्ट का पता", "The post's address", post.permalink)
    if event.unread:
        yield from _block("post.as_received", "सूचना जैसी आई", "The message as it came", event.as_received)


def _of_devices(event: RevealedEvent) -> Iterator[Fact]:
    technical = event.technical
    yield from _each("technical.position", "स्थिति", "Position", technical.positions, _position)
    yield from _fact("technical.place_tag", "पोस्ट पर अंकित स्थान", "Place tag of the post", technical.place_tag)
    yield from _each("technical.login", "लॉगिन", "Sign-in", technical.logins, _login)
    devices = (" ".join(part for part in (device.model, device.os) if part) for device in technical.devices)
    yield from _each("technical.device", "उपकरण", "Device", devices, str)


def _each(key: str, hi: str, en: str, values: Iterable[T], said: Callable[[T], str]) -> Iterator[Fact]:
    for value in values:
        yield from _fact(key, hi, en, said(value))


def _block(key: str, hi: str, en: str, text: str | None) -> Iterator[Fact]:
    """Returns a typed text whole, with its own lines."""
    if text and (said := plain(text)):
        yield Fact(key, Bilingual(hi=hi, en=en), Bilingual.same(said))


def _moment(moment: datetime | None) -> str | None:
    return clock.ist(moment) if moment else None


def _position(position: Position) -> str:
    about = [f"{position.lat:.5f}, {position.lon:.5f}"]
    if position.accuracy_m is not None:
        about.append(f"± {position.accuracy_m:.0f} m")
    if position.at is not None:
        about.append(clock.ist(position.at))
    return ", ".join(about)


def _address(address: Address | None) -> str | None:
    if address is None:
        return None
    return ", ".join(
        part for part in (address.line, address.city, address.district, address.state, address.pincode) if part
    )


def _contact(contact: EmergencyContact | None) -> str | None:
    if contact is None:
        return None
    return ", ".join(part for part in (contact.name, contact.relation, contact.phone) if part)


def _login(login: Login) -> str:
    port = f" port {login.port}" if login.port is not None else ""
    where = [f"{login.ip or ''}{port}".strip(), _seconds(login.at), login.geo_city, login.geo_region]
    return ", ".join(part for part in where if part)


def _seconds(moment: datetime | None) -> str | None:
    """Returns a time to the second: behind carrier NAT, address, port and exact time identify a subscriber."""
    return f"{clock.ist_seconds(moment)} IST" if moment else None
