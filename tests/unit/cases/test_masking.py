"""What is left of a child's case for whoever supervises it."""

from datetime import UTC, datetime

from abhay.domain.cases.masking import MASK, masked
from models.enums import IntakeChannel, Trust
from models.payloads import Address, EmergencyContact, Media, Position, PostContent, Subject, Technical
from models.views import AttachmentView, NoteView, Revealed, RevealedEvent

AT = datetime(2026, 11, 12, 17, 5, tzinfo=UTC)
CHILD = Subject(
    user_id="91000000000001",
    username="synthetic.wh1",
    display_name="सिंथेटिक किशोर",
    profile_url="https://www.example.com/synthetic.wh1",
    phones=("+915555501001",),
    emails=("synthetic.wh1@example.com",),
    age_band="13-17",
    address=Address(line="12 Example Road", city="Kota"),
    emergency_contact=EmergencyContact(relation="father", name="Synthetic Father", phone="+915555501002"),
)


def opened() -> Revealed:
    event = RevealedEvent(
        received_at=AT,
        posted_at=AT,
        source="meta",
        channel=IntakeChannel.MAIL,
        kind="alert.created",
        trust=Trust.VERIFIED,
        subject=CHILD,
        technical=Technical(positions=(Position(lat=25.17, lon=75.83),)),
        content=PostContent(
            content_id="c1",
            text="मैं किशोर हूं, SYNTHETIC.WH1 पर लिखो",
            permalink="https://www.instagram.example/p/syn1",
            media=(Media(type="image", url="https://media.example/1.jpg"),),
        ),
        attachments=(AttachmentView(id="1", filename="synthetic.jpg", media_type="image/jpeg", bytes=9),),
        note="सिंथेटिक किशोर की माँ ने फ़ोन किया",
        as_received="display_name: सिंथेटिक किशोर",
    )
    return Revealed(ref="RJ-2026-000042", events=(event,), notes=(NoteView(at=AT, by="SI", note="synthetic.wh1 मिला"),))


def test_nothing_that_is_left_says_who_the_child_is() -> None:
    text = masked(opened()).model_dump_json()
    for gone in ("सिंथेटिक", "किशोर", "synthetic.wh1", "SYNTHETIC.WH1", "91000000000001", "Synthetic Father", "media.example", "p/syn1"):  # fmt: skip
        assert gone not in text
    assert MASK in text


def test_what_a_team_is_sent_by_is_left() -> None:
    (event,) = masked(opened()).events
    assert event.subject.phones == CHILD.phones
    assert event.subject.address == CHILD.address
    assert event.subject.age_band == "13-17"
    assert event.subject.emergency_contact == EmergencyContact(relation="father", phone="+915555501002")
    assert event.technical.positions
    assert event.content.text == f"मैं {MASK} हूं, {MASK} पर लिखो"


def test_a_child_without_a_name_is_no_fault() -> None:
    plain = opened()
    (event,) = plain.events
    nameless = event.model_copy(update={"subject": Subject(age_band="16", display_name="Om")})
    (left,) = masked(plain.model_copy(update={"events": (nameless,)})).events
    assert left.subject == Subject(age_band="16", display_name=MASK)
    assert left.content.text == event.content.text
