"""A synthetic packet."""

from dataclasses import replace
from datetime import UTC, datetime

from abhay.adapters.handover.packet import Desk, Packet, Whereabouts
from abhay.wording.words import Bilingual, EvidenceWords
from models.enums import IntakeChannel, Severity, Trust
from models.payloads import (
    Address,
    Device,
    EmergencyContact,
    Login,
    Position,
    PostContent,
    Subject,
    Technical,
)
from models.views import Revealed, RevealedEvent

AT = datetime(2026, 11, 24, 18, 35, 7, 123456, tzinfo=UTC)
POINT = Position(lat=24.47643, lon=74.87241, accuracy_m=35, at=datetime(2026, 11, 24, 18, 20, tzinfo=UTC))
WORDS = "माँ मुझे माफ़ करना\nमैं थक गया हूँ"

EVENT = RevealedEvent(
    received_at=datetime(2026, 11, 24, 18, 30, tzinfo=UTC),
    posted_at=datetime(2026, 11, 24, 18, 25, tzinfo=UTC),
    source="meta",
    channel=IntakeChannel.WEBHOOK,
    kind="alert.created",
    trust=Trust.VERIFIED,
    subject=Subject(
        display_name="Synthetic Person",
        username="synthetic.person",
        user_id="100000000000001",
        phones=("+91 55555 00001", "+91 55555 00002"),
        emails=("person@example.com",),
        age_band="18-24",
        city="Neemuch",
        address=Address(line="12 Station Road", city="Neemuch", state="Madhya Pradesh", pincode="458441"),
        emergency_contact=EmergencyContact(relation="mother", name="Synthetic Mother", phone="+91 55555 00003"),
    ),
    technical=Technical(
        logins=(
            Login(ip="203.0.113.7", port=40123, at=datetime(2026, 11, 24, 18, 24, 9, tzinfo=UTC), geo_city="Indore"),
        ),
        devices=(Device(os="Android 15", model="Test Phone"),),
        positions=(POINT,),
    ),
    content=PostContent(text=WORDS, platform="instagram", permalink="https://example.com/p/1"),
)

PACKET = Packet(
    ref="RJ-2026-000042",
    number=1,
    at=AT,
    drill=False,
    severity=Severity.IMMINENT,
    trust=Trust.VERIFIED,
    source="meta",
    received_at=EVENT.received_at,
    posted_at=EVENT.posted_at,
    place=Whereabouts(Bilingual(hi="मध्य प्रदेश", en="Madhya Pradesh"), "Neemuch", POINT),
    evidence=(
        EvidenceWords(
            Bilingual(hi="जी.पी.एस. स्थिति", en="GPS position"),
            Bilingual(hi="राज्य के बाहर", en="out of the State"),
            Bilingual(hi="मज़बूत संकेत", en="strong"),
            Bilingual(hi="बिंदु Neemuch में", en="point in Neemuch"),
        ),
    ),
    revealed=Revealed(ref="RJ-2026-000042", events=(EVENT,)),
    desk=Desk(
        Bilingual(hi="अभय डेस्क", en="Abhay desk"),
        "+91 55555 00100",
        "desk@kota-police.example",
        "desk@kota-police.example",
    ),
)


def with_event(**changes: object) -> Packet:
    """The packet with another only message."""
    event = EVENT.model_copy(update=changes)
    return replace(PACKET, revealed=Revealed(ref=PACKET.ref, events=(event,)))
