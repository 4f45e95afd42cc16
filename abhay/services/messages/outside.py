"""Messages that belong to no case: a test of a contact point, or what a unit's office is told."""

from uuid import UUID

from abhay.wording.least import RenderedMessage
from models.enums import Severity
from models.payloads import OutgoingMessage
from models.tables import ContactPoint


def message_outside(
    contact: ContactPoint,
    text: RenderedMessage,
    *,
    message_id: UUID,
    kind: str,
    instead_of_ref: str,
    url: str | None = None,
    drill: bool = False,
) -> OutgoingMessage:
    """Returns a message to a contact point as its channel takes it; `kind` stands for its rung too."""
    return OutgoingMessage(
        id=str(message_id),
        kind=kind,
        alert=instead_of_ref,
        rung=kind,
        round=1,
        attempt=1,
        post=contact.post_id,
        unit=contact.unit_id,
        channel=contact.channel,
        to=contact.address,
        subject=text.subject,
        body=text.body,
        severity=Severity.CONCERN,
        ack_url=url,
        line=contact.line,
        language=contact.language,
        drill=drill,
    )
