"""Handing a case over to another State's police: the packet needs an asker and a reason; its receipt is noted."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from abhay.adapters.documents.pdf import make_pdf
from abhay.adapters.gazetteer import Gazetteer, load
from abhay.adapters.gazetteer.names.hindi import state_in_hindi, state_named, states_in_hindi
from abhay.adapters.handover import printed
from abhay.adapters.handover.cap import MEDIA_TYPE, as_cap
from abhay.adapters.handover.packet import Desk, Packet, Whereabouts
from abhay.adapters.handover.written import as_html, as_text
from abhay.adapters.store.cases import handovers
from abhay.adapters.store.cases.handovers import GivenPacket
from abhay.domain.permissions import require
from abhay.errors import BadInput
from abhay.services.cases.revealing import reveal
from abhay.services.runtime import Runtime
from abhay.settings import DeskSettings
from abhay.wording.places.place_words import PlaceNames, evidence_words
from abhay.wording.words import Bilingual, EvidenceWords
from models.actors import Act, Actor
from models.enums import PacketFormat
from models.payloads import Position
from models.routes import Evidence, Route
from models.views import Revealed

_KINDS = {
    PacketFormat.CAP: (as_cap, MEDIA_TYPE, "xml"),
    PacketFormat.TEXT: (as_text, "text/plain", "txt"),
    PacketFormat.HTML: (as_html, "text/html", "html"),
}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class WrittenPacket:
    """A packet as it is handed out: `text`, or the bytes of a `document`."""

    name: str
    media_type: str
    filename: str
    text: str = ""
    document: bytes | None = None

    @property
    def content(self) -> bytes:
        """The packet's bytes."""
        return self.text.encode() if self.document is None else self.document

    @property
    def content_type(self) -> str:
        """The media type of the bytes, with their encoding where they are text."""
        return f"{self.media_type}; charset=utf-8" if self.document is None else self.media_type


async def write_packet(
    runtime: Runtime,
    alert_id: UUID,
    packet_format: PacketFormat,
    actor: Actor,
    reason: str,
    *,
    state: str | None = None,
) -> WrittenPacket:
    """Returns the packet of a case; `state` names the other State where the route does not.

    The person's data is revealed for it, with the given reason: both go to the audit log before the packet is
    given. Raises `WrongRole`, `UnknownAlert`, and `BadInput` where no other State is known or `state` is not one.
    """
    require(actor, Act.HAND_OVER)
    named = await receiving_state(runtime, alert_id, state)
    why = f"hand-over to {named} ({packet_format.value}): {reason}"
    revealed = await reveal(runtime, alert_id, actor, why)
    given = await handovers.give(runtime.database, alert_id, packet_format, named, actor)
    return await _written(runtime, packet_format, given, revealed)


async def newest_packet(runtime: Runtime, alert_id: UUID, revealed: Revealed) -> WrittenPacket | None:
    """Returns as text the packet that was given last, without what came in after it; None if none was given.

    `revealed` is the case as it was just opened for the same reader. Raises `UnknownAlert`.
    """
    given = await handovers.newest(runtime.database, alert_id)
    if given is None:
        return None
    events = tuple(event for event in revealed.events if event.received_at <= given.at)
    return await _written(runtime, PacketFormat.TEXT, given, revealed.model_copy(update={"events": events}))


async def receiving_state(runtime: Runtime, alert_id: UUID, state: str | None) -> str:
    """Returns the English name of the State that a case is handed over to: the given one, else the route's.

    Raises `UnknownAlert`, and `BadInput` where no other State is known or `state` is not one.
    """
    return _other_state(await handovers.route_of(runtime.database, alert_id), state)


async def _written(
    runtime: Runtime, packet_format: PacketFormat, given: GivenPacket, revealed: Revealed
) -> WrittenPacket:
    packet = await asyncio.to_thread(_packet, given, revealed, runtime.settings.desk)
    if packet_format is PacketFormat.PDF:
        document = await make_pdf(printed.TEMPLATE, printed.as_document(packet))
        return WrittenPacket(packet.name, printed.MEDIA_TYPE, f"{packet.name}.pdf", document=document)
    write, media_type, suffix = _KINDS[packet_format]
    return WrittenPacket(packet.name, media_type, f"{packet.name}.{suffix}", write(packet))


def _other_state(route: Route | None, given: str | None) -> str:
    if given is not None:
        if (named := state_named(given)) is None:
            raise BadInput("state: name another State or Union Territory of India, in English or Hindi.")
        return named
    if route is None or route.other_state is None:
        raise BadInput("state: the route names no other State, so say which one the case is handed over to.")
    return route.other_state


def _packet(given: GivenPacket, revealed: Revealed, desk: DeskSettings) -> Packet:
    alert, gazetteer = given.alert, load()
    route = revealed.route
    return Packet(
        ref=alert.ref,
        number=given.number,
        at=given.at,
        drill=alert.drill,
        severity=alert.severity,
        trust=alert.trust,
        source=alert.source,
        received_at=alert.received_at,
        posted_at=alert.posted_at,
        place=_place(given.state, revealed, gazetteer),
        evidence=_in_words(route.evidence if route else (), gazetteer),
        revealed=revealed,
        desk=Desk(Bilingual(hi=desk.name_hi, en=desk.name_en), desk.call_back, desk.email, desk.cap_sender),
        earlier=given.earlier,
    )


def _place(state: str, revealed: Revealed, gazetteer: Gazetteer) -> Whereabouts:
    """Returns the State, with the newest position that lies in it."""
    words = Bilingual(hi=state_in_hindi(state) or state, en=state)
    found: list[tuple[datetime, Position, str]] = []
    for position in (position for event in revealed.events for position in event.technical.positions):
        inside = gazetteer.locate(position.lat, position.lon).inside
        if inside is not None and inside.state == state:
            found.append((position.at or _LONG_AGO, position, inside.name))
    if not found:
        return Whereabouts(words)
    _, position, district = max(found, key=lambda each: each[0])
    return Whereabouts(words, district, position)


def _in_words(evidence: Sequence[Evidence], gazetteer: Gazetteer) -> tuple[EvidenceWords, ...]:
    districts = {each.id: Bilingual(hi=each.name_hi, en=each.name_en) for each in gazetteer.districts()}
    units = {each.id: Bilingual(hi=each.name_hi, en=each.name_en) for each in gazetteer.units()}
    names = PlaceNames(districts, units, states_in_hindi())
    return tuple(evidence_words(each, names) for each in evidence)
