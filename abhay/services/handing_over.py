"""Handing a case over to another State's police: the packet is made for somebody with a reason, its receipt noted."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from abhay.errors import BadInput
from abhay.gazetteer import Gazetteer, load
from abhay.gazetteer.hindi import state_in_hindi, state_named
from abhay.handover.cap import MEDIA_TYPE, as_cap
from abhay.handover.packet import Desk, Packet, Place
from abhay.handover.written import as_html, as_text
from abhay.services.afterwards import Afterwards
from abhay.services.nudging import nudge
from abhay.services.place_words import piece_words
from abhay.services.revealing import reveal
from abhay.services.runtime import Runtime
from abhay.settings import DeskSettings
from abhay.store import handovers
from abhay.store.answers import Answer
from abhay.store.handovers import GivenPacket
from abhay.words import Bilingual, Piece
from models.enums import PacketFormat, Severity, Trust
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
class Asker:
    """Who asks for a packet, and why: both go to the audit log before anything is given."""

    actor: str
    role: str
    reason: str


@dataclass(frozen=True)
class WrittenPacket:
    """A packet as it is handed out."""

    name: str
    media_type: str
    filename: str
    text: str


async def write_packet(
    runtime: Runtime, alert_id: UUID, packet_format: PacketFormat, asker: Asker, *, state: str | None = None
) -> WrittenPacket:
    """The packet of a case; `state` names the other State where the route does not.

    The person is revealed for it, for the reason that was given. Raises `UnknownAlert`, and `BadInput`
    where no other State is known or the one that is named is none.
    """
    route = await handovers.route_of(runtime.database, alert_id)
    named = _other_state(route, state)
    actor, role = asker.actor, asker.role
    reason = f"hand-over to {named} ({packet_format.value}): {asker.reason}"
    revealed = await reveal(runtime, alert_id, reason=reason, actor=actor, role=role)
    given = await handovers.give(
        runtime.database, alert_id, packet_format=packet_format, state=named, actor=actor, role=role
    )
    packet = await asyncio.to_thread(_packet, given, revealed, runtime.settings.desk)
    write, media_type, suffix = _KINDS[packet_format]
    return WrittenPacket(packet.name, media_type, f"{packet.name}.{suffix}", write(packet))


async def note_receipt(
    runtime: Runtime, later: Afterwards, alert_id: UUID, received_by: str, remark: str | None, answer: Answer
) -> bool:
    """Note who of the other State received the case; False if a receipt was noted before. Raises `UnknownAlert`."""
    first = await handovers.note_receipt(runtime.database, alert_id, received_by, remark, answer)
    later.do(nudge(runtime, alert_id), "waking a case that was received elsewhere")
    return first


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
    route = Route.model_validate(alert.route) if alert.route else None
    return Packet(
        ref=alert.ref,
        number=given.number,
        at=given.at,
        drill=alert.drill,
        severity=Severity(alert.severity),
        trust=Trust(alert.trust),
        source=alert.source,
        received_at=alert.received_at,
        posted_at=alert.posted_at,
        place=_place(given.state, revealed, gazetteer),
        pieces=_pieces(route.evidence if route else (), gazetteer),
        revealed=revealed,
        desk=Desk(Bilingual(hi=desk.name_hi, en=desk.name_en), desk.call_back, desk.email, desk.cap_sender),
        earlier=given.earlier,
    )


def _place(state: str, revealed: Revealed, gazetteer: Gazetteer) -> Place:
    """The State, with the newest position that lies in it."""
    words = Bilingual(hi=state_in_hindi(state) or state, en=state)
    found: list[tuple[datetime, Position, str]] = []
    for position in (position for event in revealed.events for position in event.technical.positions):
        inside = gazetteer.locate(position.lat, position.lon).inside
        if inside is not None and inside.state == state:
            found.append((position.at or _LONG_AGO, position, inside.name))
    if not found:
        return Place(words)
    _, position, district = max(found, key=lambda each: each[0])
    return Place(words, district, position)


def _pieces(evidence: Sequence[Evidence], gazetteer: Gazetteer) -> tuple[Piece, ...]:
    districts = {each.id: Bilingual(hi=each.name_hi, en=each.name_en) for each in gazetteer.districts()}
    units = {each.id: Bilingual(hi=each.name_hi, en=each.name_en) for each in gazetteer.units()}
    return tuple(piece_words(each, districts, units) for each in evidence)
