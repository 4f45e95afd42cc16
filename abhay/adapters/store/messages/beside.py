"""Extra messages beside those of a contact point: to its browsers, if it has any."""

from collections.abc import Iterable
from uuid import uuid4

from abhay.domain.messages.channel_kinds import PUSH
from models.tables import ContactPoint, Notification

_COPIED = set(Notification.model_fields) - {"id", "channel"}


def pushes_beside(told: Iterable[tuple[Notification, ContactPoint]]) -> list[Notification]:
    """Returns a push for each new message whose contact point has a browser that takes pushes.

    It carries the same link and has no bound: whatever becomes of it, the message itself decides what follows.
    """
    return [
        Notification(id=uuid4(), channel=PUSH, **row.model_dump(include=_COPIED))
        for row, contact in told
        if contact.push_until is not None and contact.push_until > row.queued_at
    ]
