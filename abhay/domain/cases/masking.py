"""The pure rule of what is left of a child's case for whoever supervises it: how to act, not who it is.

Masked are the name, the account and all that leads to it, pictures, files and the message as it came. What a team is
sent by stays: telephones, place and the words of the post, in which the names that are known are masked too.
"""

import re
from collections.abc import Iterable
from typing import Final

from models.payloads import EmergencyContact, PostContent, Subject
from models.views import NoteView, Revealed, RevealedEvent

MASK: Final = "•••"
_LEAST_LETTERS: Final = 3
"""Shorter words of a name are left in texts: they stand in too many others."""


def masked(revealed: Revealed) -> Revealed:
    """Returns what was revealed of a child without who it is."""
    names = _names_in(event.subject for event in revealed.events)
    return revealed.model_copy(
        update={
            "events": tuple(_event(event, names) for event in revealed.events),
            "notes": tuple(_note(note, names) for note in revealed.notes),
        }
    )


def _names_in(subjects: Iterable[Subject]) -> re.Pattern[str] | None:
    """Returns a pattern of everything that names the child, the longest first; None if nothing does."""
    found: set[str] = set()
    for subject in subjects:
        whole = (subject.display_name, subject.username, subject.user_id, subject.channel_id, *subject.emails)
        found.update(each for each in whole if each)
        found.update((subject.display_name or "").split())
    usable = sorted((each for each in found if len(each) >= _LEAST_LETTERS), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, usable)), re.IGNORECASE) if usable else None


def _event(event: RevealedEvent, names: re.Pattern[str] | None) -> RevealedEvent:
    return event.model_copy(
        update={
            "subject": _subject(event.subject),
            "content": _content(event.content, names),
            "attachments": (),
            "as_received": None,
            "heard_from": _without(event.heard_from, names),
            "note": _without(event.note, names),
        }
    )


def _subject(subject: Subject) -> Subject:
    kin = subject.emergency_contact
    return subject.model_copy(
        update={
            "user_id": None,
            "channel_id": None,
            "username": None,
            "display_name": MASK if subject.display_name or subject.username else None,
            "profile_url": None,
            "emails": (),
            "emergency_contact": kin and EmergencyContact(relation=kin.relation, phone=kin.phone),
        }
    )


def _content(content: PostContent, names: re.Pattern[str] | None) -> PostContent:
    hidden = {"content_id": None, "permalink": None, "media": ()}
    return content.model_copy(update={**hidden, "text": _without(content.text, names)})


def _note(note: NoteView, names: re.Pattern[str] | None) -> NoteView:
    return note.model_copy(update={"note": _without(note.note, names)})


def _without(text: str | None, names: re.Pattern[str] | None) -> str | None:
    return names.sub(MASK, text) if text and names else text
